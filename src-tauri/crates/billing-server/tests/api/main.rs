//! The server through its front door: the router is called without a socket, over a fake backend.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod callers;
mod client;
mod extras;
#[path = "../fake/mod.rs"]
mod fake;
mod limits;
mod nonsense;
mod operations;
mod sockets;
mod transport;
