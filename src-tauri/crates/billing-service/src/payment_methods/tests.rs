//! The screen of payment methods over a real book.

use super::*;
use crate::billing::{Billing, NewSubscription, PaymentOutcome};
use crate::testing::{book, given_method, noon};
use billing_domain::period::PeriodUnit;
use billing_domain::{Currency, ErrorCode};
use chrono::TimeZone;

fn day(month: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, 1, 0, 0, 0).unwrap()
}

/// February of a plan for USD 500.00, issued at noon.
fn given_invoice(book: &LocalBackend) -> (Billing, String) {
    let billing = Billing::new(book.store().clone(), "a.weber");
    let held = NewSubscription {
        name: "subscription-1".to_owned(),
        plan_name: "Teams".to_owned(),
        plan_object_name: "teams".to_owned(),
        start: day(2),
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(50_000, Currency::USD),
        trial_end: None,
    };
    billing.subscribe(held, noon()).unwrap();
    let issued = billing.close(day(3), noon()).unwrap();
    (billing, issued[0].header.name.clone())
}

fn said(view: &PaymentMethodsView) -> Vec<String> {
    let row = |row: &PaymentMethodRow| {
        let expiry = row.expiry.map_or("no expiry", ExpiryMark::as_str);
        let days = row.expiry_days.map(|days| format!(" {days}")).unwrap_or_default();
        format!("{} {}, {expiry}{days}", row.label, row.method.role.as_str())
    };
    view.rows.iter().map(row).collect()
}

#[tokio::test]
async fn methods_stand_by_role_with_the_mark_of_their_expiry() {
    let (_folder, book) = book();
    given_method(&book, "pm_sepa_3097", Role::Normal).await;
    given_method(&book, "pm_mastercard_8210_1128", Role::Secondary).await;
    given_method(&book, "pm_visa_4242_0426", Role::Primary).await;
    given_method(&book, "pm_jcb_0001_0226", Role::Normal).await;
    let view = book.payment_methods_view().await.unwrap();
    assert_eq!(
        said(&view),
        [
            "Visa ···· 4242 primary, within_60_days 42",
            "Mastercard ···· 8210 secondary, fine 987",
            "SEPA debit ···· 3097 normal, no expiry",
            "JCB ···· 0001 normal, expired -19",
        ]
    );
    assert!(!view.no_primary);
    assert_eq!(view.next_charge, None, "nothing is owed");
    let tried: Vec<_> = view.rehearsal.iter().map(|step| (step.role.as_str(), step.expired)).collect();
    assert_eq!(tried, [("primary", false), ("secondary", false)]);
}

#[tokio::test]
async fn the_next_charge_is_the_open_invoice_and_what_is_left_of_it() {
    let (_folder, book) = book();
    given_method(&book, "pm_visa_4242_0226", Role::Primary).await;
    let (billing, invoice) = given_invoice(&book);
    let hundred = Money::new(10_000, Currency::USD);
    let failed = PaymentOutcome::Failed;
    billing.settle(&invoice, "Visa ···· 4242", hundred, failed, "insufficient funds", noon()).unwrap();
    billing.settle(&invoice, "bank transfer", hundred, PaymentOutcome::Succeeded, "", noon()).unwrap();
    let view = book.payment_methods_view().await.unwrap();
    let charge = view.next_charge.clone().unwrap();
    assert_eq!((charge.invoice, charge.balance.to_text()), (invoice.clone(), "400.00".to_owned()));
    assert!(view.rehearsal[0].expired, "the card ended in February");
    let last = view.rows[0].last_charge.as_ref().unwrap();
    assert_eq!((last.outcome, last.note.as_str()), (failed, "insufficient funds"));
    billing.mark_paid(&invoice, "bank transfer", "", noon()).unwrap();
    assert_eq!(book.payment_methods_view().await.unwrap().next_charge, None);
}

#[tokio::test]
async fn a_preview_changes_nothing_and_is_loud_when_no_primary_is_left() {
    let (_folder, book) = book();
    let visa = given_method(&book, "pm_visa_4242", Role::Primary).await;
    let sepa = given_method(&book, "pm_sepa_3097", Role::Secondary).await;
    let before = book.payment_methods_view().await.unwrap();
    let preview = book.role_preview(&visa, RoleAction::MakeSecondary).await.unwrap();
    let rows: Vec<_> = preview
        .rows
        .iter()
        .map(|row| format!("{}: {} -> {}", row.label, row.before.as_str(), row.after.as_str()))
        .collect();
    assert_eq!(rows, ["Visa ···· 4242: primary -> secondary", "SEPA debit ···· 3097: secondary -> normal"]);
    assert!(preview.no_primary_after && !preview.nothing);
    let swap = book.role_preview(&sepa, RoleAction::SwapPrimary).await.unwrap();
    assert!(!swap.no_primary_after && !swap.nothing);
    let nothing = book.role_preview(&visa, RoleAction::MakePrimary).await.unwrap();
    assert!(nothing.nothing);
    let unknown = book.role_preview("payment-method-9", RoleAction::MakePrimary).await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(book.payment_methods_view().await.unwrap(), before);
}

#[tokio::test]
async fn a_new_card_does_not_bear_the_charges_of_one_that_was_there_before() {
    let (_folder, book) = book();
    given_method(&book, "pm_visa_4242_0426", Role::Primary).await;
    let method = book.payment_methods_view().await.unwrap().rows[0].method.clone();
    let charge = |at| NewPayment {
        at,
        kind: PaymentKind::Payment,
        method: method.label(),
        amount: Money::new(100, Currency::USD),
        outcome: PaymentOutcome::Failed,
        note: "insufficient funds".to_owned(),
    };
    let (before, after) = (
        charge(method.added_at - chrono::TimeDelta::days(1)),
        charge(method.added_at + chrono::TimeDelta::days(1)),
    );
    assert_eq!(row(method.clone(), std::slice::from_ref(&before), noon()).last_charge, None);
    assert_eq!(row(method, &[before, after.clone()], noon()).last_charge, Some(after));
}
