//! Usage that came in over HTTP, read back over HTTP: exact, by series and hour, and counted once.

use crate::table::{ADMIN, Server};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::{Value, json};
use tower::ServiceExt;

async fn ask(
    server: &Server,
    method: &str,
    path: &str,
    media: &str,
    key: Option<&str>,
    body: String,
) -> (u16, Value) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("APIToken {ADMIN}"))
        .header(header::CONTENT_TYPE, media);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let answer = server.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = answer.status().as_u16();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

async fn ingest(server: &Server, key: &str, body: &str) -> (u16, Value) {
    let path = "/api/counterfoil/v1/usage";
    ask(server, "POST", path, "application/x-ndjson", Some(key), body.to_owned()).await
}

async fn read(server: &Server, call: &str, body: Value) -> Value {
    let path = format!("/api/web/namespaces/system/{call}");
    let (status, answer) = ask(server, "POST", &path, "application/json", None, body.to_string()).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

fn line(object: &str, hour: &str, quantity: &str) -> String {
    let line = json!({
        "namespace": "shop", "object": object, "metric_label": "cpu", "usage_type": "vCPU", "unit": "h",
        "hour": hour, "quantity": quantity,
    });
    format!("{line}\n")
}

#[tokio::test]
async fn usage_goes_in_and_comes_out_exactly_and_once() {
    let server = Server::new();
    let first = [
        line("web", "2026-02-28T23:00:00Z", "0.000000000000001"),
        line("api", "2026-02-01T00:00:00Z", "9007199254740993"),
        line("web", "2026-03-01T00:00:00Z", "2.5"),
    ]
    .concat();
    let counts = |new: u32, unchanged: u32, restated: u32| {
        json!({"read": new + unchanged + restated, "new": new, "unchanged": unchanged, "restated": restated,
               "refused": 0})
    };
    assert_eq!(ingest(&server, "a", &first).await, (200, counts(3, 0, 0)));
    assert_eq!(ingest(&server, "a", &first).await, (200, counts(3, 0, 0)), "the first answer again");
    assert_eq!(ingest(&server, "b", &first).await, (200, counts(0, 3, 0)), "another key finds it there");
    let changed = line("web", "2026-03-01T00:00:00Z", "3");
    assert_eq!(ingest(&server, "c", &changed).await, (200, counts(0, 0, 1)));
    assert_eq!(ingest(&server, "a", &changed).await.0, 409);
    // A repeat after the restatement does not put the old figure back.
    assert_eq!(ingest(&server, "a", &first).await, (200, counts(3, 0, 0)));

    let range = json!({"from": "2026-02-01T00:00:00Z", "to": "2026-04-01T00:00:00Z"});
    let details = read(&server, "usage_details", range).await;
    let told: Vec<_> = details["usage_items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["object_name"].as_str().unwrap(), item["quantity"].to_string()))
        .collect();
    assert_eq!(told, [("api", "9007199254740993".to_owned()), ("web", "3.000000000000001".to_owned())]);
    let query = details["usage_items"][1]["hourly_breakdown_query"].clone();
    let hours = read(&server, "hourly_usage_details", json!({"query": query})).await;
    let hours: Vec<_> = hours["hourly_usage_items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hour| hour["quantity"].to_string())
        .collect();
    assert_eq!(hours, ["0.000000000000001", "3"]);

    let report =
        "/api/counterfoil/v1/reports/usage_by_month?from=2026-02-01T00:00:00Z&to=2026-04-01T00:00:00Z";
    let (status, report) = ask(&server, "GET", report, "application/json", None, String::new()).await;
    let rows: Vec<_> =
        report["rows"].as_array().unwrap().iter().map(|row| row["quantity"].as_str().unwrap()).collect();
    assert_eq!((status, rows), (200, vec!["9007199254740993.000000000000001", "3"]));
}
