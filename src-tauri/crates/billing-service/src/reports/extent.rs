//! How far the data reaches and how whole it is; what can be filtered by.

use super::spans::hours_in;
use billing_domain::BillingError;
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::UsageStatus;
use billing_store::Reader;
use chrono::{DateTime, Utc};

/// What usage can be filtered by; each in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Every namespace.
    pub namespaces: Vec<String>,
    /// Every usage type.
    pub usage_types: Vec<String>,
    /// Every metric label.
    pub metric_labels: Vec<String>,
}

/// One hour of the completeness calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Its first instant.
    pub hour: DateTime<Utc>,
    /// How many series have a fact in it; 0 where nothing came.
    pub series: u64,
    /// How many series said that they have no data.
    pub no_data: u64,
    /// How many series said that they were not measured.
    pub not_measured: u64,
}

/// What usage can be filtered by.
///
/// # Errors
/// The store's.
pub fn filters(book: &Reader<'_>) -> Result<Filters, BillingError> {
    Ok(Filters {
        namespaces: book.usage_namespaces()?,
        usage_types: book.usage_types()?,
        metric_labels: book.metric_labels()?,
    })
}

/// The end of the last hour or charge period there is data of; `None` in a book without any.
///
/// # Errors
/// The store's.
pub fn data_as_of(book: &Reader<'_>) -> Result<Option<DateTime<Utc>>, BillingError> {
    let usage = match book.usage_extent()? {
        Some((_, last)) => Some(hour_start(Hour::from(last) + 1)?),
        None => None,
    };
    Ok(usage.max(book.charge_extent()?.map(|(_, last)| last)))
}

/// Every whole hour of a range, oldest first, also those of which nothing ever came.
///
/// # Errors
/// The store's; `InvalidInput` for more than 20 years.
pub fn completeness(
    book: &Reader<'_>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Completeness>, BillingError> {
    let hours = hours_in(Some(from), Some(to));
    if hours.len() > 20 * 366 * 24 {
        return Err(BillingError::invalid("Choose a range of at most 20 years."));
    }
    let mut calendar = Vec::with_capacity(hours.len());
    for hour in hours.clone() {
        let hour = hour_start(Hour::from(hour))?;
        calendar.push(Completeness { hour, series: 0, no_data: 0, not_measured: 0 });
    }
    let place = |hour: i32| (hour - hours.start) as usize;
    for covered in book.usage_coverage(hours.clone())? {
        calendar[place(covered.hour)].series = covered.series;
    }
    for (_, hour, status) in book.usage_gaps(hours.clone())? {
        let hour = &mut calendar[place(hour)];
        match status {
            UsageStatus::NoData => hour.no_data += 1,
            _ => hour.not_measured += 1,
        }
    }
    Ok(calendar)
}
