//! Instants of bills and usage files, read from bytes: RFC 3339, the same with a blank, or whole seconds since 1970.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// Reads hours; remembers the day of the last one, because files come in order of time.
#[derive(Default)]
pub(super) struct HourReader {
    day_text: [u8; 10],
    day: Option<i32>,
}

/// Why an hour could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HourFault {
    NotAnInstant,
    /// Inside an hour, not at its start.
    NotWhole,
}

impl HourReader {
    /// Hours since 1970 of an instant that begins an hour.
    #[inline]
    pub(super) fn read(&mut self, text: &[u8]) -> Result<i32, HourFault> {
        // The form of nearly every row: 2026-03-01T05:00:00Z.
        if let [d @ .., b'T' | b' ', tens, ones, b':', b'0', b'0', b':', b'0', b'0', b'Z'] = text
            && let Ok(day_text) = <&[u8; 10]>::try_from(d)
            && let Some(hour) = two_digits(*tens, *ones).filter(|hour| *hour < 24)
            && let Some(day) = self.day(day_text)
        {
            return Ok(day * 24 + hour);
        }
        let text = std::str::from_utf8(text).map_err(|_| HourFault::NotAnInstant)?;
        hour_of(instant(text).ok_or(HourFault::NotAnInstant)?)
    }

    #[inline]
    fn day(&mut self, text: &[u8; 10]) -> Option<i32> {
        if self.day.is_none() || self.day_text != *text {
            let date: NaiveDate = std::str::from_utf8(text).ok()?.parse().ok()?;
            let since = date.signed_duration_since(DateTime::UNIX_EPOCH.date_naive()).num_days();
            self.day = Some(i32::try_from(since).ok()?);
            self.day_text = *text;
        }
        self.day
    }
}

fn two_digits(tens: u8, ones: u8) -> Option<i32> {
    let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
    digits.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

fn hour_of(at: DateTime<Utc>) -> Result<i32, HourFault> {
    let hour = billing_domain::period::hour_starting(at).ok_or(HourFault::NotWhole)?;
    i32::try_from(hour).map_err(|_| HourFault::NotAnInstant)
}

/// An instant in one of the forms that files use; without an offset it is UTC.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(at) = text.parse::<DateTime<Utc>>() {
        return Some(at);
    }
    for form in ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(at) = NaiveDateTime::parse_from_str(text, form) {
            return Some(at.and_utc());
        }
    }
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(date.and_time(chrono::NaiveTime::MIN).and_utc());
    }
    let seconds = text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    DateTime::from_timestamp(seconds.then(|| text.parse().ok())??, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_the_same_hour() {
        let mut hours = HourReader::default();
        for text in [
            "2024-01-01T05:00:00Z",
            "2024-01-01 05:00:00Z",
            "2024-01-01 05:00:00",
            "2024-01-01T05:00:00",
            "2024-01-01T05:00:00.000000000Z",
            "2024-01-01T12:00:00+07:00",
            "2024-01-01T05:00",
            "1704085200",
        ] {
            assert_eq!(hours.read(text.as_bytes()), Ok(473_357), "{text}");
        }
        assert_eq!(hours.read(b"2024-01-01"), Ok(473_352));
    }

    #[test]
    fn what_is_no_hour_is_told_apart() {
        let mut hours = HourReader::default();
        for text in ["", "soon", "2024-02-30T00:00:00Z", "2024-01-01T24:00:00Z", "2024-13-01T05:00:00Z", "12"]
        {
            assert_eq!(hours.read(text.as_bytes()), Err(HourFault::NotAnInstant), "{text}");
        }
        assert_eq!(hours.read(b"2024-01-01T05:30:00Z"), Err(HourFault::NotWhole));
        // A wrong day does not stay behind for the next row.
        assert_eq!(hours.read(b"2024-01-01T05:00:00Z"), Ok(473_357));
    }
}
