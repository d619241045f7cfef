//! The durable steps of a move: what was done, when, by whom, and what it would take to take it back.
//!
//! A step is written in the transaction of what it tells, so that a program that stops between two steps finds the move
//! exactly where it was left. [`Transition::next`](super::transitions::Transition::next) says how it goes on.

use chrono::{DateTime, Utc};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MoveStep {
    /// Payload and required fields were looked at, and the request was kept.
    Checked,
    /// The provider's token became a payment method.
    PaymentMethod,
    /// The tenant's name was typed and a fresh copy of the book is there: the tenant may be recreated.
    Guarded,
    /// The support ticket was written.
    Ticket,
    /// Somebody was asked.
    ApprovalAsked,
    /// Another person said yes.
    Approved,
    /// Subscriptions of add-ons have ended.
    AddonsDropped,
    /// Subscriptions of add-ons have begun.
    AddonsAdded,
    /// The limits are those of the new plan.
    Quotas,
    /// The old plan is billed until the instant of the change, the new one from it on.
    Subscription,
    /// All of it is done.
    Finished,
    /// Another person said no.
    Refused,
    /// Somebody called it off before it took effect.
    Cancelled,
    /// It could not be made when its time had come.
    Stopped,
    /// What an earlier step had done was taken back.
    TakenBack,
}

impl MoveStep {
    /// All, in the order in which they can come.
    pub const ALL: [Self; 15] = [
        Self::Checked,
        Self::PaymentMethod,
        Self::Guarded,
        Self::Ticket,
        Self::ApprovalAsked,
        Self::Approved,
        Self::AddonsDropped,
        Self::AddonsAdded,
        Self::Quotas,
        Self::Subscription,
        Self::Finished,
        Self::Refused,
        Self::Cancelled,
        Self::Stopped,
        Self::TakenBack,
    ];

    /// The stable name used in JSON, in the store and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::PaymentMethod => "payment_method",
            Self::Guarded => "guarded",
            Self::Ticket => "ticket",
            Self::ApprovalAsked => "approval_asked",
            Self::Approved => "approved",
            Self::AddonsDropped => "addons_dropped",
            Self::AddonsAdded => "addons_added",
            Self::Quotas => "quotas",
            Self::Subscription => "subscription",
            Self::Finished => "finished",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Stopped => "stopped",
            Self::TakenBack => "taken_back",
        }
    }
}

/// What it would take to take a step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    /// It changed nothing but the request.
    Nothing,
    /// Remove the payment method of that name, unless somebody has used it since.
    RemovePaymentMethod(String),
    /// Subscribe these add-ons again.
    SubscribeAddons(Vec<String>),
    /// End the subscriptions of these add-ons.
    DropAddons(Vec<String>),
    /// Make these quota objects again, as `namespace/name`.
    MakeQuotaObjects(Vec<String>),
    /// Hold that plan again: by a move of its own, for what was billed stays billed.
    HoldPlan(Vec<String>),
}

impl Undo {
    /// The stable name used in JSON, in the store and in the UI.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::RemovePaymentMethod(_) => "remove_payment_method",
            Self::SubscribeAddons(_) => "subscribe_addons",
            Self::DropAddons(_) => "drop_addons",
            Self::MakeQuotaObjects(_) => "make_quota_objects",
            Self::HoldPlan(_) => "hold_plan",
        }
    }

    /// What it is about, by name.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            Self::Nothing => &[],
            Self::RemovePaymentMethod(name) => std::slice::from_ref(name),
            Self::SubscribeAddons(names)
            | Self::DropAddons(names)
            | Self::MakeQuotaObjects(names)
            | Self::HoldPlan(names) => names,
        }
    }

    /// Reads [`Undo::as_str`] and [`Undo::names`] back; `None` for a word that nobody knows.
    #[must_use]
    pub fn of(word: &str, mut names: Vec<String>) -> Option<Self> {
        match word {
            "nothing" => Some(Self::Nothing),
            "remove_payment_method" => names.pop().map(Self::RemovePaymentMethod),
            "subscribe_addons" => Some(Self::SubscribeAddons(names)),
            "drop_addons" => Some(Self::DropAddons(names)),
            "make_quota_objects" => Some(Self::MakeQuotaObjects(names)),
            "hold_plan" => Some(Self::HoldPlan(names)),
            _ => None,
        }
    }
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneStep {
    /// Which.
    pub step: MoveStep,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub who: String,
    /// What came of it, in words; may be empty. Never holds a secret.
    pub note: String,
    /// What it would take to take it back.
    pub undo: Undo,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        let names = || vec!["a".to_owned(), "b".to_owned()];
        let undos = [
            Undo::Nothing,
            Undo::RemovePaymentMethod("payment-method-4".to_owned()),
            Undo::SubscribeAddons(names()),
            Undo::DropAddons(names()),
            Undo::MakeQuotaObjects(names()),
            Undo::HoldPlan(vec![]),
        ];
        for undo in undos {
            assert_eq!(Undo::of(undo.as_str(), undo.names().to_vec()), Some(undo));
        }
        assert_eq!(Undo::of("burn_everything", names()), None);
        let words: std::collections::BTreeSet<_> = MoveStep::ALL.map(MoveStep::as_str).into();
        assert_eq!(words.len(), MoveStep::ALL.len(), "each step has a name of its own");
    }
}
