//! Moves from plan to plan as a durable saga: explored event by event, killed at every durable step, carried out late; and
//! taking under a limit from many threads at once. Everything runs on real books on disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod counting;
mod desk;
mod explored;
mod killed;
mod late;
