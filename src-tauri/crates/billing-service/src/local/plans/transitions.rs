//! Moving from plan to plan: asked for, decided by another person, done in one transaction or not at all.

use super::{begin_addon, end_addon};
use crate::LocalBackend;
use crate::billing::subscribe;
use crate::local::trail::Trail;
use crate::local::{payment_methods, quotas};
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::payment_methods::{NewPaymentMethod, Role, roles};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::addons::{self, AddonMoves};
use billing_domain::plans::requests::{self, Standing};
use billing_domain::plans::transitions::{Transition, TransitionEvent, TransitionStep};
use billing_domain::plans::{
    Plan, TransitionMethod, TransitionPayload, TransitionRequest, TransitionState, TransitionTicket, tickets,
};
use billing_domain::{BillingError, Money};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::subscriptions::SubscriptionRecord;
use billing_store::{Reader, Writer};
use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

/// Yes or no to a request that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub approve: bool,
    /// Who decides; not the one who asked.
    pub by: String,
    /// Why, in words; may be empty.
    pub reason: String,
}

impl LocalBackend {
    /// Every request to move, newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn transitions(&self) -> Result<Vec<Transition>, BillingError> {
        self.read(|book| Ok(book.transitions()?)).await
    }

    /// Says yes or no to a request that waits. A yes that cannot be carried out ends in `Failed`, with the reason.
    ///
    /// # Errors
    /// `NotFound`; `PermissionDenied` for the one who asked; `FailedPrecondition` unless it waits.
    pub async fn decide_transition(&self, id: &str, decision: &Decision) -> Result<Transition, BillingError> {
        let (id, decision, trail) = (id.to_owned(), decision.clone(), self.trail());
        self.write(move |tx| decide(tx, &id, &decision, &trail)).await
    }
}

/// The request of that id. The message does not repeat the id: it is a secret.
pub(super) fn find(book: &Reader<'_>, id: &str) -> Result<Transition, BillingError> {
    let found = book.transition(id)?;
    found.ok_or_else(|| BillingError::not_found("No request to change the plan has that id."))
}

/// Checks a request, keeps it, and carries it out unless somebody has to approve it.
pub(super) fn start(
    tx: &Writer<'_>,
    request: &TransitionRequest,
    trail: &Trail,
) -> Result<TransitionTicket, BillingError> {
    let plans = tx.plans(DEFAULT_LOCALE)?;
    let held = tx.held_plan()?;
    let active_addons = tx.active_addons()?;
    let standing = Standing {
        plans: &plans,
        held: held.as_deref(),
        another_open: tx.open_transition()?.is_some(),
        active_addons: &active_addons,
    };
    let plan = requests::check(standing, request)?;
    let from = plans.iter().find(|known| Some(known.name.as_str()) == held.as_deref());
    keep_payment_method(tx, &request.payload, trail)?;
    let mut transition = created(tx, plan, from, &request.payload, trail)?;
    if transition.requires_manual_approval {
        transition.step(TransitionEvent::AskApproval, trail.at, &trail.who, None)?;
    } else {
        carry_out(tx, &mut transition, trail)?;
    }
    tx.add_transition(&transition, &request.payload)?;
    let before = from.map(|plan| plan.name.clone());
    let after = Some(format!("{}: {}", plan.name, transition.state().as_str()));
    trail.write(tx, "plan.transition.start", &plan.name, before, after)?;
    Ok(TransitionTicket { id: transition.id, requires_manual_approval: transition.requires_manual_approval })
}

/// A provider's token becomes a payment method, so that the request need not keep it; primary when there is none.
fn keep_payment_method(
    tx: &Writer<'_>,
    payload: &TransitionPayload,
    trail: &Trail,
) -> Result<(), BillingError> {
    let given = payload.payment_provider_token.as_deref().map(str::trim).filter(|token| !token.is_empty());
    let Some(token) = given else { return Ok(()) };
    let role = if roles::primary(&tx.payment_methods()?).is_some() { Role::Normal } else { Role::Primary };
    let contact = payload.payment_address.as_ref().or(payload.billing_address.as_ref());
    let contact = contact.cloned().unwrap_or_default();
    payment_methods::add(tx, NewPaymentMethod { token: token.to_owned(), role, contact }, trail)?;
    Ok(())
}

fn created(
    tx: &Writer<'_>,
    plan: &Plan,
    from: Option<&Plan>,
    payload: &TransitionPayload,
    trail: &Trail,
) -> Result<Transition, BillingError> {
    let tenant = tx.account()?.map_or_else(|| "local".to_owned(), |account| account.tenant);
    let ticket =
        tickets::is_wanted(plan, payload).then(|| tickets::text(&tenant, &trail.who, from, plan, payload));
    let first = TransitionStep {
        state: TransitionState::Creating,
        at: trail.at,
        who: trail.who.to_string(),
        reason: None,
    };
    Ok(Transition {
        id: Uuid::new_v4().to_string(),
        from_plan: from.map(|plan| plan.name.clone()),
        to_plan: plan.name.clone(),
        requester: trail.who.to_string(),
        approver: None,
        requires_manual_approval: plan.transition_flow.requires_manual_approval,
        ticket,
        subscribe_addons: payload.subscribe_addons.clone(),
        unsubscribe_addons: payload.unsubscribe_addons.clone(),
        track: vec![first],
    })
}

