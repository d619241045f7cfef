//! Reports against the same figures added up from single facts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use billing_domain::Decimal;
use billing_domain::usage::Series;
use billing_service::billing::Billing;
use billing_service::reports::{self, Dimension, Step, UsageQuery};
use billing_store::Store;
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts, SeriesFilter};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The first hour of the tests' usage: 2025-12-30T00:00Z, near the ends of a day, a month and a year.
const FIRST: i32 = 490_848;

struct Desk {
    store: Arc<Store>,
    _folder: tempfile::TempDir,
}

/// Namespace, object, metric label, unit.
type Key = (&'static str, &'static str, &'static str, &'static str);

const KEYS: [Key; 4] = [
    ("shop", "web", "cpu", "h"),
    ("shop", "web", "net", "GB"),
    ("shop", "db", "cpu", "h"),
    ("labs", "web", "cpu", "min"),
];

impl Desk {
    fn with(facts: &[(usize, i32, Decimal)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("books.db")).unwrap();
        let mut by_key: BTreeMap<usize, Vec<Fact>> = BTreeMap::new();
        for (key, hour, quantity) in facts {
            by_key.entry(*key).or_default().push(Fact::new(FIRST + hour, *quantity));
        }
        let kept: Result<(), billing_store::StoreError> = store.write(move |tx| {
            let at = DateTime::UNIX_EPOCH;
            let source = NewSource { kind: "seed", name: "test".into(), sha256: None, started_at: at };
            let source = tx.add_source(&source)?;
            let mut batch = Vec::new();
            for (key, facts) in by_key {
                let (namespace, object, metric_label, unit) = KEYS[key];
                let series = Series {
                    namespace: namespace.into(),
                    object: object.into(),
                    metric_label: metric_label.into(),
                    usage_type: metric_label.to_uppercase(),
                    unit: unit.into(),
                    ..Series::default()
                };
                batch.push(SeriesFacts { series_id: tx.intern_series(&series)?, facts });
            }
            tx.merge_usage(batch, Origin { source, at })?;
            Ok(())
        });
        kept.unwrap();
        Self { store: Arc::new(store), _folder: folder }
    }

    fn usage(&self, query: &UsageQuery) -> Vec<(String, String, String, Decimal)> {
        let report = self.store.read(|book| reports::usage(book, query)).unwrap();
        let total = Decimal::sum(report.rows.iter().map(|row| row.quantity)).unwrap();
        assert_eq!(total, report.total, "without a limit the rows are the total");
        let at = |at: Option<DateTime<Utc>>| at.map_or(String::new(), |at| at.format("%FT%H").to_string());
        report.rows.into_iter().map(|row| (at(row.at), row.group.join("/"), row.unit, row.quantity)).collect()
    }
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(i64::from(FIRST) * 3_600, 0).unwrap()
}

fn bucket(step: Option<Step>, at: DateTime<Utc>) -> String {
    let form = match step {
        None => return String::new(),
        Some(Step::Hour) => "%FT%H",
        Some(Step::Day) => "%FT00",
        Some(Step::Month) => "%Y-%m-01T00",
    };
    at.format(form).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_grain_and_range_is_the_sum_of_its_facts(
        facts in proptest::collection::btree_map((0usize..4, 0i32..900), (0i64..1_000_000, 0u8..9), 1..80),
        step in prop_oneof![Just(None), Just(Some(Step::Month)), Just(Some(Step::Day)), Just(Some(Step::Hour))],
        from in proptest::option::of(-30i64..900),
        length in proptest::option::of(0i64..900),
    ) {
        let facts: Vec<(usize, i32, Decimal)> = facts
            .into_iter()
            .map(|((key, hour), (mantissa, scale))| (key, hour, Decimal::new(mantissa.into(), scale).unwrap()))
            .collect();
        let desk = Desk::with(&facts);
        let from = from.map(|hours| start() + TimeDelta::hours(hours));
        let to = length.map(|hours| from.unwrap_or(start()) + TimeDelta::hours(hours));
        let mut expected: BTreeMap<(String, String, String), Decimal> = BTreeMap::new();
        for (key, hour, quantity) in &facts {
            let at = start() + TimeDelta::hours(i64::from(*hour));
            if from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to) && KEYS[*key].0 == "shop" {
                let (_, object, label, unit) = KEYS[*key];
                let sum = expected
                    .entry((bucket(step, at), format!("{object}/{}", label.to_uppercase()), unit.to_owned()))
                    .or_default();
                *sum = sum.checked_add(*quantity).unwrap();
            }
        }
        let found = desk.usage(&UsageQuery {
            step,
            by: vec![Dimension::Object, Dimension::UsageType],
            from,
            to,
            filter: SeriesFilter { namespace: Some("shop".into()), ..SeriesFilter::default() },
            limit: None,
        });
        let expected: Vec<_> =
            expected.into_iter().map(|((at, group, unit), quantity)| (at, group, unit, quantity)).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn quantities_of_two_units_are_never_one_row() {
    let one = Decimal::ONE;
    let desk = Desk::with(&[(0, 0, one), (3, 0, one), (1, 0, one)]);
    let found = desk.usage(&UsageQuery { by: vec![Dimension::Object], ..UsageQuery::default() });
    let units: Vec<&str> = found.iter().map(|(_, _, unit, _)| unit.as_str()).collect();
    assert_eq!(units, ["GB", "h", "min"]);
}

#[test]
fn a_limit_cuts_rows_and_not_the_total() {
    let desk = Desk::with(&[(0, 0, Decimal::ONE), (0, 1, Decimal::ONE), (0, 2, Decimal::ONE)]);
    let query = UsageQuery { step: Some(Step::Hour), limit: Some(2), ..UsageQuery::default() };
    let report = desk.store.read(|book| reports::usage(book, &query)).unwrap();
    assert_eq!((report.rows.len(), report.rows_in_all, report.total), (2, 3, Decimal::from_int(3)));
}

#[test]
fn objects_stand_by_their_amount_at_list_price_and_without_prices_by_quantity() {
    let whole = Decimal::from_int;
    let desk = Desk::with(&[(0, 0, whole(2)), (1, 0, whole(3)), (2, 0, whole(4)), (3, 0, whole(100))]);
    let top = |desk: &Desk| {
        let rows =
            desk.store.read(|book| reports::top_objects(book, None, None, &SeriesFilter::default())).unwrap();
        let text = |row: reports::ObjectRow| {
            let amount = row.amount.map_or("-".into(), |amount| amount.to_string());
            let unit = row.unit.unwrap_or("mixed".into());
            format!("{}/{} {} {unit} {amount}", row.namespace, row.object, row.quantity)
        };
        rows.into_iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(top(&desk), ["labs/web 100 min -", "shop/web 5 mixed -", "shop/db 4 h -"]);
    let prices = r#"{"cpu": {"usage_type": "CPU", "unit": "h", "tiers": [{"up_to": 1, "unit_price": "0.25"},
                     {"up_to": null, "unit_price": "0.01"}]}}"#;
    Billing::new(Arc::clone(&desk.store), "test").load_prices(prices, start()).unwrap();
    assert_eq!(
        top(&desk),
        ["shop/db 4 h 1", "shop/web 5 mixed 0.5", "labs/web 100 min -"],
        "a price for hours prices no minutes"
    );
}

#[test]
fn costs_cannot_be_grouped_by_what_is_no_column() {
    let desk = Desk::with(&[]);
    let asked = desk.store.read(|book| reports::costs(book, &["colour".into()], &Default::default()));
    assert!(asked.unwrap_err().message.contains("provider"), "names what can be chosen");
}
