//! What an invoice document says. No clock, no store, no public JSON.

use crate::chart::ChartModel;
use crate::language::Language;
use chrono::{DateTime, NaiveDate, Utc};

/// The newest layout. An invoice keeps the version it was issued with and reprints as issued.
///
/// 2 says in which order the amounts came about.
pub const NEWEST_TEMPLATE: u32 = 2;

/// Everything that is printed on an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceDocument {
    /// Language of the document's own words and dates.
    pub language: Language,
    /// Layout version, 1 to [`NEWEST_TEMPLATE`].
    pub template_version: u32,
    /// What the document is; decides its title and watermark.
    pub kind: InvoiceKind,
    /// `None` while the period runs.
    pub number: Option<String>,
    /// For a credit note, the invoice it corrects.
    pub corrects: Option<String>,
    /// Who asks for the money.
    pub seller: Party,
    /// Who pays.
    pub buyer: Party,
    /// Start of the period, included.
    pub period_start: DateTime<Utc>,
    /// End of the period, not included; shown as the last day that is.
    pub period_end: DateTime<Utc>,
    /// Day of issue; also the creation date in the PDF.
    pub issued: Option<NaiveDate>,
    /// Day of payment.
    pub due: Option<NaiveDate>,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// What is charged, in printing order.
    pub lines: Vec<InvoiceLine>,
    /// Sum of the lines.
    pub subtotal: String,
    /// What is taken off, with its sign.
    pub discounts: Vec<Adjustment>,
    /// One per category and rate.
    pub taxes: Vec<Tax>,
    /// What the document asks for.
    pub total: String,
    /// What has been paid, with its sign.
    pub paid: Vec<Adjustment>,
    /// What remains to be paid.
    pub balance: Option<String>,
    /// How to pay, one paragraph each.
    pub payment_note: Vec<String>,
    /// Usage of the period, by day or by month.
    pub chart: Option<InvoiceChart>,
    /// Anything else, one paragraph each.
    pub notes: Vec<String>,
}

/// A chart with its heading and the sentence below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceChart {
    /// Heading: `Amount a day by usage type, USD`.
    pub title: String,
    /// One sentence that says what one sees; may be empty.
    pub summary: String,
    /// The chart.
    pub model: ChartModel,
}

/// What the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InvoiceKind {
    /// Issued and final.
    Invoice,
    /// The period runs, amounts still move.
    Running,
    /// Our own preview; not the provider's document.
    ProForma,
    /// Corrects an issued invoice.
    CreditNote,
}

/// One side of the bill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Legal name.
    pub name: String,
    /// One line each.
    pub address: Vec<String>,
    /// Tax or VAT number, as it must be printed.
    pub tax_id: Option<String>,
}

/// One priced line. Texts of figures are plain decimals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvoiceLine {
    /// Usage type or fee, as named by the provider.
    pub description: String,
    /// Smaller print below: namespace, metric label, span. May be empty.
    pub detail: String,
    /// Measured quantity.
    pub quantity: Option<String>,
    /// Unit of the measured quantity.
    pub unit: String,
    /// Quantity that is priced.
    pub quantity_billable: Option<String>,
    /// Unit of the priced quantity.
    pub unit_billable: String,
    /// Price of one billable unit.
    pub unit_price: UnitPrice,
    /// What the line costs, rounded once, at the currency's decimals.
    pub amount: String,
    /// True for a fee that does not depend on usage.
    pub fixed: bool,
}

/// How a line is priced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum UnitPrice {
    /// Nothing to say: fees, credits.
    #[default]
    None,
    /// A price per billable unit, with as many decimals as it has.
    Each(String),
    /// More than one price; the receipt shows them.
    Tiered,
}

/// A labelled amount: a discount or a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// `Coupon, 10.00% of usage`.
    pub label: String,
    /// With its sign.
    pub amount: String,
}

/// One tax of one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tax {
    /// `VAT 7.00%`.
    pub label: String,
    /// What it is computed on.
    pub base: String,
    /// The tax.
    pub amount: String,
}
