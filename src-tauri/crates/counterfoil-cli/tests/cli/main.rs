//! The command line through its front door: the real program, real files, its output and exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod desk;
mod engine;
mod exports;
mod focus;
mod invoices;
mod killed;
mod moves;
mod payment_methods;
mod payments;
mod reports;
mod serve;
mod tenants;
mod trail;
mod usage;
