//! From a running month to an issued invoice, to the cent.

use super::book::{Book, PRICES, at, percent, profile, usd};
use crate::billing::{BillingProfile, CouponRecord, InvoiceDetail, UnbilledReason, UnitPrice};
use billing_domain::ErrorCode;
use billing_domain::invoices::InvoiceStatus;

const APRIL: &str = "2026-04-02T03:10:00Z";

fn lines(invoice: &InvoiceDetail) -> Vec<(&str, String, String, String, bool)> {
    let shown = |line: &crate::billing::DetailLine| {
        (line.quantity.to_string(), line.quantity_billable.to_string(), line.amount.to_text(), line.fixed)
    };
    let rows = invoice.lines.iter().map(|line| (line.usage_type.as_str(), shown(line)));
    rows.map(|(name, (quantity, billable, amount, fixed))| (name, quantity, billable, amount, fixed))
        .collect()
}

fn row(
    name: &'static str,
    quantity: &str,
    billable: &str,
    amount: &str,
    fixed: bool,
) -> (&'static str, String, String, String, bool) {
    (name, quantity.to_owned(), billable.to_owned(), amount.to_owned(), fixed)
}

#[test]
fn march_by_hand() {
    let book = Book::acme();
    let issued = book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    assert_eq!(
        issued.iter().map(|i| i.header.name.as_str()).collect::<Vec<_>>(),
        ["INV-000001", "INV-000002"]
    );
    let march = book.invoice("INV-000002", at(APRIL)).unwrap();
    let expected = [
        row("HTTP Load Balancer", "1200.6", "1200", "110.00", false),
        row("HTTP Requests", "2500.9", "2500", "0.31", false),
        row("RE Egress", "0.2", "1", "0.08", false),
        row("Team plan", "1", "1", "500.00", true),
    ];
    assert_eq!(lines(&march), expected);
    let header = &march.header;
    assert_eq!((header.subtotal, header.discount, header.tax), (usd(61_039), usd(6_104), usd(3_845)));
    assert_eq!((header.total, header.balance), (usd(58_780), usd(58_780)));
    assert_eq!((header.status.clone(), header.active), (InvoiceStatus::Issued, false));
    assert_eq!(header.due_at, Some(at("2026-05-02T23:59:59Z")));
    assert_eq!(march.lines[0].unit_price, UnitPrice::Tiered);
    assert_eq!(march.lines[2].unit_price, UnitPrice::Each("0.08".parse().unwrap()));
    assert_eq!((march.seller.name.as_str(), march.buyer.address.len()), ("Edge Cloud Inc.", 2));
    assert_eq!(march.trail.iter().map(|t| t.action.as_str()).collect::<Vec<_>>(), ["invoice.issue"]);
}

#[test]
fn preview_running_and_bill_say_the_same() {
    let book = Book::acme();
    let preview = book.close_preview(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    let running = book.running(at("2026-03-31T23:59:59Z")).unwrap().unwrap();
    assert_eq!(running.header.name, "running-2026-03");
    assert_eq!((running.header.status.clone(), running.header.active), (InvoiceStatus::Pending, true));
    let issued = book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    assert_eq!(preview.len(), 2);
    for (before, after) in preview.iter().zip(&issued) {
        assert_eq!((lines(before), before.header.total), (lines(after), after.header.total));
    }
    assert_eq!((lines(&running), running.header.total), (lines(&issued[1]), issued[1].header.total));
    let gone = book.invoice("running-2026-03", at(APRIL)).unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound, "the running invoice became INV-000002");
}

