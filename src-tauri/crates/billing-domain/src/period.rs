//! Periods of UTC time: half-open, and the anchor day survives short months (31 -> 28 -> 31).

use crate::BillingError;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// Half-open `[start, end)` in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// First instant inside.
    pub start: DateTime<Utc>,
    /// First instant after.
    pub end: DateTime<Utc>,
}

/// How long a billing period is. Values we do not know survive a round trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeriodUnit {
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// One month, anchor day kept.
    Month,
    /// One year, anchor day kept.
    Year,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

impl Period {
    /// `[start, end)`.
    ///
    /// # Errors
    /// `InvalidInput` unless start is before end.
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>) -> Result<Self, BillingError> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(BillingError::invalid(format!("A period must end after it starts ({start} to {end}).")))
        }
    }

    /// The calendar month of `year` and `month` (1 to 12) in UTC.
    ///
    /// # Errors
    /// `InvalidInput` for a month that does not exist.
    pub fn month(year: i32, month: u32) -> Result<Self, BillingError> {
        let first = NaiveDate::from_ymd_opt(year, month, 1);
        let next = first.and_then(|day| day.checked_add_months(Months::new(1)));
        match (first, next) {
            (Some(first), Some(next)) => Ok(Self { start: midnight(first), end: midnight(next) }),
            _ => Err(BillingError::invalid(format!("There is no month {year}-{month:02}."))),
        }
    }

    /// The calendar month that holds an instant.
    ///
    /// # Errors
    /// `InvalidInput` at the far ends of the calendar.
    pub fn month_of(at: DateTime<Utc>) -> Result<Self, BillingError> {
        Self::month(at.year(), at.month())
    }

    /// True when `at` lies inside.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }

    /// Whole seconds, the measure of proration.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        (self.end - self.start).num_seconds()
    }

    /// The part that lies in both, if any.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (both.start < both.end).then_some(both)
    }
}

impl PeriodUnit {
    /// The start of the `n`-th period after `anchor`; computed from the anchor, so short months do not wear it down.
    ///
    /// # Errors
    /// `InvalidInput` for a unit we do not know or beyond the calendar.
    pub fn nth_start(&self, anchor: DateTime<Utc>, n: u32) -> Result<DateTime<Utc>, BillingError> {
        let start = match self {
            Self::Day => anchor.checked_add_days(Days::new(u64::from(n))),
            Self::Week => anchor.checked_add_days(Days::new(7 * u64::from(n))),
            Self::Month => anchor.checked_add_months(Months::new(n)),
            Self::Year => n.checked_mul(12).and_then(|months| anchor.checked_add_months(Months::new(months))),
            Self::Other(unit) => {
                return Err(BillingError::invalid(format!("Unknown billing period {unit:?}.")));
            }
        };
        start.ok_or_else(|| BillingError::invalid("The period lies beyond the calendar."))
    }

    /// The `n`-th period from `anchor`.
    ///
    /// # Errors
    /// As [`PeriodUnit::nth_start`].
    pub fn nth(&self, anchor: DateTime<Utc>, n: u32) -> Result<Period, BillingError> {
        Period::new(self.nth_start(anchor, n)?, self.nth_start(anchor, n + 1)?)
    }

    /// The period counted from `anchor` that holds `at`, with its number; `None` before the anchor.
    ///
    /// # Errors
    /// As [`PeriodUnit::nth_start`].
    pub fn containing(
        &self,
        anchor: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<Option<(u32, Period)>, BillingError> {
        if at < anchor {
            return Ok(None);
        }
        let mut n = self.at_most(anchor, at);
        loop {
            let period = self.nth(anchor, n)?;
            if period.contains(at) {
                return Ok(Some((n, period)));
            }
            n += 1;
        }
    }

    /// A number of periods that has surely passed, so that the search is short.
    fn at_most(&self, anchor: DateTime<Utc>, at: DateTime<Utc>) -> u32 {
        let days = (at - anchor).num_days();
        let longest = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
            Self::Year | Self::Other(_) => 366,
        };
        u32::try_from(days / longest).unwrap_or(0)
    }
}

/// Whole hours since 1970-01-01T00:00Z: the key of hourly usage.
pub type Hour = i64;

/// The hour that starts exactly at `at`; `None` inside an hour.
#[must_use]
pub fn hour_starting(at: DateTime<Utc>) -> Option<Hour> {
    let whole = at.minute() == 0 && at.second() == 0 && at.nanosecond() == 0;
    whole.then(|| at.timestamp().div_euclid(3600))
}

/// The first instant of an hour.
///
/// # Errors
/// `InvalidInput` beyond the calendar.
pub fn hour_start(hour: Hour) -> Result<DateTime<Utc>, BillingError> {
    let at = hour.checked_mul(3600).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.ok_or_else(|| BillingError::invalid("The hour lies beyond the calendar."))
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_anchor_day_survives_short_months() {
        let anchor = at("2025-01-31T00:00:00Z");
        let days: Vec<u32> = (0..5).map(|n| PeriodUnit::Month.nth_start(anchor, n).unwrap().day()).collect();
        assert_eq!(days, [31, 28, 31, 30, 31]);
        let leap = at("2024-02-29T00:00:00Z");
        assert_eq!(PeriodUnit::Year.nth_start(leap, 1).unwrap(), at("2025-02-28T00:00:00Z"));
        assert_eq!(PeriodUnit::Year.nth_start(leap, 4).unwrap(), at("2028-02-29T00:00:00Z"));
    }

    #[test]
    fn months_are_half_open() {
        let march = Period::month(2026, 3).unwrap();
        assert!(march.contains(at("2026-03-31T23:59:59Z")));
        assert!(!march.contains(at("2026-04-01T00:00:00Z")));
        assert_eq!(march.seconds(), 31 * 86_400);
        assert!(Period::month(2026, 13).is_err());
    }

    #[test]
    fn unknown_units_are_refused_not_guessed() {
        let unit = PeriodUnit::Other("PERIOD_FORTNIGHT".into());
        assert!(unit.nth(at("2025-01-01T00:00:00Z"), 0).is_err());
    }

    #[test]
    fn hours_start_on_the_hour() {
        assert_eq!(hour_starting(at("1970-01-01T05:00:00Z")), Some(5));
        assert_eq!(hour_starting(at("1970-01-01T05:00:01Z")), None);
        assert_eq!(hour_start(5).unwrap(), at("1970-01-01T05:00:00Z"));
    }

    proptest! {
        #[test]
        fn periods_touch_and_cover(day in 1u32..=31, month in 1u32..=12, later in 0i64..4_000) {
            let first = NaiveDate::from_ymd_opt(2024, month, day);
            prop_assume!(first.is_some());
            let anchor = midnight(first.unwrap());
            let at = anchor + chrono::TimeDelta::hours(later * 7);
            for unit in [PeriodUnit::Day, PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Year] {
                let (n, period) = unit.containing(anchor, at).unwrap().unwrap();
                prop_assert!(period.contains(at));
                prop_assert_eq!(unit.nth(anchor, n + 1).unwrap().start, period.end);
            }
        }
    }
}
