//! Fixed lines: fees that do not depend on usage, whole or prorated by the second, and what is waived.

use super::receipt::{FixedReceipt, Rounding, WaiverReceipt, instant, shown};
use super::{RatedLine, Receipt, UnitPrice};
use crate::price_book::STANDARD_TAX;
use crate::subscriptions::proration::share;
use crate::{BillingError, Decimal, Money, Period};

/// A fee of a whole period, of which a span is charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedCharge {
    /// What the line is called.
    pub title: String,
    /// For the whole period.
    pub full: Money,
    /// The whole period.
    pub period: Period,
    /// The part that is charged.
    pub span: Period,
    /// Joins the line to its tax rate.
    pub tax_category: String,
}

impl FixedCharge {
    /// The line of the charge, rounded once.
    ///
    /// # Errors
    /// `InvalidInput` when the span does not lie in the period, or the amount does not fit.
    pub fn line(&self) -> Result<RatedLine, BillingError> {
        let exact = share(&self.span, &self.period)?.times(self.full.amount())?;
        let amount = exact.to_money(self.full.currency)?;
        let receipt = Receipt::Fixed(FixedReceipt {
            title: self.title.clone(),
            full_amount: self.full.to_text(),
            period_start: instant(self.period.start),
            period_end: instant(self.period.end),
            span_start: instant(self.span.start),
            span_end: instant(self.span.end),
            seconds_full: self.period.seconds(),
            seconds_used: self.span.seconds(),
            amount_unrounded: shown(exact)?,
            rounding: Rounding::of(amount),
            amount: amount.to_text(),
            currency: amount.currency.to_string(),
        });
        Ok(RatedLine {
            tax_category: self.tax_category.clone(),
            ..fixed(&self.title, amount, self.span, receipt)
        })
    }
}

/// The line that takes usage back inside a trial: rated, shown, not asked for.
pub(crate) fn waiver(reason: &str, amount: Money, tax_category: &str, span: Period) -> RatedLine {
    let receipt = Receipt::Waiver(WaiverReceipt {
        reason: reason.to_owned(),
        amount: amount.to_text(),
        currency: amount.currency.to_string(),
    });
    RatedLine { tax_category: tax_category.to_owned(), ..fixed(reason, amount, span, receipt) }
}

/// A line without usage behind it.
pub(crate) fn fixed(title: &str, amount: Money, span: Period, receipt: Receipt) -> RatedLine {
    RatedLine {
        usage_type: title.to_owned(),
        metric_label: String::new(),
        unit: String::new(),
        quantity: Decimal::ONE,
        unit_billable: String::new(),
        quantity_billable: Decimal::ONE,
        unit_price: UnitPrice::None,
        amount,
        fixed: true,
        span,
        tax_category: STANDARD_TAX.to_owned(),
        receipt,
    }
}
