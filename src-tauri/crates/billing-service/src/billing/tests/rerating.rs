//! Re-rating: what changed since, and why.

use super::book::{Book, PRICES, at, usd};
use crate::billing::{Cause, Difference, RerateReport, Share};
use billing_domain::ErrorCode;

const ISSUED: &str = "2026-04-02T03:10:00Z";

fn closed() -> Book {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book
}

fn causes(report: &RerateReport) -> Vec<(&str, Vec<Cause>)> {
    let causes = |d: &Difference| d.causes.iter().map(|share| share.cause.clone()).collect();
    report.differences.iter().map(|d| (d.what.as_str(), causes(d))).collect()
}

#[test]
fn nothing_changed_nothing_differs() {
    let book = closed();
    let reports = book.rerate_all().unwrap();
    assert_eq!(
        reports.iter().map(|r| (r.invoice.as_str(), r.matches())).collect::<Vec<_>>(),
        [("INV-000002", true), ("INV-000001", true)]
    );
}

#[test]
fn restated_hours_are_named_with_their_effect() {
    let book = closed();
    // 700.7 becomes 600.7: 1,100 hours bill 105.00 instead of 110.00
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "600.7");
    let report = book.rerate("INV-000002").unwrap();
    let line = &report.differences[0];
    assert_eq!(line.metric_label, "lb-hours");
    assert_eq!((line.billed, line.rated), (Some(usd(11_000)), Some(usd(10_500))));
    assert_eq!(line.billed_quantity.unwrap().checked_sub(line.rated_quantity.unwrap()).unwrap(), 100.into());
    assert_eq!(line.causes, [Share { cause: Cause::HoursRestated { hours: 1 }, amount: usd(-500) }]);
    // 605.39 - 60.54 = 544.85; 7 % = 38.1395 -> 38.14; 582.99
    assert_eq!((report.billed, report.rated), (usd(58_780), usd(58_299)));
    let foot: Vec<_> = report.differences.iter().skip(1).map(|d| d.what.as_str()).collect();
    assert_eq!(foot, ["discount", "tax", "total"]);
    assert!(book.rerate("INV-000001").unwrap().matches(), "February is untouched");
}

#[test]
fn late_facts_and_new_lines_are_told_apart_from_restatements() {
    let book = closed();
    book.used("shop", "lb-9", "gpu", "GPU-Hour", "2026-03-09T00:00:00Z", "2");
    let report = book.rerate("INV-000002").unwrap();
    assert_eq!(causes(&report)[0], ("GPU", vec![Cause::MissingHours { hours: 1 }]));
}

#[test]
fn a_newer_price_version_for_the_period_is_named() {
    let book = closed();
    book.load_prices(&PRICES.replace("0.05", "0.06"), at("2026-04-05T00:00:00Z")).unwrap();
    let report = book.rerate("INV-000002").unwrap();
    let cause = Cause::PriceVersion { billed: Some(1), now: Some(2) };
    assert_eq!(causes(&report)[0], ("HTTP Load Balancer", vec![cause]));
    assert_eq!(report.differences[0].rated, Some(usd(11_200)));
}

#[test]
fn the_running_invoice_is_not_re_rated() {
    let book = Book::acme();
    book.running(at("2026-04-10T00:00:00Z")).unwrap();
    assert_eq!(book.rerate("running-2026-04").unwrap_err().code, ErrorCode::FailedPrecondition);
}
