//! Stories of invoices: every state on the list, and the document of a paid one.

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::period::hour_starting;
use billing_domain::usage::Series;
use billing_domain::{ErrorCode, Period};
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts};
use chrono::{DateTime, Utc};

const PRICES: &str = r#"{"egress": {"usage_type": "RE Egress", "unit": "GB", "tiers": [
    {"up_to": 10, "unit_price": "0.08"}, {"up_to": null, "unit_price": "0.07"}]}}"#;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// 20.5 GB in each of seven months: 10 x 0.08 + 10 x 0.07 = USD 1.50 a month.
async fn given_usage(backend: &Backend) {
    backend
        .given(|tx| {
            let source = NewSource { kind: "seed", name: "story".into(), sha256: None, started_at: noon() };
            let origin = Origin { source: tx.add_source(&source)?, at: noon() };
            let series = Series {
                namespace: "shop".into(),
                object: "lb".into(),
                metric_label: "egress".into(),
                usage_type: "Egress".into(),
                unit: "GB".into(),
                ..Series::default()
            };
            let series_id = tx.intern_series(&series)?;
            let months = ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"];
            let fact = |month: &str| {
                let hour = hour_starting(at(&format!("{month}-05T00:00:00Z"))).unwrap();
                Fact::new(i32::try_from(hour).unwrap(), "20.5".parse().unwrap())
            };
            let facts = months.into_iter().map(fact).collect();
            Ok(tx.merge_usage(vec![SeriesFacts { series_id, facts }], origin)?)
        })
        .await;
}

/// September to January issued at their time, February yesterday; paid, refunded and cancelled ones among them.
async fn given_invoices(backend: &Backend) {
    given_usage(backend).await;
    let seeded = backend.book.bill(|billing, now| {
        billing.load_prices(PRICES, at("2025-09-01T00:00:00Z"))?;
        for month in ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"] {
            let first = at(&format!("{month}-01T03:00:00Z"));
            billing.close(first, first)?;
        }
        billing.mark_paid("INV-000001", "Visa", "", at("2025-10-02T00:00:00Z"))?;
        billing.mark_paid("INV-000002", "Visa", "", at("2025-11-02T00:00:00Z"))?;
        billing.refund("INV-000002", None, "double order", at("2025-11-03T00:00:00Z"))?;
        billing.cancel("INV-000003", "wrong address", at("2025-12-02T00:00:00Z"))?;
        billing.close(now, now)
    });
    seeded.await.unwrap();
}

#[tokio::test]
async fn every_state_is_listed_newest_first() {
    for backend in every_backend().await {
        given_invoices(&backend).await;
        let invoices = backend.list_invoices(&system(), None).await.unwrap();
        let shown: Vec<_> = invoices.iter().map(|i| (i.name.as_str(), i.status.clone(), i.active)).collect();
        let expected = [
            ("running-2026-03", InvoiceStatus::Pending, true),
            ("INV-000006", InvoiceStatus::Issued, false),
            ("INV-000005", InvoiceStatus::Overdue, false),
            ("INV-000004", InvoiceStatus::Overdue, false),
            ("INV-000003", InvoiceStatus::Cancelled, false),
            ("INV-000002", InvoiceStatus::Refunded, false),
            ("INV-000001", InvoiceStatus::Paid, false),
        ];
        assert_eq!(shown, expected, "{backend:?}");
        assert!(invoices.iter().all(|i| i.amount.to_string() == "USD 1.50"), "{backend:?}: {invoices:?}");
        assert_eq!(invoices[1].period, Period::month(2026, 2).unwrap());
    }
}

#[tokio::test]
async fn the_limit_keeps_the_newest() {
    for backend in every_backend().await {
        given_invoices(&backend).await;
        for (limit, names) in
            [(0, vec![]), (2, vec!["running-2026-03", "INV-000006"]), (100, vec!["running-2026-03"; 7])]
        {
            let invoices = backend.list_invoices(&system(), Some(limit)).await.unwrap();
            assert_eq!(invoices.len(), names.len(), "{backend:?}");
            assert_eq!(invoices.first().map(|i| i.name.as_str()), names.first().copied());
        }
    }
}

#[tokio::test]
async fn any_namespace_tells_the_tenants_invoices() {
    for backend in every_backend().await {
        given_invoices(&backend).await;
        let all = backend.list_invoices(&system(), None).await.unwrap();
        assert_eq!(backend.list_invoices(&namespace("shop"), None).await.unwrap(), all, "{backend:?}");
    }
}

#[tokio::test]
async fn an_empty_book_has_no_invoices() {
    for backend in every_backend().await {
        assert_eq!(backend.list_invoices(&system(), None).await.unwrap(), [], "{backend:?}");
    }
}

#[tokio::test]
async fn the_document_of_a_paid_invoice_comes_as_it_was_stored() {
    for backend in every_backend().await {
        given_invoices(&backend).await;
        let bytes = backend.invoice_pdf(&system(), "INV-000001").await.unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{backend:?}");
        assert_eq!(bytes, backend.invoice_pdf(&system(), "INV-000001").await.unwrap(), "{backend:?}");
        let stored = backend.book.bill(|billing, now| billing.invoice_pdf("INV-000001", now)).await.unwrap();
        assert_eq!(bytes, stored.bytes, "{backend:?}");
    }
}

#[tokio::test]
async fn only_a_paid_invoice_has_a_document_to_serve() {
    for backend in every_backend().await {
        given_invoices(&backend).await;
        for name in ["running-2026-03", "INV-000006", "INV-000005", "INV-000003", "INV-000002"] {
            let refused = backend.invoice_pdf(&system(), name).await;
            expect_refused(&backend, refused, ErrorCode::FailedPrecondition);
        }
        let unknown = backend.invoice_pdf(&system(), "INV-999999").await;
        expect_refused(&backend, unknown, ErrorCode::NotFound);
    }
}
