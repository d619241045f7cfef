//! Usage that came or changed after an invoice was issued, and what puts it right.

use crate::values::{DecimalText, MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A metered line that comes to something else with the usage that is held now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CorrectedLineView {
    /// Display text.
    pub usage_type: String,
    /// As billed.
    pub quantity_billed: DecimalText,
    /// Held now.
    pub quantity_now: DecimalText,
    /// As billed.
    pub billed: MoneyText,
    /// With the usage of now, at the price it was billed with.
    pub rated: MoneyText,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CorrectionView {
    /// Names it in commands.
    pub id: String,
    /// The month whose invoice carries it.
    pub month: PeriodText,
    /// The issued invoice that carries it; none until its month is closed.
    pub carried_by: Option<String>,
    /// Before tax.
    pub amount: MoneyText,
    /// RFC 3339.
    pub made_at: String,
    /// Who.
    pub made_by: String,
    /// In words.
    pub reason: String,
    /// RFC 3339, when it was taken back.
    pub withdrawn_at: Option<String>,
    /// True while its month is not billed.
    pub can_withdraw: bool,
}

/// What is at stake on an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageDifferenceView {
    /// The invoice.
    pub invoice: String,
    /// Not put right yet, before tax and after discounts: above 0 when too little was asked for.
    pub open: MoneyText,
    /// True when nothing is open.
    pub settled: bool,
    /// Lines that differ.
    pub lines: Vec<CorrectedLineView>,
    /// Oldest first.
    pub corrections: Vec<CorrectionView>,
}

/// Puts what is open on the invoice of the next month.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceCorrect {
    /// The invoice that is corrected.
    pub name: String,
    /// In words; may be empty.
    pub reason: String,
}

/// Names a correction.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CorrectionRef {
    /// As in [`CorrectionView`].
    pub id: String,
}
