//! The list: tabs, counts and sums, search, windows.

use super::book::{Book, at, usd};
use crate::billing::{InvoiceList, InvoiceQuery, InvoiceTab};
use billing_domain::Money;

const NOW: &str = "2026-04-10T00:00:00Z";

fn closed() -> Book {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at("2026-04-02T03:10:00Z")).unwrap();
    book.mark_paid("INV-000001", "Visa", "", at("2026-04-03T00:00:00Z")).unwrap();
    book
}

fn names(list: &InvoiceList) -> Vec<&str> {
    list.rows.iter().map(|row| row.name.as_str()).collect()
}

fn tab(tab: InvoiceTab) -> InvoiceQuery {
    InvoiceQuery { tab, ..InvoiceQuery::default() }
}

#[test]
fn tabs_count_and_sum() {
    let book = closed();
    let list = book.invoices(&InvoiceQuery::default(), at(NOW)).unwrap();
    assert_eq!(names(&list), ["running-2026-04", "INV-000002", "INV-000001"]);
    let tabs: Vec<_> = list.tabs.iter().map(|t| (t.tab.as_str(), t.count, t.totals.clone())).collect();
    // February: 10 h x 0.10 = 1.00, less 10 %, plus 7 % of 0.90 = 0.06 -> 0.96
    let expected: [(&str, usize, Vec<Money>); 7] = [
        ("all", 3, vec![usd(48_179 + 58_780 + 96)]),
        ("running", 1, vec![usd(48_179)]),
        ("issued", 1, vec![usd(58_780)]),
        ("overdue", 0, vec![]),
        ("paid", 1, vec![usd(96)]),
        ("refunded", 0, vec![]),
        ("cancelled", 0, vec![]),
    ];
    assert_eq!(tabs, expected);
    assert_eq!(list.balances, [usd(58_780)], "the running one asks for nothing yet");
    let overdue = book.invoices(&tab(InvoiceTab::Overdue), at("2026-06-01T00:00:00Z")).unwrap();
    assert_eq!(names(&overdue), ["INV-000002"]);
}

#[test]
fn search_looks_into_numbers_and_lines() {
    let book = closed();
    for (text, expected) in [
        ("000002", vec!["INV-000002"]),
        ("http requests", vec!["INV-000002"]),
        ("EGRESS", vec!["INV-000002"]),
        ("load balancer", vec!["INV-000002", "INV-000001"]),
        ("running", vec!["running-2026-04"]),
        ("nothing of that kind", vec![]),
        // Not a wildcard: it is looked for as it stands.
        ("INV%2", vec![]),
    ] {
        let query = InvoiceQuery { search: text.into(), ..InvoiceQuery::default() };
        assert_eq!(names(&book.invoices(&query, at(NOW)).unwrap()), expected, "{text}");
    }
}

#[test]
fn a_window_keeps_the_sums_of_the_whole() {
    let book = closed();
    let query = InvoiceQuery { offset: 1, limit: Some(1), ..InvoiceQuery::default() };
    let list = book.invoices(&query, at(NOW)).unwrap();
    assert_eq!((names(&list), list.found), (vec!["INV-000002"], 3));
    assert_eq!(list.totals, [usd(48_179 + 58_780 + 96)]);
}

#[test]
fn two_currencies_are_never_added() {
    let book = closed();
    let euro = r#"{"currency": "EUR", "valid_from": "2026-04-01", "prices": [
        {"metric_label": "gpu", "usage_type": "GPU", "unit": "GPU-Hour", "model": "per_unit", "unit_price": 2}],
        "plan_fees": [{"plan": "team", "title": "Team", "amount": 100}]}"#;
    book.load_prices(euro, at(NOW)).unwrap();
    let list = book.invoices(&InvoiceQuery::default(), at(NOW)).unwrap();
    let shown: Vec<_> = list.totals.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["EUR 96.30", "USD 588.76"]);
}
