//! Only calls that read are sent again, and the tenant's `Retry-After` is obeyed.

use crate::tenant::Tenant;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use billing_domain::plans::Plans;
use billing_domain::quotas::Quotas;
use billing_domain::usage::Usage;
use billing_domain::{ErrorCode, Namespace};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A tenant that refuses the first calls so and then answers `{}`; with the number of calls it got.
async fn refusing(times: usize, refusal: fn() -> Response) -> (Tenant, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let router = Router::new().fallback(any(move || {
        let nth = counted.fetch_add(1, Ordering::SeqCst);
        async move { if nth < times { refusal() } else { "{}".into_response() } }
    }));
    (Tenant::start(router).await, calls)
}

fn busy() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "0")], r#"{"code":8,"message":"Slow down."}"#)
        .into_response()
}

fn busy_for_an_hour() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "3600")], "").into_response()
}

fn down() -> Response {
    StatusCode::BAD_GATEWAY.into_response()
}

fn denied() -> Response {
    StatusCode::FORBIDDEN.into_response()
}

#[tokio::test]
async fn reads_are_repeated_even_when_they_are_posts() {
    let (tenant, calls) = refusing(2, busy).await;
    assert!(tenant.remote().monthly_usage(&Namespace::system()).await.unwrap().is_empty());
    assert_eq!(calls.load(Ordering::SeqCst), 3);
    let (tenant, calls) = refusing(1, down).await;
    tenant.remote().quota_usage(&Namespace::system()).await.unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn three_refusals_are_enough() {
    let (tenant, calls) = refusing(usize::MAX, busy).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::ResourceExhausted, 3));
    assert!(error.message.starts_with("Slow down."), "{error}");
}

#[tokio::test]
async fn writes_are_sent_once() {
    let (tenant, calls) = refusing(1, busy).await;
    let error = tenant.remote().subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::ResourceExhausted, 1));
}

#[tokio::test]
async fn what_waiting_cannot_help_is_not_repeated() {
    let (tenant, calls) = refusing(1, denied).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::PermissionDenied, 1));
}

#[tokio::test]
async fn a_wait_beyond_the_deadline_is_told_instead_of_waited_for() {
    let (tenant, calls) = refusing(1, busy_for_an_hour).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::ResourceExhausted, 1));
    assert!(error.message.contains("Try again in 3600 s."), "{error}");
}
