//! Late or restated usage: flagged with the amount at stake, put right on the next invoice, never by an edit.

use super::book::{Book, PRICES, at, usd};
use crate::billing::AuditSource;
use billing_domain::ErrorCode;
use billing_domain::rating::Receipt;

const ISSUED: &str = "2026-04-02T03:10:00Z";
const LATER: &str = "2026-04-21T09:00:00Z";
const MAY: &str = "2026-05-02T03:10:00Z";

/// March is issued, then 100 hours of it are taken back: 1,100 hours instead of 1,200, 5.00 less, 4.50 after 10 %.
fn restated() -> Book {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "600.7");
    book
}

#[test]
fn a_difference_is_flagged_with_what_is_at_stake() {
    let book = restated();
    let before = book.invoice("INV-000002", at(LATER)).unwrap();
    let differences = book.usage_differences().unwrap();
    assert_eq!(differences.len(), 1, "February is untouched");
    let stake = &differences[0].at_stake;
    assert_eq!((differences[0].invoice.as_str(), stake.open), ("INV-000002", usd(-450)));
    let line = &stake.lines[0];
    assert_eq!((line.quantity_billed.as_str(), line.quantity_now.as_str()), ("1200.6", "1100.6"));
    assert_eq!((line.billed.as_str(), line.rated.as_str()), ("110.00", "105.00"));
    assert_eq!(book.invoice("INV-000002", at(LATER)).unwrap(), before, "the invoice stays as it is");
}

#[test]
fn an_invoice_that_differs_is_open_until_it_is_put_right() {
    let book = restated();
    let open = |book: &Book, newest| book.open_differences(newest).unwrap();
    let found = open(&book, 12);
    assert_eq!(found.len(), 1, "February comes out as billed");
    assert_eq!(
        (found[0].invoice.as_str(), found[0].difference),
        ("INV-000002", usd(-481)),
        "with 7 % on the whole"
    );
    assert_eq!(open(&book, 0), [], "only the newest are rated");

    book.correct("INV-000002", "meter swapped", at(LATER)).unwrap();
    assert_eq!(open(&book, 12), [], "the next invoice makes up for it");

    book.load_prices(&PRICES.replace("0.05", "0.06"), at("2026-04-05T00:00:00Z")).unwrap();
    assert!(!open(&book, 12).is_empty(), "a correction of usage does not answer for prices");
}

#[test]
fn a_newer_price_version_is_no_difference_of_usage() {
    let book = restated();
    book.load_prices(&PRICES.replace("0.05", "0.06"), at("2026-04-05T00:00:00Z")).unwrap();
    assert_eq!(
        book.usage_differences().unwrap()[0].at_stake.open,
        usd(-450),
        "a closed period keeps its version"
    );
}

#[test]
fn a_correction_is_carried_by_the_next_invoice_and_settles_the_difference() {
    let book = restated();
    let without = book.running(at(LATER)).unwrap().unwrap();
    let corrected = book.correct("INV-000002", "meter swapped", at(LATER)).unwrap();
    assert!(corrected.at_stake.is_settled());
    assert_eq!(corrected.corrections[0].carried.start, at("2026-04-01T00:00:00Z"));
    assert_eq!(corrected.corrections[0].carried_by, None);
    let again = book.correct("INV-000002", "", at(LATER)).unwrap_err();
    assert_eq!(again.code, ErrorCode::FailedPrecondition, "once");

    let running = book.running(at(LATER)).unwrap().unwrap();
    let line =
        running.lines.iter().find(|line| line.usage_type == "Correction of INV-000002, 2026-03").unwrap();
    assert_eq!(line.amount, usd(-450));
    assert_eq!(running.header.discount, without.header.discount, "coupons do not touch it again");
    assert_eq!(
        running.header.total.checked_sub(without.header.total).unwrap(),
        usd(-482),
        "less 7 % of 4.50"
    );

    let issued = book.close(at("2026-05-01T00:00:00Z"), at(MAY)).unwrap();
    assert_eq!(issued[0].header.total, running.header.total);
    let n = issued[0].lines.iter().find(|line| line.amount == usd(-450)).unwrap().n;
    let receipt = book.receipt(&issued[0].header.name, n, at(MAY)).unwrap();
    assert!(matches!(receipt.receipt, Receipt::Correction(_)));
    assert!(receipt.text.contains("1200.6 then, 1100.6 now"), "{}", receipt.text);
    let after = book.usage_difference("INV-000002").unwrap();
    assert_eq!(after.corrections[0].carried_by.as_deref(), Some("INV-000003"));
    assert!(after.at_stake.is_settled());
    assert!(book.rerate("INV-000003").unwrap().matches(), "rated again with the correction it carries");
    for source in [AuditSource::Hours, AuditSource::RollUps] {
        let audit = book.audit(source, || ()).unwrap();
        let third = audit.invoices.iter().find(|invoice| invoice.invoice == "INV-000003").unwrap();
        assert_eq!(third.findings, Vec::<String>::new());
    }
    let refused = book.withdraw_correction(after.corrections[0].id, at(MAY)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition, "billed");
}

