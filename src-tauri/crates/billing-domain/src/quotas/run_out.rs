//! When a kind reaches its limit at the pace of its last twelve weeks.
//!
//! The rule: what was in use at the end of each of the last twelve weeks and twelve weeks ago, a straight line through it by
//! least squares, and the day on which that line has used up what is free now. The range is the day at the pace of the
//! faster and of the slower half of those weeks. Fewer than four readings give no date, and without growth there is none.

use super::Limit;
use crate::Decimal;
use chrono::{DateTime, TimeDelta, Utc};

/// Weeks that are looked back on.
pub const WEEKS: usize = 12;
/// Fewer readings than these say nothing of a pace.
pub const READINGS_MIN: usize = 4;
/// Days beyond which no date is told.
pub const DAYS_MAX: i64 = 366;

/// When the limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunOut {
    /// Nothing is free any more.
    Now,
    /// On that day, in a range; `late` is none when the slower half has no growth.
    On {
        /// At the pace of the twelve weeks.
        day: DateTime<Utc>,
        /// At the faster half's pace.
        early: DateTime<Utc>,
        /// At the slower half's pace.
        late: Option<DateTime<Utc>>,
    },
    /// In more than a year.
    Later,
    /// It does not grow.
    NoGrowth,
    /// There is no limit, no count, or too short a history.
    Unknown,
}

impl RunOut {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::On { .. } => "on",
            Self::Later => "later",
            Self::NoGrowth => "no_growth",
            Self::Unknown => "unknown",
        }
    }

    /// Sorts what runs out first before what runs out later.
    #[must_use]
    pub const fn rank(self) -> (u8, i64) {
        match self {
            Self::Now => (0, 0),
            Self::On { day, .. } => (1, day.timestamp()),
            Self::Later => (2, 0),
            Self::NoGrowth => (3, 0),
            Self::Unknown => (4, 0),
        }
    }
}

/// Where a kind is heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// More (or less) in use each week, two decimals; none with too short a history.
    pub growth: Option<Decimal>,
    /// When the limit is reached.
    pub run_out: RunOut,
}

impl Outlook {
    /// Nothing can be said.
    pub const UNKNOWN: Self = Self { growth: None, run_out: RunOut::Unknown };
}

/// The instants at which a kind is looked at: twelve weeks ago, then at the end of each week until now.
#[must_use]
pub fn instants(now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    (0..=WEEKS as i64).rev().map(|ago| now - TimeDelta::weeks(ago)).collect()
}

/// Looks ahead from readings at [`instants`]; `None` where nothing was known yet. The last one is what is in use now.
#[must_use]
pub fn outlook(readings: &[Option<Decimal>], limit: Limit, now: DateTime<Utc>) -> Outlook {
    let Some(used) = readings.last().copied().flatten() else { return Outlook::UNKNOWN };
    let pace = Pace::of(readings, 0);
    let growth = pace.as_ref().and_then(|pace| pace.rise.div_half_away(pace.run, 2).ok());
    let run_out = match limit {
        Limit::Unlimited | Limit::Missing => RunOut::Unknown,
        Limit::Maximum(most) if used >= most => RunOut::Now,
        Limit::Maximum(most) => most
            .checked_sub(used)
            .ok()
            .zip(pace)
            .map_or(RunOut::Unknown, |(free, pace)| ahead(free, pace, readings, now)),
    };
    Outlook { growth, run_out }
}

fn ahead(free: Decimal, pace: Pace, readings: &[Option<Decimal>], now: DateTime<Utc>) -> RunOut {
    let days = match pace.days(free) {
        Ahead::Days(days) if days <= DAYS_MAX => days,
        Ahead::Days(_) => return RunOut::Later,
        Ahead::Never => return RunOut::NoGrowth,
    };
    let middle = readings.len() / 2;
    let halves = [Pace::of(&readings[..=middle], 0), Pace::of(&readings[middle..], middle)];
    let halves = halves.into_iter().flatten().map(|pace| pace.days(free));
    let all: Vec<Ahead> = halves.chain([Ahead::Days(days)]).collect();
    let told = all.iter().filter_map(|ahead| match ahead {
        Ahead::Days(days) => Some(*days),
        Ahead::Never => None,
    });
    let (early, late) = (told.clone().min().unwrap_or(days), told.max().unwrap_or(days));
    let open = late > DAYS_MAX || all.iter().any(|ahead| matches!(ahead, Ahead::Never));
    let day = |days: i64| now + TimeDelta::days(days);
    RunOut::On { day: day(days), early: day(early), late: (!open).then(|| day(late)) }
}

enum Ahead {
    /// Whole days, rounded half away from zero.
    Days(i64),
    /// It does not grow.
    Never,
}

/// A slope as a fraction: exact, whatever the decimals of the readings.
struct Pace {
    rise: Decimal,
    /// Above zero.
    run: Decimal,
}

impl Pace {
    /// Least squares: (n sum(xy) - sum(x) sum(y)) / (n sum(xx) - sum(x) sum(x)), x in weeks.
    fn of(readings: &[Option<Decimal>], first: usize) -> Option<Self> {
        let known: Vec<(i64, Decimal)> = (first..)
            .zip(readings)
            .filter_map(|(week, value)| Some((i64::try_from(week).ok()?, (*value)?)))
            .collect();
        if known.len() < READINGS_MIN {
            return None;
        }
        let n = i64::try_from(known.len()).ok()?;
        let x: i64 = known.iter().map(|(week, _)| week).sum();
        let xx: i64 = known.iter().map(|(week, _)| week * week).sum();
        let y = Decimal::sum(known.iter().map(|(_, value)| *value)).ok()?;
        let products: Option<Vec<Decimal>> =
            known.iter().map(|(week, value)| value.checked_mul(Decimal::from(*week)).ok()).collect();
        let xy = Decimal::sum(products?).ok()?;
        let rise =
            xy.checked_mul(Decimal::from(n)).ok()?.checked_sub(y.checked_mul(Decimal::from(x)).ok()?).ok()?;
        Some(Self { rise, run: Decimal::from(n * xx - x * x) })
    }

