//! Several invoices at once, and what stands behind one: sums, files, ratings, evidence, comparison.

use crate::values::{DecimalText, LanguageCode, MoneyText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Some invoices.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceNames {
    /// As in `InvoiceRow`; at most 200.
    pub names: Vec<String>,
}

/// What is selected comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoicesSum {
    /// How many.
    pub count: u32,
    /// One per currency.
    pub sums: Vec<MoneyText>,
    /// What is open on them, one per currency; empty when nobody tells.
    pub balances: Vec<MoneyText>,
}

/// One file or many in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BundleForm {
    /// A zip of their PDFs.
    Zip,
    /// One PDF of all pages.
    Pdf,
}

/// Documents of several invoices as one file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoicesBundle {
    /// Which, in the order wanted.
    pub names: Vec<String>,
    /// As what.
    pub form: BundleForm,
}

/// What a dispute needs, in one zip.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DisputePackQuery {
    /// Which invoice.
    pub name: String,
    /// Of its words.
    pub language: LanguageCode,
}

/// Whether an invoice is what we come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceRating {
    /// Which invoice.
    pub name: String,
    /// True when every line is the same to the cent; none when it cannot be rated.
    pub matches: Option<bool>,
    /// Our total less the invoice's, when it differs.
    pub difference: Option<MoneyText>,
}

/// Ratings of some invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceRatings {
    /// In the order asked.
    pub ratings: Vec<InvoiceRating>,
}

/// The hours behind a metered kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursBehind {
    /// Display text.
    pub usage_type: String,
    /// Stable id.
    pub metric_label: String,
    /// What the hours add up to, exact.
    pub quantity: DecimalText,
    /// Of `quantity`.
    pub unit: String,
    /// How many hours of the period have a quantity.
    pub hours: u32,
    /// Of how many.
    pub of_hours: u32,
    /// The first of them, RFC 3339.
    pub first: String,
    /// The last of them, RFC 3339.
    pub last: String,
    /// The quantity on the invoice; none when no line is about it, or the provider tells none.
    pub billed: Option<DecimalText>,
    /// True when the invoice bills another quantity than the hours add up to.
    pub differs: bool,
}

/// What an invoice stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceEvidence {
    /// By name.
    pub rows: Vec<HoursBehind>,
    /// First instant of the period, RFC 3339.
    pub from: String,
    /// First instant after it.
    pub to: String,
}

/// A line of two invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedLine {
    /// For people: a line, a discount or a tax.
    pub label: String,
    /// `line`, `discount` or `tax`.
    pub part: String,
    /// On the invoice before; none when it was not on it.
    pub before: Option<MoneyText>,
    /// On this one; none when it is not on it.
    pub now: Option<MoneyText>,
    /// The second less the first.
    pub change: MoneyText,
    /// In percent, one decimal; none from nothing.
    pub change_percent: Option<DecimalText>,
}

/// An invoice beside the one before it: the steps lead from one total to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceComparison {
    /// The one before; none when there is none in the same currency.
    pub before: Option<String>,
    /// Its total.
    pub total_before: Option<MoneyText>,
    /// The total of this one.
    pub total_now: MoneyText,
    /// What lies between.
    pub change: Option<MoneyText>,
    /// The largest change first; they add up to `change`.
    pub lines: Vec<ComparedLine>,
}
