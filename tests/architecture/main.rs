//! The walls of the house as ordinary tests. Each wall is a detector that names what it finds, and each
//! detector is shown a planted violation, so that no wall here is unable to fall.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a wall fails by panicking")]

mod finding;
mod rust_text;
mod tree;

mod capabilities;
mod clocks;
mod interface;
mod numbers;
mod rooms;
mod sql;
mod tidiness;
mod topics;
mod window;
mod words;
