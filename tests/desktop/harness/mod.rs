//! What a journey needs: a home of its own, the window in front of it, and words for what a person does.

mod app;
mod driver;
mod home;
mod locate;
mod row;
mod wait;

pub use app::journey;
pub use home::Home;
