//! Stripe's ways one by one, against the stand-ins: charges and intents, declines in words, refunds, wrong keys.

use crate::books::Book;
use crate::fakes::{Fake, Kind};
use crate::storm::stripe;
use axum::http::StatusCode;
use billing_domain::Money;
use billing_domain::invoices::state::Settlement;
use billing_domain::payment_methods::Expiry;
use billing_domain::payments::{Answer, ChargeOrder, PaymentProvider, ProviderToken};
use billing_service::payments::{AttemptState, ToTheEnd};
use billing_stripe::{SecretKey, StripeAddress, StripeOptions, StripeProvider};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

fn at(fake: &Fake, kind: Kind) -> Arc<dyn PaymentProvider> {
    stripe(&format!("http://{}", fake.address), kind == Kind::Keeping, PATIENCE)
}

fn usd(minor: i64) -> Money {
    Money::new(minor, billing_domain::Currency::USD)
}

#[tokio::test]
async fn a_charge_is_declined_in_words_then_the_secondary_pays_then_it_is_given_back() {
    let fake = Fake::start(Kind::Keeping);
    let provider = at(&fake, Kind::Keeping);
    let book = Book::with(1, &["tok_chargeDeclinedInsufficientFunds", "tok_mastercard"]).await;
    let payments = book.payments(&provider);
    let outcome = payments.charge("INV-000001", &ToTheEnd).await.unwrap();
    let told: Vec<_> = outcome.attempts.iter().map(|attempt| attempt.state).collect();
    assert_eq!(told, [AttemptState::Declined, AttemptState::Succeeded]);
    let reason = outcome.attempts[0].reason().unwrap();
    assert_eq!(reason.code, "insufficient_funds");
    assert_eq!(reason.words, "The account behind the card does not hold enough.");

    let taken = fake.taken().await;
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0]["id"].as_str(), outcome.attempts[1].reference.as_deref());
    assert_eq!((taken[0]["amount"].as_i64(), taken[0]["currency"].as_str()), (Some(1_007), Some("usd")));
    assert_eq!(taken[0]["description"], "INV-000001");

    let part = payments.refund("INV-000001", Some(usd(7)), "goodwill", &ToTheEnd).await.unwrap();
    let rest = payments.refund("INV-000001", None, "", &ToTheEnd).await.unwrap();
    assert_eq!((part.state(), rest.state()), (AttemptState::Succeeded, AttemptState::Succeeded));
    assert_eq!(book.standing("INV-000001").await.settlement, Settlement::Refunded);
    let given: Vec<_> =
        fake.given_back().await.iter().map(|refund| refund["amount"].as_i64().unwrap()).collect();
    assert_eq!(given.iter().sum::<i64>(), 1_007);
    book.holds();
}

#[tokio::test]
async fn a_method_is_kept_with_a_customer_described_charged_and_refunded() {
    let fake = Fake::start(Kind::Forgetful);
    let provider = at(&fake, Kind::Forgetful);
    let book = Book::with(2, &["pm_card_visa"]).await;
    let payments = book.payments(&provider);
    let known = payments.describe("payment-method-1").await.unwrap();
    assert_eq!(known.label(), "Visa ···· 4242");
    assert_eq!(known.expiry, Some(Expiry { year: 2030, month: 12 }));

    let outcome = payments.charge("INV-000002", &ToTheEnd).await.unwrap();
    assert_eq!(outcome.state(), AttemptState::Succeeded);
    let intent = fake.taken().await.remove(0);
    assert!(intent["customer"].as_str().unwrap().starts_with("cus_"), "{intent}");
    assert_eq!(intent["metadata"]["invoice"], "INV-000002");
    let refund = payments.refund("INV-000002", None, "", &ToTheEnd).await.unwrap();
    assert_eq!(refund.state(), AttemptState::Succeeded);
    assert_eq!(fake.given_back().await[0]["payment_intent"], intent["id"]);
    book.holds();
}

#[tokio::test]
async fn an_intent_that_is_declined_leaves_the_invoice_to_be_paid() {
    let fake = Fake::start(Kind::Forgetful);
    let book = Book::with(1, &["pm_card_chargeCustomerFail"]).await;
    let payments = book.payments(&at(&fake, Kind::Forgetful));
    let outcome = payments.charge("INV-000001", &ToTheEnd).await.unwrap();
    assert_eq!(outcome.state(), AttemptState::Declined);
    assert_eq!(outcome.decisive().unwrap().reason().unwrap().words, "The card was declined.");
    assert_eq!(
        (fake.taken().await.len(), book.standing("INV-000001").await.settlement),
        (0, Settlement::Failed)
    );
    book.holds();
}

#[tokio::test]
async fn what_is_nobodys_money_is_told_and_tried_again_later() {
    let fake = Fake::start(Kind::Keeping);
    for (token, code) in [("tok_429", "too_many_requests"), ("tok_500", "provider_failed")] {
        let book = Book::with(1, &[token]).await;
        let payments = book.payments(&at(&fake, Kind::Keeping));
        let outcome = payments.charge("INV-000001", &ToTheEnd).await.unwrap();
        assert_eq!(outcome.decisive().unwrap().reason().unwrap().code, code);
        let unknown = code == "provider_failed";
        let expected = if unknown { AttemptState::Unknown } else { AttemptState::NotTaken };
        assert_eq!(outcome.state(), expected, "{token}: a failure after sending is never `failed`");
        book.later(20);
        payments.resolve().await.unwrap();
        assert_eq!(book.attempts().await[0].state, AttemptState::NotTaken);
        book.holds();
    }
    assert_eq!(fake.taken().await.len(), 0);
}

