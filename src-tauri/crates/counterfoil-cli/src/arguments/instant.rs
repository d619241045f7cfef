//! Instants on the command line: a month, a day, or RFC 3339; always UTC when no offset is said.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// `2026-03`, `2026-03-01`, `2026-03-01T05:00:00Z`: the first instant of it.
pub fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    let day = |text: &str| text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let found = text.parse().ok().or_else(|| day(text)).or_else(|| day(&format!("{text}-01")));
    found.ok_or_else(|| "write 2026-03, 2026-03-01 or 2026-03-01T05:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn months_days_and_instants() {
        let start = parse("2026-03-01T00:00:00Z").unwrap();
        assert_eq!(parse("2026-03"), Ok(start));
        assert_eq!(parse("2026-03-01"), Ok(start));
        assert_eq!(parse("2026-03-01T07:00:00+07:00"), Ok(start));
        for wrong in ["", "2026", "2026-13", "yesterday", "2026-03-32"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
