//! Every sequence of eight events over real books: what is asked for, decided, called off, killed and resumed, in any order.
//!
//! A state is the content of a book; the same content with another past counts once, so that all sequences are walked
//! without walking them one by one. What must hold is looked at after every event.

use crate::desk::{self, ASKER, OTHER, noon, open_request};
use billing_domain::BillingError;
use billing_domain::plans::transitions::{Phase, Transition};
use billing_domain::plans::{PlanState, TransitionState};
use billing_service::LocalBackend;
use billing_service::plans::{Decision, MoveWishes, When};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const DEPTH: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    AskFreeNow,
    AskFreeAtPeriodEnd,
    AskOrganization,
    AskOrganizationForADay,
    AskIndividual,
    /// Only the first durable step: the program was killed after it.
    AskOrganizationAndDie,
    Approve,
    /// The yes is written down, and the program was killed.
    ApproveAndDie,
    ApproveByAsker,
    Refuse,
    Cancel,
    TimePasses,
    Resume,
}

const EVENTS: [Event; 13] = [
    Event::AskFreeNow,
    Event::AskFreeAtPeriodEnd,
    Event::AskOrganization,
    Event::AskOrganizationForADay,
    Event::AskIndividual,
    Event::AskOrganizationAndDie,
    Event::Approve,
    Event::ApproveAndDie,
    Event::ApproveByAsker,
    Event::Refuse,
    Event::Cancel,
    Event::TimePasses,
    Event::Resume,
];

impl Event {
    fn asks(self) -> bool {
        format!("{self:?}").starts_with("Ask")
    }
}

/// A book that was reached, with what must be remembered of the way there.
#[derive(Clone)]
struct Node {
    file: PathBuf,
    now: DateTime<Utc>,
    /// Everything but the requests, as it was before the open request was asked for.
    before: Option<String>,
    past: Vec<Transition>,
}

/// Longer than any scheduled move waits.
const PASSING: TimeDelta = TimeDelta::days(40);

async fn happens(book: &LocalBackend, event: Event) -> Result<(), BillingError> {
    let wish = |when| MoveWishes { when, ..MoveWishes::default() };
    let ask = async |plan: &str, when| book.start_move(&desk::request(plan), &wish(when)).await.map(drop);
    let open = open_request(book).await.map(|open| open.id).unwrap_or_default();
    let decision = |approve, by: &str| Decision { approve, by: by.to_owned(), reason: "so".to_owned() };
    match event {
        Event::AskFreeNow => ask("free", Some(When::Now)).await,
        Event::AskFreeAtPeriodEnd => ask("free", Some(When::PeriodEnd)).await,
        Event::AskOrganization => ask("organization", Some(When::Now)).await,
        Event::AskOrganizationForADay => {
            ask("organization", Some(When::At(book.now() + TimeDelta::days(30)))).await
        }
        Event::AskIndividual => ask("individual", Some(When::Now)).await,
        Event::AskOrganizationAndDie => {
            let wishes = wish(Some(When::Now));
            book.begin_move(&desk::request("organization"), &wishes).await.map(drop)
        }
        Event::Approve => book.decide_move(&open, &decision(true, OTHER), None).await.map(drop),
        Event::ApproveAndDie => book.note_decision(&open, &decision(true, OTHER)).await.map(drop),
        Event::ApproveByAsker => book.decide_move(&open, &decision(true, ASKER), None).await.map(drop),
        Event::Refuse => book.decide_move(&open, &decision(false, OTHER), None).await.map(drop),
        Event::Cancel => book.cancel_move(&open, ASKER, "").await.map(drop),
        Event::TimePasses => Ok(()),
        Event::Resume => book.run_due_moves(book.now()).await.map(drop),
    }
}

/// What tells two books apart here: what is held and limited now, and how the open request stands.
async fn key_of(book: &LocalBackend, before: Option<&String>) -> String {
    let limits = book.read(|book| Ok(book.plans("en-us")?)).await.unwrap();
    let held: Vec<_> = limits.iter().filter(|plan| plan.current).map(|plan| plan.name.clone()).collect();
    let (addons, objects, methods) = book
        .read(|book| Ok((book.active_addons()?, book.quota_objects(None)?.len(), book.payment_methods()?)))
        .await
        .unwrap();
    // Whether there is a primary decides the role of the next; how many others there are decides nothing.
    let roles: BTreeSet<_> = methods.iter().map(|method| method.role.as_str().to_owned()).collect();
    let open = open_request(book).await.map(|open| {
        let steps: Vec<_> = open.done.iter().map(|done| done.step.as_str()).collect();
        format!("{} {:?} {:?} {steps:?}", open.to_plan, open.state(), open.phase(book.now()))
    });
    // Of the past only whether something was asked for before matters: the rest of it is looked at as it happens.
    format!("{held:?} {addons:?} {objects} {roles:?} {open:?} {}", before.is_some())
}

