//! Plans in a real file: the whole catalogue, what is held, requests with their track.

use crate::{Store, StoreError};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::steps::{DoneStep, MoveStep, Undo};
use billing_domain::plans::transitions::{Transition, TransitionEvent, TransitionStep};
use billing_domain::plans::{
    AddonService, Plan, PlanState, RequiredField, TransitionFlow, TransitionMethod, TransitionPayload,
    TransitionState,
};
use billing_domain::quotas::{QuotaLimits, RateLimit};
use billing_domain::{Currency, Money};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use tempfile::TempDir;

fn book() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    (folder, store)
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(hours * 3600, 0).unwrap()
}

fn service(name: &str) -> AddonService {
    AddonService { name: name.to_owned(), display_name: name.to_uppercase() }
}

/// A plan that uses every column, words that nobody knows among them.
fn plan(name: &str) -> Plan {
    let rate = RateLimit { rate: 10, burst: 20, unit: "per-second".to_owned() };
    Plan {
        name: name.to_owned(),
        title: "Teams".to_owned(),
        subtitle: "For teams".to_owned(),
        description: "### everything".to_owned(),
        current: false,
        state: PlanState::Ready,
        flat_price: Money::new(50_000, Currency::USD),
        renewal_period_unit: PeriodUnit::Other("QUARTER".to_owned()),
        trial_period: 3,
        trial_period_unit: PeriodUnit::Week,
        billing_disabled: true,
        tenant_type: "ENTERPRISE".to_owned(),
        usage_plan_type: "TEAM".to_owned(),
        allowed_addons: vec![service("z"), service("a")],
        included_addons: vec![service("m")],
        default_quota: QuotaLimits {
            objects: BTreeMap::from([("crl".to_owned(), 0), ("user".to_owned(), -1)]),
            resources: BTreeMap::from([("cpu".to_owned(), "8.525".parse().unwrap())]),
            apis: BTreeMap::from([("ves.io.Create".to_owned(), rate)]),
        },
        transition_flow: TransitionFlow {
            method: TransitionMethod::Recreate,
            required_fields: vec![RequiredField::Domain, RequiredField::Other("FIELD_NEW".to_owned())],
            requires_manual_approval: true,
        },
    }
}

fn add(store: &Store, plan: Plan, position: u32) {
    store.write(move |tx| tx.add_plan(&plan, position)).unwrap();
}

fn transition(id: &str) -> Transition {
    let first = TransitionStep {
        state: TransitionState::Creating,
        at: at(1),
        who: "n.srisuk".to_owned(),
        reason: None,
    };
    Transition {
        id: id.to_owned(),
        from_plan: None,
        to_plan: "teams".to_owned(),
        requester: "n.srisuk".to_owned(),
        approver: None,
        requires_manual_approval: true,
        ticket: Some("please".to_owned()),
        subscribe_addons: vec!["z".to_owned()],
        unsubscribe_addons: vec!["a".to_owned()],
        planned_at: at(4),
        wants_ticket: true,
        preview: None,
        track: vec![first],
        done: vec![done(MoveStep::Checked, Undo::Nothing)],
    }
}

fn done(step: MoveStep, undo: Undo) -> DoneStep {
    DoneStep { step, at: at(1), who: "n.srisuk".to_owned(), note: "so it was".to_owned(), undo }
}

fn keep(store: &Store, transition: Transition) -> Result<(), StoreError> {
    let payload = TransitionPayload {
        payment_provider_token: Some("tok_very_secret".to_owned()),
        billing_address: Some(Default::default()),
        domain: Some("acme.example".to_owned()),
        create_support_ticket: true,
        support_ticket_info: Some("before the audit".to_owned()),
        deletion_reason: Some("moving".to_owned()),
        ..TransitionPayload::default()
    };
    store.write(move |tx| tx.add_transition(&transition, &payload))
}

#[test]
fn a_plan_comes_back_whole_and_in_its_place() {
    let (_folder, store) = book();
    add(&store, plan("later"), 2);
    add(&store, plan("first"), 1);
    assert_eq!(store.read(|book| book.plans("en-us")).unwrap(), [plan("first"), plan("later")]);
}

#[test]
fn texts_fall_back_to_the_default_language() {
    let (_folder, store) = book();
    add(&store, plan("a"), 1);
    add(&store, plan("b"), 2);
    store.write(|tx| tx.add_plan_text("b", "th-th", "ทีม", "", "")).unwrap();
    let titles = |locale: &str| {
        let plans = store.read(|book| book.plans(locale)).unwrap();
        plans.into_iter().map(|plan| plan.title).collect::<Vec<_>>()
    };
    assert_eq!(titles("th-th"), ["Teams", "ทีม"]);
    assert_eq!(titles("de-de"), ["Teams", "Teams"]);
    assert_eq!(store.read(|book| book.plan_locales()).unwrap(), ["en-us", "th-th"]);
}