#[tokio::test]
async fn a_wrong_key_takes_nothing_and_is_not_repeated_in_what_is_said() {
    let fake = Fake::start(Kind::Keeping);
    let mut options = StripeOptions::new(SecretKey::new("sk_live_notthisone").unwrap());
    options.address = StripeAddress::parse(&format!("http://{}", fake.address)).unwrap();
    let provider: Arc<dyn PaymentProvider> = Arc::new(StripeProvider::new(options).unwrap());
    let book = Book::with(1, &["tok_visa"]).await;
    let outcome = book.payments(&provider).charge("INV-000001", &ToTheEnd).await.unwrap();
    assert_eq!(outcome.state(), AttemptState::NotTaken);
    assert!(!format!("{outcome:?}{provider:?}", provider = provider.label()).contains("notthisone"));
    assert_eq!(outcome.decisive().unwrap().reason().unwrap().code, "authentication");
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let book = Book::with(1, &["tok_visa"]).await;
    let provider = stripe(&format!("http://{address}"), true, PATIENCE);
    let outcome = book.payments(&provider).charge("INV-000001", &ToTheEnd).await.unwrap();
    assert_eq!(
        (outcome.state(), book.standing("INV-000001").await.settlement),
        (AttemptState::NotTaken, Settlement::Failed)
    );
    assert_eq!(outcome.decisive().unwrap().reason().unwrap().code, "not_reached");
}

/// What a request was made of.
type Seen = Arc<Mutex<Vec<(String, Option<String>, String)>>>;

/// A host that answers everything in one way and remembers what it was asked.
async fn host(
    status: StatusCode,
    headers: &'static [(&'static str, &'static str)],
    body: String,
) -> (String, Seen) {
    let seen: Seen = Arc::default();
    let remembers = Arc::clone(&seen);
    let app = axum::Router::new().fallback(async move |request: axum::extract::Request| {
        let key = request.headers().get("idempotency-key").map(|key| key.to_str().unwrap().to_owned());
        let path = format!("{} {}", request.method(), request.uri());
        let form = axum::body::to_bytes(request.into_body(), 100_000).await.unwrap();
        remembers.lock().unwrap().push((path, key, String::from_utf8_lossy(&form).into_owned()));
        let mut response = axum::response::Response::new(axum::body::Body::from(body));
        *response.status_mut() = status;
        for (name, value) in headers {
            response.headers_mut().insert(*name, value.parse().unwrap());
        }
        response
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, seen)
}

fn order() -> ChargeOrder {
    ChargeOrder {
        key: "counterfoil-0001".to_owned(),
        token: ProviderToken::new("tok_visa"),
        amount: usd(1_234),
        invoice: "INV-000001".to_owned(),
    }
}

async fn code_at(address: &str) -> String {
    match stripe(address, true, PATIENCE).charge(&order()).await {
        Answer::Unknown { reason, .. } => format!("unknown {}", reason.code),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn the_key_goes_with_every_submission_and_amounts_are_whole_numbers() {
    let (address, seen) = host(StatusCode::INTERNAL_SERVER_ERROR, &[], r#"{"error":{}}"#.to_owned()).await;
    assert_eq!(code_at(&address).await, "unknown provider_failed");
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 1, "one submission, one request: it repeats nothing by itself");
    let (path, key, form) = &seen[0];
    assert_eq!((path.as_str(), key.as_deref()), ("POST /v1/charges", Some("counterfoil-0001")));
    assert!(form.contains("amount=1234&currency=usd&source=tok_visa"), "{form}");
    assert!(form.contains("metadata%5Bcounterfoil_attempt%5D=counterfoil-0001"), "{form}");
}

#[tokio::test]
async fn answers_that_no_provider_gives_are_unknown() {
    let (elsewhere, strangers) =
        host(StatusCode::OK, &[], r#"{"id":"ch_1","status":"succeeded"}"#.to_owned()).await;
    let location: &'static [(&str, &str)] = Box::leak(Box::new([("location", &*elsewhere.leak())]));
    let (address, _) = host(StatusCode::TEMPORARY_REDIRECT, location, String::new()).await;
    assert_eq!(code_at(&address).await, "unknown unreadable");
    assert!(
        strangers.lock().unwrap().is_empty(),
        "a redirect never carries a charge or a key to another host"
    );

    for (status, body) in [
        (StatusCode::OK, r#"{"id":"ch_1","status":"succeeded","amount":12.34,"currency":"usd"}"#.to_owned()),
        (StatusCode::OK, r#"{"id":"ch_1","status":"something new"}"#.to_owned()),
        (StatusCode::OK, "<html>".to_owned()),
        (StatusCode::OK, format!("\"{}\"", "x".repeat(9 * 1024 * 1024))),
        (StatusCode::PAYMENT_REQUIRED, "declined, says a gateway".to_owned()),
        (StatusCode::TOO_MANY_REQUESTS, String::new()),
    ] {
        let (address, _) = host(status, &[], body).await;
        assert_eq!(code_at(&address).await, "unknown unreadable");
    }
    let amount = r#"{"id":"ch_1","status":"succeeded","amount":1233,"currency":"usd"}"#.to_owned();
    let (address, _) = host(StatusCode::OK, &[], amount).await;
    let book = Book::with(1, &["tok_visa"]).await;
    let provider = stripe(&address, true, PATIENCE);
    let outcome = book.payments(&provider).charge("INV-000001", &ToTheEnd).await.unwrap();
    assert_eq!(
        outcome.decisive().unwrap().reason().unwrap().code,
        "amount_differs",
        "a cent less is no payment"
    );
    assert_eq!(book.standing("INV-000001").await.paid, usd(0));
}
