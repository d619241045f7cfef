//! Stories of usage: raw and priced, by month, by series, and the hours behind an item.

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use crate::seeds::billing;
use billing_domain::usage::{HourlyFact, Series, Usage, UsageStatus};
use billing_domain::{Decimal, ErrorCode, Period};
use chrono::{DateTime, Utc};

const PRICES: &str = r#"{"cpu": {"usage_type": "vCPU", "unit": "Hour", "tiers": [
    {"up_to": 10, "unit_price": "1.00"}, {"up_to": null, "unit_price": "0.50"}]}}"#;

fn series(metric_label: &str, container: &str) -> Series {
    Series {
        namespace: "shop".to_owned(),
        object: "web".to_owned(),
        metric_label: metric_label.to_owned(),
        usage_type: metric_label.to_uppercase(),
        unit: "Hour".to_owned(),
        deployment: String::new(),
        container: container.to_owned(),
    }
}

/// Facts such as `("2026-03-01T00", "12.9")`.
async fn used(backend: &Backend, series: &Series, hours: &[(&str, &str)]) {
    let fact = |(hour, quantity): &(&str, &str)| {
        let at: DateTime<Utc> = format!("{hour}:00:00Z").parse().unwrap();
        HourlyFact { hour: at.timestamp() / 3600, quantity: quantity.parse().unwrap() }
    };
    let facts: Vec<_> = hours.iter().map(fact).collect();
    backend.extras.ingest_usage(series, &facts).await.unwrap();
}

/// January and March of one priced and one unpriced kind, the first in two containers.
async fn given_usage(backend: &Backend) {
    billing(backend).load_prices(PRICES, noon()).unwrap();
    used(backend, &series("cpu", "one"), &[("2026-01-31T23", "1"), ("2026-03-01T00", "12.6")]).await;
    used(backend, &series("cpu", "two"), &[("2026-03-02T05", "0.300000000000001"), ("2026-03-09T05", "3")])
        .await;
    used(backend, &series("gpu", ""), &[("2026-03-01T00", "7")]).await;
}

fn march() -> Period {
    Period::month(2026, 3).unwrap()
}

#[tokio::test]
async fn current_usage_prices_what_has_a_price_and_shows_the_rest() {
    for backend in every_backend().await {
        given_usage(&backend).await;
        let usage = backend.current_usage(&system(), march()).await.unwrap();
        let said: Vec<_> = usage
            .items
            .iter()
            .map(|item| {
                let labels = item.metric_labels.join("+");
                format!("{labels} {} -> {}, {}", item.quantity, item.quantity_billable, item.amount)
            })
            .collect();
        assert_eq!(
            said,
            ["cpu 15.900000000000001 -> 15, USD 12.50", "gpu 7 -> 0, USD 0.00"],
            "{backend:?}: ten at 1.00, five at 0.50, exactly"
        );
        assert_eq!(usage.items[0].status, UsageStatus::Active, "{backend:?}");
        assert_eq!(usage.total_cost.to_text(), "12.50", "{backend:?}");
        assert_eq!(usage, backend.book.current_usage(&system(), march()).await.unwrap(), "{backend:?}");
    }
}

#[tokio::test]
async fn months_come_oldest_first() {
    for backend in every_backend().await {
        given_usage(&backend).await;
        let months = backend.monthly_usage(&system()).await.unwrap();
        let said: Vec<_> = months
            .iter()
            .map(|month| format!("{} {}", month.period.start.format("%Y-%m"), month.amount.to_text()))
            .collect();
        assert_eq!(said, ["2026-01 1.00", "2026-02 0.00", "2026-03 12.50"], "{backend:?}");
    }
}

#[tokio::test]
async fn the_hours_of_an_item_sum_to_its_quantity() {
    for backend in every_backend().await {
        given_usage(&backend).await;
        let items = backend.usage_details(&system(), march()).await.unwrap();
        assert_eq!(items, backend.book.usage_details(&system(), march()).await.unwrap(), "{backend:?}");
        assert_eq!(items.len(), 3, "{backend:?}: one for each series");
        for item in items {
            let hours = backend.hourly_usage_details(&system(), &item.hourly_breakdown_query).await.unwrap();
            let sum = Decimal::sum(hours.iter().map(|hour| hour.quantity)).unwrap();
            assert_eq!(sum, item.quantity, "{backend:?}: {:?}", item.series);
            assert!(hours.iter().all(|hour| hour.container == item.series.container), "{backend:?}");
            assert!(hours.iter().all(|hour| hour.period.seconds() == 3600), "{backend:?}");
        }
    }
}

#[tokio::test]
async fn the_summary_tells_raw_and_billing_values_of_a_range() {
    for backend in every_backend().await {
        given_usage(&backend).await;
        let lines = backend.usage_summary(march()).await.unwrap();
        let said: Vec<_> =
            lines.iter().map(|line| format!("{} {} {}", line.name, line.usage, line.usage_unit)).collect();
        assert_eq!(said, ["CPU 15.900000000000001 Hour", "GPU 7 Hour"], "{backend:?}");
        assert_eq!(lines, backend.book.usage_summary(march()).await.unwrap(), "{backend:?}");
    }
}

#[tokio::test]
async fn a_tenant_without_usage_has_nothing_to_tell() {
    for backend in every_backend().await {
        let usage = backend.current_usage(&system(), march()).await.unwrap();
        assert_eq!((usage.items.len(), usage.total_cost.minor), (0, 0), "{backend:?}");
        assert_eq!(backend.monthly_usage(&system()).await.unwrap(), [], "{backend:?}");
        assert_eq!(backend.usage_details(&system(), march()).await.unwrap(), [], "{backend:?}");
        assert_eq!(backend.usage_summary(march()).await.unwrap(), [], "{backend:?}");
    }
}

#[tokio::test]
async fn a_query_that_this_tenant_did_not_make_is_refused() {
    for backend in every_backend().await {
        given_usage(&backend).await;
        for query in ["", "%%%", "e30=", "bnVsbA=="] {
            let refused = backend.hourly_usage_details(&system(), query).await;
            expect_refused(&backend, refused, ErrorCode::InvalidInput);
        }
    }
}

#[tokio::test]
async fn usage_is_kept_for_the_whole_tenant() {
    for backend in every_backend().await {
        let (shop, code) = (namespace("shop"), ErrorCode::InvalidInput);
        expect_refused(&backend, backend.current_usage(&shop, march()).await, code);
        expect_refused(&backend, backend.monthly_usage(&shop).await, code);
        expect_refused(&backend, backend.usage_details(&shop, march()).await, code);
        expect_refused(&backend, backend.hourly_usage_details(&shop, "e30=").await, code);
    }
}
