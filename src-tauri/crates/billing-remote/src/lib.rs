//! RemoteBackend: a tenant's public API behind the backend seam.
//!
//! Encode, send, decode. [`RemoteBackend`] holds one connection pool to one tenant; `call` sends and retries,
//! `failure` says in words what went wrong, and the topic files hold one function per operation.

mod backend;
mod call;
mod failure;
mod retry;
mod secret;

mod invoices;
mod payment_methods;
mod plans;
mod quotas;
mod subscriptions;
mod usage;

pub use backend::{RemoteBackend, RemoteOptions};
pub use secret::Secret;
