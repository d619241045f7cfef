//! Giving back through the provider that took it.

use super::book::{Desk, INVOICE, usd};
use crate::payments::{AttemptState, ToTheEnd};
use billing_domain::invoices::state::Settlement;
use billing_domain::{BillingError, ErrorCode, Money};

async fn refund(desk: &Desk, amount: Option<Money>) -> Result<AttemptState, BillingError> {
    Ok(desk.payments().refund(INVOICE, amount, "goodwill", &ToTheEnd).await?.state())
}

#[tokio::test]
async fn a_part_then_the_rest_goes_back_to_the_same_method() {
    let desk = Desk::with(&["tok_visa_4242"]).await;
    desk.charge().await;
    assert_eq!(refund(&desk, Some(usd(80))).await.unwrap(), AttemptState::Succeeded);
    assert_eq!(desk.standing().settlement, Settlement::Paid, "a part leaves it paid");
    let too_much = refund(&desk, Some(desk.standing().total)).await.unwrap_err();
    assert_eq!(too_much.code, ErrorCode::InvalidInput, "{too_much}");
    assert_eq!(refund(&desk, None).await.unwrap(), AttemptState::Succeeded);
    assert_eq!((desk.standing().settlement, desk.held()), (Settlement::Refunded, 0));
    assert!(refund(&desk, None).await.is_err());
    assert_eq!(desk.attempts()[1].attempt.note, "goodwill");
    desk.agrees();
}

#[tokio::test]
async fn a_refund_whose_answer_is_lost_is_asked_about() {
    let desk = Desk::with(&["tok_visa_4242_refund-timeout"]).await;
    desk.charge().await;
    assert_eq!(refund(&desk, Some(usd(500))).await.unwrap(), AttemptState::Unknown);
    assert_eq!(desk.standing().refunded, usd(0));
    let other = refund(&desk, Some(usd(600))).await.unwrap_err();
    assert!(other.message.contains("under way"), "{other}");
    let by_hand = desk.billing().refund(INVOICE, Some(usd(500)), "", desk.backend().now()).unwrap_err();
    assert!(by_hand.message.contains("refund of USD 5.00"), "{by_hand}");
    assert_eq!(refund(&desk, Some(usd(500))).await.unwrap(), AttemptState::Succeeded);
    assert_eq!((desk.standing().refunded, desk.taken().len()), (usd(500), 2));
    desk.agrees();
}

#[tokio::test]
async fn a_declined_refund_is_kept_and_nothing_has_gone() {
    let desk = Desk::with(&["tok_visa_4242_refund-declined"]).await;
    desk.charge().await;
    assert_eq!(refund(&desk, None).await.unwrap(), AttemptState::Declined);
    assert_eq!((desk.standing().settlement, desk.standing().refunded), (Settlement::Paid, usd(0)));
    desk.agrees();
}

#[tokio::test]
async fn what_came_past_the_provider_is_not_given_back_through_it() {
    let desk = Desk::with(&["tok_visa_4242"]).await;
    desk.billing().mark_paid(INVOICE, "bank transfer", "", desk.backend().now()).unwrap();
    let refused = refund(&desk, None).await.unwrap_err();
    assert!(refused.message.contains("No money of this invoice came through test"), "{refused}");
    assert_eq!(desk.held(), 0);
}
