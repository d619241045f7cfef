//! Ranges, and amounts that add up.

use super::*;

fn period(start: &str, end: &str) -> Period {
    Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

#[test]
fn a_range_is_cut_at_months() {
    let range = period("2026-01-20T00:00:00Z", "2026-03-05T07:00:00Z");
    let parts: Vec<String> = months_of(range)
        .unwrap()
        .iter()
        .map(|(_, part)| format!("{} {}", part.start.format("%m-%d"), part.end.format("%m-%dT%H")))
        .collect();
    assert_eq!(parts, ["01-20 02-01T00", "02-01 03-01T00", "03-01 03-05T07"]);
}

#[test]
fn as_many_months_earlier() {
    for (range, before) in [
        (("2026-03-01T00:00:00Z", "2026-03-19T09:00:00Z"), ("2026-02-01T00:00:00Z", "2026-02-19T09:00:00Z")),
        (("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"), ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")),
        (("2026-03-01T00:00:00Z", "2026-03-31T00:00:00Z"), ("2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")),
        (("2025-04-01T00:00:00Z", "2026-04-01T00:00:00Z"), ("2024-04-01T00:00:00Z", "2025-04-01T00:00:00Z")),
        (("2026-01-01T00:00:00Z", "2026-03-31T00:00:00Z"), ("2025-10-01T00:00:00Z", "2025-12-31T00:00:00Z")),
        (("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"), ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")),
    ] {
        assert_eq!(period_before(period(range.0, range.1)).unwrap(), period(before.0, before.1), "{range:?}");
    }
}

#[test]
fn the_same_time_last_year() {
    for (range, before) in [
        (("2026-03-01T00:00:00Z", "2026-03-19T09:00:00Z"), ("2025-03-01T00:00:00Z", "2025-03-19T09:00:00Z")),
        (("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"), ("2027-02-01T00:00:00Z", "2027-03-01T00:00:00Z")),
        (("2028-02-01T00:00:00Z", "2028-02-29T12:00:00Z"), ("2027-02-01T00:00:00Z", "2027-02-28T12:00:00Z")),
    ] {
        let earlier = period_earlier(period(range.0, range.1), 12).unwrap();
        assert_eq!(earlier, period(before.0, before.1), "{range:?}");
    }
}
