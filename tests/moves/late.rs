//! A scheduled move that is carried out days after its time bills what its preview said, to the cent.

use crate::desk::{self, ASKER, noon};
use billing_domain::period::hour_starting;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{Decimal, LocalExtras};
use billing_service::LocalBackend;
use billing_service::billing::{Billing, PreviewOf};
use billing_service::plans::{MoveWishes, When};
use chrono::{DateTime, TimeDelta, Utc};
use std::path::Path;
use std::sync::Arc;

const PRICES: &str = r#"{"currency": "USD", "valid_from": "2026-01-01", "prices": [
    {"metric_label": "hours", "usage_type": "Load Balancer", "unit": "Hour", "model": "graduated",
     "tiers": [{"up_to": 1000, "unit_price": "0.10"}, {"up_to": null, "unit_price": "0.05"}]},
    {"metric_label": "hours", "plan": "free", "usage_type": "Load Balancer", "unit": "Hour", "model": "per_unit",
     "unit_price": "0.1234"}],
  "addon_fees": [{"addon": "f5xc_waap_advanced", "title": "WAAP Advanced", "amount": "77.77"},
             {"addon": "f5xc_securemesh_standard", "title": "Secure Mesh", "amount": "33.33"}]}"#;

fn billing(book: &LocalBackend) -> Billing {
    Billing::new(Arc::clone(book.store()), ASKER)
}

async fn used(book: &LocalBackend, hour: DateTime<Utc>, quantity: &str) {
    let series = Series {
        namespace: "shop".to_owned(),
        object: "web".to_owned(),
        metric_label: "hours".to_owned(),
        usage_type: "Load Balancer".to_owned(),
        unit: "Hour".to_owned(),
        ..Series::default()
    };
    let quantity: Decimal = quantity.parse().unwrap();
    let fact = HourlyFact { hour: hour_starting(hour).unwrap(), quantity };
    book.ingest_usage(&series, &[fact]).await.unwrap();
}

/// Noon of a day.
fn april(day: u32) -> DateTime<Utc> {
    format!("2026-04-{day:02}T12:00:00Z").parse().unwrap()
}

async fn priced(folder: &Path) -> LocalBackend {
    desk::found(folder).await;
    let book = desk::open(folder, noon());
    billing(&book).load_prices(PRICES, noon()).unwrap();
    book
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_previewed_for_the_instant_is_billed_however_late_it_is_carried_out() {
    let instants = [
        When::PeriodEnd,
        When::At("2026-04-01T00:00:00Z".parse().unwrap()),
        When::At("2026-04-10T07:30:01Z".parse().unwrap()),
        When::At("2026-04-30T23:59:59Z".parse().unwrap()),
    ];
    for when in instants {
        for late_by in [0, 40 * 86_400] {
            let folder = tempfile::tempdir().unwrap();
            let book = priced(folder.path()).await;
            for (day, quantity) in [(2, "700.25"), (12, "400.5"), (29, "1000.125")] {
                used(&book, april(day), quantity).await;
            }
            let at = book.planned_at("free", Some(when)).await.unwrap();
            let asked = desk::request("free");
            let of = PreviewOf::Plan {
                plan: "free".to_owned(),
                at,
                subscribe: asked.payload.subscribe_addons.clone(),
                unsubscribe: vec![],
            };
            let preview = billing(&book).preview(&of, noon()).unwrap();
            let wishes = MoveWishes { when: Some(when), ..MoveWishes::default() };
            book.start_move(&asked, &wishes).await.unwrap();
            drop(book);
            let book = desk::open(folder.path(), at + TimeDelta::seconds(late_by));
            book.resume_moves().unwrap();
            let may = "2026-05-01T00:00:00Z".parse().unwrap();
            billing(&book).close(may, book.now().max(may)).unwrap();
            let invoices =
                book.bill(|billing, now| billing.preview_outcomes("INV-000004", now)).await.unwrap();
            let [outcome] = invoices.as_slice() else { panic!("one preview of April: {invoices:?}") };
            assert_eq!(outcome.billed, preview.after.totals.total, "{when:?}, late by {late_by} s");
            assert!(outcome.as_previewed(), "{when:?}, late by {late_by} s: {:?}", outcome.changes);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_a_month_carries_out_what_is_due_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let book = priced(folder.path()).await;
    book.start_move(&desk::request("free"), &MoveWishes::default()).await.unwrap();
    // Nobody has opened the book since: the move of the first of April is still open when April is closed.
    let may = "2026-05-01T00:00:00Z".parse().unwrap();
    let issued = billing(&book).close(may, may).unwrap();
    let last = issued.last().unwrap();
    let lines: Vec<_> = last.lines.iter().map(|line| line.usage_type.as_str()).collect();
    assert!(!lines.contains(&"Teams") && lines.contains(&"WAAP Advanced"), "{lines:?}");
}
