//! Usage over the seam: details, hours, priced lines.

use super::*;
use crate::billing::Billing;
use crate::{Clock, FixedClock};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_domain::extras::LocalExtras;
use billing_domain::usage::HourlyFact;
use billing_domain::{ErrorCode, Money};
use billing_store::Store;
use billing_store::account::AccountRecord;
use std::sync::Arc;

const PRICES: &str = r#"{"cpu": {"usage_type": "vCPU", "unit": "h", "tiers": [
    {"up_to": 10, "unit_price": "1.00"}, {"up_to": null, "unit_price": "0.50"}]}}"#;

struct Tenant {
    backend: LocalBackend,
    _folder: tempfile::TempDir,
}

impl Tenant {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&folder.path().join("books.db")).unwrap());
        let clock: Arc<dyn Clock> = Arc::new(FixedClock("2026-03-19T12:00:00Z".parse().unwrap()));
        Self { backend: LocalBackend::new(store, clock, "test"), _folder: folder }
    }

    /// A tenant with an account of its own.
    fn founded(uid: &str) -> Self {
        let tenant = Self::new();
        let account = AccountRecord {
            uid: uid.to_owned(),
            name: "Acme".to_owned(),
            tenant: "acme".to_owned(),
            kind: "local".to_owned(),
            currency: billing_domain::Currency::USD,
            created_at: tenant.backend.now(),
        };
        tenant.backend.store().write(move |tx| tx.found_account(&account)).unwrap();
        tenant
    }

    fn priced() -> Self {
        let tenant = Self::new();
        let billing = Billing::new(Arc::clone(tenant.backend.store()), "test");
        billing.load_prices(PRICES, tenant.backend.now()).unwrap();
        tenant
    }

    async fn used(&self, label: &str, container: &str, hours: &[(&str, &str)]) {
        let series = Series {
            namespace: "shop".into(),
            object: "web".into(),
            metric_label: label.into(),
            usage_type: if label == "cpu" { "vCPU".into() } else { "Other".into() },
            unit: "h".into(),
            container: container.into(),
            ..Series::default()
        };
        let fact = |(hour, quantity): &(&str, &str)| HourlyFact {
            hour: hour.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp() / 3_600,
            quantity: quantity.parse().unwrap(),
        };
        let facts: Vec<HourlyFact> = hours.iter().map(fact).collect();
        self.backend.ingest_usage(&series, &facts).await.unwrap();
    }
}

fn period(start: &str, end: &str) -> Period {
    Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

fn march() -> Period {
    Period::month(2026, 3).unwrap()
}

fn system() -> Namespace {
    Namespace::system()
}

#[tokio::test]
async fn current_usage_prices_what_has_a_price_and_shows_the_rest() {
    let tenant = Tenant::priced();
    tenant.used("cpu", "", &[("2026-03-01T00:00:00Z", "12.9"), ("2026-04-01T00:00:00Z", "5")]).await;
    tenant.used("gpu", "", &[("2026-03-01T00:00:00Z", "3")]).await;
    let usage = tenant.backend.current_usage(&system(), march()).await.unwrap();
    let lines: Vec<_> = usage
        .items
        .iter()
        .map(|item| (item.metric_labels[0].as_str(), item.quantity.to_string(), item.quantity_billable))
        .collect();
    assert_eq!(lines, [("cpu", "12.9".to_owned(), 12), ("gpu", "3".to_owned(), 0)]);
    assert_eq!(usage.items[1].status, billing_domain::usage::UsageStatus::Other("NO_PRICE".into()));
    assert_eq!(usage.total_cost, Money::new(1_100, billing_domain::Currency::USD), "10 x 1.00 + 2 x 0.50");
}

#[tokio::test]
async fn months_come_oldest_first_also_those_between_without_usage() {
    let tenant = Tenant::priced();
    tenant.used("cpu", "", &[("2026-01-31T23:00:00Z", "1"), ("2026-03-01T00:00:00Z", "11")]).await;
    let months = tenant.backend.monthly_usage(&system()).await.unwrap();
    let months: Vec<_> =
        months.iter().map(|m| (m.period.start.format("%m").to_string(), m.amount.minor)).collect();
    assert_eq!(months, [("01".into(), 100), ("02".into(), 0), ("03".into(), 1_050)]);
}

#[tokio::test]
async fn the_hours_of_an_item_sum_to_its_quantity() {
    let tenant = Tenant::new();
    let hours = [
        ("2026-03-01T00:00:00Z", "0.3"),
        ("2026-03-01T01:00:00Z", "0.000000000000001"),
        ("2026-03-09T05:00:00Z", "0.7"),
        ("2026-03-09T06:00:00Z", "100"),
    ];
    tenant.used("cpu", "one", &hours).await;
    tenant.used("cpu", "two", &hours[..1]).await;
    let range = period("2026-03-01T00:00:00Z", "2026-03-09T06:00:00Z");
    let items = tenant.backend.usage_details(&system(), range).await.unwrap();
    assert_eq!(items.len(), 2, "one for each container");
    assert_eq!(items[0].quantity.to_string(), "1.000000000000001");
    for item in items {
        let query = &item.hourly_breakdown_query;
        let hours = tenant.backend.hourly_usage_details(&system(), query).await.unwrap();
        let sum = billing_domain::Decimal::sum(hours.iter().map(|hour| hour.quantity)).unwrap();
        assert_eq!(sum, item.quantity);
        assert!(hours.iter().all(|hour| hour.container == item.series.container));
    }
}

#[tokio::test]
async fn a_query_that_this_tenant_did_not_make_is_refused() {
    let (here, there) = (Tenant::new(), Tenant::new());
    there.used("cpu", "", &[("2026-03-01T00:00:00Z", "1")]).await;
    let items = there.backend.usage_details(&system(), march()).await.unwrap();
    for query in ["", "%%%", "e30=", "bnVsbA==", &items[0].hourly_breakdown_query] {
        let refused = here.backend.hourly_usage_details(&system(), query).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput, "{query:?}");
    }
}

