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
fn the_same_days_of_the_month_before() {
    for (range, before) in [
        (("2026-03-01T00:00:00Z", "2026-03-19T09:00:00Z"), ("2026-02-01T00:00:00Z", "2026-02-19T09:00:00Z")),
        (("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"), ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")),
        (("2026-03-01T00:00:00Z", "2026-03-31T00:00:00Z"), ("2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")),
        (("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"), ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")),
    ] {
        assert_eq!(month_before(period(range.0, range.1)).unwrap(), period(before.0, before.1), "{range:?}");
    }
}