    /// In how many days `free` is used up. What is beyond all figures is beyond a year too.
    fn days(&self, free: Decimal) -> Ahead {
        if self.rise.is_zero() || self.rise.is_negative() {
            return Ahead::Never;
        }
        let days = free
            .checked_mul(self.run)
            .and_then(|free| free.checked_mul(Decimal::from(7)))
            .and_then(|free| free.div_half_away(self.rise, 0));
        Ahead::Days(days.ok().and_then(Decimal::to_i64).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 19, 9, 14, 0).unwrap()
    }

    fn on(day: u32, month: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, month, day, 9, 14, 0).unwrap()
    }

    fn readings(values: &[i64]) -> Vec<Option<Decimal>> {
        let mut all = vec![None; WEEKS + 1 - values.len()];
        all.extend(values.iter().map(|value| Some(Decimal::from(*value))));
        all
    }

    fn most(limit: i64) -> Limit {
        Limit::Maximum(Decimal::from(limit))
    }

    fn growth(of: &Outlook) -> String {
        of.growth.unwrap().to_text(2)
    }

    #[test]
    fn a_straight_line_gives_its_day_and_no_range() {
        let line = readings(&[0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
        let ahead = outlook(&line, most(30), now());
        assert_eq!(growth(&ahead), "2.00");
        // 6 free at 2 a week are three weeks.
        assert_eq!(ahead.run_out, RunOut::On { day: on(9, 4), early: on(9, 4), late: Some(on(9, 4)) });
    }

    #[test]
    fn the_range_is_the_faster_and_the_slower_half() {
        // One a week, then three a week: 25 in all.
        let bent = readings(&[1, 2, 3, 4, 5, 6, 7, 10, 13, 16, 19, 22, 25]);
        let ahead = outlook(&bent, most(31), now());
        let RunOut::On { day, early, late } = ahead.run_out else { panic!("{ahead:?}") };
        assert_eq!(early, now() + TimeDelta::weeks(2), "6 free at 3 a week");
        assert_eq!(late, Some(now() + TimeDelta::weeks(6)), "6 free at 1 a week");
        assert!(early < day && Some(day) < late);
        // Worked out apart from this program: a rise of 4,732 over a run of 2,366.
        assert_eq!(growth(&ahead), "2.00");
        assert_eq!(day, now() + TimeDelta::weeks(3));
    }

    #[test]
    fn a_half_without_growth_leaves_the_range_open() {
        let stopped = readings(&[0, 5, 10, 15, 20, 25, 30, 30, 30, 30, 30, 30, 30]);
        let RunOut::On { early, late, .. } = outlook(&stopped, most(40), now()).run_out else { panic!() };
        assert_eq!((early, late), (now() + TimeDelta::weeks(2), None));
    }

    #[test]
    fn too_short_a_history_never_gives_a_date() {
        for values in [&[][..], &[9], &[5, 9], &[5, 7, 9]] {
            let ahead = outlook(&readings(values), most(10), now());
            assert_eq!(ahead.run_out, RunOut::Unknown, "{values:?}");
            assert_eq!(ahead.growth, None);
        }
        assert!(matches!(outlook(&readings(&[3, 5, 7, 9]), most(10), now()).run_out, RunOut::On { .. }));
    }

    #[test]
    fn what_does_not_grow_has_no_date_and_what_is_far_off_is_later() {
        let run_out = |values: &[i64], limit| outlook(&readings(values), limit, now()).run_out;
        assert_eq!(run_out(&[5, 5, 5, 5, 5], most(10)), RunOut::NoGrowth);
        assert_eq!(run_out(&[9, 8, 7, 6, 5], most(10)), RunOut::NoGrowth);
        assert_eq!(run_out(&[1, 1, 1, 1, 1, 1, 2], most(500)), RunOut::Later);
        assert_eq!(run_out(&[1, 2, 3, 4], most(4)), RunOut::Now);
        assert_eq!(run_out(&[1, 2, 3, 9], most(4)), RunOut::Now);
        assert_eq!(run_out(&[1, 2, 3, 4], Limit::Unlimited), RunOut::Unknown);
        assert_eq!(run_out(&[1, 2, 3, 4], Limit::Missing), RunOut::Unknown);
        assert_eq!(run_out(&[0, 0, 0, 0], most(0)), RunOut::Now, "a limit of 0 has no room");
    }

    #[test]
    fn fractions_are_exact() {
        let tenths: Vec<Option<Decimal>> =
            (0..=12).map(|week| Some(Decimal::new(1_000 + week, 1).unwrap())).collect();
        let ahead = outlook(&tenths, Limit::Maximum("102.2".parse().unwrap()), now());
        assert_eq!(growth(&ahead), "0.10");
        assert_eq!(
            ahead.run_out,
            RunOut::On {
                day: now() + TimeDelta::weeks(10),
                early: now() + TimeDelta::weeks(10),
                late: Some(now() + TimeDelta::weeks(10)),
            }
        );
    }
}