#[test]
fn closing_twice_adds_nothing() {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    assert_eq!(book.close(at("2026-04-01T00:00:00Z"), at("2026-04-03T00:00:00Z")).unwrap(), []);
    assert_eq!(book.close_preview(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap(), []);
}

#[test]
fn a_month_that_has_not_ended_stays_open() {
    let book = Book::acme();
    let by_until = book.close(at("2026-03-31T23:59:59Z"), at(APRIL)).unwrap();
    assert_eq!(by_until.len(), 1, "only February");
    let by_now = book.close(at("2027-01-01T00:00:00Z"), at("2026-03-31T23:59:59Z")).unwrap();
    assert_eq!(by_now, [], "until may lie in the future, the clock decides");
}

#[test]
fn numbers_have_no_gap_and_empty_months_no_invoice() {
    let book = Book::empty();
    book.load_prices(PRICES, at("2026-01-01T00:00:00Z")).unwrap();
    for month in ["2025-10", "2026-01", "2026-03"] {
        book.used("shop", "o", "gpu", "GPU-Hour", &format!("{month}-05T00:00:00Z"), "1");
    }
    let issued = book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    let shown: Vec<_> = issued
        .iter()
        .map(|i| (i.header.name.as_str(), i.header.period.start.format("%Y-%m").to_string(), i.header.total))
        .collect();
    let expected = [("INV-000001", "2025-10"), ("INV-000002", "2026-01"), ("INV-000003", "2026-03")];
    assert_eq!(shown, expected.map(|(name, month)| (name, month.to_owned(), usd(150))));
}

#[test]
fn the_running_invoice_follows_every_fact_at_once() {
    let book = Book::acme();
    let now = at("2026-04-10T00:00:00Z");
    book.running(now).unwrap();
    // 3 h x 0.10 + plan 500.00, less 10 % = 450.27, plus 7 % (31.5189) = 481.79
    assert_eq!(book.invoice("running-2026-04", now).unwrap().header.total, usd(48_179));
    book.used("shop", "lb-1", "gpu", "GPU-Hour", "2026-04-02T00:00:00Z", "100");
    let now_with_gpu = book.invoice("running-2026-04", now).unwrap();
    // 650.30 - 65.03 = 585.27; 7 % = 40.9689 -> 40.97
    assert_eq!(now_with_gpu.header.total, usd(62_624), "no stale draft is shown");
}

#[test]
fn what_has_no_price_is_told_and_not_billed() {
    let book = Book::acme();
    book.used("shop", "x", "unknown-label", "GB", "2026-04-02T00:00:00Z", "7");
    book.used("shop", "x", "egress", "TB", "2026-04-02T00:00:00Z", "7");
    let running = book.running(at("2026-04-10T00:00:00Z")).unwrap().unwrap();
    let told: Vec<_> = running.unbilled.iter().map(|u| (u.usage.metric_label.as_str(), &u.reason)).collect();
    let other_unit = UnbilledReason::OtherUnit { priced: "GB".into() };
    assert_eq!(told, [("egress", &other_unit), ("unknown-label", &UnbilledReason::NoPrice)]);
    assert_eq!(running.header.total, usd(48_179), "as without them");
}

#[test]
fn negative_usage_stops_the_month_and_says_which() {
    let book = Book::acme();
    book.used("shop", "x", "gpu", "GPU-Hour", "2026-03-02T00:00:00Z", "-5");
    let error = book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap_err();
    assert_eq!(error.code, ErrorCode::FailedPrecondition);
    assert!(error.message.starts_with("2026-03") && error.message.contains("gpu"), "{error}");
    assert!(book.invoice("INV-000001", at(APRIL)).is_ok(), "February stays issued");
    assert!(book.invoice("INV-000002", at(APRIL)).is_err(), "March is not");
    book.used("shop", "x", "gpu", "GPU-Hour", "2026-03-02T00:00:00Z", "5");
    assert_eq!(book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap()[0].header.name, "INV-000002");
}

#[test]
fn coupons_apply_in_order_and_in_their_time() {
    let book = Book::acme();
    let now = at("2026-03-01T00:00:00Z");
    book.add_coupon(percent("Second", 1_000), now).unwrap();
    let ended = CouponRecord { valid_until: Some(at("2026-03-01T00:00:00Z")), ..percent("Ended", 5_000) };
    book.add_coupon(ended, now).unwrap();
    let later = CouponRecord { valid_from: at("2026-03-02T00:00:00Z"), ..percent("Later", 5_000) };
    book.add_coupon(later, now).unwrap();
    let march = book.running(at("2026-03-20T00:00:00Z")).unwrap().unwrap();
    let taken: Vec<_> = march.discounts.iter().map(|d| (d.coupon.title.as_str(), d.amount.minor)).collect();
    // 610.39: 61.04, then 10 % of 549.35 = 54.935 -> 54.94
    assert_eq!(taken, [("Partner", 6_104), ("Second", 5_494)]);
}

#[test]
fn a_month_cancelled_while_it_ran_can_be_billed_after_its_end() {
    let book = Book::acme();
    book.cancel("running-2026-03", "wrong plan", at("2026-03-20T00:00:00Z")).unwrap();
    assert_eq!(book.close(at(APRIL), at(APRIL)).unwrap().len(), 1, "February; March is not billed by itself");
    let march = book.reissue("running-2026-03", at(APRIL)).unwrap();
    assert_eq!((march.header.name.as_str(), march.header.total), ("INV-000002", usd(58_780)));
    let cancelled = book.invoice("running-2026-03", at(APRIL)).unwrap();
    assert_eq!(cancelled.header.status, InvoiceStatus::Cancelled);
}

#[test]
fn a_profile_of_now_never_reaches_an_issued_invoice() {
    let book = Book::acme();
    book.close(at("2026-03-01T00:00:00Z"), at("2026-03-01T04:00:00Z")).unwrap();
    let before = book.invoice("INV-000001", at(APRIL)).unwrap();
    let changed = BillingProfile { tax: None, due_days: 1, language: "th".into(), ..profile() };
    book.set_profile(changed, at("2026-03-02T00:00:00Z")).unwrap();
    assert_eq!(book.invoice("INV-000001", at(APRIL)).unwrap(), before);
}

#[test]
fn a_book_without_anything_has_nothing_to_close() {
    let book = Book::empty();
    assert_eq!(book.close(at(APRIL), at(APRIL)).unwrap(), []);
    assert_eq!(book.running(at(APRIL)).unwrap(), None);
}
