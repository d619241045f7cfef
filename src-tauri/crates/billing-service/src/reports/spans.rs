//! A range of hours, cut into what the roll-ups hold whole and what has to be read from finer ones.

use billing_store::usage::{SeriesFilter, SeriesRow, day_of, month_of_day};
use billing_store::{Reader, StoreError};
use chrono::{DateTime, Utc};
use std::ops::Range;

/// Far beyond any bill, and far from the ends of the integers.
const FIRST: i32 = -1_000_000_000;
const LAST: i32 = 1_000_000_000;

/// Whole hours inside `[from, to)`, since 1970; an absent end is open.
pub(crate) fn hours_in(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Range<i32> {
    let clamp = |hours: i64| hours.clamp(i64::from(FIRST), i64::from(LAST)) as i32;
    let start = from.map_or(FIRST, |at| clamp((at.timestamp() + 3_599).div_euclid(3_600)));
    let end = to.map_or(LAST, |at| clamp(at.timestamp().div_euclid(3_600)));
    start..end.max(start)
}

/// What is added up: the key of the bucket, and the quantity.
type Take<'t> = &'t mut dyn FnMut(usize, i32, i128, u8) -> Result<(), StoreError>;

/// Every quantity of the series in `hours` with its month: `take(place of the series, month, mantissa, scale)`.
pub(super) fn by_month(
    book: &Reader<'_>,
    series: &[SeriesRow],
    hours: &Range<i32>,
    take: Take<'_>,
) -> Result<(), StoreError> {
    let months = whole_months(hours);
    if months.is_empty() {
        return by_day(book, series, hours, &mut |at, day, mantissa, scale| {
            take(at, month_of_day(day), mantissa, scale)
        });
    }
    let places = Places::of(series);
    book.each_month(months.clone(), |id, month, mantissa, scale| match places.of_series(id) {
        Some(at) => take(at, month, mantissa, scale),
        None => Ok(()),
    })?;
    let edges = [hours.start..first_hour(months.start), first_hour(months.end)..hours.end];
    for edge in edges.iter().filter(|edge| !edge.is_empty()) {
        by_day(book, series, edge, &mut |at, day, mantissa, scale| {
            take(at, month_of_day(day), mantissa, scale)
        })?;
    }
    Ok(())
}

/// Every quantity of the series in `hours` with its day: `take(place of the series, day, mantissa, scale)`.
pub(super) fn by_day(
    book: &Reader<'_>,
    series: &[SeriesRow],
    hours: &Range<i32>,
    take: Take<'_>,
) -> Result<(), StoreError> {
    let days = ceil_div(hours.start, 24)..hours.end.div_euclid(24);
    if days.start >= days.end {
        return by_hour(book, series, hours, &mut |at, hour, mantissa, scale| {
            take(at, day_of(hour), mantissa, scale)
        });
    }
    for (at, row) in series.iter().enumerate() {
        book.each_day(row.id, days.clone(), |day, mantissa, scale| take(at, day, mantissa, scale))?;
    }
    let edges = [hours.start..days.start * 24, days.end * 24..hours.end];
    for edge in edges.iter().filter(|edge| !edge.is_empty()) {
        by_hour(book, series, edge, &mut |at, hour, mantissa, scale| {
            take(at, day_of(hour), mantissa, scale)
        })?;
    }
    Ok(())
}

/// Every fact of the series in `hours`: `take(place of the series, hour, mantissa, scale)`.
pub(super) fn by_hour(
    book: &Reader<'_>,
    series: &[SeriesRow],
    hours: &Range<i32>,
    take: Take<'_>,
) -> Result<(), StoreError> {
    for (at, row) in series.iter().enumerate() {
        book.each_hour(row.id, hours.clone(), |fact| take(at, fact.hour(), fact.mantissa(), fact.scale()))?;
    }
    Ok(())
}

/// Finds the place of a series by its number, in one step.
struct Places(Vec<u32>);

const NOWHERE: u32 = u32::MAX;

impl Places {
    fn of(series: &[SeriesRow]) -> Self {
        let last = series.last().map_or(0, |row| row.id);
        let mut places = vec![NOWHERE; usize::try_from(last + 1).unwrap_or(0)];
        for (at, row) in series.iter().enumerate() {
            if let Some(place) = usize::try_from(row.id).ok().and_then(|id| places.get_mut(id)) {
                *place = at as u32;
            }
        }
        Self(places)
    }

    fn of_series(&self, id: i64) -> Option<usize> {
        let place = usize::try_from(id).ok().and_then(|id| self.0.get(id)).copied();
        place.filter(|place| *place != NOWHERE).map(|place| place as usize)
    }
}

/// All series, when nothing is filtered; in order of their numbers.
pub(super) fn series(book: &Reader<'_>, filter: &SeriesFilter) -> Result<Vec<SeriesRow>, StoreError> {
    book.series_matching(filter)
}

/// The months (year * 12 + month - 1) that lie in `hours` whole.
fn whole_months(hours: &Range<i32>) -> Range<i32> {
    let start_month = month_of_day(day_of(hours.start));
    let start = if first_hour(start_month) == hours.start { start_month } else { start_month + 1 };
    let end = month_of_day(day_of(hours.end));
    if start < end { start..end } else { 0..0 }
}

/// The first hour of a month (year * 12 + month - 1).
pub(super) fn first_hour(month: i32) -> i32 {
    first_day(month) * 24
}

/// The first day since 1970 of a month (Howard Hinnant's `days_from_civil`).
pub(super) fn first_day(month: i32) -> i32 {
    let shifted = month - 2; // years begin in March, so that the leap day is the last
    let year = shifted.div_euclid(12);
    let day_of_year = (153 * shifted.rem_euclid(12) + 2) / 5;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn ceil_div(value: i32, by: i32) -> i32 {
    value.div_euclid(by) + i32::from(value.rem_euclid(by) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_where_the_calendar_says() {
        for month in (1600 * 12)..(2400 * 12) {
            let day = first_day(month);
            assert_eq!(month_of_day(day), month);
            assert_eq!(month_of_day(day - 1), month - 1);
        }
        assert_eq!(first_day(1970 * 12), 0);
    }

    #[test]
    fn only_whole_months_are_taken_whole() {
        let at = |text: &str| Some(text.parse().unwrap());
        let months = |from, to| whole_months(&hours_in(at(from), at(to)));
        let (jan, mar) = (2025 * 12, 2025 * 12 + 2);
        assert_eq!(months("2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z"), jan..mar);
        assert_eq!(months("2025-01-01T01:00:00Z", "2025-03-31T23:00:00Z"), jan + 1..mar);
        assert!(months("2025-01-02T00:00:00Z", "2025-01-31T00:00:00Z").is_empty());
    }

    #[test]
    fn part_hours_at_the_ends_are_left_out() {
        let at = |text: &str| Some(text.parse().unwrap());
        assert_eq!(hours_in(at("1970-01-01T00:30:00Z"), at("1970-01-01T03:30:00Z")), 1..3);
        assert_eq!(hours_in(at("1970-01-01T00:10:00Z"), at("1970-01-01T00:20:00Z")).len(), 0);
    }
}
