//! The public API in front of any backend: decode, call, encode.
//!
//! [`app`] makes the router from the operation table and is handed its backend; it knows no store and no service.
//! Tests call the router without a socket; [`serve`] puts it on one.

mod app;
mod auth;
mod call;
mod failure;
mod serve;

mod invoices;
mod payment_methods;
mod plans;
mod probes;
mod quotas;
mod subscriptions;
mod usage;

pub use app::{ServerOptions, app};
pub use auth::TokenDigest;
pub use serve::serve;
