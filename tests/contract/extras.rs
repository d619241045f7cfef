//! Stories of what the public API lacks: listing methods, taking in usage, the price book.

use crate::harness::{Backend, every_backend, expect_refused};
use billing_domain::ErrorCode;
use billing_domain::extras::IngestCounts;
use billing_domain::usage::{HourlyFact, Series};

fn series() -> Series {
    Series {
        namespace: "shop".to_owned(),
        object: "web".to_owned(),
        metric_label: "lb-hours".to_owned(),
        usage_type: "Load balancer hours".to_owned(),
        unit: "Hour".to_owned(),
        ..Series::default()
    }
}

fn fact(hour: i64, quantity: &str) -> HourlyFact {
    HourlyFact { hour, quantity: quantity.parse().unwrap() }
}

async fn ingest(backend: &Backend, facts: &[HourlyFact]) -> IngestCounts {
    backend.extras.ingest_usage(&series(), facts).await.unwrap()
}

#[tokio::test]
async fn the_same_hours_again_change_nothing_and_another_quantity_is_a_restatement() {
    for backend in every_backend().await {
        let hours = [fact(492_000, "0.25"), fact(492_001, "1"), fact(492_002, "0.000000000000001")];
        let counts = |new, unchanged, restated| IngestCounts { new, unchanged, restated, refused: 0 };
        assert_eq!(ingest(&backend, &hours).await, counts(3, 0, 0), "{backend:?}");
        assert_eq!(ingest(&backend, &hours).await, counts(0, 3, 0), "{backend:?}");
        assert_eq!(
            ingest(&backend, &[fact(492_001, "2"), fact(492_003, "1")]).await,
            counts(1, 0, 1),
            "{backend:?}"
        );
    }
}

#[tokio::test]
async fn an_ingest_is_taken_whole_or_not_at_all() {
    for backend in every_backend().await {
        let mixed = [fact(492_000, "1"), fact(492_001, "-1")];
        let refused = backend.extras.ingest_usage(&series(), &mixed).await;
        expect_refused(&backend, refused, ErrorCode::InvalidInput);
        for wrong in [
            Series { metric_label: String::new(), ..series() },
            Series { namespace: "Not A Namespace".to_owned(), ..series() },
            Series { object: "4242 4242 4242 4242".to_owned(), ..series() },
        ] {
            let refused = backend.extras.ingest_usage(&wrong, &[fact(492_000, "1")]).await;
            expect_refused(&backend, refused, ErrorCode::InvalidInput);
        }
        assert_eq!(ingest(&backend, &[fact(492_000, "1")]).await.new, 1, "{backend:?}: nothing was there");
    }
}

#[tokio::test]
async fn a_fresh_tenant_has_no_methods_and_no_price_book() {
    for backend in every_backend().await {
        assert_eq!(backend.extras.list_payment_methods().await.unwrap(), [], "{backend:?}");
        assert_eq!(backend.extras.price_book().await.unwrap(), None, "{backend:?}");
    }
}
