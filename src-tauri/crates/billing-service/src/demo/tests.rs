//! The demo is whole, the same twice, and has every state that screens must show.

use super::*;
use crate::LocalBackend;
use crate::billing::{InvoiceQuery, WhatIfQuery};
use billing_domain::invoices::InvoiceStatus;
use std::collections::BTreeSet;

fn demo() -> (tempfile::TempDir, Arc<Store>) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("demo");
    create(&folder).unwrap();
    create(&folder).unwrap();
    let (store, record) = open_book(&folder, now()).unwrap();
    assert_eq!(record.tenant, TENANT);
    assert!(!home.path().join("demo.making").exists());
    (home, store)
}

#[test]
fn every_invoice_state_is_there_and_the_bill_holds() {
    let (_home, store) = demo();
    let backend = LocalBackend::new(Arc::clone(&store), Arc::new(crate::FixedClock(now())), "me");
    let list = backend.billing().invoices(&InvoiceQuery::default(), now()).unwrap();
    let states: BTreeSet<String> = list.rows.iter().map(|row| format!("{:?}", row.status)).collect();
    for state in [
        InvoiceStatus::Pending,
        InvoiceStatus::Issued,
        InvoiceStatus::Overdue,
        InvoiceStatus::Paid,
        InvoiceStatus::Refunded,
        InvoiceStatus::Cancelled,
    ] {
        assert!(states.contains(&format!("{state:?}")), "{state:?} is missing: {states:?}");
    }
    assert_eq!(list.rows.len(), 25, "23 months, one issued twice, one running");
    assert_eq!(store.read(|book| book.usage_disagreements()).unwrap(), Vec::<String>::new());
    let differing: Vec<String> = backend
        .billing()
        .rerate_all()
        .unwrap()
        .into_iter()
        .filter(|r| !r.matches())
        .map(|r| r.invoice)
        .collect();
    assert_eq!(differing.len(), 1, "only the month with restated hours differs: {differing:?}");
}

#[test]
fn two_demos_have_the_same_invoices_and_documents() {
    let hashes = || {
        let (_home, store) = demo();
        let billing = crate::billing::Billing::new(Arc::clone(&store), "me");
        let list = billing.invoices(&InvoiceQuery::default(), now()).unwrap();
        let hash = |row: &crate::billing::InvoiceHeader| {
            (row.name.clone(), row.total, billing.invoice_pdf(&row.name, now()).map(|file| file.sha256).ok())
        };
        list.rows.iter().map(hash).collect::<Vec<_>>()
    };
    assert_eq!(hashes(), hashes());
}

#[test]
fn a_folder_of_another_book_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let (_, before) = open_book(home.path(), now()).unwrap();
    assert_eq!(create(home.path()).unwrap_err().code, ErrorCode::AlreadyExists);
    assert_eq!(open_book(home.path(), now()).unwrap().1, before);
}

#[test]
fn what_if_the_plan_really_held_is_the_history_as_billed() {
    let (_home, store) = demo();
    let backend = LocalBackend::new(Arc::clone(&store), Arc::new(crate::FixedClock(now())), "me");
    let held = store.read(|book| book.held_plan()).unwrap().unwrap();
    let query = WhatIfQuery { plan: held, addons: None, months: 24 };
    let same = backend.billing().what_if(&query, now()).unwrap();
    assert_eq!((same.months.len(), same.months.iter().filter(|m| m.billed).count()), (23, 23));
    let differing: Vec<_> =
        same.months.iter().filter(|m| m.difference.minor != 0).map(|m| m.month.start).collect();
    let restated: Vec<_> = backend
        .billing()
        .rerate_all()
        .unwrap()
        .into_iter()
        .filter(|report| !report.matches())
        .map(|report| backend.billing().invoice(&report.invoice, now()).unwrap().header.period.start)
        .collect();
    assert_eq!(differing, restated, "to the cent, but for hours that were restated after the issue");
}
