//! Failures keep their code and request id, say which call it was, and never show a secret.

use crate::tenant::{TOKEN, Tenant, options};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::any;
use billing_domain::invoices::Invoices;
use billing_domain::payment_methods::PaymentMethods;
use billing_domain::plans::Plans;
use billing_domain::quotas::Quotas;
use billing_domain::{BillingError, ErrorCode, Namespace};
use billing_remote::{RemoteBackend, RemoteOptions, Secret};
use billing_wire::address::TenantAddress;
use std::time::Duration;
use tokio::net::TcpListener;

/// A tenant that gives one answer to everything.
async fn always(status: StatusCode, body: &'static str) -> Tenant {
    Tenant::start(Router::new().fallback(any(move || async move { (status, body) }))).await
}

fn with_token(tenant: &Tenant, token: &str) -> RemoteOptions {
    RemoteOptions::new(tenant.options().address, Secret::new(token))
}

#[tokio::test]
async fn every_code_comes_back_with_request_id_and_call() {
    for code in [
        ErrorCode::InvalidInput,
        ErrorCode::NotFound,
        ErrorCode::AlreadyExists,
        ErrorCode::PermissionDenied,
        ErrorCode::ResourceExhausted,
        ErrorCode::FailedPrecondition,
        ErrorCode::Unauthenticated,
        ErrorCode::DeadlineExceeded,
        ErrorCode::Unavailable,
        ErrorCode::Cancelled,
        ErrorCode::Unsupported,
        ErrorCode::Internal,
    ] {
        let (tenant, fake) = Tenant::over_fake().await;
        fake.fail(BillingError::new(code, "The reason.").with_request_id("id-of-the-backend"));
        let error = tenant.remote().swap_primary(&Namespace::system(), "visa").await.unwrap_err();
        assert_eq!((error.code, error.request_id.as_deref()), (code, Some("id-of-the-backend")));
        assert!(error.message.starts_with("The reason. (SwapPaymentMethodRole: POST "), "{error}");
    }
}

#[tokio::test]
async fn a_wrong_token_is_told_and_not_shown() {
    let (tenant, fake) = Tenant::over_fake().await;
    let remote = RemoteBackend::new(with_token(&tenant, "wrong-token")).unwrap();
    let error = remote.probe().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unauthenticated);
    assert!(error.request_id.is_some(), "even a refusal has an id to quote");
    assert!(!format!("{error:?} {remote:?}").contains("wrong-token"));
    assert!(fake.take_asked().is_empty());
    for unusable in ["", " \n", "two\nlines"] {
        let refused = RemoteBackend::new(with_token(&tenant, unusable)).unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput, "{unusable:?}");
    }
}

#[tokio::test]
async fn the_probe_tells_the_tenant() {
    let (tenant, _) = Tenant::over_fake().await;
    assert_eq!(tenant.remote().probe().await.unwrap(), "acme");
    let silent = always(StatusCode::OK, r#"{"items":[]}"#).await;
    assert_eq!(silent.remote().probe().await.unwrap(), "127.0.0.1");
}

#[tokio::test]
async fn nobody_there_is_unavailable_with_the_cause() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let remote = RemoteBackend::new(options(address)).unwrap();
    let error = remote.make_primary(&Namespace::system(), "visa").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert!(error.message.contains("nothing answers at that address"), "in words of people: {error}");
    assert!(!error.message.contains("os error"), "{error}");
    assert!(!error.message.contains("unknown"), "nothing was sent, so nothing can have happened: {error}");
}

#[tokio::test]
async fn silence_ends_at_the_deadline_and_a_write_says_that_its_outcome_is_unknown() {
    let silent = Router::new().fallback(any(std::future::pending::<()>));
    let tenant = Tenant::start(silent).await;
    let patience = Duration::from_secs(1);
    let remote = RemoteBackend::new(RemoteOptions { deadline: patience, ..tenant.options() }).unwrap();
    let write = remote.subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert_eq!(write.code, ErrorCode::DeadlineExceeded);
    assert!(write.message.contains("within 1s") && write.message.contains("unknown"), "{write}");
    let read = remote.current_plan().await.unwrap_err();
    assert_eq!(read.code, ErrorCode::DeadlineExceeded);
    assert!(!read.message.contains("unknown"), "{read}");
}

#[tokio::test]
async fn the_id_of_a_transition_is_in_no_message() {
    let secret = "dec2417d-adb1-4fcc-8dcd-529b1d31a652";
    let (tenant, fake) = Tenant::over_fake().await;
    fake.fail(BillingError::not_found("Nobody knows this request."));
    let refused = tenant.remote().transition_state(secret).await.unwrap_err();
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        options(listener.local_addr().unwrap())
    };
    let unreachable = RemoteBackend::new(gone).unwrap().transition_state(secret).await.unwrap_err();
    for error in [refused, unreachable] {
        assert!(!error.message.contains("dec2417d"), "{error}");
    }
}

#[tokio::test]
async fn pages_and_broken_json_are_no_answers() {
    let page = always(StatusCode::OK, "<html>please log in</html>").await;
    let error = page.remote().list_invoices(&Namespace::system(), None).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable, "whoever keeps a copy goes on with it");
    assert!(error.message.contains("ListInvoices") && error.message.contains("web page"), "{error}");

    let gap = always(StatusCode::OK, r#"{"invoices":[{"name":"a","amount":"1"}]}"#).await;
    let error = gap.remote().list_invoices(&Namespace::system(), None).await.unwrap_err();
    assert!(error.message.contains("start of invoice a"), "{error}");

    let to_login = Router::new().fallback(any(|| async { Redirect::temporary("https://login.example/") }));
    let tenant = Tenant::start(to_login).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert!(error.message.contains("HTTP 307"), "{error}");
}

#[tokio::test]
async fn a_partial_list_is_not_passed_off_as_complete() {
    let partial = r#"{"items":[{"name":"a"}],"errors":[{"code":"EPARTIAL","message":"one site is down"}]}"#;
    let tenant = always(StatusCode::OK, partial).await;
    let error = tenant.remote().list_quotas(&Namespace::system(), None).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert!(error.message.contains("one site is down"), "{error}");
}

#[test]
fn a_client_for_https_can_be_made_and_shows_no_token() {
    let address = TenantAddress::parse("acme.volterra.us").unwrap();
    let options = RemoteOptions::new(address, Secret::new(TOKEN));
    let shown = format!("{options:?} {:?}", RemoteBackend::new(options.clone()).unwrap());
    assert!(!shown.contains(TOKEN) && shown.contains("acme"), "{shown}");
}
