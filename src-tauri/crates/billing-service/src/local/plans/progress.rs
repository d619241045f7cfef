//! How a move goes on: one durable step after the other, each a transaction of its own.
//!
//! What comes next is read from the book ([`Transition::next`]), never remembered by the program. So there is no
//! difference between going on and going on after a crash: both do the next step, and both come to the same end.

use super::switch;
use super::taking_back::fail;
use super::transitions::find;
use crate::LocalBackend;
use crate::local::blocking;
use crate::local::trail::Trail;
use billing_domain::BillingError;
use billing_domain::plans::steps::{MoveStep, Undo};
use billing_domain::plans::transitions::{NextStep, Transition, TransitionEvent};
use billing_domain::plans::{Plan, tickets};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Store, Writer};
use chrono::{DateTime, Utc};
use std::sync::Arc;

impl LocalBackend {
    /// Goes on with a move that was interrupted, and carries out one whose time has come by `until`. The move that it
    /// worked on; `None` when there was nothing to do.
    ///
    /// # Errors
    /// What a step says; the steps before it stay done.
    pub async fn run_due_moves(&self, until: DateTime<Utc>) -> Result<Option<Transition>, BillingError> {
        let (store, trail) = (Arc::clone(self.store()), Trail { at: until, ..self.trail() });
        blocking(move || catch_up(&store, &trail)).await
    }

    /// As [`LocalBackend::run_due_moves`] by now. Blocking: for whoever opens a book.
    ///
    /// # Errors
    /// As there.
    pub fn resume_moves(&self) -> Result<Option<Transition>, BillingError> {
        catch_up(self.store(), &self.trail())
    }

    /// Reads what depends on the plan that is held: a move whose time has come is carried out before, in transactions of
    /// its own, so that the read itself never writes and never shows a plan that is no longer held.
    ///
    /// A move that cannot be carried out (a full disk) must not keep the book from being read: then the answer is what
    /// is written, where the move is still open.
    pub(crate) async fn read_current<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, BillingError> + Send + 'static,
    ) -> Result<T, BillingError> {
        let (store, trail) = (Arc::clone(self.store()), self.trail());
        blocking(move || {
            let _ = catch_up(&store, &trail);
            store.read(work)
        })
        .await
    }
}

/// Does what is to be done for the open request by the trail's instant. A single short read when there is nothing.
pub(crate) fn catch_up(store: &Store, trail: &Trail) -> Result<Option<Transition>, BillingError> {
    let open = store.read(|book| Ok::<_, BillingError>(book.open_transition()?))?;
    match open {
        Some(open) if open.next(trail.at).is_work() => carry_on(store, &open.id, trail).map(Some),
        _ => Ok(None),
    }
}

/// Carries a request as far as it goes, and answers how it stands.
pub(super) fn carry_on(store: &Store, id: &str, trail: &Trail) -> Result<Transition, BillingError> {
    while advance(store, id, trail)? {}
    store.read(|book| find(book, id))
}

/// One durable step; false when there is none for the console to do.
pub(super) fn advance(store: &Store, id: &str, trail: &Trail) -> Result<bool, BillingError> {
    let (id, trail) = (id.to_owned(), trail.clone());
    store.write(move |tx| {
        let mut asked = find(tx, &id)?;
        // Whoever approved, or else asked, has caused it: not the one who happens to open the book when it goes on.
        let trail = trail.by(asked.approver.as_ref().unwrap_or(&asked.requester));
        match asked.next(trail.at) {
            NextStep::WriteTicket => write_ticket(tx, &mut asked, &trail)?,
            NextStep::AskApproval => ask_approval(&mut asked, &trail)?,
            NextStep::Switch => switch(tx, &mut asked, &trail)?,
            NextStep::AwaitDecision | NextStep::AwaitTime(_) | NextStep::Nothing => return Ok(false),
        }
        tx.save_transition(&asked)?;
        Ok(true)
    })
}

/// The plan that a request asks for, while it is on offer.
pub(super) fn look(book: &Reader<'_>, asked: &Transition) -> Result<Option<Plan>, BillingError> {
    Ok(book.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.name == asked.to_plan))
}

fn write_ticket(tx: &Writer<'_>, asked: &mut Transition, trail: &Trail) -> Result<(), BillingError> {
    let Some(plan) = look(tx, asked)? else {
        return fail(tx, asked, MoveStep::Stopped, "The plan is no longer on offer.", trail);
    };
    let plans = tx.plans(DEFAULT_LOCALE)?;
    let from = plans.iter().find(|plan| Some(&plan.name) == asked.from_plan.as_ref());
    let tenant = tx.account()?.map_or_else(|| "local".to_owned(), |account| account.tenant);
    let payload = tx.transition_payload(asked)?;
    asked.ticket = Some(tickets::text(&tenant, &asked.requester, from, &plan, &payload));
    asked.note(MoveStep::Ticket, trail.at, &trail.who, "", Undo::Nothing);
    Ok(())
}

fn ask_approval(asked: &mut Transition, trail: &Trail) -> Result<(), BillingError> {
    asked.step(TransitionEvent::AskApproval, trail.at, &trail.who, None)?;
    asked.note(MoveStep::ApprovalAsked, trail.at, &trail.who, "", Undo::Nothing);
    Ok(())
}

/// Plan, add-ons, quotas and subscription change together in this one transaction, or the request fails in it with the
/// reason and everything is as before. Nobody can read a book in which half of a move is done, for no such book is ever
/// written; so there is nothing of the switch to take back after a crash either.
fn switch(tx: &Writer<'_>, asked: &mut Transition, trail: &Trail) -> Result<(), BillingError> {
    let before = asked.state();
    // Decided before anything is written.
    match switch::decide(tx, asked) {
        Ok(change) => switch::apply(tx, &change, asked, trail)?,
        Err(refusal) => fail(tx, asked, MoveStep::Stopped, &refusal.message, trail)?,
    }
    let (before, after) = (before.as_str().to_owned(), asked.state().as_str().to_owned());
    trail.write(tx, "plan.transition.end", &asked.to_plan, Some(before), Some(after))
}
