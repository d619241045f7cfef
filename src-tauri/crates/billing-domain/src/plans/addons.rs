//! Which add-ons a plan lets one have, and what a subscription, a cancellation or a change of plan does to them.

use super::{ADDON_KEYS, AddonService, Plan, TransitionPayload};
use crate::BillingError;
use std::collections::BTreeSet;

/// How a plan treats an add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddonAccess {
    /// It comes with the plan.
    Included,
    /// It may be subscribed.
    Allowed,
    /// The plan does not know it.
    NotOffered,
}

impl AddonAccess {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Included => "included",
            Self::Allowed => "allowed",
            Self::NotOffered => "not_offered",
        }
    }
}

/// What a call does to the subscriptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddonStep {
    /// It is so already: the same answer, nothing changes.
    Nothing,
    /// A subscription begins.
    Begin,
    /// The subscription ends.
    End,
}

/// What a change of plan does to the subscriptions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddonMoves {
    /// Subscriptions that end, by name.
    pub end: BTreeSet<String>,
    /// Subscriptions that begin, by name.
    pub begin: BTreeSet<String>,
}

/// Whether the public API can subscribe it at all.
///
/// # Errors
/// `InvalidInput` for a key outside [`ADDON_KEYS`].
pub fn check_key(addon: &str) -> Result<(), BillingError> {
    if ADDON_KEYS.contains(&addon) {
        return Ok(());
    }
    Err(BillingError::invalid(format!("{addon:?} is not an add-on that can be subscribed.")))
}

/// How `plan` treats an add-on; included wins over allowed.
#[must_use]
pub fn access(plan: &Plan, addon: &str) -> AddonAccess {
    let names = |services: &[AddonService]| services.iter().any(|service| service.name == addon);
    if names(&plan.included_addons) {
        AddonAccess::Included
    } else if names(&plan.allowed_addons) {
        AddonAccess::Allowed
    } else {
        AddonAccess::NotOffered
    }
}

/// What subscribing does under the plan that is held; an included add-on is there already.
///
/// # Errors
/// `InvalidInput` for an unknown key; `FailedPrecondition` when the plan does not offer it.
pub fn subscribe(plan: &Plan, active: &BTreeSet<String>, addon: &str) -> Result<AddonStep, BillingError> {
    check_key(addon)?;
    match access(plan, addon) {
        AddonAccess::Included => Ok(AddonStep::Nothing),
        AddonAccess::Allowed if active.contains(addon) => Ok(AddonStep::Nothing),
        AddonAccess::Allowed => Ok(AddonStep::Begin),
        AddonAccess::NotOffered => Err(not_offered(plan, addon)),
    }
}

/// What unsubscribing does under the plan that is held.
///
/// # Errors
/// `InvalidInput` for an unknown key; `FailedPrecondition` for one that the plan includes.
pub fn unsubscribe(plan: &Plan, active: &BTreeSet<String>, addon: &str) -> Result<AddonStep, BillingError> {
    check_key(addon)?;
    match access(plan, addon) {
        AddonAccess::Included => Err(BillingError::refused(format!(
            "{addon} comes with the plan {:?} and cannot be dropped alone.",
            plan.title
        ))),
        _ if active.contains(addon) => Ok(AddonStep::End),
        _ => Ok(AddonStep::Nothing),
    }
}

/// What moving onto `plan` does: what is asked for, and the end of what the new plan does not sell any more.
///
/// A subscription that the new plan includes ends too: it comes with the plan from then on.
///
/// # Errors
/// `InvalidInput` when one add-on shall begin and end; `FailedPrecondition` when the new plan does not offer one that
/// shall begin, or includes one that shall end.
pub fn moves(
    plan: &Plan,
    active: &BTreeSet<String>,
    payload: &TransitionPayload,
) -> Result<AddonMoves, BillingError> {
    for addon in &payload.subscribe_addons {
        if payload.unsubscribe_addons.contains(addon) {
            return Err(BillingError::invalid(format!("{addon} cannot be both subscribed and dropped.")));
        }
        if access(plan, addon) == AddonAccess::NotOffered {
            return Err(not_offered(plan, addon));
        }
    }
    for addon in &payload.unsubscribe_addons {
        if access(plan, addon) == AddonAccess::Included {
            return Err(BillingError::refused(format!(
                "{addon} comes with the plan {:?} and cannot be dropped.",
                plan.title
            )));
        }
    }
    let sold = |addon: &String| access(plan, addon) == AddonAccess::Allowed;
    let ends = |addon: &&String| !sold(addon) || payload.unsubscribe_addons.contains(addon);
    let begins = |addon: &&String| sold(addon) && !active.contains(*addon);
    Ok(AddonMoves {
        end: active.iter().filter(ends).cloned().collect(),
        begin: payload.subscribe_addons.iter().filter(begins).cloned().collect(),
    })
}

