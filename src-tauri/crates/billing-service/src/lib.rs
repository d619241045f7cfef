//! Use cases: each loads, lets a pure rule decide, and saves, as one transaction.
//!
//! [`LocalBackend`] is the seam on SQLite. Beside it stand what only a book on disk can do: imports, reports, billing.

pub mod accounts;
pub mod audit;
pub mod billing;
pub mod care;
pub mod clock;
pub mod demo;
pub mod edits;
pub mod import;
pub mod local;
pub mod overview;
pub mod payment_methods;
pub mod payments;
pub mod plans;
pub mod quotas;
pub mod reports;
pub mod tenant;
#[cfg(test)]
pub(crate) mod testing;
pub mod usage;

pub use billing_store::{Reader, StoreMark};
pub use clock::{Clock, FixedClock, SystemClock};
pub use local::LocalBackend;
