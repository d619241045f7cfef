//! What holds for every call: tokens, failures as JSON, request ids, bad input.

use crate::client::{Answer, Client, TOKEN};
use axum::body::Body;
use axum::http::{Request, header};
use billing_domain::{BillingError, ErrorCode};
use billing_wire::Operation;
use serde_json::json;

const PLANS: &str = "/api/web/namespaces/system/usage_plans/current";
const SUBSCRIBE: &str = "/api/web/namespaces/system/addon/subscribe";

/// A failure has the status, the gRPC number, a message, no details, and a request id.
#[track_caller]
pub fn expect_failure(answer: &Answer, status: u16, code: i64) {
    let body = answer.json();
    assert_eq!((answer.status, &body["code"]), (status, &json!(code)), "{}", answer.text);
    assert_eq!(body["details"], json!([]));
    assert!(body["message"].as_str().is_some_and(|message| message.len() > 10), "{}", answer.text);
    assert!(answer.headers.contains_key("x-request-id"), "{status} without a request id");
}

async fn with_authorization(path: &str, value: Option<&str>) -> Answer {
    let request = Request::builder().uri(path);
    let request = match value {
        Some(value) => request.header(header::AUTHORIZATION, value),
        None => request,
    };
    Client::new().send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_token_is_needed_everywhere_but_on_no_auth() {
    let wrong =
        [None, Some("APIToken wrong"), Some("APIToken "), Some("Bearer token-of-the-tests"), Some("x")];
    for value in wrong {
        let answer = with_authorization(PLANS, value).await;
        expect_failure(&answer, 401, 16);
        assert_eq!(answer.headers["www-authenticate"], "APIToken");
    }
    let open = "/no_auth/namespaces/system/billing/plan_transition?id=a";
    for value in [None, Some("APIToken wrong"), Some(&*format!("APIToken {TOKEN}"))] {
        assert_eq!(with_authorization(open, value).await.status, 200);
    }
    for value in [format!("APIToken {TOKEN}"), format!("apitoken  {TOKEN} ")] {
        assert_eq!(with_authorization(PLANS, Some(&value)).await.status, 200, "{value:?}");
    }
}

#[tokio::test]
async fn every_operation_but_the_open_one_is_guarded() {
    let client = Client::new();
    for operation in Operation::ALL {
        let path = operation.route().replace("{namespace}", "system").replace("{name}", "x");
        let request = Request::builder().method(operation.method().as_str()).uri(&path);
        let answer = client.send(request.body(Body::empty()).unwrap()).await;
        // The open one is reached and misses its id.
        let status = if operation.is_open() { 400 } else { 401 };
        assert_eq!(answer.status, status, "{operation:?}");
    }
    assert!(client.fake.take_asked().is_empty(), "nothing reached the backend");
}

#[tokio::test]
async fn unknown_paths_and_wrong_methods_answer_in_json() {
    let client = Client::new();
    expect_failure(&client.get("/").await, 404, 5);
    expect_failure(&client.get("/api/web/namespaces/system/invoices").await, 404, 5);
    let answer = client.call("PATCH", PLANS, Some("{}")).await;
    expect_failure(&answer, 405, 12);
    assert!(answer.headers.contains_key("allow"));
}

#[tokio::test]
async fn a_panic_is_a_500_without_inner_detail() {
    let answer = Client::new().get("/no_auth/namespaces/system/billing/plan_transition?id=panic").await;
    expect_failure(&answer, 500, 13);
    assert!(!answer.text.contains("fake"), "{}", answer.text);
}

#[tokio::test]
async fn bad_bodies_are_refused_before_the_backend() {
    let client = Client::new();
    let bodies = ["", "{", "[]", r#"{"a":{},"b":{}}"#, r#""text""#, "{}"];
    for body in bodies {
        expect_failure(&client.call("POST", SUBSCRIBE, Some(body)).await, 400, 3);
    }
    let big = format!(r#"{{"f5xc_waap_advanced":{{"x":"{}"}}}}"#, "y".repeat(1024 * 1024));
    expect_failure(&client.call("POST", SUBSCRIBE, Some(&big)).await, 413, 3);
    let plain = Request::builder()
        .method("POST")
        .uri(SUBSCRIBE)
        .header(header::AUTHORIZATION, format!("APIToken {TOKEN}"))
        .header(header::CONTENT_TYPE, "text/plain")
        .body(Body::from(r#"{"f5xc_waap_advanced":{}}"#))
        .unwrap();
    expect_failure(&client.send(plain).await, 415, 3);
    assert!(client.fake.take_asked().is_empty());
}

#[tokio::test]
async fn bad_names_queries_and_contradictions_are_400() {
    let client = Client::new();
    let invoices = "/api/web/namespaces/system/usage";
    for path in [
        "/api/web/namespaces/Not%20A%20Name/quota/usage".to_owned(),
        "/api/web/namespaces/system/quotas/%FF".to_owned(),
        format!("{invoices}/invoices/custom_list?limit=many"),
        format!("{invoices}/invoices/custom_list?limit=-1"),
        format!("{invoices}/invoice_pdf"),
        "/api/web/namespaces/system/subscriptions/custom_list?current=perhaps".to_owned(),
        "/api/web/namespaces/system/quotas/a?response_format=PRETTY".to_owned(),
    ] {
        let answer = client.get(&path).await;
        expect_failure(&answer, 400, 3);
    }
    let elsewhere = json!({"metadata": {"name": "a", "namespace": "other"}, "spec": {}}).to_string();
    let answer = client.call("POST", "/api/web/namespaces/shop/quotas", Some(&elsewhere)).await;
    expect_failure(&answer, 400, 3);
    let backwards = r#"{"from":"2026-04-01T00:00:00Z","to":"2026-03-01T00:00:00Z"}"#;
    let path = "/api/web/namespaces/system/current_usage";
    expect_failure(&client.call("POST", path, Some(backwards)).await, 400, 3);
    assert!(client.fake.take_asked().is_empty());
}

#[tokio::test]
async fn failures_of_the_backend_keep_code_message_and_request_id() {
    for (code, status, grpc) in [
        (ErrorCode::NotFound, 404, 5),
        (ErrorCode::AlreadyExists, 409, 6),
        (ErrorCode::FailedPrecondition, 409, 9),
        (ErrorCode::ResourceExhausted, 429, 8),
        (ErrorCode::Unavailable, 503, 14),
    ] {
        let client = Client::new();
        client.fake.fail(BillingError::new(code, "The reason, in words.").with_request_id("from-further-up"));
        let answer = client.get(PLANS).await;
        expect_failure(&answer, status, grpc);
        assert_eq!(answer.json()["message"], json!("The reason, in words."));
        assert_eq!(answer.headers["x-request-id"], "from-further-up");
    }
}

#[tokio::test]
async fn a_request_id_is_made_or_taken_over() {
    let client = Client::new();
    let made = client.get(PLANS).await.headers["x-request-id"].clone();
    assert_ne!(made, client.get(PLANS).await.headers["x-request-id"]);
    let request =
        Request::builder().uri("/nowhere").header("x-request-id", "mine").body(Body::empty()).unwrap();
    assert_eq!(client.send(request).await.headers["x-request-id"], "mine");
}

#[tokio::test]
async fn the_probes_tell_the_tenant() {
    let client = Client::new();
    let namespaces = client.get("/api/web/namespaces").await.json();
    assert_eq!((&namespaces["items"][0]["name"], &namespaces["errors"]), (&json!("system"), &json!([])));
    let whoami = client.get("/api/web/custom/namespaces/system/whoami").await.json();
    assert_eq!(whoami["tenant"], json!("acme"));
    for path in ["/api/web/namespaces", "/api/web/custom/namespaces/system/whoami"] {
        assert_eq!(with_authorization(path, Some("APIToken wrong")).await.status, 401);
    }
}
