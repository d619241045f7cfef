//! What our own server offers beside the public API, and what is said where it is not offered.

use crate::tenant::{TOKEN, Tenant};
use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::routing::{get, post};
use billing_domain::extras::IngestCounts;
use billing_domain::tenants::{Credential, TenantConnection, TenantConnector};
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{ErrorCode, LocalExtras};
use billing_remote::{AirGap, Connector};
use billing_wire::extras::{Capabilities, ExtraOperation};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const CAPABILITIES: &str = "/api/counterfoil/v1/capabilities";

fn extras(tenant: &Tenant) -> Arc<dyn LocalExtras> {
    let connection =
        TenantConnection { address: format!("http://{}", tenant.address), ..TenantConnection::default() };
    let credential = Credential::Token { token: TOKEN.to_owned() };
    Connector::new(AirGap::default()).connect(&connection, &credential).unwrap().extras
}

fn series() -> Series {
    Series {
        namespace: "shop".to_owned(),
        object: "web".to_owned(),
        metric_label: "lb".to_owned(),
        usage_type: "LB".to_owned(),
        unit: "Hour".to_owned(),
        ..Series::default()
    }
}

#[tokio::test]
async fn another_tenant_has_none_and_is_asked_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let router = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async { (StatusCode::NOT_FOUND, r#"{"code":5,"message":"unknown path"}"#) }
    });
    let tenant = Tenant::start(router).await;
    let extras = extras(&tenant);
    let methods = extras.list_payment_methods().await.unwrap_err();
    let usage = extras.ingest_usage(&series(), &[]).await.unwrap_err();
    let prices = extras.price_book().await.unwrap_err();
    for (error, word) in
        [(methods, "payment methods"), (usage, "meters usage itself"), (prices, "price book")]
    {
        assert_eq!((error.code, error.outcome_unknown), (ErrorCode::Unsupported, false), "{error}");
        assert!(error.message.contains(word), "{error}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_tenant_that_could_not_be_asked_is_asked_again() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let router = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async { (StatusCode::INTERNAL_SERVER_ERROR, r#"{"code":13,"message":"not now"}"#) }
    });
    let tenant = Tenant::start(router).await;
    let extras = extras(&tenant);
    for nth in 1..=2 {
        let error = extras.price_book().await.unwrap_err();
        assert_eq!((error.code, asked.load(Ordering::SeqCst)), (ErrorCode::Internal, nth), "{error}");
    }
}

#[tokio::test]
async fn only_what_is_announced_is_called() {
    let offered = Capabilities::of(&[ExtraOperation::GetPriceBook]);
    let offered = serde_json::to_string(&offered).unwrap();
    let router = Router::new()
        .route(CAPABILITIES, get(move || async move { offered }))
        .route("/api/counterfoil/v1/price_book", get(|| async { r#"{"source":"{\"cpu\": 1.10}"}"# }));
    let tenant = Tenant::start(router).await;
    let extras = extras(&tenant);
    assert_eq!(extras.price_book().await.unwrap().as_deref(), Some(r#"{"cpu": 1.10}"#), "letter for letter");
    assert_eq!(extras.list_payment_methods().await.unwrap_err().code, ErrorCode::Unsupported);
}

#[tokio::test]
async fn usage_is_told_line_by_line_and_again_under_the_same_key() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let offered = serde_json::to_string(&Capabilities::of(&[ExtraOperation::IngestUsage])).unwrap();
    let take = move |headers: HeaderMap, body: Bytes| {
        let text = |name: &str| headers[name].to_str().unwrap().to_owned();
        let mut seen = log.lock().unwrap();
        seen.push((text("idempotency-key"), text("content-type"), String::from_utf8(body.to_vec()).unwrap()));
        // The first try is lost on the way back.
        let first = seen.len() == 1;
        async move {
            if first {
                (StatusCode::BAD_GATEWAY, "")
            } else {
                (StatusCode::OK, r#"{"read":"2","new":"1","unchanged":"1","restated":"0","refused":"0"}"#)
            }
        }
    };
    let router = Router::new()
        .route(CAPABILITIES, get(move || async move { offered }))
        .route("/api/counterfoil/v1/usage", post(take));
    let tenant = Tenant::start(router).await;
    let facts = [
        HourlyFact { hour: 492_000, quantity: "0.000000000000001".parse().unwrap() },
        HourlyFact { hour: 492_001, quantity: "12345678901234567890.5".parse().unwrap() },
    ];
    let counts = extras(&tenant).ingest_usage(&series(), &facts).await.unwrap();
    assert_eq!(counts, IngestCounts { new: 1, unchanged: 1, restated: 0, refused: 0 });
    let seen = seen.lock().unwrap();
    let [first, second] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(first, second, "the same key, the same body");
    assert_eq!((first.0.len(), first.1.as_str()), (32, "application/x-ndjson"));
    let lines: Vec<_> = first.2.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].contains("0.000000000000001") && lines[1].contains("12345678901234567890.5"),
        "{lines:?}"
    );
}
