//! The contract suite: one story, every backend.
//!
//! A story seeds a tenant, uses the seam and says what must be seen. It never asks which backend it runs on, so it
//! tests rules, SQL, client, server and JSON at once. One file per topic; `harness` gives the backends.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a story that cannot go on must fail"
)]

mod harness;

mod coverage;
mod extras;
mod invoices;
mod payment_methods;
mod plans;
mod quotas;
mod seeds;
mod subscriptions;
mod usage;
