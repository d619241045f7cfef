//! Moving from plan to plan: asked for, decided by another person, called off. How a move goes on is in `progress`.

use super::progress::{advance, carry_on, catch_up, look};
use super::recreation::guard;
use super::taking_back::fail;
use crate::LocalBackend;
use crate::billing::held_at;
use crate::local::trail::Trail;
use crate::local::{blocking, payment_methods};
use billing_domain::BillingError;
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::payment_methods::{NewPaymentMethod, Role, roles};
use billing_domain::plans::requests::{self, Standing};
use billing_domain::plans::schedule::{self, When};
use billing_domain::plans::steps::{MoveStep, Undo};
use billing_domain::plans::transitions::{
    NextStep, Transition, TransitionEvent, TransitionStep, waits_for_a_person,
};
use billing_domain::plans::{
    Plan, TransitionMethod, TransitionPayload, TransitionRequest, TransitionState, tickets,
};
use billing_store::invoices::{PreviewKind, PreviewRecord};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Store, Writer};
use chrono::{DateTime, Utc};
use std::sync::Arc;
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

/// What a person says of a move beyond what the public API can carry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MoveWishes {
    /// When it shall take effect; none = upgrades now, downgrades at the end of the period.
    pub when: Option<When>,
    /// The tenant's name as it was typed, for a move that recreates the tenant.
    pub typed_tenant: Option<String>,
    /// Who asks; none = who acts.
    pub by: Option<String>,
    /// The number of the preview that was looked at before.
    pub preview: Option<i64>,
}

/// Through which door a move was asked for.
#[derive(Debug, Clone)]
pub(super) enum Door {
    /// This console: everything can be said.
    Console(MoveWishes),
    /// The public API: it takes effect at once, and what only a person can confirm waits for one.
    PublicApi,
}

