//! What a sync brings, one thing at a time.

use crate::equal::{assert_equal, running_hour};
use crate::faulty_tenant::Fault;
use crate::world::{World, hour, series, system, used};
use billing_domain::invoices::{Invoice, InvoiceStatus};
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use billing_domain::{Currency, ErrorCode, LocalExtras, Money, Period};
use billing_service::tenant::sync::{Part, SyncControl, SyncOrder};
use billing_service::tenant::{AnswerSource, Reached};
use billing_store::tenant::{NewDocument, PartState, SyncState};
use billing_wire::Operation;
use chrono::{DateTime, TimeDelta};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_sync_brings_everything_and_the_second_asks_for_no_hour() {
    let world = World::new().await;
    let report = world.sync().await;
    assert_eq!(report.state, SyncState::Done, "{report:?}");
    assert_eq!((report.brought.hours.new, report.brought.documents), (12, 1));
    assert_equal(&world.book, &world.copy, "after the first").await;
    let asked = world.asked(Operation::ListHourlyUsageDetails);
    world.clock.forward(TimeDelta::minutes(5));
    let report = world.sync().await;
    assert_eq!(report.brought.hours, Default::default());
    // February has settled by now and was read whole; March has nothing new.
    assert_eq!(world.asked(Operation::ListHourlyUsageDetails), asked);
    assert_eq!(world.asked(Operation::DownloadInvoicePdf), 1, "a document is fetched once");
    assert_equal(&world.book, &world.copy, "after the second").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_past_hour_that_changes_is_a_restatement() {
    let world = World::new().await;
    world.sync().await;
    let changed = hour("2026-03-05T00:00:00Z");
    used(&world.book, &series(1), &[(changed, "9.25")]).await;
    let report = world.sync().await;
    assert_eq!((report.brought.hours.restated, report.brought.hours.new), (1, 0));
    assert_equal(&world.book, &world.copy, "afterwards").await;
    let until = running_hour(&world.book);
    let kept = world.copy.book().read(move |book| Ok(book.usage_restatements(0..until, 10)?)).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].old.to_string(), kept[0].new.to_string()), ("7".to_owned(), "9.25".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_hour_that_moved_inside_a_settled_month_is_found_when_the_range_is_read_again() {
    let world = World::new().await;
    world.sync().await;
    let february = hour("2026-02-10T00:00:00Z");
    used(&world.book, &series(0), &[(february, "0.5"), (february + 5, "1")]).await;
    world.sync().await;
    let order = SyncOrder { again: Some(Period::month(2026, 2).unwrap()) };
    let report = world.copy.sync(&order, &SyncControl::new()).await.unwrap();
    assert_eq!((report.brought.hours.restated, report.brought.hours.new), (1, 1));
    assert_equal(&world.book, &world.copy, "after reading it again").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_running_hour_is_not_taken_before_it_is_over() {
    let world = World::new().await;
    used(&world.book, &series(0), &[(hour("2026-03-19T12:00:00Z"), "3")]).await;
    world.sync().await;
    assert_equal(&world.book, &world.copy, "while it runs").await;
    world.clock.forward(TimeDelta::minutes(31));
    let report = world.sync().await;
    assert_eq!(report.brought.hours.new, 1);
    assert_equal(&world.book, &world.copy, "once it is over").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_fails_keeps_what_it_had_and_says_so() {
    let world = World::new().await;
    world.sync().await;
    world.clock.forward(TimeDelta::hours(1));
    world.weather(|_, operation| (operation == Some(Operation::ListQuotas)).then_some(Fault::Down));
    let report = world.sync().await;
    assert_eq!(report.state, SyncState::Partial);
    let status = world.copy.status().await.unwrap();
    let quotas = status.parts.iter().find(|part| part.part == "quotas").unwrap();
    assert_eq!(quotas.state, PartState::Partial);
    assert!(quotas.message.as_ref().is_some_and(|text| text.contains("ListQuotas")), "{quotas:?}");
    assert_eq!(quotas.fetched_at, Some(world.book.now() - TimeDelta::hours(1)), "its age is the old one");
    assert_eq!(status.as_of, quotas.fetched_at, "a copy is as old as its oldest part");
    let plans = status.parts.iter().find(|part| part.part == "plans").unwrap();
    assert_eq!((plans.state, plans.fetched_at), (PartState::Whole, Some(world.book.now())));
    assert!(status.is_partial());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_tenant_everything_is_read_with_its_age() {
    let world = World::new().await;
    world.sync().await;
    let told = world.copy.quota_usage(&system()).await.unwrap();
    world.clock.forward(TimeDelta::hours(3));
    world.weather(|_, _| Some(Fault::ResetBefore));
    assert_eq!(world.copy.quota_usage(&system()).await.unwrap(), told);
    let source = world.copy.source_of("quota_usage").unwrap();
    let AnswerSource::Copy { as_of, because, .. } = source else { panic!("{source:?}") };
    assert_eq!(as_of, world.book.now() - TimeDelta::hours(3));
    assert!(because.contains("GetQuotaUsage"), "{because}");
    let status = world.copy.status().await.unwrap();
    assert!(matches!(status.reached, Reached::Offline { .. }), "{:?}", status.reached);
    let report = world.sync().await;
    assert_eq!(report.state, SyncState::Failed);
    assert_eq!(report.parts.len(), 1, "nobody is asked a second time: {report:?}");
    world.tenant.clears_up();
    world.copy.quota_usage(&system()).await.unwrap();
    assert!(matches!(world.copy.status().await.unwrap().reached, Reached::Online(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_is_an_answer_and_no_copy_stands_in_for_it() {
    let world = World::new().await;
    world.sync().await;
    let error = world.copy.get_quota(&system(), "nothing").await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(matches!(world.copy.status().await.unwrap().reached, Reached::Online(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sync_is_paused_goes_on_and_is_stopped() {
    let world = World::new().await;
    let control = SyncControl::new();
    control.pause();
    let order = SyncOrder::default();
    let mut syncing = Box::pin(world.copy.sync(&order, &control));
    // Everything that can happen while it is paused has happened once nothing is ready any more.
    assert!(futures::poll!(&mut syncing).is_pending());
    while control.progress().part.is_none() {
        assert!(futures::poll!(&mut syncing).is_pending());
        tokio::task::yield_now().await;
    }
    assert_eq!((control.progress().part, control.progress().paused), (Some(Part::Plans), true));
    assert_eq!(
        world.copy.sync(&order, &SyncControl::new()).await.unwrap_err().code,
        ErrorCode::FailedPrecondition,
        "one at a time"
    );
    assert_eq!(world.tenant.seen().len(), 0, "nothing leaves while it is paused");
    control.go_on();
    control.stop();
    control.go_on();
    let report = syncing.await.unwrap();
    assert_eq!(report.state, SyncState::Cancelled, "a stop is for good: {report:?}");
    assert_eq!(world.sync().await.state, SyncState::Done);
    assert_equal(&world.book, &world.copy, "in the end").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_token_ends_the_sync_at_once() {
    let world = World::new().await;
    let address = billing_wire::address::TenantAddress::parse(&format!("http://{}", world.tenant.address));
    let options = billing_remote::RemoteOptions::new(address.unwrap(), billing_remote::Secret::new("wrong"));
    let backend = std::sync::Arc::new(billing_remote::RemoteBackend::new(options).unwrap());
    let extras = std::sync::Arc::new(world.book.clone());
    world.copy.connect(Some(billing_domain::tenants::Tenant { name: "acme".to_owned(), backend, extras }));
    let report = world.sync().await;
    assert_eq!((report.state, report.parts.len()), (SyncState::Failed, 1));
    assert_eq!(report.parts[0].error.as_ref().unwrap().code, ErrorCode::Unauthenticated);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_are_held_against_each_other() {
    let world = World::new().await;
    world.sync().await;
    let found = world.copy.verify(None, &SyncControl::new()).await.unwrap();
    assert!(found.iter().all(billing_service::tenant::verify::Comparison::is_equal), "{found:?}");
    let parts: Vec<_> = found.iter().map(|one| (one.part, one.what.as_str())).collect();
    assert_eq!(
        parts,
        [("invoices", ""), ("documents", ""), ("quotas", ""), ("hours", "2026-02"), ("hours", "2026-03")]
    );
    used(&world.book, &series(3), &[(hour("2026-03-06T00:00:00Z"), "2")]).await;
    let found = world.copy.verify(Some(Period::month(2026, 3).unwrap()), &SyncControl::new()).await.unwrap();
    let march = found.iter().find(|one| one.what == "2026-03").unwrap();
    assert_eq!((march.differences, march.differing.len()), (1, 1), "{march:?}");
    assert_eq!(march.there.sums[0].1.checked_sub(march.here.sums[0].1).unwrap().to_string(), "2");
    assert!(found.iter().all(|one| one.what != "2026-02"), "only what was asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objects_that_go_at_the_tenant_go_in_the_copy() {
    let world = World::new().await;
    let metadata =
        ObjectMeta { name: "more".to_owned(), namespace: "system".to_owned(), ..Default::default() };
    let limits = QuotaLimits { objects: [("crl".to_owned(), 9)].into(), ..Default::default() };
    world.book.create_quota(&QuotaDraft { metadata, limits }).await.unwrap();
    world.sync().await;
    assert_equal(&world.book, &world.copy, "with it").await;
    world.book.delete_quota(&system(), "more").await.unwrap();
    world.sync().await;
    assert_equal(&world.book, &world.copy, "without it").await;
    let told = world.copy.book().read(|book| Ok(book.tenant_answers("quota_usage")?)).await.unwrap();
    assert_eq!(told.len(), 2, "both readings are history");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_is_recorded_and_believed() {
    let world = World::new().await;
    world.sync().await;
    let impossible = Invoice {
        name: "INV-000001".to_owned(),
        status: InvoiceStatus::Pending,
        active: true,
        amount: Money::new(1, Currency::USD),
        period: Period::month(2026, 2).unwrap(),
    };
    // As an earlier sync would have left it, had the tenant told it then.
    world
        .copy
        .book()
        .write(move |tx| {
            tx.put_tenant_invoice(
                &Invoice { status: InvoiceStatus::Refunded, active: false, ..impossible },
                0,
                super::world::noon(),
            )?;
            Ok(())
        })
        .await
        .unwrap();
    let report = world.sync().await;
    assert_eq!((report.brought.invoices.changed, report.brought.invoices.anomalies), (1, 1));
    assert_equal(&world.book, &world.copy, "the tenant's word holds").await;
    let status = world.copy.status().await.unwrap();
    assert!(status.anomalies[0].message.contains("refunded"), "{:?}", status.anomalies);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_is_changed_by_its_tenant_alone() {
    let world = World::new().await;
    world.sync().await;
    let copy = world.copy.book();
    // A price book is one's own: what the provider charged is rated against it.
    const PRICES: &str =
        r#"{"cpu-0": {"usage_type": "vCPU", "unit": "Hour", "tiers": [{"up_to": null, "unit_price": "1"}]}}"#;
    copy.bill(|billing, _| billing.load_prices(PRICES, DateTime::UNIX_EPOCH).map(drop)).await.unwrap();
    let metadata =
        ObjectMeta { name: "ours".to_owned(), namespace: "system".to_owned(), ..Default::default() };
    let draft = QuotaDraft { metadata, limits: QuotaLimits::default() };
    let refused = [
        copy.create_quota(&draft).await.map(drop),
        copy.ingest_usage(&series(0), &[]).await.map(drop),
        copy.bill(|billing, now| billing.close(now, now).map(drop)).await,
    ];
    for result in refused {
        assert_eq!(result.unwrap_err().code, ErrorCode::Unsupported);
    }
    assert_equal(&world.book, &world.copy, "nothing of it stayed").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_that_was_touched_is_found() {
    let world = World::new().await;
    world.sync().await;
    let touched = NewDocument {
        invoice: "INV-000001".to_owned(),
        sha256: "0".repeat(64),
        bytes: b"%PDF of somebody else".to_vec(),
        source: "nobody".to_owned(),
        at: world.book.now(),
    };
    let copy = world.copy.book();
    copy.write(move |tx| Ok(tx.add_tenant_document(&touched)?)).await.unwrap();
    let checks = billing_service::care::verify(copy.store(), copy.now()).unwrap();
    let findings: Vec<_> = checks.iter().flat_map(|check| &check.findings).collect();
    assert_eq!(findings, ["INV-000001: its document is not the one that came"]);
    let told = world.copy.verify(None, &SyncControl::new()).await.unwrap();
    let documents = told.iter().find(|one| one.part == "documents").unwrap();
    assert_eq!(
        (documents.differences, documents.differing.as_slice()),
        (1, ["INV-000001".to_owned()].as_slice())
    );
}
