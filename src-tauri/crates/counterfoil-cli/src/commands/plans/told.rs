//! Plans and requests to move, as JSON and in words.

use crate::output::instant;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::steps::DoneStep;
use billing_domain::plans::transitions::{Phase, Transition, TransitionStep};
use billing_domain::plans::{AddonService, PlanState, TransitionMethod};
use billing_domain::quotas::QuotaLimits;
use billing_domain::subscriptions::proration::Direction;
use billing_service::plans::PlansView;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

pub(super) fn plan_row(view: &PlansView, at: usize) -> Map<String, Value> {
    let plan = &view.plans[at];
    let state = match (plan.current, plan.state == PlanState::TransitionPending) {
        (true, true) => "held, move under way",
        (true, false) => "held",
        (false, true) => "asked for",
        (false, false) => "on offer",
    };
    let direction = view.directions.get(at).copied().flatten().map(|direction| match direction {
        Direction::Upgrade => "upgrade",
        Direction::Downgrade => "downgrade",
        Direction::Level => "level",
    });
    let period = match &plan.renewal_period_unit {
        PeriodUnit::Day => "day",
        PeriodUnit::Week => "week",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
        PeriodUnit::Other(word) => word,
    };
    let method = match &plan.transition_flow.method {
        TransitionMethod::Wizard => "wizard",
        TransitionMethod::Support => "support",
        TransitionMethod::Recreate => "recreate",
        TransitionMethod::Other(word) => word,
    };
    object(json!({
        "plan": plan.name,
        "title": plan.title,
        "state": state,
        "current": plan.current,
        "pending": plan.state == PlanState::TransitionPending,
        "flat_price": plan.flat_price.to_text(),
        "currency": plan.flat_price.currency.to_string(),
        "period": period,
        "direction": direction.filter(|_| !plan.current),
        "when": view.default_when.get(at).filter(|_| !plan.current).map(|when| when.as_str()),
        "method": method,
        "requires_manual_approval": plan.transition_flow.requires_manual_approval,
        "trial": plan.trial_period,
        "addons_included": keys(&plan.included_addons),
        "addons_allowed": keys(&plan.allowed_addons),
        "limits": limits(&plan.default_quota),
    }))
}

fn keys(addons: &[AddonService]) -> Vec<&str> {
    addons.iter().map(|addon| addon.name.as_str()).collect()
}

/// The limits a plan brings, by family and kind; -1 = unlimited, as the public API says it.
fn limits(quota: &QuotaLimits) -> Value {
    let objects: Map<String, Value> =
        quota.objects.iter().map(|(kind, most)| (kind.clone(), most.to_string().into())).collect();
    let resources: Map<String, Value> =
        quota.resources.iter().map(|(kind, most)| (kind.clone(), most.to_string().into())).collect();
    json!({ "objects": objects, "resources": resources })
}

/// Everything about a request.
pub(super) fn request(asked: &Transition, now: DateTime<Utc>) -> Map<String, Value> {
    object(json!({
        "id": asked.id,
        "from": asked.from_plan,
        "to": asked.to_plan,
        "state": asked.state().as_str(),
        "phase": asked.phase(now).as_str(),
        "planned_at": instant(asked.planned_at),
        "effect_at": instant(asked.effect_at()),
        "requires_manual_approval": asked.requires_manual_approval,
        "requester": asked.requester,
        "approver": asked.approver,
        "ticket": asked.ticket,
        "preview": asked.preview,
        "subscribe": asked.subscribe_addons,
        "drop": asked.unsubscribe_addons,
        "reason": reason(asked),
        "states": asked.track.iter().map(state).collect::<Vec<_>>(),
        "steps": asked.done.iter().map(step).collect::<Vec<_>>(),
    }))
}

/// The same on one line.
pub(super) fn request_row(asked: &Transition, now: DateTime<Utc>) -> Map<String, Value> {
    let mut row = request(asked, now);
    let last = asked.done.last().map(|done| done.step.as_str());
    row.insert("last_step".to_owned(), last.into());
    row
}

pub(super) fn in_words(asked: &Transition, now: DateTime<Utc>) -> String {
    let (from, to) = (asked.from_plan.as_deref().unwrap_or("no plan"), &asked.to_plan);
    let effect = instant(asked.effect_at());
    let how = match asked.phase(now) {
        Phase::Finished => format!("finished; the plan is {to} from {effect} on"),
        Phase::Scheduled => format!("scheduled for {effect}"),
        Phase::WaitingForApproval => format!("waits for another person than {}", asked.requester),
        Phase::Failed => {
            format!("failed, and everything is as before: {}", reason(asked).unwrap_or_default())
        }
        Phase::UnderWay => "is under way".to_owned(),
    };
    format!("Move from {from} to {to}: {how}. Request {}.", asked.id)
}

fn reason(asked: &Transition) -> Option<String> {
    asked.track.last().and_then(|state| state.reason.clone())
}

fn state(state: &TransitionStep) -> Value {
    json!({ "state": state.state.as_str(), "at": instant(state.at), "who": state.who, "reason": state.reason })
}

fn step(done: &DoneStep) -> Value {
    json!({
        "step": done.step.as_str(),
        "at": instant(done.at),
        "who": done.who,
        "note": done.note,
        "undo": done.undo.as_str(),
        "undo_names": done.undo.names(),
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