#[test]
fn one_plan_is_held_at_a_time_and_the_past_is_kept() {
    let (_folder, store) = book();
    add(&store, plan("a"), 1);
    add(&store, plan("b"), 2);
    assert_eq!(store.read(|book| book.held_plan()).unwrap(), None);
    store.write(|tx| tx.set_current_plan("a", at(1))).unwrap();
    store.write(|tx| tx.set_current_plan("b", at(2))).unwrap();
    assert_eq!(store.read(|book| book.held_plan()).unwrap().as_deref(), Some("b"));
    let held = store.read(|book| book.plans_held()).unwrap();
    let spans: Vec<_> = held.iter().map(|held| (held.plan.as_str(), held.from, held.until)).collect();
    assert_eq!(spans, [("a", at(1), Some(at(2))), ("b", at(2), None)]);
    let current: Vec<_> =
        store.read(|book| book.plans("en-us")).unwrap().into_iter().map(|plan| plan.current).collect();
    assert_eq!(current, [false, true]);
    assert!(store.write(|tx| tx.set_current_plan("nobody", at(3))).is_err());
    assert_eq!(store.read(|book| book.held_plan()).unwrap().as_deref(), Some("b"), "nothing half done");
}

#[test]
fn an_add_on_is_subscribed_once_at_a_time() {
    let (_folder, store) = book();
    store.write(|tx| tx.begin_addon("z", at(1))).unwrap();
    assert!(store.write(|tx| tx.begin_addon("z", at(2))).is_err());
    store.write(|tx| tx.end_addon("z", at(3))).unwrap();
    assert!(store.read(|book| book.active_addons()).unwrap().is_empty());
    store.write(|tx| tx.begin_addon("z", at(4))).unwrap();
    let spans: Vec<_> = store.read(|book| book.addon_subscriptions()).unwrap();
    let spans: Vec<_> = spans.iter().map(|span| (span.from, span.until)).collect();
    assert_eq!(spans, [(at(1), Some(at(3))), (at(4), None)]);
}

#[test]
fn a_request_comes_back_with_its_track_and_only_one_is_open() {
    let (_folder, store) = book();
    add(&store, plan("teams"), 1);
    let mut known = transition("one");
    keep(&store, known.clone()).unwrap();
    assert_eq!(store.read(|book| book.transition("one")).unwrap().as_ref(), Some(&known));
    assert_eq!(store.read(|book| book.open_transition()).unwrap().as_ref(), Some(&known));
    let payload = store.read(|book| book.transition_payload(&known)).unwrap();
    let said =
        [payload.domain, payload.support_ticket_info, payload.deletion_reason, payload.deletion_feedback];
    assert_eq!(said.map(Option::unwrap_or_default), ["acme.example", "before the audit", "moving", ""]);
    assert_eq!((payload.create_support_ticket, payload.payment_provider_token), (true, None));
    let pending = |plan: &Plan| plan.state == PlanState::TransitionPending;
    assert!(store.read(|book| book.plans("en-us")).unwrap().iter().all(pending));
    assert!(keep(&store, transition("two")).is_err(), "one open request at a time");
    known.step(TransitionEvent::Fail, at(2), "a.weber", Some("not now")).unwrap();
    known.approver = Some("a.weber".to_owned());
    known.ticket = Some("please, once more".to_owned());
    let names = vec!["a".to_owned(), "b".to_owned()];
    known.done.push(done(MoveStep::AddonsDropped, Undo::SubscribeAddons(names)));
    known.done.push(done(MoveStep::TakenBack, Undo::Nothing));
    let saved = known.clone();
    store.write(move |tx| tx.save_transition(&saved)).unwrap();
    assert_eq!(store.read(|book| book.transition("one")).unwrap(), Some(known));
    assert_eq!(store.read(|book| book.open_transition()).unwrap(), None);
    keep(&store, transition("two")).unwrap();
    let order: Vec<_> = store.read(|book| book.transitions()).unwrap().into_iter().map(|t| t.id).collect();
    assert_eq!(order, ["two", "one"], "newest first");
}

#[test]
fn the_provider_token_of_a_request_is_nowhere_in_the_file() {
    let (folder, store) = book();
    keep(&store, transition("one")).unwrap();
    drop(store);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes.windows(15).any(|window| window == b"tok_very_secret");
        assert!(!found, "a token is a secret");
    }
}