fn not_offered(plan: &Plan, addon: &str) -> BillingError {
    BillingError::refused(format!("The plan {:?} does not offer {addon}.", plan.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;
    use crate::plans::testing::plan;

    fn teams() -> Plan {
        let mut plan = plan("teams");
        plan.included_addons = vec![service("f5xc_waap_standard")];
        plan.allowed_addons = vec![service("f5xc_waap_advanced"), service("re-2-ce-v1")];
        plan
    }

    fn service(name: &str) -> AddonService {
        AddonService { name: name.to_owned(), display_name: name.to_owned() }
    }

    fn set(words: &str) -> BTreeSet<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn list(words: &str) -> Vec<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn subscribing_wants_an_offer_and_again_is_nothing() {
        let (plan, none, held) = (teams(), set(""), set("f5xc_waap_advanced"));
        assert_eq!(subscribe(&plan, &none, "f5xc_waap_advanced"), Ok(AddonStep::Begin));
        assert_eq!(subscribe(&plan, &held, "f5xc_waap_advanced"), Ok(AddonStep::Nothing));
        assert_eq!(subscribe(&plan, &none, "f5xc_waap_standard"), Ok(AddonStep::Nothing), "it is included");
        let code = |addon| subscribe(&plan, &none, addon).unwrap_err().code;
        assert_eq!(code("f5xc_securemesh_standard"), ErrorCode::FailedPrecondition);
        assert_eq!(code("f5xc_everything"), ErrorCode::InvalidInput);
        assert_eq!(code("re-2-ce-v1"), ErrorCode::InvalidInput, "sold with a plan, not by itself");
    }

    #[test]
    fn an_included_one_cannot_be_dropped() {
        let (plan, none, held) = (teams(), set(""), set("f5xc_waap_advanced"));
        assert_eq!(unsubscribe(&plan, &held, "f5xc_waap_advanced"), Ok(AddonStep::End));
        assert_eq!(unsubscribe(&plan, &none, "f5xc_waap_advanced"), Ok(AddonStep::Nothing));
        assert_eq!(unsubscribe(&plan, &none, "f5xc_securemesh_standard"), Ok(AddonStep::Nothing));
        let refused = unsubscribe(&plan, &none, "f5xc_waap_standard").unwrap_err();
        assert_eq!(refused.code, ErrorCode::FailedPrecondition);
        assert_eq!(unsubscribe(&plan, &none, "x").unwrap_err().code, ErrorCode::InvalidInput);
    }

    #[test]
    fn a_move_ends_what_the_new_plan_does_not_sell() {
        let active = set("f5xc_waap_standard f5xc_securemesh_standard f5xc_waap_advanced");
        let payload = TransitionPayload {
            subscribe_addons: list("re-2-ce-v1 f5xc_waap_standard"),
            ..TransitionPayload::default()
        };
        let moves = moves(&teams(), &active, &payload).unwrap();
        assert_eq!(moves.end, set("f5xc_waap_standard f5xc_securemesh_standard"));
        assert_eq!(moves.begin, set("re-2-ce-v1"), "the included one needs no subscription");
    }

    #[test]
    fn a_move_refuses_what_cannot_be() {
        let refused = |subscribe: &str, drop: &str| {
            let payload = TransitionPayload {
                subscribe_addons: list(subscribe),
                unsubscribe_addons: list(drop),
                ..TransitionPayload::default()
            };
            moves(&teams(), &set(""), &payload).unwrap_err().code
        };
        assert_eq!(refused("f5xc_securemesh_standard", ""), ErrorCode::FailedPrecondition);
        assert_eq!(refused("", "f5xc_waap_standard"), ErrorCode::FailedPrecondition);
        assert_eq!(refused("f5xc_waap_advanced", "f5xc_waap_advanced"), ErrorCode::InvalidInput);
    }
}
