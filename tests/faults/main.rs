//! The client in front of a tenant that goes wrong in every way: no panic, no wrong number, nothing done twice.
//!
//! `matrix` sends each of the 26 operations through each fault and holds the error to what the tenant really did;
//! `connections` looks at what a fault leaves behind on a connection, `extras` at
//! what is beside the 26. The tenant is our own server over a real book.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod book;
mod connections;
mod extras;
#[path = "../faulty_tenant/mod.rs"]
mod faulty_tenant;
mod matrix;
mod operations;
