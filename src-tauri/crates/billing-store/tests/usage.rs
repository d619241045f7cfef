//! Usage facts: the same again changes nothing, another quantity is kept as a restatement, roll-ups are their facts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use billing_domain::Decimal;
use billing_domain::usage::{Series, UsageStatus};
use billing_store::usage::{Fact, MergeCounts, NewSource, Origin, SeriesFacts, SeriesFilter};
use billing_store::{Store, StoreError};
use chrono::DateTime;
use proptest::prelude::*;
use std::collections::BTreeMap;

struct Book {
    store: Store,
    _folder: tempfile::TempDir,
}

fn series(object: &str) -> Series {
    Series {
        namespace: "shop".into(),
        object: object.into(),
        metric_label: "cpu".into(),
        usage_type: "vCPU".into(),
        unit: "h".into(),
        ..Series::default()
    }
}

/// `(object, hour, quantity)`.
type Row = (String, i32, String);

fn rows(text: &[(&str, i32, &str)]) -> Vec<Row> {
    text.iter().map(|(object, hour, quantity)| (object.to_string(), *hour, quantity.to_string())).collect()
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: Store::open(&folder.path().join("books.db")).unwrap(), _folder: folder }
    }

    fn merge(&self, rows: Vec<Row>) -> Result<MergeCounts, StoreError> {
        self.store.write(move |tx| {
            let at = DateTime::UNIX_EPOCH;
            let source = NewSource { kind: "seed", name: "test".into(), sha256: None, started_at: at };
            let source = tx.add_source(&source)?;
            let mut by_series: BTreeMap<i64, Vec<Fact>> = BTreeMap::new();
            for (object, hour, quantity) in rows {
                let id = tx.intern_series(&series(&object))?;
                by_series.entry(id).or_default().push(Fact::new(hour, quantity.parse()?));
            }
            let batch =
                by_series.into_iter().map(|(series_id, facts)| SeriesFacts { series_id, facts }).collect();
            tx.merge_usage(batch, Origin { source, at })
        })
    }

    fn facts(&self) -> BTreeMap<(String, i32), Decimal> {
        self.store
            .read(|book| {
                let names: BTreeMap<i64, String> = book
                    .series_matching(&SeriesFilter::default())?
                    .into_iter()
                    .map(|row| (row.id, row.series.object))
                    .collect();
                let mut facts = BTreeMap::new();
                book.each_fact(|series, fact| {
                    facts.insert((names[&series].clone(), fact.hour()), fact.quantity()?);
                    Ok(())
                })?;
                Ok::<_, StoreError>(facts)
            })
            .unwrap()
    }

    fn disagreements(&self) -> Vec<String> {
        self.store.read(|book| book.usage_disagreements()).unwrap()
    }

    fn restatements(&self) -> Vec<(i32, String, String)> {
        let found = self.store.read(|book| book.usage_restatements(-1_000..1_000_000, 1_000)).unwrap();
        found.into_iter().rev().map(|r| (r.hour, r.old.to_string(), r.new.to_string())).collect()
    }
}

fn counts(new: u64, unchanged: u64, restated: u64) -> MergeCounts {
    MergeCounts { new, unchanged, restated }
}

#[test]
fn the_same_facts_again_change_nothing() {
    let book = Book::new();
    let delivery = rows(&[("a", 5, "1.5"), ("a", 6, "0"), ("b", 5, "9007199254740993.000000000000123")]);
    assert_eq!(book.merge(delivery.clone()).unwrap(), counts(3, 0, 0));
    let before = book.facts();
    assert_eq!(book.merge(delivery).unwrap(), counts(0, 3, 0));
    assert_eq!(book.facts(), before);
    assert_eq!(book.restatements(), []);
    assert_eq!(book.disagreements(), [""; 0]);
}

#[test]
fn equal_by_value_is_the_same_fact() {
    let book = Book::new();
    book.merge(rows(&[("a", 5, "1.50")])).unwrap();
    assert_eq!(book.merge(rows(&[("a", 5, "1.5")])).unwrap(), counts(0, 1, 0));
}

#[test]
fn another_quantity_is_kept_as_a_restatement_and_can_be_restated_back() {
    let book = Book::new();
    book.merge(rows(&[("a", 5, "1.5"), ("a", 700, "2")])).unwrap();
    assert_eq!(book.merge(rows(&[("a", 5, "0.000000000000001")])).unwrap(), counts(0, 0, 1));
    assert_eq!(book.disagreements(), [""; 0]);
    assert_eq!(book.merge(rows(&[("a", 5, "1.5")])).unwrap(), counts(0, 0, 1));
    let kept = [(5, "1.5".into(), "0.000000000000001".into()), (5, "0.000000000000001".into(), "1.5".into())];
    assert_eq!(book.restatements(), kept);
    assert_eq!(book.disagreements(), [""; 0]);
}

