//! Adding up what was metered, bucket by bucket: whole days from the roll-ups, the hours at both ends from the facts.

use super::Grain;
use billing_domain::period::{Hour, hour_start};
use billing_domain::rating::MeteredUsage;
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, Decimal, Period};
use billing_store::usage::{SeriesFilter, SeriesRow};
use billing_store::{Reader, StoreError};
use std::collections::BTreeMap;
use std::ops::Range;

/// One bucket and what was metered in it; empty when nothing was.
pub type Bucket<K> = (Period, BTreeMap<K, Decimal>);

/// What was metered in a range, per metric label and unit; part hours at the ends are left out.
///
/// # Errors
/// The store's; `InvalidInput` when an exact sum does not fit.
pub fn metered(
    book: &Reader<'_>,
    range: Period,
    filter: &SeriesFilter,
) -> Result<Vec<MeteredUsage>, BillingError> {
    let buckets = quantities(book, range, Grain::Whole, filter, kind_of)?;
    let sums = buckets.into_iter().next().map(|(_, sums)| sums).unwrap_or_default();
    Ok(sums.into_iter().map(|(kind, quantity)| usage(kind, quantity)).collect())
}

/// A metered kind: metric label, unit, display text.
pub(super) type Kind = (String, String, String);

pub(super) fn kind_of(series: &Series) -> Kind {
    (series.metric_label.clone(), series.unit.clone(), series.usage_type.clone())
}

pub(super) fn usage((metric_label, unit, usage_type): Kind, quantity: Decimal) -> MeteredUsage {
    MeteredUsage { metric_label, usage_type, unit, quantity, status: UsageStatus::Active }
}

/// Exact quantities of the buckets of a range, oldest first, grouped by a key of the series.
///
/// The first and the last bucket are cut at the ends of the range; a month grain wants a range inside one month.
///
/// # Errors
/// The store's; `InvalidInput` when an exact sum does not fit.
pub fn quantities<K: Ord + Clone>(
    book: &Reader<'_>,
    range: Period,
    grain: Grain,
    filter: &SeriesFilter,
    key: impl Fn(&Series) -> K,
) -> Result<Vec<Bucket<K>>, BillingError> {
    let steps = Steps::over(range, grain);
    let mut buckets = steps.empty_buckets(range)?;
    for SeriesRow { id, series } in book.series_matching(filter)? {
        let key = key(&series);
        steps.each(book, id, |at, quantity| {
            if let Some((_, sums)) = buckets.get_mut(at) {
                let sum = sums.entry(key.clone()).or_default();
                *sum = sum.checked_add(quantity)?;
            }
            Ok(())
        })?;
    }
    Ok(buckets)
}

/// A range of whole hours, cut into equal steps that start at multiples of their width.
struct Steps {
    hours: Range<i32>,
    /// Hours in a step; `None` for one step over all.
    width: Option<i32>,
}

impl Steps {
    fn over(range: Period, grain: Grain) -> Self {
        let width = match grain {
            Grain::Whole | Grain::Month => None,
            Grain::Day => Some(24),
            Grain::Hour => Some(1),
        };
        Self { hours: hours_of(range), width }
    }

    fn index(&self, hour: i32) -> usize {
        let step = |width: i32| hour.div_euclid(width) - self.hours.start.div_euclid(width);
        usize::try_from(self.width.map_or(0, step)).unwrap_or(usize::MAX)
    }

    fn empty_buckets<K: Ord>(&self, range: Period) -> Result<Vec<Bucket<K>>, BillingError> {
        let Some(width) = self.width else { return Ok(vec![(range, BTreeMap::new())]) };
        let mut buckets = Vec::new();
        let mut start = self.hours.start;
        while start < self.hours.end {
            let end = ((start.div_euclid(width) + 1) * width).min(self.hours.end);
            let period = Period::new(hour_start(Hour::from(start))?, hour_start(Hour::from(end))?)?;
            buckets.push((period, BTreeMap::new()));
            start = end;
        }
        Ok(buckets)
    }

    /// Hands each quantity of a series with the index of its step.
    fn each(
        &self,
        book: &Reader<'_>,
        series: i64,
        mut take: impl FnMut(usize, Decimal) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if self.width == Some(1) {
            return book.each_hour(series, self.hours.clone(), |fact| {
                take(self.index(fact.hour()), fact.quantity()?)
            });
        }
        let (before, days, after) = split(self.hours.clone());
        book.each_day(series, days, |day, mantissa, scale| {
            take(self.index(day * 24), Decimal::new(mantissa, scale)?)
        })?;
        for edge in [before, after] {
            if !edge.is_empty() {
                book.each_hour(series, edge, |fact| take(self.index(fact.hour()), fact.quantity()?))?;
            }
        }
        Ok(())
    }
}

/// The hours before the first midnight, the whole days, and the hours after the last midnight.
fn split(hours: Range<i32>) -> (Range<i32>, Range<i32>, Range<i32>) {
    let first_day = hours.start.div_euclid(24) + i32::from(hours.start.rem_euclid(24) != 0);
    let last_day = hours.end.div_euclid(24);
    if first_day > last_day {
        return (hours, 0..0, 0..0);
    }
    (hours.start..first_day * 24, first_day..last_day, last_day * 24..hours.end)
}

/// The whole hours inside a range, since 1970.
pub(crate) fn hours_of(range: Period) -> Range<i32> {
    let start = (range.start.timestamp() + 3599).div_euclid(3600);
    let end = range.end.timestamp().div_euclid(3600);
    i32::try_from(start).unwrap_or(i32::MIN)..i32::try_from(end).unwrap_or(i32::MAX)
}
