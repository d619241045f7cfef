//! What the Usage and Overview screens read: quantities of any range, and amounts where they are exact.
//!
//! Tiers run over a whole calendar month of the whole tenant. The amount of a part of a month is therefore the amount
//! up to its end less the amount up to its start: parts add up to the bill, to the cent.

mod buckets;
mod costs;
mod extent;
mod metering;
mod pricing;

pub use billing_store::usage::SeriesFilter;
pub use buckets::{AmountBucket, Grain, amounts_by_bucket};
pub use costs::{CostColumn, ProviderCost, provider_costs};
pub use extent::{Calendar, Choices, calendar, choices, open_restatements};
pub use metering::{Bucket, metered, quantities};
pub use pricing::{TypeCost, TypeUsage, priced};

use billing_domain::{BillingError, Period};
use chrono::{DateTime, Months, Utc};

/// The calendar months that a range touches, oldest first, each with the part of it inside the range.
///
/// # Errors
/// `InvalidInput` beyond the calendar, or for more than 50 years.
pub fn months_of(range: Period) -> Result<Vec<(Period, Period)>, BillingError> {
    let mut months = Vec::new();
    let mut month = Period::month_of(range.start)?;
    while let Some(part) = month.intersection(&range) {
        months.push((month, part));
        if months.len() > 600 {
            return Err(BillingError::invalid("Choose a range of at most 50 years."));
        }
        month = Period::month_of(month.end)?;
    }
    Ok(months)
}

/// The same stretch one month earlier, cut where that month is shorter: 1 to 19 March becomes 1 to 19 February.
///
/// # Errors
/// `InvalidInput` at the start of the calendar.
pub fn month_before(range: Period) -> Result<Period, BillingError> {
    let back = |at: DateTime<Utc>| at.checked_sub_months(Months::new(1));
    let start = back(range.start).ok_or_else(beyond)?;
    let limit = Period::month_of(start)?.end;
    // A range that ends with its month ends with the month before, too, however long that is.
    let ends_with_month = Period::month_of(range.start)?.end == range.end;
    let end = if ends_with_month { limit } else { back(range.end).ok_or_else(beyond)?.min(limit) };
    Period::new(start, end)
}

fn beyond() -> BillingError {
    BillingError::invalid("The period lies beyond the calendar.")
}

#[cfg(test)]
mod tests;
