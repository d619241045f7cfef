//! What the public API lacks but a local book has. Offered under its own path; a tenant without it works on.

use crate::BillingError;
use crate::payment_methods::PaymentMethod;
use crate::usage::{HourlyFact, Series};
use async_trait::async_trait;

/// What an ingest changed. Every row read is counted in exactly one of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IngestCounts {
    /// Not seen before.
    pub new: u64,
    /// The same fact again.
    pub unchanged: u64,
    /// A past hour with another quantity: the old one is kept and flagged.
    pub restated: u64,
    /// Not taken; each with a reason.
    pub refused: u64,
}

/// A separate, small seam beside [`crate::BillingBackend`].
#[async_trait]
pub trait LocalExtras: Send + Sync {
    /// Every payment method, in order of being added.
    async fn list_payment_methods(&self) -> Result<Vec<PaymentMethod>, BillingError>;

    /// Takes hourly facts of one series. All or nothing.
    async fn ingest_usage(&self, series: &Series, facts: &[HourlyFact])
    -> Result<IngestCounts, BillingError>;

    /// The price book in its JSON form; `None` when there is none.
    async fn price_book(&self) -> Result<Option<String>, BillingError>;
}