#[test]
fn what_changes_after_a_correction_is_open_again() {
    let book = restated();
    book.correct("INV-000002", "", at(LATER)).unwrap();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "500.7");
    let difference = book.usage_difference("INV-000002").unwrap();
    assert_eq!(difference.at_stake.open, usd(-450), "another 100 hours");
    assert_eq!(difference.at_stake.categories[0].corrected, usd(-450));
}

#[test]
fn a_correction_is_taken_back_before_it_is_billed() {
    let book = restated();
    let id = book.correct("INV-000002", "", at(LATER)).unwrap().corrections[0].id;
    let open = book.withdraw_correction(id, at(LATER)).unwrap();
    assert_eq!(open.at_stake.open, usd(-450));
    assert_eq!(book.withdraw_correction(id, at(LATER)).unwrap_err().code, ErrorCode::FailedPrecondition);
    assert_eq!(book.withdraw_correction(99, at(LATER)).unwrap_err().code, ErrorCode::NotFound);
    let running = book.running(at(LATER)).unwrap().unwrap();
    assert!(running.lines.iter().all(|line| !line.usage_type.starts_with("Correction")));
}

#[test]
fn a_cancelled_invoice_gives_its_corrections_back() {
    let book = restated();
    book.correct("INV-000002", "", at(LATER)).unwrap();
    book.close(at("2026-05-01T00:00:00Z"), at(MAY)).unwrap();
    book.cancel("INV-000003", "wrong address", at(MAY)).unwrap();
    assert_eq!(book.usage_difference("INV-000002").unwrap().at_stake.open, usd(-450));
    let again = book.correct("INV-000002", "", at(MAY)).unwrap();
    assert_eq!(
        again.corrections.last().unwrap().carried.start,
        at("2026-05-01T00:00:00Z"),
        "April is billed"
    );
}

#[test]
fn what_cannot_be_corrected_says_why() {
    let book = restated();
    for (name, code) in [("INV-000001", ErrorCode::FailedPrecondition), ("INV-000009", ErrorCode::NotFound)] {
        assert_eq!(book.correct(name, "", at(LATER)).unwrap_err().code, code, "{name}");
    }
}

#[test]
fn a_correction_larger_than_the_bill_is_not_lost() {
    let book = Book::acme();
    book.close(at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book.cancel_subscription("subscription-1", at("2026-04-01T00:00:00Z"), at(ISSUED)).unwrap();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-03-01T00:00:00Z", "0.7");
    let corrected = book.correct("INV-000002", "", at(LATER)).unwrap();
    let refused = book.close(at("2026-05-01T00:00:00Z"), at(MAY)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition);
    assert!(refused.message.contains("Correction of INV-000002"), "{refused}");
    book.withdraw_correction(corrected.corrections[0].id, at(MAY)).unwrap();
    assert_eq!(book.close(at("2026-05-01T00:00:00Z"), at(MAY)).unwrap().len(), 1);
}
