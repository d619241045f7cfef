//! The client against real servers on loopback sockets: ours over a fake backend, and badly behaved ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod certificates;
mod extras;
mod failures;
#[path = "../../../billing-server/tests/fake/mod.rs"]
mod fake;
mod handshakes;
mod manners;
mod requests;
mod retries;
mod round_trips;
mod secure;
mod tenant;
mod tenants_in_the_field;
mod trials;
