//! The system's keychain as it really is: GNOME Keyring on a bus of its own, with a home of its own.
//!
//! Each test in `outside` runs this same program again inside a fresh session; what runs there stands in `inside` and
//! is ignored otherwise.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod inside;
mod outside;
mod session;
