//! Invoices: the list by state, one in detail, its PDF, its receipts, and closing a period.

use crate::payments::AttemptView;
use crate::values::{DecimalText, MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which subset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceTab {
    /// All.
    All,
    /// Open periods.
    Running,
    /// Final, not paid.
    Issued,
    /// Past due.
    Overdue,
    /// Settled.
    Paid,
    /// Given back.
    Refunded,
    /// Cancelled.
    Cancelled,
}

/// What to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoicesQuery {
    /// Subset.
    pub tab: InvoiceTab,
    /// In numbers and lines; empty finds all.
    pub search: String,
}

/// Names an invoice.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceRef {
    /// As in [`InvoiceRow`].
    pub name: String,
}

/// One invoice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceRow {
    /// Names it in commands.
    pub name: String,
    /// Given when it is issued.
    pub number: Option<String>,
    /// What it bills.
    pub period: PeriodText,
    /// RFC 3339.
    pub issued_at: Option<String>,
    /// RFC 3339.
    pub due_at: Option<String>,
    /// `running`, `issued`, `overdue`, `paid`, `refunded`, `cancelled`, or what else the tenant says.
    pub status: String,
    /// Whole days past due.
    pub overdue_days: Option<u32>,
    /// True while its amount may change.
    pub active: bool,
    /// With tax.
    pub amount: MoneyText,
    /// Still open; none while it runs.
    pub balance: Option<MoneyText>,
    /// True when its PDF is on disk.
    pub pdf_stored: bool,
    /// Since when its provider no longer lists it.
    pub gone_since: Option<String>,
    /// The day a person reconciled it on, RFC 3339; told in lists.
    pub reconciled_on: Option<String>,
    /// How many notes are on it; told in lists.
    pub notes: u32,
}

/// Count and sum of a tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceTabCount {
    /// Which.
    pub tab: InvoiceTab,
    /// How many.
    pub count: u32,
    /// Their amounts; none when they are in several currencies.
    pub sum: Option<MoneyText>,
}

/// A list of invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoicesView {
    /// In fixed order.
    pub tabs: Vec<InvoiceTabCount>,
    /// Newest first.
    pub rows: Vec<InvoiceRow>,
    /// Of the rows shown; none when they are in several currencies.
    pub total: Option<MoneyText>,
    /// Of the rows shown; none when nobody tells what is open.
    pub balance: Option<MoneyText>,
    /// True when they are the provider's: read and verified here, never changed.
    pub provider: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceLineView {
    /// Names it in `invoice_receipt`; counts from 1.
    pub line: u32,
    /// Display text.
    pub usage_type: String,
    /// Stable id; empty for fixed lines.
    pub metric_label: String,
    /// Exact.
    pub quantity: Option<DecimalText>,
    /// Of `quantity`.
    pub unit: String,
    /// As billed.
    pub billable: Option<DecimalText>,
    /// Of `billable`.
    pub unit_billable: String,
    /// One price, or none when it has tiers.
    pub unit_price: Option<DecimalText>,
    /// True when the price has several tiers.
    pub tiered: bool,
    /// Rounded once.
    pub amount: MoneyText,
    /// True when no usage is behind it.
    pub fixed: bool,
    /// Its own part of the invoice's period; none when it is for the whole of it.
    pub span_start: Option<String>,
    /// First instant after.
    pub span_end: Option<String>,
}

/// A discount or a tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceAdjustment {
    /// For people.
    pub label: String,
    /// What a tax is taken of.
    pub base: Option<MoneyText>,
    /// Negative for a discount.
    pub amount: MoneyText,
}

/// One attempt to settle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentView {
    /// RFC 3339.
    pub at: String,
    /// Label of the method, or what was noted.
    pub method: String,
    /// Positive for a payment, negative for a refund.
    pub amount: MoneyText,
    /// `succeeded`, `failed`, `refunded` or `unknown`.
    pub outcome: String,
    /// In words.
    pub note: String,
}

/// The stored document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PdfInfo {
    /// Hex.
    pub sha256: String,
    /// RFC 3339.
    pub stored_at: String,
    /// Whole kilobytes.
    pub size_kb: u32,
}

/// What was done to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditLine {
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub action: String,
    /// In words.
    pub detail: String,
}

