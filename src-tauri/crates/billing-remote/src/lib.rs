//! RemoteBackend: a tenant's public API behind the backend seam.
//!
//! Encode, send, decode. [`RemoteBackend`] holds one connection pool to one tenant; `call` sends and retries,
//! `failure` says in words what went wrong, and the topic files hold one function per operation. [`Connector`] makes
//! it from what a person typed, and tests the connection step by step.

mod answer;
mod backend;
mod call;
mod causes;
mod certificate;
mod connector;
mod extras;
mod failure;
mod gap;
mod retry;
mod route;
mod secret;
mod trial;
mod trust;

mod invoices;
mod payment_methods;
mod plans;
mod quotas;
mod subscriptions;
mod usage;

pub use backend::{RemoteBackend, RemoteOptions};
pub use connector::{Connector, Patience};
pub use extras::RemoteExtras;
pub use gap::AirGap;
pub use secret::Secret;
