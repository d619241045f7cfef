//! The public API in front of any backend: decode, call, encode.
//!
//! [`app`] makes the router from the operation table and is handed its backend; it knows no store and no service.
//! Tests call the router without a socket; [`serve`] puts it on one, in clear or
//! (with [`Tls`]) encrypted. Who may call what stands in `rights.rs`.

mod app;
mod around;
mod auth;
mod call;
mod failure;
mod json;
mod options;
mod rate;
mod rights;
mod serve;
mod tls;
mod tokens;

mod extras;
mod ingest;

mod invoices;
mod payment_methods;
mod plans;
mod probes;
mod quotas;
mod subscriptions;
mod usage;

pub use app::app;
pub use options::{Limits, Rate, ServerOptions};
pub use serve::{SocketOptions, serve, serve_with};
pub use tls::Tls;
pub use tokens::{Role, Token, TokenDigest};
