//! The public API as others see it: our document beside the public one, and every operation in every kind of trouble.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod additions;
mod document;
mod ingest;
mod table;
