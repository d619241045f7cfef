//! The single hours of a range, series by series: what was measured, and what was delivered without a quantity.

use super::metering::hours_of;
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;
use billing_store::usage::SeriesFilter;
use std::collections::HashMap;

/// Hours that one question may have.
pub const HOUR_ROWS_MAX: usize = 2_000_000;

/// One hour of one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourRow {
    /// Index into the series of [`HourRows`].
    pub series: usize,
    /// Hours since 1970.
    pub hour: i32,
    /// Exact; none where nothing was measured.
    pub quantity: Option<Decimal>,
    /// ACTIVE with a quantity, else why there is none.
    pub status: UsageStatus,
}

/// The hours of a range.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HourRows {
    /// What is metered.
    pub series: Vec<Series>,
    /// By series, then by hour.
    pub rows: Vec<HourRow>,
}

/// Reads the hours of a range.
///
/// # Errors
/// The store's; `InvalidInput` for more than [`HOUR_ROWS_MAX`] rows.
pub fn hour_rows(book: &Reader<'_>, range: Period, filter: &SeriesFilter) -> Result<HourRows, BillingError> {
    let mut found = HourRows::default();
    let mut index_of: HashMap<i64, usize> = HashMap::new();
    for row in book.series_matching(filter)? {
        let series = found.series.len();
        index_of.insert(row.id, series);
        found.series.push(row.series);
        book.each_hour(row.id, hours_of(range), |fact| {
            let quantity = Some(fact.quantity()?);
            found.rows.push(HourRow { series, hour: fact.hour(), quantity, status: UsageStatus::Active });
            Ok(())
        })?;
        if found.rows.len() > HOUR_ROWS_MAX {
            return Err(BillingError::invalid(
                "These are more than two million hours. Choose a shorter range.",
            ));
        }
    }
    for (id, hour, status) in book.usage_gaps(hours_of(range))? {
        if let Some(series) = index_of.get(&id) {
            found.rows.push(HourRow { series: *series, hour, quantity: None, status });
        }
    }
    Ok(found)
}
