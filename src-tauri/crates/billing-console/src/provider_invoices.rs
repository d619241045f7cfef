//! One invoice of a provider: its document and what is known of it. It is never recomputed, only verified.

use crate::invoices::InvoiceRow;
use crate::tenants::AnomalyView;
use crate::values::{DecimalText, LanguageCode, MoneyText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An unpaid invoice, calculated here.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProFormaQuery {
    /// As in the list.
    pub name: String,
    /// Of its words.
    pub language: LanguageCode,
}

/// A provider's document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderDocument {
    /// Hex.
    pub sha256: String,
    /// RFC 3339.
    pub fetched_at: String,
    /// The address that sent it.
    pub source: String,
    /// Whole kilobytes.
    pub size_kb: u32,
}

/// A metered kind in the invoice's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceRow {
    /// Display text.
    pub usage_type: String,
    /// Stable id.
    pub metric_label: String,
    /// Exact.
    pub quantity: DecimalText,
    /// Of `quantity`.
    pub unit: String,
    /// By our own price book, before discount and tax; none without a price.
    pub amount: Option<MoneyText>,
}

/// An invoice of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderInvoiceView {
    /// As in the list.
    pub row: InvoiceRow,
    /// When it was first seen.
    pub first_seen_at: String,
    /// When the provider last told it so.
    pub fetched_at: String,
    /// Since when the provider no longer lists it.
    pub gone_since: Option<String>,
    /// When it was fetched.
    pub document: Option<ProviderDocument>,
    /// Why there is none.
    pub no_document: Option<String>,
    /// What the provider told about it that cannot be.
    pub anomalies: Vec<AnomalyView>,
    /// What was used in its period, by the hours of the copy.
    pub evidence: Vec<EvidenceRow>,
    /// Their amounts together; none when one has no price.
    pub evidence_total: Option<MoneyText>,
}

/// The stored bytes against the hash that was made when they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentVerdict {
    /// Of the bytes as they lie on disk now.
    pub sha256: String,
    /// Made when they came.
    pub stored_sha256: String,
    /// True when both are the same.
    pub unchanged: bool,
}
