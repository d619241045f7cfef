//! Whether a copy says the same as its tenant: every hour, invoice, document, plan, quota and subscription.

use crate::world::system;
use billing_domain::Decimal;
use billing_domain::invoices::{InvoiceStatus, Invoices};
use billing_domain::plans::Plans;
use billing_domain::quotas::Quotas;
use billing_domain::subscriptions::Subscriptions;
use billing_domain::usage::Series;
use billing_service::LocalBackend;
use billing_service::quotas::QuotasView;
use billing_service::tenant::OfflineBackend;
use billing_store::usage::SeriesFilter;
use std::collections::BTreeMap;

/// Every hour of a book up to an hour, by series.
pub async fn hours(book: &LocalBackend, until: i32) -> BTreeMap<Series, Vec<(i32, Decimal)>> {
    book.read(move |book| {
        let mut all = BTreeMap::new();
        for row in book.series_matching(&SeriesFilter::default())? {
            let mut facts = Vec::new();
            book.each_hour(row.id, i32::MIN..until, |fact| {
                facts.push((fact.hour(), fact.quantity()?));
                Ok(())
            })?;
            if !facts.is_empty() {
                all.insert(row.series, facts);
            }
        }
        Ok(all)
    })
    .await
    .unwrap()
}

/// The hour that is running, which no copy holds.
pub fn running_hour(tenant: &LocalBackend) -> i32 {
    i32::try_from(tenant.now().timestamp().div_euclid(3_600)).unwrap()
}

/// Fails unless the copy is the tenant's equal. Asks nobody over the network.
pub async fn assert_equal(tenant: &LocalBackend, offline: &OfflineBackend, what: &str) {
    let copy = offline.book();
    let until = running_hour(tenant);
    assert_eq!(hours(copy, until).await, hours(tenant, until).await, "{what}: hours");

    let listed = tenant.list_invoices(&system(), None).await.unwrap();
    let held: Vec<_> = copy.read(|book| Ok(book.tenant_invoices()?)).await.unwrap();
    let told: Vec<_> = held.iter().map(|record| record.invoice.clone()).collect();
    assert_eq!(told, listed, "{what}: invoices");
    for invoice in listed.iter().filter(|invoice| invoice.status == InvoiceStatus::Paid) {
        let theirs = tenant.invoice_pdf(&system(), &invoice.name).await.unwrap();
        let name = invoice.name.clone();
        let ours = copy.read(move |book| Ok(book.tenant_document(&name)?)).await.unwrap();
        assert!(ours.is_some_and(|ours| ours.bytes == theirs), "{what}: document of {}", invoice.name);
    }

    let objects = tenant.list_quotas(&system(), None).await.unwrap();
    let held = copy.read(|book| Ok(book.quota_objects(Some("system"))?)).await.unwrap();
    assert_eq!(held, objects, "{what}: quota objects");
    let shown = |view: QuotasView| {
        let row = |row: billing_service::quotas::QuotaRow| (row.kind, row.in_use, row.limit, row.state);
        view.rows.into_iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(
        shown(copy.quotas_view().await.unwrap()),
        shown(tenant.quotas_view().await.unwrap()),
        "{what}: the screen of quotas"
    );

    let current = tenant.current_plan().await.unwrap();
    let held = copy.read(|book| Ok(book.held_plan()?)).await.unwrap();
    assert_eq!(held.as_deref(), current.current().map(|plan| plan.name.as_str()), "{what}: plan");
    let subscriptions = tenant.list_subscriptions(&system(), None).await.unwrap();
    assert_eq!(offline.held_subscriptions().await.unwrap(), subscriptions, "{what}: subscriptions");
    copy_is_sound(copy, what).await;
}

/// Roll-ups are their facts, whatever happened on the way.
async fn copy_is_sound(copy: &LocalBackend, what: &str) {
    for check in billing_service::care::verify(copy.store(), copy.now()).unwrap() {
        assert!(check.findings.is_empty(), "{what}: {check:?}");
    }
}