impl LocalBackend {
    /// Every request to move, newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn transitions(&self) -> Result<Vec<Transition>, BillingError> {
        self.read_current(|book| Ok(book.transitions()?)).await
    }

    /// Asks for a move and carries it as far as it goes now: to the person who decides, to its time, or to its end.
    ///
    /// # Errors
    /// As [`LocalBackend::begin_move`]. When a later step breaks (a full disk), the request stays where it is and goes on
    /// at the next opening of the book.
    pub async fn start_move(
        &self,
        request: &TransitionRequest,
        wishes: &MoveWishes,
    ) -> Result<Transition, BillingError> {
        self.start(request, Door::Console(wishes.clone())).await
    }

    /// Only the first durable step of [`LocalBackend::start_move`]: the request is checked and kept.
    ///
    /// # Errors
    /// As [`requests::check`]; `InvalidInput` or `FailedPrecondition` for an instant that cannot be, or for a tenant that
    /// may not be recreated. Nothing is kept then.
    pub async fn begin_move(
        &self,
        request: &TransitionRequest,
        wishes: &MoveWishes,
    ) -> Result<Transition, BillingError> {
        let (request, door, trail) = (request.clone(), Door::Console(wishes.clone()), self.trail());
        self.write(move |tx| begin(tx, &request, &door, &trail)).await
    }

    pub(super) async fn start(
        &self,
        request: &TransitionRequest,
        door: Door,
    ) -> Result<Transition, BillingError> {
        let (store, request, trail) = (Arc::clone(self.store()), request.clone(), self.trail());
        blocking(move || {
            // One that cannot be carried out is still open, and the request is refused for that.
            let _ = catch_up(&store, &trail);
            let (door, acting) = (door.clone(), trail.clone());
            let begun = store.write(move |tx| begin(tx, &request, &door, &acting))?;
            carry_on(&store, &begun.id, &trail)
        })
        .await
    }

    /// One durable step of a request; false when only a person or time can go on, or it has ended.
    ///
    /// # Errors
    /// `NotFound`; what the step says, and nothing is changed then.
    pub async fn advance_move(&self, id: &str) -> Result<bool, BillingError> {
        let (store, id, trail) = (Arc::clone(self.store()), id.to_owned(), self.trail());
        blocking(move || advance(&store, &id, &trail)).await
    }

    /// Says yes or no to a request that waits. A yes that cannot be carried out ends in `Failed`, with the reason.
    ///
    /// # Errors
    /// `NotFound`; `PermissionDenied` for the one who asked; `FailedPrecondition` unless it waits; as
    /// [`LocalBackend::decide_move`] for a move that recreates the tenant.
    pub async fn decide_transition(&self, id: &str, decision: &Decision) -> Result<Transition, BillingError> {
        self.decide_move(id, decision, None).await
    }

    /// As [`LocalBackend::decide_transition`]; `typed_tenant` is the tenant's name as the one who decides typed it.
    ///
    /// # Errors
    /// As there; `InvalidInput` without the name, and `FailedPrecondition` without a fresh copy of the book, for a yes to
    /// a move that recreates the tenant.
    pub async fn decide_move(
        &self,
        id: &str,
        decision: &Decision,
        typed_tenant: Option<&str>,
    ) -> Result<Transition, BillingError> {
        let (store, id, decision) = (Arc::clone(self.store()), id.to_owned(), decision.clone());
        let (typed, trail) = (typed_tenant.map(str::to_owned), self.trail());
        blocking(move || decide_and_go_on(&store, &id, &decision, typed, &trail)).await
    }

    /// Only the first durable step of [`LocalBackend::decide_move`]: the yes is written down, or a no ends the request.
    ///
    /// # Errors
    /// As there.
    pub async fn note_decision(&self, id: &str, decision: &Decision) -> Result<Transition, BillingError> {
        let (id, decision, trail) = (id.to_owned(), decision.clone(), self.trail());
        self.write(move |tx| decide(tx, &id, &decision, None, &trail)).await
    }

    /// Calls a request off before it takes effect: everything is as before it was asked for.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` once it has ended.
    pub async fn cancel_move(&self, id: &str, by: &str, reason: &str) -> Result<Transition, BillingError> {
        let (store, id, trail) = (Arc::clone(self.store()), id.to_owned(), self.trail());
        let (by, reason) = (by.trim().to_owned(), reason.trim().to_owned());
        blocking(move || {
            refuse_card_numbers("name", &by)?;
            refuse_card_numbers("reason", &reason)?;
            // What is due has taken effect, whether the program was there to see it or not. One that cannot be carried
            // out must still be possible to call off.
            let _ = catch_up(&store, &trail);
            let trail = if by.is_empty() { trail } else { trail.by(&by) };
            store.write(move |tx| cancel(tx, &id, &reason, &trail))
        })
        .await
    }
}

/// The request of that id. The message does not repeat the id: it is a secret.
pub(super) fn find(book: &Reader<'_>, id: &str) -> Result<Transition, BillingError> {
    let found = book.transition(id)?;
    found.ok_or_else(|| BillingError::not_found("No request to change the plan has that id."))
}

/// Checks a request and keeps it, with the payment method of its token.
///
/// These are one step and not two: the token is kept in one place only, as a payment method, and a request whose token
/// was lost between two steps could never go on.
fn begin(
    tx: &Writer<'_>,
    request: &TransitionRequest,
    door: &Door,
    trail: &Trail,
) -> Result<Transition, BillingError> {
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
    let trail = asker(door, trail)?;
    let planned_at = planned(tx, plan, from, door, trail.at)?;
    let guarded = guard_of(tx, plan, door, &trail)?;
    let preview = seen(tx, plan, door)?;
    let mut asked = created(plan, from, request, &trail);
    asked.planned_at = planned_at;
    asked.preview = preview;
    asked.requires_manual_approval = waits_for_a_person(plan, guarded.is_some());
    asked.note(MoveStep::Checked, trail.at, &trail.who, "", Undo::Nothing);
    if let Some(method) = keep_payment_method(tx, &request.payload, &trail)? {
        let undo = Undo::RemovePaymentMethod(method.clone());
        asked.note(MoveStep::PaymentMethod, trail.at, &trail.who, method, undo);
    }
    if let Some(copy) = guarded {
        asked.note(MoveStep::Guarded, trail.at, &trail.who, copy, Undo::Nothing);
    }
    tx.add_transition(&asked, &request.payload)?;
    let after = Some(format!("{}: asked for, to take effect {}", plan.name, told(planned_at)));
    trail.write(tx, "plan.transition.start", &plan.name, asked.from_plan.clone(), after)?;
    Ok(asked)
}

