//! Charges and refunds through real stand-ins for Stripe and the local test provider, with every fault that a network and
//! a provider can have: nothing is taken twice, nothing is silent, and what is unknown ends when the provider answers.
//!
//! `PAYMENT_CASES` sets how many faulted submissions there are in all; the long run is 10,000. `PAYMENT_SEED` sets where
//! the dice start.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod books;
mod dice;
mod fakes;
mod faulty;
mod flows;
mod proxy;
mod storm;
