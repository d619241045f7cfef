//! Nouns, pure rules and the seam of the billing domain.
//!
//! No I/O, no async runtime, no clock: `now` and ids are arguments, and the only failure is a refused rule.
//! Start with [`decimal`] and [`money`] (how figures stay exact), then the six topics, then [`backend`] (the seam).

mod at_rest;
pub mod audit;
pub mod backend;
pub mod charges;
pub mod contact;
pub mod coupons;
pub mod decimal;
pub mod edits;
pub mod error;
pub mod extras;
pub mod fraction;
pub mod invoices;
pub mod money;
pub mod namespace;
pub mod payment_methods;
pub mod payments;
pub mod period;
pub mod plans;
pub mod price_book;
pub mod quotas;
pub mod rating;
pub mod secrets;
pub mod subscriptions;
pub mod tax;
pub mod tenants;
pub mod usage;

pub use backend::BillingBackend;
pub use decimal::{Decimal, DecimalError};
pub use error::{BillingError, ErrorCode};
pub use extras::LocalExtras;
pub use money::{Currency, Money};
pub use namespace::Namespace;
pub use period::Period;
