//! Every read through every fault: the tenant's present word as live, or the copy's with its age; nothing else.

use crate::faulty_tenant::{FAULTS, Fault};
use crate::world::{World, hour, noon, series, system, used};
use billing_domain::quotas::Quotas;
use billing_domain::{BillingBackend, BillingError, Period};
use billing_service::tenant::AnswerSource;
use chrono::TimeDelta;
use futures::{StreamExt, stream};
use std::fmt::Debug;

/// The reads that a copy answers.
const READS: [&str; 10] = [
    "current_plan",
    "list_plans",
    "list_quotas",
    "quota_usage",
    "quota_limits",
    "list_subscriptions",
    "list_invoices",
    "invoice_pdf",
    "monthly_usage",
    "usage_details",
];

fn shown<T: Debug>(answer: Result<T, BillingError>) -> Result<String, BillingError> {
    answer.map(|answer| format!("{answer:?}"))
}

async fn read(backend: &dyn BillingBackend, operation: &str) -> Result<String, BillingError> {
    let february = Period::month(2026, 2).unwrap();
    match operation {
        "current_plan" => shown(backend.current_plan().await),
        "list_plans" => shown(backend.list_plans().await),
        "list_quotas" => shown(backend.list_quotas(&system(), None).await),
        "quota_usage" => shown(backend.quota_usage(&system()).await),
        "quota_limits" => shown(backend.quota_limits(&system()).await),
        "list_subscriptions" => shown(backend.list_subscriptions(&system(), None).await),
        "list_invoices" => shown(backend.list_invoices(&system(), None).await),
        "invoice_pdf" => shown(backend.invoice_pdf(&system(), "INV-000001").await),
        "monthly_usage" => shown(backend.monthly_usage(&system()).await),
        // Each side has keys of its own for the hours of a line.
        _ => shown(backend.usage_details(&system(), february).await.map(|items| {
            items.into_iter().map(|item| (item.series, item.period, item.quantity)).collect::<Vec<_>>()
        })),
    }
}

/// What the tenant said at the sync, and what it says now, an hour later.
async fn moved_on(world: &World) {
    world.clock.forward(TimeDelta::hours(1));
    used(&world.book, &series(0), &[(hour("2026-02-11T00:00:00Z"), "3")]).await;
    world.book.create_quota(&crate::deeds::draft("more", 9)).await.unwrap();
}

/// How many reads came live and right, and how many from the copy.
async fn every_read_through(fault: Fault) -> (usize, usize) {
    let world = World::new().await;
    world.sync().await;
    let mut before = Vec::new();
    for operation in READS {
        before.push(read(&world.copy, operation).await.unwrap());
    }
    moved_on(&world).await;
    world.weather(move |_, _| Some(fault));
    let (mut live, mut copies) = (0, 0);
    for (operation, before) in READS.iter().zip(before) {
        let what = format!("{operation} through {fault:?}");
        let now = read(&world.book, operation).await.unwrap();
        let told = read(&world.copy, operation).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        match world.copy.source_of(operation).unwrap() {
            // A tenant that itself tells an old answer cannot be told from one that has nothing new.
            AnswerSource::Live { .. } if fault == Fault::Stale => assert_eq!(told, before, "{what}"),
            AnswerSource::Live { at } => {
                assert_eq!((told, at), (now, world.book.now()), "{what}");
                live += 1;
            }
            AnswerSource::Copy { as_of, because, .. } => {
                assert_eq!((told, as_of), (before, noon()), "{what}: as old as it says");
                assert!(!because.is_empty(), "{what}");
                copies += 1;
            }
        }
    }
    (live, copies)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_is_live_and_right_or_from_the_copy_with_its_age() {
    let counts: Vec<_> =
        stream::iter(FAULTS).map(every_read_through).buffer_unordered(FAULTS.len()).collect().await;
    let (live, copies) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!(
        "{} reads through {} faults: {live} live and right, {copies} from the copy with their age",
        READS.len(),
        FAULTS.len()
    );
    assert!(live > 0 && copies > live);
}
