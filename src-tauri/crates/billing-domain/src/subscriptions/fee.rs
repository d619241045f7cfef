//! A flat fee and the lines it makes: the charge of a span, and the credit of what was charged and not held.

use crate::price_book::STANDARD_TAX;
use crate::rating::FixedCharge;
use crate::{BillingError, Money, Period};
use chrono::{DateTime, Utc};

/// What a plan or an add-on costs for one whole period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// What its line is called.
    pub title: String,
    /// For one whole period.
    pub amount: Money,
}

impl Fee {
    /// The lines of a calendar month for what is held in `[from, until)`: the charge to the end of the month, and, when
    /// it ends inside the month, the credit of the rest (domain rules, "Proration"). Nothing for a fee of 0.
    ///
    /// # Errors
    /// As [`Fee::credit`].
    pub fn of_month(
        &self,
        month: &Period,
        from: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Vec<FixedCharge>, BillingError> {
        let ends = until.unwrap_or(DateTime::<Utc>::MAX_UTC);
        if from >= month.end || ends <= month.start || ends <= from {
            return Ok(Vec::new());
        }
        let charged = Period { start: from.max(month.start), end: month.end };
        let unused = Period { start: ends, end: month.end };
        let mut lines: Vec<FixedCharge> = self.charge(*month, charged).into_iter().collect();
        if unused.start < unused.end {
            lines.extend(self.credit(*month, unused)?);
        }
        Ok(lines)
    }

    /// The charge of a span of a period; none for a fee of 0.
    #[must_use]
    pub fn charge(&self, period: Period, span: Period) -> Option<FixedCharge> {
        let charge = FixedCharge {
            title: self.title.clone(),
            full: self.amount,
            period,
            span,
            tax_category: STANDARD_TAX.to_owned(),
        };
        (self.amount.minor != 0).then_some(charge)
    }

    /// Gives the fee of a span back; none for a fee of 0.
    ///
    /// # Errors
    /// `InvalidInput` when the amount has no opposite.
    pub fn credit(&self, period: Period, span: Period) -> Result<Option<FixedCharge>, BillingError> {
        let full = self.amount.negated()?;
        let charge = self.charge(period, span);
        Ok(charge.map(|charge| FixedCharge { title: format!("Credit: {}", self.title), full, ..charge }))
    }
}