/// The query of the only item, as JSON that a test may change.
async fn query_of(tenant: &Tenant) -> (String, serde_json::Value) {
    let items = tenant.backend.usage_details(&system(), march()).await.unwrap();
    let query = items[0].hourly_breakdown_query.clone();
    let json = serde_json::from_slice(&STANDARD.decode(&query).unwrap()).unwrap();
    (query, json)
}

#[tokio::test]
async fn a_query_that_was_changed_or_that_another_account_made_is_refused() {
    let (here, there) = (Tenant::founded("one"), Tenant::founded("two"));
    for tenant in [&here, &there] {
        tenant.used("cpu", "", &[("2026-03-01T00:00:00Z", "1"), ("2026-03-02T00:00:00Z", "2")]).await;
    }
    let (query, json) = query_of(&here).await;
    assert_eq!(here.backend.hourly_usage_details(&system(), &query).await.unwrap().len(), 2);

    let mut changed = Vec::new();
    for (field, value) in [("object", "other"), ("metric_label", "gpu"), ("end", "2026-03-02T00:00:00Z")] {
        let mut json = json.clone();
        json["key"][field] = value.into();
        changed.push(STANDARD.encode(json.to_string()));
    }
    let mut without = json.clone();
    without["seal"] = "".into();
    changed.push(STANDARD.encode(without.to_string()));
    // The same words with blanks between them.
    changed.push(STANDARD.encode(serde_json::to_string_pretty(&json).unwrap()));
    // Every single letter counts.
    for at in 0..query.len() {
        let mut letters = query.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        changed.push(String::from_utf8(letters).unwrap());
    }
    changed.push(query_of(&there).await.0);
    for query in changed {
        let refused = here.backend.hourly_usage_details(&system(), &query).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput, "{query:?}");
    }
}

#[tokio::test]
async fn usage_is_kept_for_the_whole_tenant() {
    let tenant = Tenant::new();
    let shop = Namespace::new("shop").unwrap();
    let refused = [
        tenant.backend.current_usage(&shop, march()).await.err(),
        tenant.backend.monthly_usage(&shop).await.err(),
        tenant.backend.usage_details(&shop, march()).await.err(),
        tenant.backend.hourly_usage_details(&shop, "e30=").await.err(),
    ];
    for error in refused {
        assert_eq!(error.unwrap().code, ErrorCode::InvalidInput);
    }
}

#[tokio::test]
async fn the_summary_gives_raw_and_billing_values() {
    let tenant = Tenant::priced();
    tenant.used("cpu", "", &[("2026-03-18T00:00:00Z", "0.3"), ("2026-03-18T05:00:00Z", "2")]).await;
    let range = period("2026-03-18T00:00:00Z", "2026-03-18T05:00:00Z");
    let lines = tenant.backend.usage_summary(range).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].usage.to_string(), lines[0].billing.to_string()), ("0.3".into(), "0.3".into()));
    assert_eq!((lines[0].usage_unit.as_str(), lines[0].billing_unit.as_str()), ("h", "h"));
    assert_eq!(lines[0].name, "vCPU");
}
