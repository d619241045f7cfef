//! The PDF: made once, kept with its hash, the same bytes for the same bill.

use super::book::{Book, at, profile};
use crate::billing::{BillingProfile, Receipt};
use billing_domain::ErrorCode;

const APRIL: &str = "2026-04-02T03:10:00Z";

fn issued(language: &str) -> Book {
    let book = Book::acme();
    book.set_profile(BillingProfile { language: language.into(), ..profile() }, at(APRIL)).unwrap();
    book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap();
    book
}

#[test]
fn the_same_bill_gives_the_same_bytes() {
    let (one, two) = (issued("en"), issued("en"));
    let document = one.invoice_pdf("INV-000002", at(APRIL)).unwrap();
    assert!(document.bytes.starts_with(b"%PDF-"));
    assert_eq!(document, two.invoice_pdf("INV-000002", at(APRIL)).unwrap());
    assert_eq!(document.file_name, "INV-000002.pdf");
    let info = one.invoice("INV-000002", at(APRIL)).unwrap().pdf.unwrap();
    assert_eq!((info.sha256, info.bytes), (document.sha256, document.bytes.len() as u64));
    assert_eq!(document.stored_at, Some(at(APRIL)));
}

#[test]
fn the_language_of_the_profile_is_printed_and_kept() {
    let (english, thai) = (issued("en"), issued("th"));
    let pdf = |book: &Book| book.invoice_pdf("INV-000002", at(APRIL)).unwrap();
    assert_ne!(pdf(&english).sha256, pdf(&thai).sha256);
    assert_eq!(thai.invoice("INV-000002", at(APRIL)).unwrap().pdf.unwrap().language, "th");
}

#[test]
fn a_stored_document_outlives_what_came_later() {
    let book = issued("en");
    let before = book.invoice_pdf("INV-000002", at(APRIL)).unwrap();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "1");
    book.mark_paid("INV-000002", "Visa", "", at(APRIL)).unwrap();
    assert_eq!(book.invoice_pdf("INV-000002", at(APRIL)).unwrap(), before);
}

#[test]
fn the_running_invoice_is_printed_anew_and_not_stored() {
    let book = Book::acme();
    let now = at("2026-04-10T00:00:00Z");
    let document = book.invoice_pdf("running-2026-04", now).unwrap();
    assert!(document.bytes.starts_with(b"%PDF-"));
    assert_eq!(document.stored_at, None);
    assert_eq!(document, book.invoice_pdf("running-2026-04", now).unwrap());
}

#[test]
fn a_month_cancelled_before_its_issue_has_no_document() {
    let book = Book::acme();
    let now = at("2026-04-10T00:00:00Z");
    book.cancel("running-2026-04", "", now).unwrap();
    let error = book.invoice_pdf("running-2026-04", now).unwrap_err();
    assert_eq!(error.code, ErrorCode::FailedPrecondition);
}

#[test]
fn what_cannot_be_printed_is_not_issued() {
    let book = Book::acme();
    let mut unprintable = profile();
    unprintable.buyer.name = "Acme \u{10FFFD} Corp".into();
    book.set_profile(unprintable, at(APRIL)).unwrap();
    let error = book.close(at("2026-04-01T00:00:00Z"), at(APRIL)).unwrap_err();
    assert!(error.message.starts_with("2026-02"), "{error}");
    assert!(book.invoice("INV-000001", at(APRIL)).is_err(), "no invoice without its document");
}

#[test]
fn receipts_are_kept_as_text_and_json() {
    let book = issued("en");
    let receipt = book.receipt("INV-000002", 1, at(APRIL)).unwrap();
    assert!(receipt.text.contains("above 0 up to 1000: 1000 x 0.1 = 100"), "{}", receipt.text);
    let json: serde_json::Value = serde_json::from_str(&receipt.json).unwrap();
    let usage = &json["usage"];
    assert_eq!((usage["quantity"].as_str(), usage["amount"].as_str()), (Some("1200.6"), Some("110.00")));
    assert_eq!(usage["price_version"].as_u64(), Some(1));
    let Receipt::Fixed(fee) = book.receipt("INV-000002", 4, at(APRIL)).unwrap().receipt else {
        panic!("the plan's fee is a fixed line")
    };
    assert_eq!((fee.seconds_used, fee.seconds_full), (31 * 86_400, 31 * 86_400));
}
