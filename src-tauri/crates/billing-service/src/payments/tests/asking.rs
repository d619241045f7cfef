//! The janitor: what is unknown stays unknown until the provider says what became of it.

use super::book::{Desk, INVOICE, StopAt, usd};
use crate::payments::{AttemptState, Payments, TestProvider, ToTheEnd};
use async_trait::async_trait;
use billing_domain::invoices::state::Settlement;
use billing_domain::payment_methods::tokens::TokenFacts;
use billing_domain::payments::{
    Answer, ChargeOrder, Found, PaymentProvider, ProviderToken, RefundOrder, Sought,
};
use billing_domain::{BillingError, ErrorCode};
use std::sync::Arc;

#[tokio::test]
async fn money_that_was_taken_unseen_is_found() {
    for script in ["timeout-taken", "reset-after"] {
        let desk = Desk::with(&[&format!("tok_visa_4242_{script}"), "pm_sepa_3097"]).await;
        assert_eq!(desk.charge().await.state(), AttemptState::Unknown);
        let resolved = desk.payments().resolve().await.unwrap();
        let told: Vec<_> = resolved.iter().map(|one| (one.before, one.attempt.state, one.asked)).collect();
        let expected = [
            (AttemptState::Unknown, AttemptState::Succeeded, true),
            // Told as it stood when the asking began; ended with the one before it.
            (AttemptState::Planned, AttemptState::Planned, false),
        ];
        assert_eq!(told, expected, "{script}");
        assert_eq!((desk.taken().len(), desk.standing().settlement), (1, Settlement::Paid));
        desk.agrees();
    }
}

#[tokio::test]
async fn what_never_arrived_is_given_up_only_when_it_can_no_longer_arrive() {
    for script in ["timeout-lost", "reset-before"] {
        let desk = Desk::with(&[&format!("tok_visa_4242_{script}")]).await;
        desk.charge().await;
        desk.later(14);
        let early = desk.payments().resolve().await.unwrap();
        assert_eq!(early[0].attempt.state, AttemptState::Unknown, "it may still be on its way");
        desk.later(1);
        let late = desk.payments().resolve().await.unwrap();
        assert_eq!(late[0].attempt.state, AttemptState::NotTaken);
        assert_eq!((desk.held(), desk.standing().settlement), (0, Settlement::Failed));
        desk.agrees();
        assert_eq!(desk.payments().resolve().await.unwrap(), [], "nothing is open any more");
    }
}

#[tokio::test]
async fn charging_again_sends_the_same_attempt_under_the_same_key() {
    let desk = Desk::with(&["tok_visa_4242_timeout-lost"]).await;
    desk.charge().await;
    assert_eq!(desk.charge().await.state(), AttemptState::Succeeded);
    let attempts = desk.attempts();
    assert_eq!((attempts.len(), desk.taken()[0].key.as_str()), (1, attempts[0].attempt.key.as_str()));
    let steps: Vec<_> = attempts[0].steps.iter().map(|step| step.state.as_str()).collect();
    assert_eq!(steps, ["planned", "sent", "unknown", "sent", "succeeded"]);
    desk.agrees();
}

#[tokio::test]
async fn what_the_provider_is_still_at_is_asked_about_again() {
    let desk = Desk::with(&["tok_visa_4242_pending"]).await;
    assert_eq!(desk.charge().await.state(), AttemptState::Unknown);
    assert_eq!(desk.payments().resolve().await.unwrap()[0].attempt.state, AttemptState::Unknown);
    assert_eq!(
        desk.payments().resolve_invoice(INVOICE).await.unwrap()[0].attempt.state,
        AttemptState::Succeeded
    );
    desk.agrees();
}

#[tokio::test]
async fn asking_again_and_again_leaves_one_step() {
    let desk = Desk::with(&["tok_visa_4242_timeout-lost"]).await;
    desk.charge().await;
    for _ in 0..5 {
        desk.payments().resolve().await.unwrap();
    }
    assert_eq!(desk.attempts()[0].steps.len(), 4, "planned, sent, unknown, not known yet");
}

/// Answers no question; forgets keys when told so.
struct Deaf {
    inner: TestProvider,
    keeps_keys: bool,
    hears: bool,
}

#[async_trait]
impl PaymentProvider for Deaf {
    fn name(&self) -> &str {
        self.inner.name()
    }
    fn label(&self) -> &str {
        self.inner.label()
    }
    fn is_test(&self) -> bool {
        true
    }
    fn keeps_keys(&self) -> bool {
        self.keeps_keys
    }
    async fn charge(&self, order: &ChargeOrder) -> Answer {
        self.inner.charge(order).await
    }
    async fn refund(&self, order: &RefundOrder) -> Answer {
        self.inner.refund(order).await
    }
    async fn find(&self, sought: &Sought) -> Result<Found, BillingError> {
        if self.hears {
            return self.inner.find(sought).await;
        }
        Err(BillingError::new(ErrorCode::Unavailable, "The line is dead."))
    }
    async fn describe(&self, token: &ProviderToken) -> Result<TokenFacts, BillingError> {
        self.inner.describe(token).await
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_leaves_it_unknown_and_is_sent_nothing() {
    let desk = Desk::with(&["tok_visa_4242"]).await;
    let stop = StopAt::step(1);
    desk.payments().charge(INVOICE, &stop).await.unwrap_err();
    let deaf = Deaf { inner: desk.provider(), keeps_keys: true, hears: false };
    let payments = Payments::new(desk.backend(), Arc::new(deaf));
    let outcome = payments.charge(INVOICE, &ToTheEnd).await.unwrap();
    assert_eq!((outcome.state(), desk.held()), (AttemptState::Unknown, 0));
    assert!(outcome.decisive().unwrap().reason().unwrap().words.contains("The line is dead."));
}

#[tokio::test]
async fn a_provider_that_forgets_keys_is_sent_nothing_again_before_all_has_settled() {
    let desk = Desk::with(&["tok_visa_4242_timeout-lost"]).await;
    let forgetful = || {
        let inner = desk.provider();
        Payments::new(desk.backend(), Arc::new(Deaf { inner, keeps_keys: false, hears: true }))
    };
    forgetful().charge(INVOICE, &ToTheEnd).await.unwrap();
    let early = forgetful().charge(INVOICE, &ToTheEnd).await.unwrap();
    assert_eq!((early.state(), desk.held()), (AttemptState::Unknown, 0));
    desk.later(15);
    let late = forgetful().charge(INVOICE, &ToTheEnd).await.unwrap();
    assert_eq!((late.state(), desk.taken().len()), (AttemptState::Succeeded, 1));
    desk.agrees();
}

#[tokio::test]
async fn what_was_only_planned_gives_way_to_a_transfer() {
    let desk = Desk::with(&["tok_visa_4242", "pm_sepa_3097"]).await;
    desk.payments().charge(INVOICE, &StopAt::step(0)).await.unwrap_err();
    assert_eq!(desk.told(), "Visa planned, SEPA planned");
    let now = desk.backend().now();
    desk.billing().mark_paid(INVOICE, "bank transfer", "TT 42", now).unwrap();
    assert_eq!(desk.told(), "Visa skipped, SEPA skipped");
    assert_eq!((desk.standing().settlement, desk.held()), (Settlement::Paid, 0));
    assert_ne!(desk.standing().paid, usd(0));
    let checks = crate::care::verify(desk.backend().store(), now).unwrap();
    assert!(checks.iter().all(|check| check.findings.is_empty()), "{checks:?}");
}
