//! The calls beside the public API: what is there, payment methods, ingest, price book, report.

use crate::client::{Answer, Client, TOKEN};
use crate::transport::expect_failure;
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Request, header};
use billing_domain::extras::{IngestCounts, LocalExtras};
use billing_domain::payment_methods::PaymentMethod;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{BillingError, Decimal};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const USAGE: &str = "/api/counterfoil/v1/usage";

/// Keeps what it is given; refuses the series of an object called `broken`.
#[derive(Default)]
struct Book {
    facts: Mutex<BTreeMap<(Series, i64), Decimal>>,
    calls: Mutex<u32>,
}

#[async_trait]
impl LocalExtras for Book {
    async fn list_payment_methods(&self) -> Result<Vec<PaymentMethod>, BillingError> {
        Ok(Vec::new())
    }

    async fn ingest_usage(
        &self,
        series: &Series,
        facts: &[HourlyFact],
    ) -> Result<IngestCounts, BillingError> {
        *self.calls.lock().unwrap() += 1;
        if series.object == "broken" {
            return Err(BillingError::invalid("The book does not take it."));
        }
        let mut counts = IngestCounts::default();
        for fact in facts {
            match self.facts.lock().unwrap().insert((series.clone(), fact.hour), fact.quantity) {
                None => counts.new += 1,
                Some(before) if before == fact.quantity => counts.unchanged += 1,
                Some(_) => counts.restated += 1,
            }
        }
        Ok(counts)
    }

    async fn price_book(&self) -> Result<Option<String>, BillingError> {
        Ok(Some("{\"cpu\": {\"unit_price\": 1.50}}".to_owned()))
    }
}

fn with_book() -> (Client, Arc<Book>) {
    let book = Arc::new(Book::default());
    let extras = book.clone();
    (Client::with(|options| options.extras = Some(extras)), book)
}

fn line(object: &str, hour: u32, quantity: &str) -> String {
    let line = json!({
        "namespace": "shop", "object": object, "metric_label": "cpu", "usage_type": "vCPU", "unit": "h",
        "hour": format!("2026-03-01T{hour:02}:00:00Z"), "quantity": quantity,
    });
    format!("{line}\n")
}

async fn post(client: &Client, body: String, key: Option<&str>) -> Answer {
    let mut request = Request::builder()
        .method("POST")
        .uri(USAGE)
        .header(header::AUTHORIZATION, format!("APIToken {TOKEN}"))
        .header(header::CONTENT_TYPE, "application/x-ndjson");
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    client.send(request.body(Body::from(body)).unwrap()).await
}

fn counts(read: u32, new: u32, unchanged: u32, restated: u32) -> Value {
    json!({"read": read, "new": new, "unchanged": unchanged, "restated": restated, "refused": 0})
}

#[tokio::test]
async fn they_are_there_only_where_the_backend_has_them() {
    let (with, _) = with_book();
    let there = with.get("/api/counterfoil/v1/capabilities").await.json();
    assert_eq!(
        there["capabilities"],
        json!(["payment_methods", "usage_ingest", "price_book", "usage_by_month"])
    );
    assert_eq!(with.get("/api/counterfoil/v1/payment_methods").await.json(), json!({"payment_methods": []}));
    let prices = with.get("/api/counterfoil/v1/price_book").await.json();
    assert_eq!(prices["source"], json!("{\"cpu\": {\"unit_price\": 1.50}}"), "letter for letter");

    let without = Client::new();
    for path in ["capabilities", "payment_methods", "price_book", "usage"] {
        expect_failure(&without.get(&format!("/api/counterfoil/v1/{path}")).await, 404, 5);
    }
}

#[tokio::test]
async fn usage_is_taken_in_by_series_and_told_exactly() {
    let (client, book) = with_book();
    let body =
        [line("b", 1, "1.5"), line("a", 0, "9007199254740993.000000000000123"), line("b", 0, "2")].concat();
    let answer = post(&client, body.clone(), None).await;
    assert_eq!((answer.status, answer.json()), (200, counts(3, 3, 0, 0)));
    assert_eq!(*book.calls.lock().unwrap(), 2, "one call a series");
    let largest = book.facts.lock().unwrap().values().map(ToString::to_string).max().unwrap();
    assert_eq!(largest, "9007199254740993.000000000000123");
    assert_eq!(post(&client, body, None).await.json(), counts(3, 0, 3, 0));
    assert_eq!(post(&client, line("a", 0, "1"), None).await.json(), counts(1, 0, 0, 1));
}

