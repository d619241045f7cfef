//! The pages against the rows of the same table: small trees and deep ones, every form of a number, the log and the file.

use crate::usage::{Fact, NewSource, Origin, SeriesFacts, SpanTotal};
use crate::{Store, StoreError};
use billing_domain::Decimal;
use billing_domain::usage::Series;
use chrono::DateTime;
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Book {
    store: Store,
    _folder: tempfile::TempDir,
}

/// (series, hour) -> (mantissa, scale).
type Facts = BTreeMap<(u8, i32), (i128, u8)>;

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: Store::open(&folder.path().join("books.db")).unwrap(), _folder: folder }
    }

    fn with(facts: &Facts) -> Self {
        let book = Self::new();
        book.add(facts).unwrap();
        book
    }

    fn add(&self, facts: &Facts) -> Result<(), StoreError> {
        let mut by_series: BTreeMap<u8, Vec<Fact>> = BTreeMap::new();
        for ((series, hour), (mantissa, scale)) in facts {
            let quantity = Decimal::new(*mantissa, *scale)?;
            by_series.entry(*series).or_default().push(Fact::new(*hour, quantity));
        }
        self.store.write(move |tx| {
            let at = DateTime::UNIX_EPOCH;
            let source = NewSource { kind: "seed", name: "test".into(), sha256: None, started_at: at };
            let origin = Origin { source: tx.add_source(&source)?, at };
            let mut batch = Vec::new();
            for (series, facts) in by_series {
                let series = Series { object: series.to_string(), ..Series::default() };
                batch.push(SeriesFacts { series_id: tx.intern_series(&series)?, facts });
            }
            tx.merge_usage(batch, origin)
        })?;
        Ok(())
    }

    fn by_page(&self) -> Vec<(i64, i32, u8, i128)> {
        let mut facts = Vec::new();
        let has_pages = self.store.read(|book| {
            book.each_fact_by_page(|series, hour, scale, mantissa| {
                facts.push((series, hour, scale, mantissa));
                Ok(())
            })
        });
        assert!(has_pages.unwrap(), "SQLite is built with its page table (.cargo/config.toml)");
        facts
    }

    fn by_row(&self) -> Vec<(i64, i32, u8, i128)> {
        let mut facts = Vec::new();
        let read = self.store.read(|book| {
            book.each_fact(|series, fact| {
                facts.push((series, fact.hour(), fact.scale(), fact.mantissa()));
                Ok(())
            })
        });
        read.unwrap();
        facts
    }
}

#[test]
fn month_roll_ups_by_page_are_those_by_row() {
    let facts: Facts = (0..40_000).map(|n| ((n as u8 % 5, n * 3), (i128::from(n) * 7 + 1, 2))).collect();
    let book = Book::with(&facts);
    let (mut by_page, mut by_row) = (Vec::new(), Vec::new());
    book.store
        .read::<_, StoreError>(|book| {
            book.each_month_total(|series, month, total| {
                by_page.push((month, series, total.value()?));
                Ok(())
            })?;
            book.each_month(i32::MIN..i32::MAX, |series, month, mantissa, scale| {
                by_row.push((month, series, Decimal::new(mantissa, scale)?));
                Ok(())
            })
        })
        .unwrap();
    assert!(by_page.len() > 5 * 160, "more than a page of them");
    assert_eq!(by_page, by_row);
}

#[test]
fn an_empty_table_has_no_fact() {
    assert_eq!(Book::new().by_page(), []);
}

#[test]
fn a_tree_of_many_pages_gives_every_row_once_and_in_order() {
    let wide = |n: i32| i128::from(n) * 1_000_000_000_000_000_000_003;
    let facts: Facts =
        (0..60_000).map(|n| ((n as u8 % 7, n - 500), (wide(n % 11) + i128::from(n), 6))).collect();
    let book = Book::with(&facts);
    let found = book.by_page();
    assert_eq!(found.len(), facts.len());
    assert_eq!(found, book.by_row());
    // Once more from the file itself: so far all of it lay in the log.
    let raw = rusqlite::Connection::open(book.store.path()).unwrap();
    raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    assert_eq!(found, book.by_page());
}

#[test]
fn a_row_of_another_form_is_refused() {
    let book = Book::with(&Facts::from([((1, 5), (15, 1))]));
    let raw = rusqlite::Connection::open(book.store.path()).unwrap();
    raw.execute(
        "INSERT INTO usage_hour (series_id, hour, scale, mantissa, source) VALUES (1, 6, 300, 1, 1)",
        [],
    )
    .unwrap();
    let read = book.store.read(|book| book.each_fact_by_page(|_, _, _, _| Ok(())));
    assert!(matches!(read, Err(StoreError::Corrupt(_))), "{read:?}");
}

fn quantities() -> impl Strategy<Value = (i128, u8)> {
    let mantissa = prop_oneof![
        Just(0i128),
        Just(1i128),
        -300i128..300,
        -70_000i128..70_000,
        -20_000_000i128..20_000_000,
        -5_000_000_000i128..5_000_000_000,
        -(1i128 << 50)..(1i128 << 50),
        -(1i128 << 66)..(1i128 << 66),
    ];
    (mantissa, 0u8..=15)
}

/// The sums as a small model makes them.
fn expected(facts: &Facts, cuts: &[i32]) -> Vec<(i64, usize, u64, Decimal)> {
    let mut sums: BTreeMap<(u8, usize), (u64, Decimal)> = BTreeMap::new();
    for ((series, hour), (mantissa, scale)) in facts {
        let spans = cuts.windows(2).position(|pair| pair[0] <= *hour && *hour < pair[1]);
        let Some(span) = spans else { continue };
        let (hours, sum) = sums.entry((*series, span)).or_default();
        *hours += 1;
        *sum = sum.checked_add(Decimal::new(*mantissa, *scale).unwrap()).unwrap();
    }
    // Series are numbered in the order in which they came.
    let mut names: Vec<u8> = facts.keys().map(|(series, _)| *series).collect();
    names.dedup();
    let number = |series: u8| names.iter().position(|name| *name == series).unwrap() as i64 + 1;
    sums.into_iter().map(|((series, span), (hours, sum))| (number(series), span, hours, sum)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn sums_over_spans_are_those_of_the_facts(
        facts in prop::collection::btree_map((0u8..4, -60i32..4_000), quantities(), 0..400),
        cuts in prop::collection::btree_set(-80i32..4_100, 0..6),
    ) {
        let cuts: Vec<i32> = cuts.into_iter().collect();
        let book = Book::with(&facts);
        prop_assert_eq!(book.by_page(), book.by_row());
        let mut found = Vec::new();
        book.store
            .read(|book| book.each_span_total(&cuts, |SpanTotal { series_id, span, hours, total }| {
                found.push((series_id, span, hours, total.value()?));
                Ok(())
            }))
            .unwrap();
        prop_assert_eq!(found, expected(&facts, &cuts));
    }
}

#[test]
fn a_sum_that_does_not_fit_is_an_error() {
    let huge = i128::MAX;
    let book = Book::new();
    // In two months and two days, so that each roll-up holds; the span over both does not.
    book.add(&Facts::from([((1, 0), (huge, 0)), ((1, 800), (huge, 0))])).unwrap();
    let read = book.store.read(|book| book.each_span_total(&[0, 1_000], |_| Ok(())));
    assert!(matches!(read, Err(StoreError::Inexact(_))), "{read:?}");
}
