//! A calendar of our own: seconds since 1970, months as `year * 12 + month - 1`.

pub const DAY: i64 = 86_400;

/// Days since 1970 of a civil date (proleptic Gregorian).
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let leap = |year: i64| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let before = 365 * (year - 1970) + leap(year - 1) - leap(1969);
    before + (0..month).map(|month| length(year, month)).sum::<i64>() + day - 1
}

/// `month` from 0.
fn length(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    [31, 28 + i64::from(is_leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][usize::try_from(month).unwrap()]
}

/// The first second of a month.
pub fn month_start(month: i64) -> i64 {
    day_of(month.div_euclid(12), month.rem_euclid(12), 1) * DAY
}

/// The month that holds a second.
pub fn month_of(second: i64) -> i64 {
    let mut month = 1970 * 12 + second.div_euclid(31 * DAY);
    while month_start(month + 1) <= second {
        month += 1;
    }
    month
}

/// `2026-03`.
pub fn month_text(month: i64) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// How long a billing period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// The `n`-th period after an anchor begins here; a short month does not wear the anchor's day down.
pub fn nth(unit: Unit, anchor: i64, n: i64) -> i64 {
    let months = match unit {
        Unit::Day => return anchor + n * DAY,
        Unit::Week => return anchor + n * 7 * DAY,
        Unit::Month => n,
        Unit::Year => 12 * n,
    };
    let from = month_of(anchor);
    let (day, second) = ((anchor - month_start(from)).div_euclid(DAY), anchor.rem_euclid(DAY));
    let to = from + months;
    let last = length(to.div_euclid(12), to.rem_euclid(12)) - 1;
    month_start(to) + day.min(last) * DAY + second
}
