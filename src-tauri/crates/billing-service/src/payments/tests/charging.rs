//! What each answer of a provider makes of an invoice.

use super::book::{Desk, INVOICE, usd};
use crate::payments::{AttemptState, ToTheEnd};
use billing_domain::ErrorCode;
use billing_domain::invoices::state::Settlement;

#[tokio::test]
async fn the_primary_pays_and_the_secondary_is_not_asked() {
    let desk = Desk::with(&["tok_visa_4242_1128", "pm_sepa_3097"]).await;
    let outcome = desk.charge().await;
    assert_eq!(outcome.state(), AttemptState::Succeeded);
    assert_eq!(desk.told(), "Visa succeeded, SEPA skipped");
    let (standing, taken) = (desk.standing(), desk.taken());
    assert_eq!((standing.settlement, standing.paid), (Settlement::Paid, standing.total));
    assert_eq!((taken.len(), taken[0].amount), (1, standing.total));
    assert_eq!(outcome.attempts[0].reference.as_deref(), Some(taken[0].reference.as_str()));
    let steps: Vec<_> = outcome.attempts[0].steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(steps, ["planned", "sent", "succeeded"]);
    desk.agrees();
}

#[tokio::test]
async fn declined_then_the_secondary_then_it_stops() {
    let desk = Desk::with(&["tok_visa_4242_1128_insufficient-funds", "pm_sepa_3097"]).await;
    assert_eq!(desk.charge().await.state(), AttemptState::Succeeded);
    assert_eq!(desk.told(), "Visa declined, SEPA succeeded");
    let detail = desk.billing().invoice(INVOICE, desk.backend().now()).unwrap();
    let notes: Vec<_> = detail.payments.iter().map(|payment| payment.note.as_str()).collect();
    assert!(notes[0].contains("does not hold enough") && notes[1].starts_with("test_charge_"), "{notes:?}");
    desk.agrees();

    let desk =
        Desk::with(&["tok_visa_4242_1128_declined", "pm_sepa_3097_expired-card", "tok_amex_8431"]).await;
    assert_eq!(desk.charge().await.state(), AttemptState::Declined);
    assert_eq!(desk.told(), "Visa declined, SEPA declined", "a normal method is never charged by itself");
    assert_eq!(desk.standing().settlement, Settlement::Failed);
    desk.agrees();
}

#[tokio::test]
async fn a_declined_invoice_can_be_charged_again() {
    let desk = Desk::with(&["tok_visa_4242_declined"]).await;
    desk.charge().await;
    assert_eq!(desk.charge().await.state(), AttemptState::Declined);
    let keys: std::collections::BTreeSet<_> =
        desk.attempts().into_iter().map(|record| record.attempt.key).collect();
    assert_eq!(keys.len(), 2, "an attempt that has ended is never sent again under its key");
    desk.agrees();
}

#[tokio::test]
async fn what_is_not_the_methods_fault_leaves_the_secondary_alone() {
    let desk = Desk::with(&["tok_visa_4242_busy", "pm_sepa_3097"]).await;
    let outcome = desk.charge().await;
    assert_eq!(outcome.state(), AttemptState::NotTaken);
    assert_eq!(desk.told(), "Visa not_taken, SEPA skipped");
    assert!(outcome.decisive().unwrap().reason().unwrap().words.ends_with("Try again in 1 s."));
    assert_eq!(desk.standing().settlement, Settlement::Failed);
    desk.agrees();
}

#[tokio::test]
async fn a_request_that_arrives_twice_takes_once() {
    let desk = Desk::with(&["tok_visa_4242_twice"]).await;
    desk.charge().await;
    assert_eq!(desk.taken().len(), 1);
    desk.agrees();
}

#[tokio::test]
async fn while_its_end_is_unknown_nothing_else_happens_to_an_invoice() {
    let desk = Desk::with(&["tok_visa_4242_timeout-taken", "pm_sepa_3097"]).await;
    let outcome = desk.charge().await;
    assert_eq!(
        (outcome.state(), desk.told().as_str()),
        (AttemptState::Unknown, "Visa unknown, SEPA planned")
    );
    assert_eq!((desk.standing().settlement, desk.standing().paid), (Settlement::Processing, usd(0)));
    let (billing, now) = (desk.billing(), desk.backend().now());
    for refused in [
        billing.mark_paid(INVOICE, "bank transfer", "", now).unwrap_err(),
        billing.cancel(INVOICE, "", now).unwrap_err(),
        desk.payments().refund(INVOICE, None, "", &ToTheEnd).await.unwrap_err(),
    ] {
        assert_eq!(refused.code, ErrorCode::FailedPrecondition, "{refused}");
        assert!(refused.message.contains("under way"), "{refused}");
    }
    assert_eq!(desk.charge().await.state(), AttemptState::Succeeded, "asked first, nothing sent");
    assert_eq!((desk.taken().len(), desk.told().as_str()), (1, "Visa succeeded, SEPA skipped"));
    desk.agrees();
}

#[tokio::test]
async fn nothing_is_charged_twice_or_without_a_method() {
    let desk = Desk::with(&["tok_visa_4242"]).await;
    desk.charge().await;
    let refused = desk.payments().charge(INVOICE, &ToTheEnd).await.unwrap_err();
    assert_eq!(refused.message, "The invoice cannot be charged: it is paid.");
    let unknown = desk.payments().charge("INV-999999", &ToTheEnd).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);

    let desk = Desk::with(&[]).await;
    let refused = desk.payments().charge(INVOICE, &ToTheEnd).await.unwrap_err();
    assert!(refused.message.contains("neither a primary nor a secondary"), "{refused}");
    assert_eq!(desk.standing().settlement, Settlement::Unpaid, "nothing was begun");
}

#[tokio::test]
async fn a_part_that_came_otherwise_is_not_charged_again() {
    let desk = Desk::with(&["tok_visa_4242"]).await;
    let (billing, now) = (desk.billing(), desk.backend().now());
    let paid = crate::billing::PaymentOutcome::Succeeded;
    billing.settle(INVOICE, "bank transfer", usd(10_000), paid, "", now).unwrap();
    desk.charge().await;
    assert_eq!(desk.taken()[0].amount.minor, desk.standing().total.minor - 10_000);
    assert_eq!(desk.standing().settlement, Settlement::Paid);
}

#[tokio::test]
async fn a_rehearsal_tells_and_sends_nothing() {
    let desk = Desk::with(&["tok_visa_4242_0126", "pm_sepa_3097"]).await;
    let rehearsal = desk.payments().rehearse(INVOICE).await.unwrap();
    assert_eq!((rehearsal.amount, rehearsal.is_test), (desk.standing().total, true));
    assert!(rehearsal.provider_label.contains("no real money"));
    let steps: Vec<_> = rehearsal.steps.iter().map(|step| (step.label.as_str(), step.expired)).collect();
    assert_eq!(steps, [("Visa ···· 4242", true), ("SEPA debit ···· 3097", false)]);
    assert_eq!((rehearsal.refused, desk.attempts().len(), desk.taken().len()), (None, 0, 0));
    desk.charge().await;
    assert!(desk.payments().rehearse(INVOICE).await.unwrap().refused.unwrap().contains("it is paid"));
}