fn decide(tx: &Writer<'_>, id: &str, decision: &Decision, trail: &Trail) -> Result<Transition, BillingError> {
    refuse_card_numbers("name", &decision.by)?;
    refuse_card_numbers("reason", &decision.reason)?;
    let mut transition = find(tx, id)?;
    let before = transition.state();
    // Asked first, so that a decided request says so whoever asks again.
    before.after(if decision.approve { TransitionEvent::Finish } else { TransitionEvent::Fail })?;
    requests::check_approver(&transition.requester, &decision.by)?;
    let trail = trail.by(decision.by.trim());
    transition.approver = Some(trail.who.to_string());
    if decision.approve {
        carry_out(tx, &mut transition, &trail)?;
    } else {
        let reason = decision.reason.trim();
        let reason = if reason.is_empty() { "Refused without a reason." } else { reason };
        transition.step(TransitionEvent::Fail, trail.at, &trail.who, Some(reason))?;
    }
    tx.save_transition(&transition)?;
    let after = Some(transition.state().as_str().to_owned());
    trail.write(
        tx,
        "plan.transition.decide",
        &transition.to_plan,
        Some(before.as_str().to_owned()),
        after,
    )?;
    Ok(transition)
}

/// Plan, add-ons and quotas change together, or the request fails with the reason and nothing changes.
fn carry_out(tx: &Writer<'_>, transition: &mut Transition, trail: &Trail) -> Result<(), BillingError> {
    match decide_switch(tx, transition) {
        Ok(switch) => {
            apply(tx, &switch, trail)?;
            transition.step(TransitionEvent::Finish, trail.at, &trail.who, None)
        }
        // Decided before anything was written, so there is nothing to take back.
        Err(refusal) => transition.step(TransitionEvent::Fail, trail.at, &trail.who, Some(&refusal.message)),
    }
}

/// Everything that a move changes.
struct Switch {
    plan: Plan,
    addons: AddonMoves,
    /// RECREATE begins anew: the objects that set limits go with the old tenant.
    drop_quota_objects: bool,
}

/// Whether the move can be made as things stand now, which may be days after it was asked for.
fn decide_switch(tx: &Writer<'_>, transition: &Transition) -> Result<Switch, BillingError> {
    if tx.held_plan()? != transition.from_plan {
        return Err(BillingError::refused("Another plan is held by now than when the move was asked for."));
    }
    let plan = tx.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.name == transition.to_plan);
    let plan = plan.ok_or_else(|| BillingError::refused("The plan is no longer on offer."))?;
    let wishes = TransitionPayload {
        subscribe_addons: transition.subscribe_addons.clone(),
        unsubscribe_addons: transition.unsubscribe_addons.clone(),
        ..TransitionPayload::default()
    };
    let addons = addons::moves(&plan, &tx.active_addons()?, &wishes)?;
    if let PeriodUnit::Other(unit) = &plan.renewal_period_unit {
        return Err(BillingError::refused(format!(
            "The plan renews by {unit:?}, which cannot be billed here."
        )));
    }
    let drop_quota_objects = plan.transition_flow.method == TransitionMethod::Recreate;
    Ok(Switch { plan, addons, drop_quota_objects })
}

/// What is billed from now on. A trial is for who held no plan before; a plan that bills nothing has no fee.
fn subscription(
    tx: &Writer<'_>,
    plan: &Plan,
    first: bool,
    now: DateTime<Utc>,
) -> Result<SubscriptionRecord, BillingError> {
    let taken: Vec<_> = tx.subscriptions()?.into_iter().map(|known| known.name).collect();
    let free = (taken.len() + 1..).map(|n| format!("subscription-{n}")).find(|name| !taken.contains(name));
    let trial = first && plan.trial_period > 0;
    let trial_end = trial.then(|| plan.trial_period_unit.nth_start(now, plan.trial_period)).transpose()?;
    let fee = if plan.billing_disabled { Money::zero(plan.flat_price.currency) } else { plan.flat_price };
    Ok(SubscriptionRecord {
        name: free.unwrap_or_default(),
        plan_name: plan.title.clone(),
        plan_object_name: plan.name.clone(),
        // Fees are prorated to the second.
        start: now.trunc_subsecs(0),
        cancelled_at: None,
        period_unit: plan.renewal_period_unit.clone(),
        flat_price: fee,
        trial_end,
    })
}

/// The plan's defaults become the limits by the switch itself: effective limits are read from the plan that is held.
fn apply(tx: &Writer<'_>, switch: &Switch, trail: &Trail) -> Result<(), BillingError> {
    let before = tx.held_plan()?;
    let subscription = subscription(tx, &switch.plan, before.is_none(), trail.at)?;
    tx.set_current_plan(&switch.plan.name, trail.at)?;
    subscribe(tx, subscription, trail.at)?;
    trail.write(tx, "plan.switch", &switch.plan.name, before, Some(switch.plan.name.clone()))?;
    for addon in &switch.addons.end {
        end_addon(tx, addon, trail)?;
    }
    for addon in &switch.addons.begin {
        begin_addon(tx, addon, trail)?;
    }
    if switch.drop_quota_objects {
        for object in tx.quota_objects(None)? {
            quotas::remove(tx, &object.metadata.namespace, &object.metadata.name, trail)?;
        }
    }
    Ok(())
}