/// One invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceDetail {
    /// As in the list.
    pub row: InvoiceRow,
    /// Who bills, line by line.
    pub seller: Vec<String>,
    /// Who is billed, line by line.
    pub buyer: Vec<String>,
    /// In order.
    pub lines: Vec<InvoiceLineView>,
    /// Of the lines.
    pub subtotal: MoneyText,
    /// In order of being applied.
    pub discounts: Vec<InvoiceAdjustment>,
    /// One per category and rate.
    pub taxes: Vec<InvoiceAdjustment>,
    /// What is to be paid.
    pub total: MoneyText,
    /// Oldest first.
    pub payments: Vec<PaymentView>,
    /// At payment providers, oldest first.
    pub attempts: Vec<AttemptView>,
    /// When there is one.
    pub pdf: Option<PdfInfo>,
    /// Oldest first.
    pub audit: Vec<AuditLine>,
    /// Metric labels of the period that have no price and so are not on it.
    pub unpriced: Vec<String>,
    /// True when it can be settled now.
    pub can_settle: bool,
    /// True when it can be cancelled now.
    pub can_cancel: bool,
    /// Oldest first.
    pub credit_notes: Vec<CreditNoteView>,
    /// What credit notes took off the claim.
    pub credited: MoneyText,
    /// True when a credit note can lower what is asked for.
    pub can_credit: bool,
    /// True when its month can be billed again.
    pub can_reissue: bool,
    /// The invoice that bills the month of a cancelled one again.
    pub replaced_by: Option<String>,
    /// True when it can be charged now, or a charge that was begun can go on.
    pub can_charge: bool,
    /// True while the end of an attempt is not known: the provider can be asked.
    pub can_resolve: bool,
}

/// A credit note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditNoteView {
    /// `CN-000001`.
    pub number: String,
    /// RFC 3339.
    pub issued_at: String,
    /// Who.
    pub issued_by: String,
    /// `claim` lowers what is asked for, `refund` goes with money given back.
    pub kind: String,
    /// As printed.
    pub reason: String,
    /// Before tax.
    pub net: MoneyText,
    /// Of the net.
    pub tax: MoneyText,
    /// With tax.
    pub total: MoneyText,
}

/// A credit note to issue.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceCredit {
    /// Which invoice.
    pub name: String,
    /// With tax, in plain digits; none for all that is owed.
    pub amount: Option<String>,
    /// Printed.
    pub reason: String,
    /// True when it settles a difference of usage.
    pub for_usage: bool,
}

/// Names a credit note.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CreditNoteRef {
    /// `CN-000001`.
    pub number: String,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PdfFile {
    /// For saving.
    pub file_name: String,
    /// The bytes.
    pub pdf_base64: String,
    /// Hex, of these bytes.
    pub sha256: String,
    /// True when the bytes are those that were stored; none for a document made just now (running invoice).
    pub unchanged: Option<bool>,
}

/// Which receipt.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReceiptQuery {
    /// Name of the invoice.
    pub invoice: String,
    /// Its line, from 1.
    pub line: u32,
}

/// The derivation of one line, or of the foot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptView {
    /// For people, several lines.
    pub text: String,
    /// For scripts.
    pub json: String,
}

/// One line that rates otherwise now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RerateDifference {
    /// Which line.
    pub usage_type: String,
    /// On the invoice; none when it was not on it.
    pub billed: Option<MoneyText>,
    /// By the facts held now; none when there are none.
    pub rated: Option<MoneyText>,
    /// The second less the first.
    pub difference: MoneyText,
    /// Why; the amounts add up to the difference.
    pub causes: Vec<RerateCause>,
}

/// A cause and what it makes of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RerateCause {
    /// `hours_restated`, `missing_hours`, `hours_not_held`, `price_version`, `rounding`, `provider_rounding`, `proration`,
    /// `terms`, `coupon`, `tax`, `manual`, `only_on_invoice`, `not_on_invoice`, `follows`.
    pub code: String,
    /// What it makes of the difference.
    pub amount: MoneyText,
    /// How many hours came or came again, where that is known.
    pub hours: Option<u32>,
    /// The price version it was billed with.
    pub billed_version: Option<u32>,
    /// The price version in force.
    pub rated_version: Option<u32>,
}

/// The invoice rated again from the facts held now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RerateView {
    /// True when every line is the same to the cent.
    pub matches: bool,
    /// Lines that differ.
    pub differences: Vec<RerateDifference>,
    /// The invoice's total.
    pub billed_total: MoneyText,
    /// The total by the facts held now.
    pub rated_total: MoneyText,
    /// The sum of the lines by them, before discounts and taxes.
    pub rated_subtotal: MoneyText,
}

/// Records that an invoice was paid in full.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceSettle {
    /// Which.
    pub name: String,
    /// How, in words: a bank reference, a method.
    pub note: String,
}

/// Closes every period that ends by then.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CloseUntil {
    /// RFC 3339.
    pub until: String,
}

/// What closing does, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClosePreview {
    /// Oldest first; the number is the one it gets.
    pub invoices: Vec<InvoiceRow>,
    /// Of them.
    pub total: MoneyText,
    /// Usage without a price in those periods: it is not billed.
    pub unpriced: Vec<String>,
}
