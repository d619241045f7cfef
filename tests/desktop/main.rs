//! Journeys in the real window: it opens, is clicked, typed into and read, as a person would.
//! `cargo xtask test desktop` builds the window and gives it a display.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a journey fails by panicking")]

mod harness;

mod opening;
