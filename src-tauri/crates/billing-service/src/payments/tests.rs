//! Charging, giving back and asking, with the test provider; then everything that may die in between.

mod asking;
mod book;
mod charging;
mod crashing;
mod refunding;