/// The preview that was looked at: it must be one of this plan, or the tracker would show what nobody saw.
fn seen(book: &Reader<'_>, plan: &Plan, door: &Door) -> Result<Option<i64>, BillingError> {
    let Door::Console(MoveWishes { preview: Some(number), .. }) = door else { return Ok(None) };
    let of_plan = |known: &PreviewRecord| known.kind == PreviewKind::Plan && known.subject == plan.name;
    if book.preview_of(*number)?.as_ref().is_some_and(of_plan) {
        return Ok(Some(*number));
    }
    let message = format!("Preview {number} is not one of a move onto {}.", plan.name);
    Err(BillingError::invalid(message))
}

fn told(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Who asks: as the wishes say, else who acts.
fn asker(door: &Door, trail: &Trail) -> Result<Trail, BillingError> {
    let Door::Console(MoveWishes { by: Some(by), .. }) = door else { return Ok(trail.clone()) };
    refuse_card_numbers("name", by)?;
    Ok(if by.trim().is_empty() { trail.clone() } else { trail.by(by.trim()) })
}

fn planned(
    book: &Reader<'_>,
    plan: &Plan,
    from: Option<&Plan>,
    door: &Door,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, BillingError> {
    let when = match door {
        Door::Console(wishes) => wishes.when.unwrap_or_else(|| schedule::default_when(from, plan)),
        Door::PublicApi => When::Now,
    };
    schedule::planned(when, plan, held_at(book, now)?.as_ref(), now)
}

/// The copy that stands by when the tenant may be recreated; `None` for any other move, and over the public API, where
/// nobody can type a name: such a move waits, and the one who decides types it.
fn guard_of(
    book: &Reader<'_>,
    plan: &Plan,
    door: &Door,
    trail: &Trail,
) -> Result<Option<String>, BillingError> {
    match door {
        Door::Console(wishes) if plan.transition_flow.method == TransitionMethod::Recreate => {
            guard(book, wishes.typed_tenant.as_deref(), trail.at).map(Some)
        }
        _ => Ok(None),
    }
}

/// A provider's token becomes a payment method, so that the request need not keep it; primary when there is none.
fn keep_payment_method(
    tx: &Writer<'_>,
    payload: &TransitionPayload,
    trail: &Trail,
) -> Result<Option<String>, BillingError> {
    let given = payload.payment_provider_token.as_deref().map(str::trim).filter(|token| !token.is_empty());
    let Some(token) = given else { return Ok(None) };
    let role = if roles::primary(&tx.payment_methods()?).is_some() { Role::Normal } else { Role::Primary };
    let contact = payload.payment_address.as_ref().or(payload.billing_address.as_ref());
    let contact = contact.cloned().unwrap_or_default();
    payment_methods::add(tx, NewPaymentMethod { token: token.to_owned(), role, contact }, trail).map(Some)
}

fn created(plan: &Plan, from: Option<&Plan>, request: &TransitionRequest, trail: &Trail) -> Transition {
    let payload = &request.payload;
    let first = TransitionStep {
        state: TransitionState::Creating,
        at: trail.at,
        who: trail.who.to_string(),
        reason: None,
    };
    Transition {
        id: Uuid::new_v4().to_string(),
        from_plan: from.map(|plan| plan.name.clone()),
        to_plan: plan.name.clone(),
        requester: trail.who.to_string(),
        approver: None,
        requires_manual_approval: false,
        ticket: None,
        subscribe_addons: payload.subscribe_addons.clone(),
        unsubscribe_addons: payload.unsubscribe_addons.clone(),
        planned_at: trail.at,
        wants_ticket: tickets::is_wanted(plan, payload),
        preview: None,
        track: vec![first],
        done: Vec::new(),
    }
}

fn decide_and_go_on(
    store: &Store,
    id: &str,
    decision: &Decision,
    typed: Option<String>,
    trail: &Trail,
) -> Result<Transition, BillingError> {
    let (asked, deciding, acting) = (id.to_owned(), decision.clone(), trail.clone());
    store.write(move |tx| decide(tx, &asked, &deciding, typed.as_deref(), &acting))?;
    carry_on(store, id, trail)
}

/// Writes a yes down as a step of its own, or ends the request with a no.
fn decide(
    tx: &Writer<'_>,
    id: &str,
    decision: &Decision,
    typed: Option<&str>,
    trail: &Trail,
) -> Result<Transition, BillingError> {
    refuse_card_numbers("name", &decision.by)?;
    refuse_card_numbers("reason", &decision.reason)?;
    let mut asked = find(tx, id)?;
    let before = asked.state();
    // Asked first, so that a decided request says so whoever asks again.
    before.after(if decision.approve { TransitionEvent::Finish } else { TransitionEvent::Fail })?;
    check_waits(&asked, trail.at)?;
    requests::check_approver(&asked.requester, &decision.by)?;
    let trail = trail.by(decision.by.trim());
    asked.approver = Some(trail.who.to_string());
    let reason = decision.reason.trim();
    if decision.approve {
        if look(tx, &asked)?.is_some_and(|plan| plan.transition_flow.method == TransitionMethod::Recreate) {
            let copy = guard(tx, typed, trail.at)?;
            asked.note(MoveStep::Guarded, trail.at, &trail.who, copy, Undo::Nothing);
        }
        asked.note(MoveStep::Approved, trail.at, &trail.who, reason, Undo::Nothing);
    } else {
        let reason = if reason.is_empty() { "Refused without a reason." } else { reason };
        fail(tx, &mut asked, MoveStep::Refused, reason, &trail)?;
    }
    tx.save_transition(&asked)?;
    let after = if decision.approve { "approved" } else { "refused" };
    let before = Some(before.as_str().to_owned());
    let line = trail.line("plan.transition.decide", &asked.to_plan, before, Some(after.to_owned()));
    trail.add(tx, line.because(&decision.reason))?;
    Ok(asked)
}

fn check_waits(asked: &Transition, now: DateTime<Utc>) -> Result<(), BillingError> {
    match asked.next(now) {
        NextStep::AwaitDecision => Ok(()),
        NextStep::AwaitTime(at) => Err(BillingError::refused(format!(
            "The request to change the plan needs no decision any more: it takes effect on {}. Until then it can be \
             called off.",
            told(at)
        ))),
        _ => Err(BillingError::refused(
            "The request to change the plan does not wait for a decision: its steps are under way.",
        )),
    }
}

fn cancel(tx: &Writer<'_>, id: &str, reason: &str, trail: &Trail) -> Result<Transition, BillingError> {
    let mut asked = find(tx, id)?;
    let before = asked.state();
    before.after(TransitionEvent::Fail)?;
    let why = if reason.is_empty() { "Called off.".to_owned() } else { format!("Called off: {reason}") };
    fail(tx, &mut asked, MoveStep::Cancelled, &why, trail)?;
    tx.save_transition(&asked)?;
    let before = Some(before.as_str().to_owned());
    let line = trail.line("plan.transition.cancel", &asked.to_plan, before, Some("called off".to_owned()));
    trail.add(tx, line.because(reason))?;
    Ok(asked)
}
