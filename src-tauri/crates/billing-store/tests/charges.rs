//! Charges: kept as they came, added up exactly, restated with the former content beside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use billing_store::charges::columns::{INSTANTS, MEASURES, TERMS, measure, term};
use billing_store::charges::{Charge, ChargeRange};
use billing_store::usage::{NewSource, Origin};
use billing_store::{Store, StoreError};
use chrono::DateTime;

struct Book {
    store: Store,
    _folder: tempfile::TempDir,
}

fn charge(identity: u8, provider: &str, cost: &str) -> Charge {
    let mut charge = Charge {
        identity: [identity; 16],
        content: [identity; 16],
        instants: [Some("2024-09-18T22:00:00Z".parse().unwrap()); INSTANTS.len()],
        terms: [const { None }; TERMS.len()],
        measures: [const { None }; MEASURES.len()],
        tags: Some("{\"env\": \"dev\"}".into()),
        other: Some("{\"Id\":\"7\"}".into()),
    };
    charge.terms[term("provider").unwrap()] = Some(provider.into());
    charge.terms[term("currency").unwrap()] = Some("USD".into());
    charge.measures[measure("billed_cost").unwrap()] = Some(cost.into());
    charge
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: Store::open(&folder.path().join("books.db")).unwrap(), _folder: folder }
    }

    fn change(
        &self,
        work: impl FnOnce(&billing_store::Writer<'_>, Origin) -> Result<(), StoreError> + Send + 'static,
    ) {
        let changed: Result<(), StoreError> = self.store.write(|tx| {
            let at = DateTime::UNIX_EPOCH;
            let source = NewSource { kind: "focus", name: "bill.csv".into(), sha256: None, started_at: at };
            let source = tx.add_source(&source)?;
            work(tx, Origin { source, at })
        });
        changed.unwrap();
    }

    fn costs(&self, by: &[&str], range: &ChargeRange) -> Vec<(String, String)> {
        let rows = self.store.read(|book| book.charge_costs(by, &["billed_cost"], range)).unwrap();
        rows.into_iter()
            .map(|row| {
                let names: Vec<String> = row.group.into_iter().map(|n| n.unwrap_or("-".into())).collect();
                (names.join(" "), row.sums.sums[0].map_or("-".into(), |sum| sum.to_text().unwrap()))
            })
            .collect()
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(group, sum)| (group.to_string(), sum.to_string())).collect()
}

#[test]
fn costs_add_up_exactly_with_the_decimals_of_the_bill() {
    let book = Book::new();
    book.change(|tx, origin| {
        tx.add_charge(&charge(1, "AWS", "0.00000080000"), origin)?;
        tx.add_charge(&charge(2, "AWS", "-0.1"), origin)?;
        tx.add_charge(&charge(3, "Oracle", "9007199254740993.000000000000123"), origin)
    });
    let all = ChargeRange::default();
    assert_eq!(
        book.costs(&["provider"], &all),
        pairs(&[("AWS", "-0.09999920000"), ("Oracle", "9007199254740993.000000000000123")])
    );
    assert_eq!(book.costs(&["month", "day"], &all)[0].0, "2024-09 2024-09-18");
    assert_eq!(book.costs(&["sub_account_name"], &all)[0].0, "-");
    let only = ChargeRange { only: vec![("provider".into(), "AWS".into())], ..all.clone() };
    assert_eq!(book.costs(&["currency"], &only), pairs(&[("USD", "-0.09999920000")]));
    let later = ChargeRange { from: Some("2024-10-01T00:00:00Z".parse().unwrap()), ..all };
    assert_eq!(book.costs(&["currency"], &later), pairs(&[]));
}

#[test]
fn a_namespace_is_the_name_of_the_sub_account_or_else_its_id() {
    let book = Book::new();
    book.change(|tx, origin| {
        for (identity, name, id) in [(1, Some("Atlas"), "1"), (2, Some(""), "2"), (3, None, "3")] {
            let mut charge = charge(identity, "AWS", "1");
            charge.terms[term("sub_account_name").unwrap()] = name.map(Into::into);
            charge.terms[term("sub_account_id").unwrap()] = Some(id.into());
            tx.add_charge(&charge, origin)?;
        }
        Ok(())
    });
    let found = book.costs(&["namespace"], &ChargeRange::default());
    assert_eq!(found, pairs(&[("2", "1"), ("3", "1"), ("Atlas", "1")]));
}

#[test]
fn a_restated_charge_keeps_its_former_content_whole() {
    let book = Book::new();
    book.change(|tx, origin| tx.add_charge(&charge(1, "AWS", "1.00"), origin));
    book.change(|tx, origin| {
        let stored = tx.charges_of(&[1; 16])?;
        tx.restate_charge(stored[0].id, &charge(1, "AWS", "2.00"), origin)
    });
    assert_eq!(book.costs(&["provider"], &ChargeRange::default()), pairs(&[("AWS", "2.00")]));
    assert_eq!(book.store.read(|book| book.charge_counts()).unwrap(), (1, 1));
    let raw = rusqlite::Connection::open(book.store.path()).unwrap();
    let former: (String, String, String, i64) = raw
        .query_row(
            "SELECT former ->> 'BilledCost', former ->> 'ProviderName', former ->> '$.other.Id', former_source
             FROM charge_restatement",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .unwrap();
    assert_eq!(former, ("1.00".into(), "AWS".into(), "7".into(), 1));
}

#[test]
fn a_column_nobody_knows_is_an_error_and_not_sql() {
    let book = Book::new();
    let asked =
        book.store.read(|book| book.charge_costs(&["id; DROP TABLE charge"], &[], &ChargeRange::default()));
    assert!(asked.is_err());
}
