//! What a request to move must fulfil before anything is done, and who may approve it.

use super::{Plan, RequiredField, TransitionPayload, TransitionRequest, addons};
use crate::contact::Contact;
use crate::payment_methods::card_numbers::{refuse_card_numbers, refuse_in_contact};
use crate::payment_methods::tokens::check_token;
use crate::{BillingError, ErrorCode};
use std::collections::BTreeSet;

/// How things stand when a move is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'s> {
    /// Every plan on offer.
    pub plans: &'s [Plan],
    /// The key of the plan that is held.
    pub held: Option<&'s str>,
    /// True while another request is open.
    pub another_open: bool,
    /// Add-ons that are subscribed.
    pub active_addons: &'s BTreeSet<String>,
}

/// The plan that may be moved to. What the person can correct is told first, what the present state forbids after it.
///
/// # Errors
/// `InvalidInput` for a card number or a missing required field, `NotFound` for an unknown plan, `FailedPrecondition`
/// while another request is open, when the plan is held already, or when an add-on is not offered.
pub fn check<'s>(standing: Standing<'s>, request: &TransitionRequest) -> Result<&'s Plan, BillingError> {
    refuse_card_numbers("name of the plan", &request.new_plan)?;
    refuse_card_numbers_in(&request.payload)?;
    let plan = standing.plans.iter().find(|plan| plan.name == request.new_plan);
    let plan = plan.ok_or_else(|| {
        BillingError::not_found(format!("No plan on offer is called {:?}.", request.new_plan))
    })?;
    for field in &plan.transition_flow.required_fields {
        check_field(field, &request.payload)?;
    }
    if let Some(token) = given(request.payload.payment_provider_token.as_ref()) {
        check_token(token)?;
    }
    if standing.another_open {
        return Err(BillingError::refused(
            "Another request to change the plan is still open. Wait for its end, or have it refused.",
        ));
    }
    if standing.held == Some(plan.name.as_str()) {
        return Err(BillingError::refused(format!("The plan {:?} is held already.", plan.title)));
    }
    addons::moves(plan, standing.active_addons, &request.payload)?;
    Ok(plan)
}

/// Whether `approver` may decide on what `requester` asked for: never the same person.
///
/// # Errors
/// `InvalidInput` without a name, `PermissionDenied` for the same person.
pub fn check_approver(requester: &str, approver: &str) -> Result<(), BillingError> {
    let plain = |name: &str| name.trim().to_lowercase();
    if plain(approver).is_empty() {
        return Err(BillingError::invalid("Say who decides: a decision needs a name."));
    }
    if plain(requester) == plain(approver) {
        return Err(BillingError::new(
            ErrorCode::PermissionDenied,
            format!("{requester} asked for this change of plan, so another person must decide on it."),
        ));
    }
    Ok(())
}

fn check_field(field: &RequiredField, payload: &TransitionPayload) -> Result<(), BillingError> {
    let missing = |what: &str| Err(BillingError::invalid(format!("This plan needs {what}.")));
    match field {
        RequiredField::PaymentToken if given(payload.payment_provider_token.as_ref()).is_none() => {
            missing("a payment token: the payment provider gives one for a card or an account")
        }
        RequiredField::Domain => match given(payload.domain.as_ref()) {
            Some(domain) if is_host_name(domain) => Ok(()),
            Some(domain) => missing(&format!("the tenant's domain, and {domain:?} is not a host name")),
            None => missing("the tenant's domain"),
        },
        RequiredField::Contacts if !payload.billing_address.as_ref().is_some_and(is_filled) => {
            missing("a billing contact with an address")
        }
        RequiredField::Other(word) => missing(&format!("{word}, which this console cannot give")),
        _ => Ok(()),
    }
}

fn refuse_card_numbers_in(payload: &TransitionPayload) -> Result<(), BillingError> {
    let texts = [
        ("payment token", &payload.payment_provider_token),
        ("domain", &payload.domain),
        ("ticket text", &payload.support_ticket_info),
        ("reason", &payload.deletion_reason),
        ("feedback", &payload.deletion_feedback),
    ];
    for (what, text) in texts {
        refuse_card_numbers(what, text.as_deref().unwrap_or_default())?;
    }
    for contact in [&payload.billing_address, &payload.payment_address].into_iter().flatten() {
        refuse_in_contact("contact", contact)?;
    }
    let addons = payload.subscribe_addons.iter().chain(&payload.unsubscribe_addons);
    addons.into_iter().try_for_each(|addon| refuse_card_numbers("name of an add-on", addon))
}

fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn is_filled(contact: &Contact) -> bool {
    given(contact.address1.as_ref()).is_some()
}

/// Labels of letters, digits and inner hyphens, parted by dots (RFC 1123).
fn is_host_name(text: &str) -> bool {
    let label = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        inner && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

#[cfg(test)]
mod tests;
