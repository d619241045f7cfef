//! Journeys in the real window: it opens, is clicked, typed into and read, as a person would.
//! `cargo xtask test desktop` builds the window, makes the demo account once and gives the window a display.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a journey fails by panicking")]

mod harness;

mod accounts;
mod display;
mod handed_over;
mod invoices;
mod month_end;
mod opening;
mod pairs;
mod payment_methods;
mod plans;
mod quotas;
mod returning;
mod speed;
mod tenants;
mod tour;
mod usage;
