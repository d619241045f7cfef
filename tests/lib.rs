//! Suites over the whole house. The suites themselves are the test targets beside this file; here is what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

pub mod random_bills;