#[test]
fn an_hour_twice_in_one_delivery_holds_its_last_quantity_and_comes_again_unchanged() {
    let book = Book::new();
    let delivery = rows(&[("a", 5, "1"), ("a", 6, "7"), ("a", 5, "2"), ("a", 6, "7")]);
    assert_eq!(book.merge(delivery.clone()).unwrap(), counts(2, 1, 1), "one hour new twice over, one again");
    assert_eq!(book.restatements(), [(5, "1".into(), "2".into())]);
    assert_eq!(book.merge(delivery).unwrap(), counts(0, 4, 0));
    assert_eq!(book.restatements().len(), 1);
}

#[test]
fn what_cannot_be_added_exactly_changes_nothing() {
    let book = Book::new();
    let huge = "170141183460469231731687303715884105727";
    let refused = book.merge(rows(&[("a", 5, huge), ("a", 6, huge)]));
    assert!(matches!(refused, Err(StoreError::Inexact(_))), "{refused:?}");
    assert!(book.facts().is_empty());
}

#[test]
fn a_fact_takes_the_place_of_a_gap_and_a_gap_never_that_of_a_fact() {
    let book = Book::new();
    let gap = |hour: i32| {
        book.store
            .write(move |tx| {
                let id = tx.intern_series(&series("a"))?;
                tx.add_usage_gap(id, hour, &UsageStatus::NoData)
            })
            .unwrap()
    };
    let gaps = || book.store.read(|book| book.usage_gaps(0..100)).unwrap().len();
    assert!(gap(5));
    assert!(!gap(5), "the same gap again is nothing new");
    book.merge(rows(&[("a", 5, "1")])).unwrap();
    assert_eq!(gaps(), 0);
    assert!(!gap(5));
    assert_eq!(gaps(), 0);
}

#[test]
fn mantissas_are_whole_numbers_of_the_right_form() {
    let book = Book::new();
    let raw = rusqlite::Connection::open(book.store.path()).unwrap();
    let insert = "INSERT INTO usage_hour (series_id, hour, scale, mantissa, source) VALUES (1, 1, 0, ?1, 1)";
    assert!(raw.execute(&insert.replace("?1", "1.5"), []).is_err());
    assert!(raw.execute(insert, ["1"]).is_err());
    assert!(raw.execute(insert, [vec![0u8; 15]]).is_err());
    assert!(raw.execute(insert, [vec![0u8; 16]]).is_ok());
}

#[test]
fn a_roll_up_that_lies_is_found() {
    let book = Book::new();
    book.merge(rows(&[("a", 5, "1.5")])).unwrap();
    let raw = rusqlite::Connection::open(book.store.path()).unwrap();
    raw.execute("UPDATE usage_day SET mantissa = mantissa + 1", []).unwrap();
    raw.execute("DELETE FROM usage_month", []).unwrap();
    assert_eq!(book.disagreements().len(), 2);
}

fn delivery() -> impl Strategy<Value = Vec<Row>> {
    let quantity = prop_oneof!["[0-9]{1,4}\\.[0-9]{1,15}", "[0-9]{1,3}", "[0-9]{15,18}\\.[0-9]{6}"];
    proptest::collection::vec(("[abc]", -50i32..1500, quantity), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn roll_ups_are_their_facts_whatever_comes_in_whatever_order(deliveries in proptest::collection::vec(delivery(), 1..5)) {
        let book = Book::new();
        let mut model: BTreeMap<(String, i32), Decimal> = BTreeMap::new();
        for delivery in deliveries {
            let read = delivery.len() as u64;
            for (object, hour, quantity) in &delivery {
                model.insert((object.clone(), *hour), quantity.parse().unwrap());
            }
            let found = book.merge(delivery.clone()).unwrap();
            prop_assert_eq!(found.new + found.unchanged + found.restated, read);
            prop_assert_eq!(book.facts(), model.clone());
            let again = book.merge(delivery).unwrap();
            prop_assert_eq!(again, counts(0, read, 0));
        }
        prop_assert_eq!(book.disagreements(), Vec::<String>::new());
    }

    #[test]
    fn any_order_of_delivery_ends_in_the_same_book(delivery in delivery(), cut in 0usize..60) {
        let unique: BTreeMap<(String, i32), String> =
            delivery.into_iter().map(|(object, hour, quantity)| ((object, hour), quantity)).collect();
        let rows: Vec<Row> = unique.into_iter().map(|((object, hour), quantity)| (object, hour, quantity)).collect();
        let (one, other) = (Book::new(), Book::new());
        one.merge(rows.clone()).unwrap();
        let cut = cut.min(rows.len());
        let reversed: Vec<Row> = rows.into_iter().rev().collect();
        other.merge(reversed[cut..].to_vec()).unwrap();
        other.merge(reversed[..cut].to_vec()).unwrap();
        prop_assert_eq!(one.facts(), other.facts());
        prop_assert_eq!(other.disagreements(), Vec::<String>::new());
    }
}
