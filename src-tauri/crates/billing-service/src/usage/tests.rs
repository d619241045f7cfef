//! Ranges, and amounts that add up.

use super::*;
use billing_domain::Decimal;
use billing_domain::usage::{Series, UsageStatus};
use billing_store::tenant::MonthRecord;
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts};

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

#[test]
fn hours_that_were_compared_with_the_tenant_are_not_unknown() {
    let (_folder, book) = crate::testing::book();
    // 2026-03-01T00:00Z.
    const FIRST: i32 = 492_312;
    let march = period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    let unknown = |range| book.store().read(|reader| never_fetched(reader, range)).unwrap();
    assert_eq!(unknown(march), 0, "an empty book claims nothing");
    let written: Result<(), BillingError> = book.store().write(|tx| {
        let at = DateTime::UNIX_EPOCH;
        let source = NewSource { kind: "seed", name: "test".into(), sha256: None, started_at: at };
        let source = tx.add_source(&source)?;
        let series_id = tx.intern_series(&Series::default())?;
        let facts = [2, 5].map(|hour| Fact::new(FIRST + hour, Decimal::ONE)).to_vec();
        tx.merge_usage(vec![SeriesFacts { series_id, facts }], Origin { source, at })?;
        tx.add_usage_gap(series_id, FIRST + 3, &UsageStatus::NoData)?;
        Ok(())
    });
    written.unwrap();
    assert_eq!(unknown(march), 3, "before the first hour of the month, and one between");
    assert_eq!(unknown(period("2026-03-01T02:00:00Z", "2026-03-01T04:00:00Z")), 0, "no data is known");
    let read: Result<(), BillingError> = book.store().write(|tx| {
        let month = MonthRecord {
            month: 2026 * 12 + 2,
            until_hour: FIRST + 6,
            series: 1,
            checked_at: DateTime::UNIX_EPOCH,
            settled: false,
        };
        Ok(tx.put_tenant_month(&month)?)
    });
    read.unwrap();
    assert_eq!(unknown(march), 0, "what the copy lacks, the tenant does not have");
}
