//! Plans and add-ons: what is held, what is offered, and the move under way.

use crate::values::{DecimalText, MoneyText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One plan of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanColumn {
    /// Its key.
    pub name: String,
    /// For people.
    pub title: String,
    /// Second line.
    pub subtitle: String,
    /// True for the one that is held.
    pub current: bool,
    /// True for the one that was asked for.
    pub asked: bool,
    /// Of one renewal period.
    pub flat_price: MoneyText,
    /// `day`, `week`, `month`, `year`, or what else the tenant says.
    pub renewal_unit: String,
    /// Length of the trial; 0 = none.
    pub trial: u32,
    /// Unit of the trial.
    pub trial_unit: String,
    /// True when nothing is billed automatically.
    pub billing_disabled: bool,
    /// `wizard`, `support`, `recreate`, or what else the tenant says.
    pub method: String,
    /// `payment_token`, `domain`, `contacts`, or what else the tenant says.
    pub required_fields: Vec<String>,
    /// True when somebody else must approve.
    pub needs_approval: bool,
    /// Parallel to `PlansView.addons`: `included`, `allowed` or `none`.
    pub addons: Vec<String>,
    /// Parallel to `PlansView.quotas`: the default limit, `-1` unlimited, none when not stated.
    pub quotas: Vec<Option<DecimalText>>,
}

/// One add-on of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddonRow {
    /// Its key.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// True when it can be subscribed through the API.
    pub subscribable: bool,
    /// `included`, `subscribed`, `available` or `not_allowed` under the current plan.
    pub state: String,
    /// RFC 3339, when it was subscribed.
    pub since: Option<String>,
}

/// One quota kind of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanQuotaRow {
    /// Its key.
    pub kind: String,
    /// For people.
    pub display_name: String,
}

/// One step of a move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TransitionStep {
    /// `creating`, `waiting_for_approval`, `finished` or `failed`.
    pub state: String,
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why, in words.
    pub reason: String,
}

/// A request to move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TransitionView {
    /// Names it in commands.
    pub id: String,
    /// Title of the plan held when it was made.
    pub from: String,
    /// Title of the plan asked for.
    pub to: String,
    /// `creating`, `waiting_for_approval`, `finished` or `failed`.
    pub state: String,
    /// Who asked.
    pub requested_by: String,
    /// Oldest first.
    pub steps: Vec<TransitionStep>,
    /// The ticket's text, for moves by support.
    pub ticket: Option<String>,
}

/// Everything about plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlansView {
    /// In the tenant's order.
    pub plans: Vec<PlanColumn>,
    /// Rows of the comparison.
    pub addons: Vec<AddonRow>,
    /// Rows of the comparison.
    pub quotas: Vec<PlanQuotaRow>,
    /// The open request; at most one.
    pub open: Option<TransitionView>,
    /// Newest first, without the open one.
    pub past: Vec<TransitionView>,
}

/// Asks to move onto a plan; only what the plan requires need be filled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TransitionStart {
    /// Its key.
    pub new_plan: String,
    /// A payment provider's token.
    pub payment_token: Option<String>,
    /// The tenant's domain.
    pub domain: Option<String>,
    /// Address on invoices, one line.
    pub billing_address: Option<String>,
    /// What a ticket shall say besides.
    pub note: Option<String>,
    /// Add-ons to take with the move.
    pub subscribe_addons: Vec<String>,
    /// Add-ons to drop with the move.
    pub unsubscribe_addons: Vec<String>,
}

/// Says yes or no to a request that waits.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TransitionDecide {
    /// As in [`TransitionView`].
    pub id: String,
    /// Yes or no.
    pub approve: bool,
    /// Who decides; not the one who asked.
    pub by: String,
    /// Why, in words.
    pub reason: String,
}

/// Names an add-on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddonRef {
    /// Its key.
    pub name: String,
}