/// What must hold after an event; `was` is the book before it.
async fn check(book: &LocalBackend, was: &Node, before: Option<&String>, event: Event) -> Vec<Transition> {
    let all = book.read(|book| Ok(book.transitions()?)).await.unwrap();
    let open = all.iter().filter(|one| one.state().is_open()).count();
    assert!(open <= 1, "{event:?}: {open} open requests");
    let plans = book.read(|book| Ok(book.plans("en-us")?)).await.unwrap();
    let pending = plans.iter().filter(|plan| plan.state == PlanState::TransitionPending).count();
    assert_eq!(pending, open * 2, "{event:?}: the old and the new plan, while a request is open");
    assert_eq!(plans.iter().filter(|plan| plan.current).count(), 1, "{event:?}: one plan is held");
    let known = |state| !matches!(state, TransitionState::Other(_));
    assert!(all.iter().all(|one| one.track.iter().all(|step| known(step.state.clone()))), "{event:?}");
    for ended in was.past.iter().filter(|one| !one.state().is_open()) {
        let now = all.iter().find(|one| one.id == ended.id);
        assert_eq!(now, Some(ended), "{event:?}: what has ended is never changed");
    }
    let terms = desk::terms(book).await;
    if open == 1 {
        let untouched = before.unwrap().split("payment methods").next().unwrap();
        assert_eq!(terms, untouched, "{event:?}: nothing changes while a request is open");
    }
    let ended = was.past.iter().chain(&all).filter(|one| one.state().is_open()).map(|one| &one.id);
    for id in ended.collect::<BTreeSet<_>>() {
        let now = all.iter().find(|one| one.id == *id).unwrap();
        if now.state() == TransitionState::Failed {
            assert_eq!(Some(&desk::business(book).await), before, "{event:?}: failed, so all is as before");
        }
    }
    // Of those that finished the newest: it is what holds.
    if let Some(newest) = all.iter().find(|one| one.state() == TransitionState::Finished) {
        finished(book, newest).await;
    }
    all
}

/// All of a move: plan, add-ons, limits, subscription and steps.
async fn finished(book: &LocalBackend, done: &Transition) {
    let (held, addons, subscriptions) = book
        .read(|book| Ok((book.held_plan()?, book.active_addons()?, book.subscriptions()?)))
        .await
        .unwrap();
    assert_eq!(held.as_ref(), Some(&done.to_plan));
    let current: Vec<_> = subscriptions.iter().filter(|one| one.cancelled_at.is_none()).collect();
    assert_eq!(current.len(), 1, "one subscription goes on");
    assert_eq!((&current[0].plan_object_name, current[0].start), (&done.to_plan, done.effect_at()));
    assert!(done.subscribe_addons.iter().all(|addon| addons.contains(addon)));
    let hosts = match done.to_plan.as_str() {
        "free" => 2,
        "organization" => 2_000,
        _ => 50,
    };
    // As it is written: asking for the limits would carry out what is due.
    let plans = book.read(|book| Ok(book.plans("en-us")?)).await.unwrap();
    let held = plans.iter().find(|plan| plan.current).unwrap();
    assert_eq!(held.default_quota.objects["virtual_host"], hosts);
    let steps: Vec<_> = done.done.iter().map(|done| done.step.as_str()).collect();
    assert!(steps.ends_with(&["addons_dropped", "addons_added", "quotas", "subscription", "finished"]));
    assert_eq!(done.phase(book.now()), Phase::Finished);
}

/// Applies an event to a copy of a node's book, opened from disk. The new node, its key, and whether it was refused.
async fn step(node: &Node, event: Event, folder: &Path, number: usize) -> (Node, String, bool) {
    let place = folder.join(number.to_string());
    std::fs::create_dir(&place).unwrap();
    std::fs::copy(&node.file, desk::file(&place)).unwrap();
    let now = if event == Event::TimePasses { node.now + PASSING } else { node.now };
    let book = desk::open(&place, now);
    if event.asks() {
        // Asking does so by itself; here it is done before, to see what the book is like when the request is made.
        book.resume_moves().unwrap();
    }
    let nothing_open = open_request(&book).await.is_none();
    let before = if nothing_open { Some(desk::business(&book).await) } else { node.before.clone() };
    let refused = happens(&book, event).await.is_err();
    let past = check(&book, node, before.as_ref(), event).await;
    let before = before.filter(|_| past.iter().any(|one| one.state().is_open()));
    let key = key_of(&book, before.as_ref()).await;
    drop(book);
    (Node { file: desk::file(&place), now, before, past }, key, refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_events_in_any_order_keep_every_promise() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first");
    std::fs::create_dir(&first).unwrap();
    desk::found(&first).await;
    let root = Node { file: desk::file(&first), now: noon(), before: None, past: vec![] };
    // How many sequences lead to a state, by its key: for each depth.
    let mut frontier: HashMap<String, (Node, u128)> = HashMap::from([("root".to_owned(), (root, 1))]);
    // Where an event leads from a state that was walked already.
    let mut walked: HashMap<String, Vec<(String, Node)>> = HashMap::new();
    let (mut steps, mut refusals, mut sequences) = (0usize, 0usize, 0u128);
    for _ in 0..DEPTH {
        let mut next: HashMap<String, (Node, u128)> = HashMap::new();
        for (key, (node, ways)) in frontier {
            if !walked.contains_key(&key) {
                let mut leads = Vec::new();
                for event in EVENTS {
                    let (after, after_key, refused) = step(&node, event, folder.path(), steps).await;
                    steps += 1;
                    refusals += usize::from(refused);
                    leads.push((after_key, after));
                }
                walked.insert(key.clone(), leads);
            }
            for (after_key, after) in &walked[&key] {
                next.entry(after_key.clone()).or_insert_with(|| (after.clone(), 0)).1 += ways;
            }
        }
        sequences += next.values().map(|(_, ways)| ways).sum::<u128>();
        frontier = next;
    }
    let states = walked.len() + frontier.keys().filter(|key| !walked.contains_key(*key)).count();
    println!(
        "{states} states, {steps} events on real books ({refusals} refused), {sequences} sequences of up to {DEPTH} events"
    );
    assert!(states > 30 && sequences > 800_000_000, "{states} states, {sequences} sequences");
}
