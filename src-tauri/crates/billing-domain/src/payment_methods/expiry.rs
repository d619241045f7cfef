//! How long a card is still good: marks at 60, 30 and 7 days before its last day.

use super::Expiry;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExpiryMark {
    /// More than 60 days.
    Fine,
    /// At most 60 days.
    Within60Days,
    /// At most 30 days.
    Within30Days,
    /// At most 7 days.
    Within7Days,
    /// Its last day is over.
    Expired,
}

impl ExpiryMark {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Within60Days => "within_60_days",
            Self::Within30Days => "within_30_days",
            Self::Within7Days => "within_7_days",
            Self::Expired => "expired",
        }
    }
}

impl Expiry {
    /// The last day on which the card is good; `None` for a month that does not exist.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(self.year, self.month, 1)?;
        first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
    }

    /// Whole UTC days from today to the last day; negative once it is over.
    #[must_use]
    pub fn days_left(&self, now: DateTime<Utc>) -> Option<i64> {
        let last = i64::from(self.last_day()?.num_days_from_ce());
        Some(last - i64::from(now.date_naive().num_days_from_ce()))
    }

    /// How near the end is; a month that does not exist counts as expired.
    #[must_use]
    pub fn mark(&self, now: DateTime<Utc>) -> ExpiryMark {
        match self.days_left(now) {
            Some(days) if days > 60 => ExpiryMark::Fine,
            Some(31..=60) => ExpiryMark::Within60Days,
            Some(8..=30) => ExpiryMark::Within30Days,
            Some(0..=7) => ExpiryMark::Within7Days,
            _ => ExpiryMark::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[track_caller]
    fn check(day: (i32, u32, u32), days: i64, mark: ExpiryMark) {
        let now = Utc.with_ymd_and_hms(day.0, day.1, day.2, 23, 59, 59).unwrap();
        let card = Expiry { year: 2026, month: 4 };
        assert_eq!((card.days_left(now), card.mark(now)), (Some(days), mark));
    }

    #[test]
    fn marks_stand_at_60_30_and_7_days_before_the_last_day() {
        check((2026, 2, 28), 61, ExpiryMark::Fine);
        check((2026, 3, 1), 60, ExpiryMark::Within60Days);
        check((2026, 3, 30), 31, ExpiryMark::Within60Days);
        check((2026, 3, 31), 30, ExpiryMark::Within30Days);
        check((2026, 4, 22), 8, ExpiryMark::Within30Days);
        check((2026, 4, 23), 7, ExpiryMark::Within7Days);
        check((2026, 4, 30), 0, ExpiryMark::Within7Days);
        check((2026, 5, 1), -1, ExpiryMark::Expired);
    }

    #[test]
    fn the_last_day_knows_leap_years_and_december() {
        let last = |year, month| Expiry { year, month }.last_day().map(|day| day.to_string());
        assert_eq!(last(2028, 2).as_deref(), Some("2028-02-29"));
        assert_eq!(last(2027, 2).as_deref(), Some("2027-02-28"));
        assert_eq!(last(2026, 12).as_deref(), Some("2026-12-31"));
        assert_eq!(last(2026, 13), None);
    }
}
