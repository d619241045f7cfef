//! Credit notes: numbered, printed, linked both ways, never more than the invoice.

use super::book::{Book, at, usd};
use crate::billing::{CreditKind, NewCreditNote, Settlement};
use billing_domain::ErrorCode;
use billing_domain::invoices::InvoiceStatus;

const ISSUED: &str = "2026-04-02T03:10:00Z";

fn closed() -> Book {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book
}

fn of(amount: Option<i64>, reason: &str) -> NewCreditNote {
    NewCreditNote { amount: amount.map(usd), reason: reason.into(), for_usage: false }
}

#[test]
fn a_credit_note_lowers_the_claim_and_leaves_the_invoice_as_it_is() {
    let book = closed();
    let before = book.invoice("INV-000002", at(ISSUED)).unwrap();
    let after = book.credit("INV-000002", &of(Some(10_700), "Outage on 3 March"), at(ISSUED)).unwrap();
    assert_eq!((after.header.balance, after.header.credited), (usd(48_080), usd(10_700)));
    assert_eq!((after.header.total, &after.lines), (before.header.total, &before.lines));
    assert_eq!(after.header.status, InvoiceStatus::Issued);
    let note = &after.credit_notes[0];
    assert_eq!((note.name.as_str(), note.invoice.as_str()), ("CN-000001", "INV-000002"));
    // 38.45 of 587.80 is tax: 107.00 hold 7.00 of it.
    assert_eq!((note.net, note.tax, note.total), (usd(10_000), usd(700), usd(10_700)));
    let pdf = book.credit_note_pdf("CN-000001").unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF") && pdf.stored_at.is_some());
    assert_eq!(book.invoice_pdf("INV-000002", at(ISSUED)).unwrap().sha256, before.pdf.unwrap().sha256);
}

#[test]
fn what_is_credited_in_full_is_settled() {
    let book = closed();
    book.credit("INV-000002", &of(Some(1), "First"), at(ISSUED)).unwrap();
    let all = book.credit("INV-000002", &of(None, "Goodwill"), at(ISSUED)).unwrap();
    assert_eq!((all.header.settlement, all.header.balance), (Settlement::Paid, usd(0)));
    let taxes: i64 = all.credit_notes.iter().map(|note| note.tax.minor).sum();
    assert_eq!(taxes, all.header.tax.minor, "all tax is given back, to the cent");
    let numbers: Vec<u32> = all.credit_notes.iter().map(|note| note.number).collect();
    assert_eq!(numbers, [1, 2], "no gap");
}

#[test]
fn a_refund_has_a_credit_note() {
    let book = closed();
    book.mark_paid("INV-000002", "Visa", "", at(ISSUED)).unwrap();
    let part = book.refund("INV-000002", Some(usd(5_000)), "Outage", at(ISSUED)).unwrap();
    let note = &part.credit_notes[0];
    assert_eq!((note.kind, note.total, note.reason.as_str()), (CreditKind::Refund, usd(5_000), "Outage"));
    assert_eq!((part.header.status, part.header.credited), (InvoiceStatus::Paid, usd(0)));
    let all = book.refund("INV-000002", None, "", at(ISSUED)).unwrap();
    assert_eq!(all.header.status, InvoiceStatus::Refunded);
    assert_eq!(all.credit_notes.iter().map(|note| note.total.minor).sum::<i64>(), 58_780);
}

#[test]
fn what_cannot_be_credited_says_why() {
    let book = closed();
    let code = |name: &str, note: &NewCreditNote| book.credit(name, note, at(ISSUED)).unwrap_err().code;
    assert_eq!(code("INV-000009", &of(None, "x")), ErrorCode::NotFound);
    assert_eq!(code("INV-000002", &of(Some(58_781), "x")), ErrorCode::InvalidInput);
    assert_eq!(code("INV-000002", &of(Some(1), " ")), ErrorCode::InvalidInput);
    assert_eq!(code("INV-000002", &of(Some(1), "card 4242 4242 4242 4242")), ErrorCode::InvalidInput);
    book.mark_paid("INV-000002", "Visa", "", at(ISSUED)).unwrap();
    assert_eq!(code("INV-000002", &of(Some(1), "x")), ErrorCode::FailedPrecondition, "a refund is for that");
    assert_eq!(book.credit_notes(None).unwrap(), [], "nothing was written");
    assert_eq!(book.credit_note_pdf("CN-000001").unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn a_usage_difference_is_settled_by_a_credit_note_too() {
    let book = closed();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "600.7");
    // 4.50 before tax is 4.82 with it (4.50 x 587.80 / 549.35 = 4.815).
    let note = NewCreditNote { amount: Some(usd(482)), reason: "Meter".into(), for_usage: true };
    let noted = book.credit("INV-000002", &note, at(ISSUED)).unwrap();
    assert_eq!(noted.credit_notes[0].net, usd(450));
    assert!(book.usage_difference("INV-000002").unwrap().at_stake.is_settled());
}
