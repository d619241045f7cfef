//! The server through its front door: the router is called without a socket, over a fake backend.

mod client;
#[path = "../fake/mod.rs"]
mod fake;
mod operations;
mod transport;
