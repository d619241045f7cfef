//! A tenant and its copy: what a sync brings, what becomes of it in bad weather and when it is killed, and the outbox.
//!
//! The tenant is our own server over a book of its own; the copy is a book beside it. In the end both say the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "../faulty_tenant/mod.rs"]
mod faulty_tenant;

mod deeds;
#[path = "../payments/dice.rs"]
mod dice;
mod equal;
mod killed;
mod labels;
mod outbox;
mod sessions;
mod stories;
mod world;
