//! Proration by the second of the UTC period, as an exact fraction (domain rules, "Proration").

use crate::fraction::Fraction;
use crate::{BillingError, Decimal, Money, Period};
use chrono::{DateTime, Utc};

/// Two fees of one period, changed at one instant: what the old plan gives back and what the new one takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    /// The old plan's fee for the rest of the period, with a minus; `None` at the very end of the period.
    pub credit: Option<ProratedLine>,
    /// The new plan's fee for the rest of the period.
    pub charge: Option<ProratedLine>,
}

/// An amount and the span it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProratedLine {
    /// The part of the period.
    pub span: Period,
    /// Rounded once; a credit is below 0.
    pub amount: Money,
}

/// Which way a change of plan goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To a higher fee: takes effect now, unless chosen otherwise.
    Upgrade,
    /// To a lower fee: takes effect at the end of the period, unless chosen otherwise.
    Downgrade,
    /// The same fee.
    Level,
}

/// The part of `period` that `span` is, in seconds.
///
/// # Errors
/// `InvalidInput` unless `span` lies inside `period`, or when the period is shorter than a second.
pub fn share(span: &Period, period: &Period) -> Result<Fraction, BillingError> {
    if span.start < period.start || span.end > period.end {
        return Err(BillingError::invalid("Only a part of the period itself can be prorated."));
    }
    Ok(Fraction::new(Decimal::from(span.seconds()), Decimal::from(period.seconds()))?)
}

/// The fee of a part of a period, rounded once.
///
/// # Errors
/// As [`share`], or when the amount does not fit.
pub fn prorate(fee: Money, span: &Period, period: &Period) -> Result<Money, BillingError> {
    share(span, period)?.times(fee.amount())?.to_money(fee.currency)
}

/// Credits the old plan and charges the new one from `at` to the end of the period, as two lines.
///
/// # Errors
/// `InvalidInput` when `at` lies outside the period; `Internal` for two currencies.
pub fn change_plan(
    old: Money,
    new: Money,
    period: &Period,
    at: DateTime<Utc>,
) -> Result<PlanChange, BillingError> {
    if at < period.start || at > period.end {
        return Err(BillingError::invalid("The change lies outside the billing period."));
    }
    // Refuses two currencies before anything is computed.
    old.checked_sub(new)?;
    if at == period.end {
        return Ok(PlanChange { credit: None, charge: None });
    }
    let span = Period::new(at, period.end)?;
    let line = |amount: Money| ProratedLine { span, amount };
    Ok(PlanChange {
        credit: Some(line(prorate(old, &span, period)?.negated()?)),
        charge: Some(line(prorate(new, &span, period)?)),
    })
}

/// Direction by flat price, each normalised by the seconds of its own period.
///
/// # Errors
/// `Internal` for two currencies; `InvalidInput` when a figure does not fit.
pub fn direction(old: (Money, &Period), new: (Money, &Period)) -> Result<Direction, BillingError> {
    old.0.checked_sub(new.0)?;
    let a_second = |(fee, period): (Money, &Period)| {
        Fraction::new(Decimal::from(fee.minor), Decimal::from(period.seconds()))
    };
    let difference = a_second(new)?.plus(a_second(old)?.times(Decimal::from(-1))?)?;
    Ok(match difference.compare(Decimal::ZERO)? {
        std::cmp::Ordering::Greater => Direction::Upgrade,
        std::cmp::Ordering::Less => Direction::Downgrade,
        std::cmp::Ordering::Equal => Direction::Level,
    })
}

#[cfg(test)]
mod tests;
