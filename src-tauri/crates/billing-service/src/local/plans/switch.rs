//! The one transaction in which a move changes plan, add-ons, quotas and subscription.

use super::progress::look;
use super::{begin_addon, end_addon};
use crate::billing::subscribe;
use crate::local::quotas;
use crate::local::trail::Trail;
use crate::quotas::keep_readings;
use billing_domain::BillingError;
use billing_domain::invoices::state::Document;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::addons::{self, AddonMoves};
use billing_domain::plans::steps::{MoveStep, Undo};
use billing_domain::plans::transitions::{Transition, TransitionEvent};
use billing_domain::plans::{Plan, TransitionMethod, TransitionPayload};
use billing_domain::subscriptions::held::HeldPlan;
use billing_store::subscriptions::SubscriptionRecord;
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Everything that a move changes.
pub(super) struct Change {
    plan: Plan,
    addons: AddonMoves,
    /// RECREATE begins anew: the objects that set limits go with the old tenant.
    drop_quota_objects: bool,
}

/// Whether the move can be made as things stand now, which may be days after it was asked for.
pub(super) fn decide(book: &Reader<'_>, asked: &Transition) -> Result<Change, BillingError> {
    if book.held_plan()? != asked.from_plan {
        return Err(BillingError::refused("Another plan is held by now than when the move was asked for."));
    }
    let plan = look(book, asked)?.ok_or_else(|| BillingError::refused("The plan is no longer on offer."))?;
    let wishes = TransitionPayload {
        subscribe_addons: asked.subscribe_addons.clone(),
        unsubscribe_addons: asked.unsubscribe_addons.clone(),
        ..TransitionPayload::default()
    };
    let addons = addons::moves(&plan, &book.active_addons()?, &wishes)?;
    if let PeriodUnit::Other(unit) = &plan.renewal_period_unit {
        return Err(BillingError::refused(format!(
            "The plan renews by {unit:?}, which cannot be billed here."
        )));
    }
    check_not_billed(book, asked.effect_at())?;
    let drop_quota_objects = plan.transition_flow.method == TransitionMethod::Recreate;
    Ok(Change { plan, addons, drop_quota_objects })
}

/// A final invoice never changes, so nothing may take effect in a month that has one.
fn check_not_billed(book: &Reader<'_>, effect: DateTime<Utc>) -> Result<(), BillingError> {
    let heads = book.invoice_heads()?;
    let bills = |head: &&billing_store::invoices::InvoiceHead| {
        head.standing.document == Document::Final && head.standing.period.contains(effect)
    };
    match heads.iter().find(bills) {
        None => Ok(()),
        Some(head) => Err(BillingError::refused(format!(
            "{} bills {} already, and a final invoice never changes. Ask for the move again.",
            head.name,
            effect.format("%Y-%m")
        ))),
    }
}

/// Changes all of it as of the instant of effect, and writes each part down.
pub(super) fn apply(
    tx: &Writer<'_>,
    change: &Change,
    asked: &mut Transition,
    trail: &Trail,
) -> Result<(), BillingError> {
    let effect = asked.effect_at();
    let mut note = |step, note: String, undo| asked.note(step, trail.at, &trail.who, note, undo);
    let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>();
    let before = tx.held_plan()?;
    for addon in &change.addons.end {
        end_addon(tx, addon, effect, trail)?;
    }
    let ended = list(&change.addons.end);
    note(MoveStep::AddonsDropped, ended.join(", "), Undo::SubscribeAddons(ended));
    for addon in &change.addons.begin {
        begin_addon(tx, addon, effect, trail)?;
    }
    let begun = list(&change.addons.begin);
    note(MoveStep::AddonsAdded, begun.join(", "), Undo::DropAddons(begun));
    let gone = if change.drop_quota_objects { drop_quota_objects(tx, trail)? } else { Vec::new() };
    // The plan's defaults become the limits with the plan itself: effective limits are read from the plan that is held.
    note(MoveStep::Quotas, gone.join(", "), Undo::MakeQuotaObjects(gone));
    let record = subscription(tx, &change.plan, before.is_none(), effect)?;
    let name = record.name.clone();
    tx.set_current_plan(&change.plan.name, effect)?;
    keep_readings(tx, trail.at)?;
    subscribe(tx, record, effect)?;
    let back = || Undo::HoldPlan(before.iter().cloned().collect());
    note(MoveStep::Subscription, name, back());
    note(MoveStep::Finished, String::new(), back());
    let after = Some(format!("{} from {}", change.plan.name, effect.format("%Y-%m-%d %H:%M:%S UTC")));
    trail.write(tx, "plan.switch", &change.plan.name, before, after)?;
    asked.step(TransitionEvent::Finish, trail.at, &trail.who, None)
}

fn drop_quota_objects(tx: &Writer<'_>, trail: &Trail) -> Result<Vec<String>, BillingError> {
    let mut gone = Vec::new();
    for object in tx.quota_objects(None)? {
        let meta = &object.metadata;
        quotas::remove(tx, &meta.namespace, &meta.name, trail)?;
        gone.push(format!("{}/{}", meta.namespace, meta.name));
    }
    Ok(gone)
}

/// What is billed from the instant of effect on: the same terms that a preview is made of.
fn subscription(
    tx: &Writer<'_>,
    plan: &Plan,
    first: bool,
    effect: DateTime<Utc>,
) -> Result<SubscriptionRecord, BillingError> {
    let taken: Vec<_> = tx.subscriptions()?.into_iter().map(|known| known.name).collect();
    let free = (taken.len() + 1..).map(|n| format!("subscription-{n}")).find(|name| !taken.contains(name));
    let held = HeldPlan::on(plan, effect, first)?;
    Ok(SubscriptionRecord {
        name: free.unwrap_or_default(),
        plan_name: held.title,
        plan_object_name: held.plan,
        start: held.start,
        cancelled_at: held.cancelled_at,
        period_unit: held.unit,
        flat_price: held.fee,
        trial_end: held.trial_end,
    })
}
