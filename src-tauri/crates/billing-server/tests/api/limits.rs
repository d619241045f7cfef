//! What a caller may ask for: calls, bytes, time.

use crate::client::{Answer, Client, TOKEN};
use crate::transport::expect_failure;
use axum::body::Body;
use axum::http::{Request, header};
use billing_server::{Rate, Role, Token, TokenDigest};
use std::num::NonZeroU32;
use std::time::Duration;

const PLANS: &str = "/api/web/namespaces/system/usage_plans/current";
const OPEN: &str = "/no_auth/namespaces/system/billing/plan_transition?id=a";

/// So many calls, and the next one in an hour or so: no test is slow enough to see it come back.
fn few_calls(calls: u32) -> Option<Rate> {
    Some(Rate { calls: NonZeroU32::new(calls).unwrap(), per: Duration::from_secs(3_600 * u64::from(calls)) })
}

async fn without_token(client: &Client, path: &str) -> Answer {
    client.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn each_token_has_its_own_calls() {
    let client = Client::with(|options| {
        options.limits.rate = few_calls(3);
        let digest = TokenDigest::of("other").unwrap();
        let other =
            Token { name: "other".into(), digest, role: Role::Viewer, tenant: None, expires_at: None };
        options.tokens.push(other);
    });
    for _ in 0..3 {
        assert_eq!(client.get(PLANS).await.status, 200);
    }
    let answer = client.get(PLANS).await;
    expect_failure(&answer, 429, 8);
    let wait: u64 = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait} s");
    assert_eq!(client.call_as("other", "GET", PLANS, None).await.status, 200, "another token is not held up");
    assert_eq!(client.fake.take_asked().len(), 4, "a refused call never reaches the backend");
}

#[tokio::test]
async fn calls_without_a_token_are_counted_by_address() {
    let client = Client::with(|options| options.limits.rate = few_calls(2));
    assert_eq!(without_token(&client, OPEN).await.status, 200);
    // Guessing tokens is counted with them.
    assert_eq!(client.call_as("guess", "GET", PLANS, None).await.status, 401);
    expect_failure(&without_token(&client, OPEN).await, 429, 8);
    expect_failure(&client.call_as("guess", "GET", PLANS, None).await, 429, 8);
    assert_eq!(client.get(OPEN).await.status, 200, "with a token, its own calls count");
}

#[tokio::test]
async fn no_limit_is_no_limit() {
    assert!(Rate::per_second(0).is_none());
    let client = Client::with(|options| options.limits.rate = Rate::per_second(0));
    for _ in 0..50 {
        assert_eq!(client.get(PLANS).await.status, 200);
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up() {
    let client = Client::with(|options| options.limits.deadline = Duration::from_millis(20));
    let read = client.get("/no_auth/namespaces/system/billing/plan_transition?id=forever").await;
    expect_failure(&read, 504, 4);
    assert!(read.text.contains("Nothing was changed"), "{}", read.text);
    let path = "/api/web/namespaces/system/addon/subscribe";
    let write = client.call("POST", path, Some(r#"{"forever": {}}"#)).await;
    expect_failure(&write, 504, 4);
    assert!(write.text.contains("may have been done"), "{}", write.text);
    assert_eq!(client.get(PLANS).await.status, 200, "the server goes on");
}

#[tokio::test]
async fn heads_that_are_too_large_are_refused() {
    let client = Client::new();
    let long = format!("{PLANS}?x={}", "y".repeat(9_000));
    expect_failure(&client.get(&long).await, 414, 3);
    let request = Request::builder()
        .uri(PLANS)
        .header(header::AUTHORIZATION, format!("APIToken {TOKEN}"))
        .header("x-much", "y".repeat(40_000));
    expect_failure(&client.send(request.body(Body::empty()).unwrap()).await, 431, 3);
    assert!(client.fake.take_asked().is_empty());
}
