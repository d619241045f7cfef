//! Days as people read them: `19 Mar 2026`, `1–31 Mar 2026`, `19 มี.ค. 2569`.

use crate::language::Language;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_TH: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
/// The Buddhist era counts from 543 BC.
const BUDDHIST_ERA: i32 = 543;

/// One day: `19 Mar 2026`.
#[must_use]
pub fn day(language: Language, date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(language, date), year(language, date))
}

/// The month alone: `Mar`.
#[must_use]
pub fn month(language: Language, date: NaiveDate) -> &'static str {
    let index = date.month0() as usize;
    match language {
        Language::En => MONTHS_EN[index],
        Language::Th => MONTHS_TH[index],
    }
}

/// The year of the language's era.
#[must_use]
pub fn year(language: Language, date: NaiveDate) -> i32 {
    match language {
        Language::En => date.year(),
        Language::Th => date.year() + BUDDHIST_ERA,
    }
}

/// The half-open `[start, end)` as the days it touches: `1–31 Mar 2026`.
#[must_use]
pub fn span(language: Language, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let (first, last) = (start.date_naive(), last_day(end));
    if last <= first {
        return day(language, first);
    }
    if first.year() != last.year() {
        return format!("{} – {}", day(language, first), day(language, last));
    }
    let end_text = day(language, last);
    if first.month() == last.month() {
        format!("{}–{end_text}", first.day())
    } else {
        format!("{} {} – {end_text}", first.day(), month(language, first))
    }
}

/// The last day of which any part lies before `end`.
fn last_day(end: DateTime<Utc>) -> NaiveDate {
    let date = end.date_naive();
    if end.time() == NaiveTime::MIN { date.checked_sub_days(Days::new(1)).unwrap_or(date) } else { date }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(y: i32, m: u32, d: u32, h: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(y, m, d, h, 0, 0).unwrap()
    }

    #[test]
    fn days_of_both_eras() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 19).unwrap();
        assert_eq!(day(Language::En, date), "19 Mar 2026");
        assert_eq!(day(Language::Th, date), "19 มี.ค. 2569");
    }

    #[test]
    fn periods_show_the_days_they_touch() {
        for (start, end, expected) in [
            (at(2026, 3, 1, 0), at(2026, 4, 1, 0), "1–31 Mar 2026"),
            (at(2026, 1, 31, 0), at(2026, 2, 28, 0), "31 Jan – 27 Feb 2026"),
            (at(2025, 12, 15, 0), at(2026, 1, 15, 0), "15 Dec 2025 – 14 Jan 2026"),
            (at(2026, 3, 1, 0), at(2026, 3, 19, 9), "1–19 Mar 2026"),
            (at(2026, 3, 19, 0), at(2026, 3, 20, 0), "19 Mar 2026"),
        ] {
            assert_eq!(span(Language::En, start, end), expected);
        }
        assert_eq!(span(Language::Th, at(2026, 2, 1, 0), at(2026, 3, 1, 0)), "1–28 ก.พ. 2569");
    }
}
