//! Random sessions in bad weather: the tenant lives on, syncs fail, are stopped and go on, changes get lost on the way.
//!
//! When it clears up, one patient sync makes the copy the tenant's equal, and every change has one known end.
//! `SYNC_SESSIONS` says how many; the first seed is `SYNC_SEED`.

use crate::deeds::{self, draft};
use crate::dice::{Dice, asked_for};
use crate::equal::assert_equal;
use crate::faulty_tenant::{FAULTS, Fault, seeded};
use crate::world::{World, client_with_patience};
use billing_domain::quotas::Quotas;
use billing_service::tenant::sync::{SyncControl, SyncOrder};
use billing_service::tenant::verify::Comparison;
use billing_store::tenant::{IntentState, SyncState};
use billing_wire::Operation;
use chrono::TimeDelta;
use futures::{StreamExt, stream};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Sessions under way at the same time: most of their time goes into waiting.
const AT_ONCE: usize = 8;

#[derive(Default, Clone, Copy)]
struct Counts {
    faults: usize,
    syncs: usize,
    whole: usize,
    changes: usize,
    unknown: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_session_ends_equal_to_the_tenant() {
    let (sessions, first) = (asked_for("SYNC_SESSIONS", 24), asked_for("SYNC_SEED", 1));
    let counts: Vec<Counts> =
        stream::iter(first..first + sessions).map(session).buffer_unordered(AT_ONCE).collect().await;
    let sum = |of: fn(&Counts) -> usize| counts.iter().map(of).sum::<usize>();
    assert_eq!(counts.len() as u64, sessions);
    assert!(sum(|one| one.faults) > 0 && sum(|one| one.whole) < sum(|one| one.syncs), "the weather was fair");
    println!(
        "{sessions} sessions, {} syncs of which {} whole, {} requests faulted, {} changes sent in bad weather, {} of \
         unknown outcome: all ended equal",
        sum(|one| one.syncs),
        sum(|one| one.whole),
        sum(|one| one.faults),
        sum(|one| one.changes),
        sum(|one| one.unknown),
    );
}

async fn session(seed: u64) -> Counts {
    let world = World::new().await;
    let dice = Dice::seeded(seed);
    let mut counts = Counts::default();
    for round in 0..2 + dice.roll(3) {
        world.copy.connect(Some(client_with_patience(&world.tenant, Duration::from_millis(150))));
        for _ in 0..1 + dice.roll(5) {
            deeds::one(&world, &dice).await;
        }
        world.tenant.weather(weather(&dice));
        if dice.roll(3) == 0 {
            counts.changes += 1;
            // Whatever comes of it stands in the outbox.
            let _ = world.copy.create_quota(&draft(&format!("wanted-{round}"), 3)).await;
        }
        counts.syncs += 1;
        let state = sync_in_bad_weather(&world, &dice).await;
        counts.whole += usize::from(state == SyncState::Done);
        world.tenant.clears_up();
        // Its connections end with it, so that nothing is in hand at the tenant any more.
        world.copy.connect(None);
        world.tenant.settled().await;
    }
    counts.faults = world.tenant.seen().iter().filter(|seen| seen.fault.is_some()).count();
    counts.unknown = settle_outbox(&world, seed).await;
    let what = format!("seed {seed}");
    world.copy.connect(Some(client_with_patience(&world.tenant, Duration::from_secs(30))));
    // By then a settled month is looked at again.
    world.clock.forward(TimeDelta::hours(25));
    let report = world.sync().await;
    assert_eq!(report.state, SyncState::Done, "{what}: {report:?}");
    assert_equal(&world.book, &world.copy, &what).await;
    let found = world.copy.verify(None, &SyncControl::new()).await.unwrap();
    assert!(found.iter().all(Comparison::is_equal), "{what}: {found:?}");
    counts
}

/// Of a hundred requests 5, 20 or 60 are faulted.
fn weather(dice: &Dice) -> impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static {
    seeded(dice.roll(u64::MAX), dice.pick(&[5, 20, 60]), &FAULTS)
}

/// A sync; in one case of four a person stops it when a certain request reaches the tenant.
async fn sync_in_bad_weather(world: &World, dice: &Dice) -> SyncState {
    let control = Arc::new(SyncControl::new());
    if dice.roll(4) == 0 {
        let stops_at = u64::try_from(world.tenant.seen().len()).unwrap() + dice.roll(12);
        let (weather, stopping) = (weather(dice), Arc::clone(&control));
        world.tenant.weather(move |number, operation| {
            if number >= stops_at {
                stopping.stop();
            }
            weather(number, operation)
        });
    }
    world.copy.sync(&SyncOrder::default(), &control).await.unwrap().state
}

/// Every change has an end after reading back, the tenant did what "done" says, and nothing twice.
async fn settle_outbox(world: &World, seed: u64) -> usize {
    world.copy.connect(Some(client_with_patience(&world.tenant, Duration::from_secs(30))));
    let mut unknown = 0;
    for intent in world.copy.outbox().await.unwrap() {
        if intent.state == IntentState::Unknown {
            unknown += 1;
            world.copy.read_back(&intent.id).await.unwrap();
        }
    }
    let there: Vec<String> = world
        .book
        .list_quotas(&super::world::system(), None)
        .await
        .unwrap()
        .into_iter()
        .map(|object| object.metadata.name)
        .collect();
    let mut ends: BTreeMap<String, IntentState> = BTreeMap::new();
    for intent in world.copy.outbox().await.unwrap() {
        let name = intent.object.trim_start_matches("system/").to_owned();
        assert!(!intent.state.is_open(), "seed {seed}: {intent:?}");
        let done = intent.state == IntentState::Done;
        assert_eq!(there.contains(&name), done, "seed {seed}: {intent:?}");
        assert!(ends.insert(name, intent.state).is_none(), "seed {seed}: one change for each name");
    }
    let done = ends.values().filter(|state| **state == IntentState::Done).count();
    assert_eq!(world.tenant.done(Operation::CreateQuota), done, "seed {seed}: nothing twice");
    unknown
}
