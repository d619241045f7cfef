//! What the Usage and Overview screens read: quantities of any range, and amounts where they are exact.
//!
//! Tiers run over a whole calendar month of the whole tenant. The amount of a part of a month is therefore the amount
//! up to its end less the amount up to its start: parts add up to the bill, to the cent.

mod buckets;
mod costs;
mod extent;
mod gaps;
mod happened;
mod hour_rows;
mod metering;
mod parts;
mod pricing;

pub use billing_store::usage::SeriesFilter;
pub use buckets::{AmountBucket, Grain, Growth, amounts_by_bucket};
pub use costs::{CostColumn, ProviderCost, provider_costs};
pub use extent::{Calendar, Choices, calendar, choices, never_fetched, open_restatements};
pub use gaps::{Gaps, gaps};
pub use happened::{Happened, What, happened};
pub use hour_rows::{HOUR_ROWS_MAX, HourRow, HourRows, hour_rows};
pub(crate) use metering::hours_of;
pub use metering::{Bucket, metered, quantities};
pub use parts::{MonthPart, month_parts};
pub use pricing::{Billed, TypeCost, TypeUsage, priced};

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

/// The stretch to compare with: as many months earlier as the range touches, cut where that month is shorter.
/// 1 to 19 March becomes 1 to 19 February; April to March becomes the twelve months before.
///
/// # Errors
/// `InvalidInput` at the start of the calendar.
pub fn period_before(range: Period) -> Result<Period, BillingError> {
    let touched = u32::try_from(months_of(range)?.len()).map_err(|_| beyond())?;
    period_earlier(range, touched)
}

/// The same stretch so many months earlier, by the rule of [`period_before`]: 12 is the same time last year.
///
/// # Errors
/// `InvalidInput` at the start of the calendar.
pub fn period_earlier(range: Period, months: u32) -> Result<Period, BillingError> {
    let touched = months_of(range)?;
    let count = Months::new(months);
    let back = |at: DateTime<Utc>| at.checked_sub_months(count).ok_or_else(beyond);
    let last_month = touched.last().map_or(range, |(month, _)| *month);
    let limit = Period::month_of(back(last_month.start)?)?.end;
    // A range that ends with its month ends with the earlier month, too, however long that is.
    let end = if last_month.end == range.end { limit } else { back(range.end)?.min(limit) };
    Period::new(back(range.start)?, end)
}

fn beyond() -> BillingError {
    BillingError::invalid("The period lies beyond the calendar.")
}

#[cfg(test)]
mod tests;
