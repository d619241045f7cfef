//! Invoices as they stand on disk: heads, lines, money that came, stored documents.
//!
//! [`write`] keeps drafts and freezes them, [`inputs`] and [`previews`] what bills were made from, [`payments`] moves the
//! money on, [`corrections`] and [`credit_notes`] put right what is issued, [`documents`] keeps the bytes, [`profile`] and
//! [`coupons`] what future invoices are made with, [`metered`] the usage of a period and [`late`] what came after. No rule
//! decides here.

mod corrections;
mod coupons;
mod credit_notes;
mod documents;
mod inputs;
mod late;
mod metered;
mod payments;
mod previews;
mod profile;
mod read;
mod words;
mod write;

pub use corrections::{CorrectionLine, CorrectionRecord, NewCorrection};
pub use coupons::CouponRecord;
pub use credit_notes::CreditNoteRecord;
pub use documents::{PdfInfo, StoredPdf};
pub use metered::DayQuantity;
pub use payments::{NewPayment, PaymentKind, PaymentRecord};
pub use previews::{PreviewKind, PreviewRecord, PreviewShown, ShownLine};
pub use write::Issue;

use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::inputs::NamedInput;
use billing_domain::invoices::profile::Party;
use billing_domain::invoices::state::Standing;
use billing_domain::rating::UnitPrice;
use billing_domain::tax::TaxLine;
use billing_domain::{Decimal, Money, Period};
use chrono::{DateTime, Utc};

/// What an invoice says besides its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceHead {
    /// `INV-000001`, or the name of the running one.
    pub name: String,
    /// Its place in the row of numbers; `None` until issued.
    pub number: Option<u32>,
    /// Both axes, the period, what is asked for and what has come.
    pub standing: Standing,
    /// True when usage was waived.
    pub trial: bool,
    /// When it was issued.
    pub issued_at: Option<DateTime<Utc>>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// What coupons took off, above or equal 0.
    pub discount: Money,
    /// Sum of the taxes.
    pub tax: Money,
    /// What it was rated with.
    pub price_version: Option<u32>,
    /// What it is printed with, for ever.
    pub template_version: u32,
    /// Of the printed document.
    pub language: String,
    /// Who asks for the money.
    pub seller: Party,
    /// Who pays.
    pub buyer: Party,
    /// How to pay, one paragraph each.
    pub payment_note: Vec<String>,
}

/// One line, as billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRecord {
    /// Display text.
    pub usage_type: String,
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// As metered.
    pub quantity: Decimal,
    /// Unit of `quantity_billable`.
    pub unit_billable: String,
    /// As billed.
    pub quantity_billable: Decimal,
    /// What one billable unit costs.
    pub unit_price: UnitPrice,
    /// Rounded once.
    pub amount: Money,
    /// True for a fee.
    pub fixed: bool,
    /// What it is for; `None` on invoices of a time when it was not kept.
    pub span: Option<Period>,
    /// Joins the line to its tax rate.
    pub tax_category: String,
    /// The derivation, as JSON.
    pub receipt: String,
}

/// A whole invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceRecord {
    /// What stands above and below the lines.
    pub head: InvoiceHead,
    /// In printing order; numbered from 1.
    pub lines: Vec<LineRecord>,
    /// In the order of being applied.
    pub discounts: Vec<Discount>,
    /// One per category and rate.
    pub taxes: Vec<TaxLine>,
    /// What it was made from, by name; empty on invoices of a time when that was not kept.
    pub inputs: Vec<NamedInput>,
}
