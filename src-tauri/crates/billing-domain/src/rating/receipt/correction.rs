//! The receipt of a correction: what an earlier invoice billed, what it comes to with the usage that is held now.

use serde::{Deserialize, Serialize};
use std::fmt;

/// `amount` = `rated` - `billed` - `corrected_before`, for one tax category, after discounts and before tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionReceipt {
    /// The invoice that is corrected.
    pub invoice: String,
    /// What it bills; first instant, RFC 3339 UTC.
    pub period_start: String,
    /// First instant after.
    pub period_end: String,
    /// Which of its lines.
    pub tax_category: String,
    /// The lines that differ, before discounts.
    pub lines: Vec<CorrectedLine>,
    /// The category as billed, after discounts.
    pub billed: String,
    /// The category with the usage that is held now, at the prices and coupons it was billed with, after discounts.
    pub rated: String,
    /// What earlier corrections and credit notes have put right already.
    pub corrected_before: String,
    /// What is left.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// A line that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedLine {
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// Display text.
    pub usage_type: String,
    /// As billed; `0` when it was not on the invoice.
    pub quantity_billed: String,
    /// Held now.
    pub quantity_now: String,
    /// As billed.
    pub billed: String,
    /// With the quantity that is held now.
    pub rated: String,
}

impl fmt::Display for CorrectionReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Correction of {}, {} to {}", self.invoice, self.period_start, self.period_end)?;
        for line in &self.lines {
            writeln!(f, "  {} {}", line.usage_type, line.metric_label)?;
            writeln!(f, "    quantity  {} then, {} now", line.quantity_billed, line.quantity_now)?;
            writeln!(f, "    amount    {} then, {} now", line.billed, line.rated)?;
        }
        writeln!(f, "  after discounts and before tax, {}", self.tax_category)?;
        writeln!(f, "    rated     {}", self.rated)?;
        writeln!(f, "    billed    {}", self.billed)?;
        if !self.corrected_before.trim_matches(['0', '.']).is_empty() {
            writeln!(f, "    before    {} put right already", self.corrected_before)?;
        }
        writeln!(f, "  amount      {} {}", self.currency, self.amount)
    }
}