#[tokio::test]
async fn a_key_makes_a_repeat_known() {
    let (client, book) = with_book();
    let body = line("a", 0, "1");
    let first = post(&client, body.clone(), Some("k-1")).await;
    assert_eq!(first.json(), counts(1, 1, 0, 0));
    // Somebody restates it; the repeat must neither put it back nor count anew.
    post(&client, line("a", 0, "2"), None).await;
    let again = post(&client, body.clone(), Some("k-1")).await;
    assert_eq!((again.status, again.json()), (200, counts(1, 1, 0, 0)), "the first answer again");
    assert_eq!(book.facts.lock().unwrap().values().next().unwrap().to_string(), "2");
    expect_failure(&post(&client, line("a", 1, "1"), Some("k-1")).await, 409, 9);
    assert_eq!(post(&client, line("a", 1, "1"), Some("k-2")).await.status, 200);
    for key in ["", " ", "two words", &"k".repeat(129)] {
        expect_failure(&post(&client, body.clone(), Some(key)).await, 400, 3);
    }
}

/// Two at once with one key: one of them is the first, and both hear the same.
#[tokio::test]
async fn two_at_once_with_one_key_count_once() {
    let (client, book) = with_book();
    let body = line("a", 0, "1");
    let (one, two) =
        tokio::join!(post(&client, body.clone(), Some("k")), post(&client, body.clone(), Some("k")));
    assert_eq!((one.json(), two.json()), (counts(1, 1, 0, 0), counts(1, 1, 0, 0)));
    assert_eq!(*book.calls.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_wrong_line_keeps_everything_out() {
    let (client, book) = with_book();
    for wrong in ["{}", "{", "[]", "null", &line("a", 0, "-1"), &line("a", 24, "1"), &line("a", 0, "1e999")] {
        let answer = post(&client, line("a", 0, "1") + "\n" + wrong, None).await;
        expect_failure(&answer, 400, 3);
        assert!(answer.text.contains("Line 3"), "{}", answer.text);
    }
    expect_failure(&post(&client, line("a", 0, "1") + &line("a", 0, "2"), None).await, 400, 3);
    expect_failure(&post(&client, "\n \n".to_owned(), None).await, 400, 3);
    assert_eq!(*book.calls.lock().unwrap(), 0, "nothing reached the book");
    let answer = client.call("POST", USAGE, Some("{}")).await;
    expect_failure(&answer, 415, 3);
}

#[tokio::test]
async fn a_failure_between_two_series_says_what_was_taken() {
    let (client, _) = with_book();
    let body = [line("a", 0, "1"), line("broken", 0, "1"), line("z", 0, "1")].concat();
    let answer = post(&client, body.clone(), Some("k")).await;
    expect_failure(&answer, 400, 3);
    assert!(answer.text.contains("1 of 3 series were taken"), "{}", answer.text);
    // The key was not used up: there is no answer to repeat.
    expect_failure(&post(&client, body, Some("k")).await, 400, 3);
}

#[tokio::test]
async fn a_long_body_is_taken_as_it_comes_and_a_longer_one_refused() {
    let book = Arc::new(Book::default());
    let extras = book.clone();
    let client = Client::with(|options| {
        options.extras = Some(extras);
        options.limits.ingest_bytes = 3 * 1024 * 1024;
    });
    // Above the limit of every other call.
    let lines: String = (0..10_000).map(|number| line(&format!("o{number}"), 0, "1")).collect();
    assert!(lines.len() > 1024 * 1024 && lines.len() < 3 * 1024 * 1024, "{}", lines.len());
    assert_eq!(post(&client, lines.clone(), None).await.json(), counts(10_000, 10_000, 0, 0));
    expect_failure(&post(&client, lines.repeat(2), None).await, 413, 3);
}

#[tokio::test]
async fn the_report_sums_by_month_and_kind() {
    let (client, _) = with_book();
    let path = "/api/counterfoil/v1/reports/usage_by_month";
    let answer =
        client.get(&format!("{path}?from=2026-02-15T00:00:00Z&to=2026-04-01T00:00:00Z")).await.json();
    let months: Vec<_> = answer["rows"].as_array().unwrap().iter().map(|row| row["month"].clone()).collect();
    assert!(months.contains(&json!("2026-02-01T00:00:00.000000000Z")), "{months:?}");
    let asked = client.fake.take_asked();
    assert_eq!(asked.len(), 2, "one question a month");
    assert!(asked[0].contains("2026-02-15T00:00:00Z, end: 2026-03-01"), "{}", asked[0]);
    for wrong in
        ["from=yesterday", "from=2026-04-01T00:00:00Z&to=2026-03-01T00:00:00Z", "from=1900-01-01T00:00:00Z"]
    {
        expect_failure(&client.get(&format!("{path}?{wrong}")).await, 400, 3);
    }
}
