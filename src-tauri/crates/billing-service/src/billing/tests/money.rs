//! Payments, cancelling, refunds: the rule decides, the records add up.

use super::book::{Book, at, usd};
use crate::billing::{PaymentKind, PaymentOutcome, Settlement};
use billing_domain::ErrorCode;
use billing_domain::invoices::InvoiceStatus;

const ISSUED: &str = "2026-04-02T03:10:00Z";
const LATE: &str = "2026-05-10T00:00:00Z";

fn closed() -> Book {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book
}

#[test]
fn a_part_then_the_rest_is_paid() {
    let book = closed();
    let part = book
        .settle("INV-000002", "Visa ···· 4242", usd(10_000), PaymentOutcome::Succeeded, "ch_1", at(ISSUED))
        .unwrap();
    assert_eq!((part.header.settlement, part.header.balance), (Settlement::PartlyPaid, usd(48_780)));
    assert_eq!(part.header.status, InvoiceStatus::Issued);
    let paid = book.mark_paid("INV-000002", "bank transfer", "", at(LATE)).unwrap();
    assert_eq!((paid.header.status, paid.header.balance), (InvoiceStatus::Paid, usd(0)));
    let records: Vec<_> = paid.payments.iter().map(|p| (p.method.as_str(), p.amount, p.kind)).collect();
    assert_eq!(
        records,
        [
            ("Visa ···· 4242", usd(10_000), PaymentKind::Payment),
            ("bank transfer", usd(48_780), PaymentKind::Payment)
        ]
    );
    let actions: Vec<_> = paid.trail.iter().map(|t| t.action.as_str()).collect();
    assert_eq!(actions, ["invoice.issue", "invoice.payment", "invoice.payment"]);
    let last = paid.trail.last().unwrap();
    assert_eq!(last.before.as_deref(), Some("overdue, USD 100.00 paid"));
    assert_eq!(last.after.as_deref(), Some("succeeded: USD 487.80 by bank transfer"));
}

#[test]
fn overdue_comes_and_clears_by_itself() {
    let book = closed();
    let late = book.invoice("INV-000002", at(LATE)).unwrap().header;
    assert_eq!((late.status, late.days_overdue), (InvoiceStatus::Overdue, Some(8)));
    let paid = book.mark_paid("INV-000002", "Visa", "", at(LATE)).unwrap().header;
    assert_eq!((paid.status, paid.days_overdue), (InvoiceStatus::Paid, None));
}

#[test]
fn failed_and_unknown_attempts_are_kept_and_nothing_has_come() {
    let book = closed();
    let total = usd(58_780);
    let failed =
        book.settle("INV-000002", "Visa", total, PaymentOutcome::Failed, "declined", at(ISSUED)).unwrap();
    assert_eq!((failed.header.settlement, failed.header.paid), (Settlement::Failed, usd(0)));
    let unknown =
        book.settle("INV-000002", "SEPA", total, PaymentOutcome::Unknown, "timeout", at(ISSUED)).unwrap();
    assert_eq!((unknown.header.settlement, unknown.header.paid), (Settlement::Processing, usd(0)));
    assert_eq!(unknown.payments.len(), 2);
    let refused = book.cancel("INV-000002", "", at(ISSUED)).unwrap_err();
    assert!(refused.message.contains("under way"), "{refused}");
}

#[test]
fn more_than_is_owed_changes_nothing() {
    let book = closed();
    let before = book.invoice("INV-000002", at(ISSUED)).unwrap();
    let error = book
        .settle("INV-000002", "Visa", usd(58_781), PaymentOutcome::Succeeded, "", at(ISSUED))
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert_eq!(book.invoice("INV-000002", at(ISSUED)).unwrap(), before);
}

#[test]
fn refunds_in_parts_end_as_refunded() {
    let book = closed();
    assert!(book.refund("INV-000002", None, "", at(ISSUED)).is_err(), "nothing was paid");
    book.mark_paid("INV-000002", "Visa", "", at(ISSUED)).unwrap();
    let part = book.refund("INV-000002", Some(usd(80)), "goodwill", at(ISSUED)).unwrap();
    assert_eq!(part.header.status, InvoiceStatus::Paid, "a part leaves it paid");
    let all = book.refund("INV-000002", None, "", at(ISSUED)).unwrap();
    assert_eq!((all.header.status, all.header.refunded), (InvoiceStatus::Refunded, usd(58_780)));
    assert_eq!(all.payments.iter().filter(|p| p.kind == PaymentKind::Refund).count(), 2);
    assert_eq!(all.header.balance, usd(0));
}

#[test]
fn an_issued_invoice_can_be_cancelled_before_it_is_due_only() {
    let book = closed();
    assert!(book.cancel("INV-000002", "", at(LATE)).is_err(), "it is overdue");
    let cancelled = book.cancel("INV-000002", "wrong address", at(ISSUED)).unwrap();
    assert_eq!(cancelled.header.status, InvoiceStatus::Cancelled);
    assert!(cancelled.trail.last().unwrap().after.as_deref().unwrap().contains("wrong address"));
    assert_eq!(
        book.close(at("2026-04-01T00:00:00Z"), at(LATE)).unwrap(),
        [],
        "it is not billed a second time"
    );
}

#[test]
fn a_cancelled_running_month_stays_cancelled() {
    let book = Book::acme();
    let now = at("2026-04-10T00:00:00Z");
    let cancelled = book.cancel("running-2026-04", "moved away", now).unwrap();
    assert_eq!((cancelled.header.status, cancelled.header.total), (InvoiceStatus::Cancelled, usd(48_179)));
    assert_eq!(book.running(now).unwrap(), None);
    let issued = book.close(at("2026-05-01T00:00:00Z"), at(LATE)).unwrap();
    assert_eq!(issued.len(), 2, "February and March, not April");
}

#[test]
fn unknown_names_are_told() {
    let book = closed();
    let now = at(ISSUED);
    let calls = [
        book.invoice("INV-999999", now).map(drop),
        book.mark_paid("INV-999999", "Visa", "", now).map(drop),
        book.cancel("INV-999999", "", now).map(drop),
        book.refund("INV-999999", Some(usd(1)), "", now).map(drop),
        book.receipt("INV-999999", 1, now).map(drop),
        book.rerate("INV-999999").map(drop),
        book.invoice_pdf("INV-999999", now).map(drop),
        book.receipt("INV-000002", 5, now).map(drop),
    ];
    for (n, call) in calls.into_iter().enumerate() {
        assert_eq!(call.unwrap_err().code, ErrorCode::NotFound, "call {n}");
    }
}
