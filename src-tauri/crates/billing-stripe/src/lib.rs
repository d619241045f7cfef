//! Stripe over HTTP behind the seam of payment providers.
//!
//! Methods called `pm_..` go by payment intents, `tok_..`, `src_..` and `card_..` by charges. Every request that changes
//! something carries the attempt's key as its `Idempotency-Key`, and what moves money carries it in its metadata too, so
//! that it can be found at a provider that has forgotten the key. [`StripeProvider`] never repeats a request.

mod address;
mod amounts;
mod call;
mod charges;
mod declines;
mod environment;
mod failure;
mod find;
mod intents;
mod payment_methods;
mod provider;
mod refunds;
mod secret;

pub use address::StripeAddress;
pub use environment::{KEY_FILE, from_environment, from_key_file};
pub use provider::{StripeOptions, StripeProvider};
pub use secret::SecretKey;
