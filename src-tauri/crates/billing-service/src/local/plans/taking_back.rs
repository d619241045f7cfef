//! How a move ends without being made: what its steps have done is taken back, and plan, add-ons and quotas are as before.
//!
//! Before the switch only the payment method was changed beside the request itself, so only that is taken back. It is
//! done in the transaction that ends the request: nobody sees a failed move that has left something behind.

use crate::local::payment_methods::anything_owed;
use crate::local::trail::Trail;
use billing_domain::BillingError;
use billing_domain::payment_methods::roles;
use billing_domain::plans::steps::{DoneStep, MoveStep, Undo};
use billing_domain::plans::transitions::{Transition, TransitionEvent};
use billing_store::Writer;

/// Ends a request as failed: `step` says how, `reason` why.
pub(super) fn fail(
    tx: &Writer<'_>,
    asked: &mut Transition,
    step: MoveStep,
    reason: &str,
    trail: &Trail,
) -> Result<(), BillingError> {
    asked.note(step, trail.at, &trail.who, reason, Undo::Nothing);
    let undos: Vec<Undo> = asked.done.iter().rev().map(|done: &DoneStep| done.undo.clone()).collect();
    for undo in undos {
        if let Undo::RemovePaymentMethod(method) = undo {
            let note = take_method_back(tx, &method, trail)?;
            asked.note(MoveStep::TakenBack, trail.at, &trail.who, note, Undo::Nothing);
        }
    }
    asked.step(TransitionEvent::Fail, trail.at, &trail.who, Some(reason))
}

/// Removes a method that was added for the move, unless somebody has made it their own since. Answers what came of it.
fn take_method_back(tx: &Writer<'_>, name: &str, trail: &Trail) -> Result<String, BillingError> {
    let methods = tx.payment_methods()?;
    let Ok(method) = roles::find(&methods, name) else { return Ok(format!("{name} is gone already")) };
    if tx.audit_of(name)?.len() > 1 {
        return Ok(format!("{name} stays: it was changed since it came with the request"));
    }
    if let Err(refusal) = roles::allow_deletion(&methods, name, anything_owed(tx, trail.at)?) {
        return Ok(format!("{name} stays: {}", refusal.message));
    }
    let before = Some(format!("{}, {}", method.label(), method.role.as_str()));
    tx.remove_payment_method(name)?;
    trail.write(tx, "payment_method.delete", name, before, None)?;
    Ok(format!("{name} is removed"))
}
