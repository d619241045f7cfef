//! Plans and add-ons: what is held, what is offered, and the move under way.

use crate::previews::KeptPreviewView;
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
    /// `upgrade`, `downgrade` or `level` by flat price; none where nothing can be compared.
    pub direction: Option<String>,
    /// When a move there takes effect unless somebody chooses: `now` or `period_end`.
    pub default_when: String,
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

/// One durable step of a move: what was done, and what it would take to take it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoveStepView {
    /// `checked`, `payment_method`, `guarded`, `ticket`, `approval_asked`, `approved`, `addons_dropped`, `addons_added`,
    /// `quotas`, `subscription`, `finished`, `refused`, `cancelled`, `stopped` or `taken_back`.
    pub step: String,
    /// RFC 3339, when it was written.
    pub at: String,
    /// Who.
    pub by: String,
    /// What came of it, in words or names.
    pub note: String,
    /// `nothing`, `remove_payment_method`, `subscribe_addons`, `drop_addons`, `make_quota_objects` or `hold_plan`.
    pub undo: String,
    /// Of what.
    pub undo_names: Vec<String>,
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
    /// `under_way`, `waiting_for_approval`, `scheduled`, `finished` or `failed`: where it stands, for people.
    pub phase: String,
    /// RFC 3339, when it takes effect, or took.
    pub effect_at: String,
    /// Key of the plan asked for.
    pub to_plan: String,
    /// `wizard`, `support`, `recreate`, or what else the tenant says; none when the plan is no longer on offer.
    pub method: Option<String>,
    /// The durable steps, oldest first.
    pub done: Vec<MoveStepView>,
    /// What the one who asked had been shown; none when nothing was looked at.
    pub preview: Option<KeptPreviewView>,
}

/// A copy of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookCopyView {
    /// RFC 3339, when it was made.
    pub at: String,
    /// Where it is.
    pub file: String,
    /// True while it is young enough for a move that recreates the tenant.
    pub fresh: bool,
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
    /// RFC 3339, the end of what the plan that is held was charged for.
    pub period_end: String,
    /// The name that is typed before a tenant is recreated.
    pub tenant: String,
    /// The last copy of the book that is still where it was put.
    pub last_copy: Option<BookCopyView>,
    /// True at a remote tenant: its API makes a move at once and knows no later date.
    pub at_once: bool,
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
    /// `now`, `period_end`, or an RFC 3339 instant; none = upgrades now, downgrades at the end of the period.
    pub when: Option<String>,
    /// The tenant's name as it was typed, for a move that recreates it.
    pub typed_tenant: Option<String>,
    /// The number of the preview that was looked at, to be shown with the request.
    pub preview: Option<String>,
}

/// Names a request to move.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TransitionCancel {
    /// As in [`TransitionView`].
    pub id: String,
    /// Why, in words.
    pub reason: String,
}

/// Names a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PlanRef {
    /// Its key.
    pub name: String,
}

/// One kind whose limit a move changes, or that would be over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitChangeView {
    /// Its key.
    pub kind: String,
    /// For people.
    pub display_name: String,
    /// What is used; none when not tracked or not said.
    pub used: Option<DecimalText>,
    /// The limit now, `-1` unlimited, none when not stated.
    pub before: Option<DecimalText>,
    /// The limit under the new plan.
    pub after: Option<DecimalText>,
    /// Used beyond the new limit.
    pub over_by: Option<DecimalText>,
    /// True when the new limit is the smaller one.
    pub tighter: bool,
}

/// What a move does to the limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanLimitsView {
    /// By family and kind.
    pub rows: Vec<LimitChangeView>,
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
    /// The tenant's name as the one who decides typed it, for a yes to a move that recreates it.
    pub typed_tenant: Option<String>,
}

/// Names an add-on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddonRef {
    /// Its key.
    pub name: String,
}
