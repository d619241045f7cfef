//! Periods from 1900 to 2100 against a calendar of our own: days counted from the civil date, nothing of the library.

use billing_domain::Period;
use billing_domain::period::PeriodUnit;
use chrono::{DateTime, Utc};

const FIRST: i64 = 1900;
const LAST: i64 = 2100;

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// `month` from 0.
fn days_in(year: i64, month: i64) -> i64 {
    match month {
        1 => 28 + i64::from(is_leap(year)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// Days since 1970 of the first day of each month, by (year - FIRST) * 12 + month.
fn month_starts() -> Vec<i64> {
    let before: i64 = (FIRST..1970).map(|year| 365 + i64::from(is_leap(year))).sum();
    let mut day = -before;
    let mut starts = Vec::new();
    for year in FIRST..=LAST + 10 {
        for month in 0..12 {
            starts.push(day);
            day += days_in(year, month);
        }
    }
    starts
}

fn instant(day: i64, second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(day * 86_400 + second, 0).unwrap()
}

/// The day of the month `n` months on: the anchor day, or the last day of a shorter month.
fn monthly(starts: &[i64], index: usize, anchor: i64) -> i64 {
    let length = starts[index + 1] - starts[index];
    starts[index] + anchor.min(length) - 1
}

#[test]
fn monthly_and_yearly_periods_of_every_month_and_anchor() {
    let starts = month_starts();
    let months = usize::try_from((LAST - FIRST + 1) * 12).unwrap();
    let mut compared = 0u64;
    for index in 0..months {
        for anchor in 28..=31i64 {
            if anchor > starts[index + 1] - starts[index] {
                continue;
            }
            let second = (anchor * 7_919 + i64::try_from(index).unwrap()) % 86_400;
            let from = instant(starts[index] + anchor - 1, second);
            for n in 0..49usize {
                let period = PeriodUnit::Month.nth(from, u32::try_from(n).unwrap()).unwrap();
                let start = instant(monthly(&starts, index + n, anchor), second);
                let end = instant(monthly(&starts, index + n + 1, anchor), second);
                assert_eq!(period, Period { start, end }, "{from} + {n} months");
                compared += 1;
            }
            for n in 0..6usize {
                let period = PeriodUnit::Year.nth(from, u32::try_from(n).unwrap()).unwrap();
                let start = instant(monthly(&starts, index + 12 * n, anchor), second);
                let end = instant(monthly(&starts, index + 12 * (n + 1), anchor), second);
                assert_eq!(period, Period { start, end }, "{from} + {n} years");
                compared += 1;
            }
        }
    }
    println!("periods of {FIRST} to {LAST}, anchors 28 to 31: {compared} compared");
    assert!(compared > 400_000);
}

#[test]
fn calendar_months_days_and_weeks() {
    let starts = month_starts();
    for (index, pair) in starts.windows(2).enumerate().take(usize::try_from((LAST - FIRST + 1) * 12).unwrap())
    {
        let (year, month) =
            (FIRST + i64::try_from(index / 12).unwrap(), u32::try_from(index % 12).unwrap() + 1);
        let period = Period::month(i32::try_from(year).unwrap(), month).unwrap();
        assert_eq!(period, Period { start: instant(pair[0], 0), end: instant(pair[1], 0) });
        assert_eq!(period.seconds(), (pair[1] - pair[0]) * 86_400);
        assert!(period.contains(period.start) && !period.contains(period.end), "half-open");
        for (unit, days) in [(PeriodUnit::Day, 1), (PeriodUnit::Week, 7)] {
            let third = unit.nth(period.start, 3).unwrap();
            assert_eq!(third.start, instant(pair[0] + 3 * days, 0));
            assert_eq!(third.end, instant(pair[0] + 4 * days, 0));
        }
    }
    println!("calendar months of {FIRST} to {LAST}: {} compared", (LAST - FIRST + 1) * 12);
}
