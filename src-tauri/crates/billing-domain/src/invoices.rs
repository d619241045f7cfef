//! Invoices: the noun the public API shows, its two inner axes, and what the seam can do with it.

pub mod bill;
pub mod corrections;
pub mod credit_notes;
pub mod inputs;
pub mod observed;
pub mod profile;
pub mod rerating;
pub mod state;
pub mod terms;
pub mod totals;
pub mod what_if;

use crate::{BillingError, Money, Namespace, Period};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// The status on the wire. Values we do not know survive a round trip.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InvoiceStatus {
    /// The running invoice of an open period.
    Pending,
    /// Final, not yet paid.
    Issued,
    /// Settled in full.
    Paid,
    /// Everything that was paid was given back.
    Refunded,
    /// Cancelled before it was due.
    Cancelled,
    /// Past its due date; the mark clears when it is paid.
    Overdue,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

impl InvoiceStatus {
    /// The stable word used in JSON, in messages and in the trail; what else a tenant says is given word for word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Issued => "issued",
            Self::Paid => "paid",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Overdue => "overdue",
            Self::Other(word) => word,
        }
    }
}

/// One invoice as the public API lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its number, or the name of the running invoice.
    pub name: String,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// True while its amount may still change.
    pub active: bool,
    /// The total with tax.
    pub amount: Money,
    /// What it bills.
    pub period: Period,
}

/// What a tenant's invoices can do, wherever the tenant lives.
#[async_trait]
pub trait Invoices {
    /// The newest first, at most `limit`.
    async fn list_invoices(
        &self,
        namespace: &Namespace,
        limit: Option<u32>,
    ) -> Result<Vec<Invoice>, BillingError>;

    /// The stored PDF of a **paid** invoice (`api-facts`, "Shapes").
    ///
    /// `NotFound` when nobody knows the name; `FailedPrecondition` while it is not paid.
    async fn invoice_pdf(&self, namespace: &Namespace, name: &str) -> Result<Vec<u8>, BillingError>;
}
