//! Months of hours: which are to be read, and whether a range is held.

use super::super::questions::Question;
use super::SyncOrder;
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::MonthlyUsage;
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use billing_store::tenant::MonthRecord;
use chrono::{DateTime, Datelike, TimeDelta, Utc};

/// Usage may come late: until so long after its end a month is compared at each sync, and then read whole once more.
const SETTLING: TimeDelta = TimeDelta::days(3);

/// A settled month is compared again after so long.
const CHECKED_AGAIN: TimeDelta = TimeDelta::hours(24);

/// A month to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthToRead {
    /// From its start to its end, or to the last whole hour.
    pub(super) range: Period,
    /// Year x 12 + month - 1.
    pub(super) number: i32,
    /// Every hour is read, whatever the sums say.
    pub(super) whole: bool,
    /// Nothing is expected to change after this time.
    pub(super) settles: bool,
}

impl MonthToRead {
    /// The first hour that is not read.
    pub(super) fn until_hour(&self) -> Result<i32, BillingError> {
        hour_number(self.range.end)
    }
}

/// From the first month that the tenant or the copy knows of to the present one, less those that need no look.
pub(super) fn months_to_read(
    book: &Reader<'_>,
    order: &SyncOrder,
    now: DateTime<Utc>,
) -> Result<Vec<MonthToRead>, BillingError> {
    let held = book.tenant_months()?;
    let first = first_month(book, &held, order, now)?;
    let last_hour = hour_start(now.timestamp().div_euclid(3_600))?;
    let mut months = Vec::new();
    let mut month = first;
    while month.start < last_hour {
        let number = number_of(month.start);
        let before = held.iter().find(|record| record.month == number);
        let again = order.again.is_some_and(|again| again.start < month.end && month.start < again.end);
        let settles = month.end + SETTLING <= now;
        let settled = before.is_some_and(|record| record.settled);
        let fresh = before.is_some_and(|record| record.checked_at + CHECKED_AGAIN > now);
        if again || !(settled && fresh) {
            months.push(MonthToRead {
                range: Period::new(month.start, month.end.min(last_hour))?,
                number,
                whole: again || (settles && !settled),
                settles,
            });
        }
        month = Period::month_of(month.end)?;
    }
    Ok(months)
}

/// Without any word of the tenant's: the month before the present one.
fn first_month(
    book: &Reader<'_>,
    held: &[MonthRecord],
    order: &SyncOrder,
    now: DateTime<Utc>,
) -> Result<Period, BillingError> {
    let this = Period::month_of(now)?;
    let told = super::super::offline::kept::<Vec<MonthlyUsage>>(book, &Question::monthly_usage())?;
    let told = told.and_then(|kept| kept.value.iter().map(|month| month.period.start).min());
    let held = held.first().and_then(|record| start_of(record.month));
    let asked = order.again.map(|again| again.start);
    let first = [told, held, asked].into_iter().flatten().min();
    Period::month_of(first.unwrap_or(this.start - TimeDelta::seconds(1)).min(now))
}

/// Since when all hours of a range are held; `None` when some are not.
pub(in crate::tenant) fn covered_since(
    book: &Reader<'_>,
    range: Period,
) -> Result<Option<DateTime<Utc>>, BillingError> {
    let held = book.tenant_months()?;
    let mut since: Option<DateTime<Utc>> = None;
    let mut month = Period::month_of(range.start)?;
    while month.start < range.end {
        let needed = hour_number(month.end.min(range.end) + TimeDelta::nanoseconds(3_599_999_999_999))?;
        let number = number_of(month.start);
        let Some(record) = held.iter().find(|record| record.month == number && record.until_hour >= needed)
        else {
            return Ok(None);
        };
        since = Some(since.map_or(record.checked_at, |since| since.min(record.checked_at)));
        month = Period::month_of(month.end)?;
    }
    Ok(since)
}

pub(super) fn number_of(at: DateTime<Utc>) -> i32 {
    at.year() * 12 + at.month0().cast_signed()
}

fn start_of(number: i32) -> Option<DateTime<Utc>> {
    let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
    Period::month(number.div_euclid(12), month).ok().map(|month| month.start)
}

/// Hours since 1970 of an instant, rounded down.
pub(super) fn hour_number(at: DateTime<Utc>) -> Result<i32, BillingError> {
    let hour: Hour = at.timestamp().div_euclid(3_600);
    i32::try_from(hour).map_err(|_| BillingError::invalid("That is beyond the calendar."))
}
