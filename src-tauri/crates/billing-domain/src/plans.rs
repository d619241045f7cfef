//! Plans, the add-ons they allow, and the requests to move from one plan to another.
//!
//! Here are the nouns and the seam; the rules stand beside: [`transitions`] (states, what comes next), [`steps`] (what was
//! done), [`schedule`] (when), [`requests`] (what may be asked, who may approve), [`recreation`], [`addons`], [`tickets`].

pub mod addons;
pub mod recreation;
pub mod requests;
pub mod schedule;
pub mod steps;
#[cfg(test)]
pub(crate) mod testing;
pub mod tickets;
pub mod transitions;

use crate::contact::Contact;
use crate::period::PeriodUnit;
use crate::quotas::QuotaLimits;
use crate::{BillingError, Money, Namespace};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// An add-on service as a plan names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddonService {
    /// Its key, such as `f5xc_waap_standard`.
    pub name: String,
    /// For people.
    pub display_name: String,
}

/// The add-ons that the public API can subscribe: exactly one of these keys (`api-facts`, "Shapes").
pub const ADDON_KEYS: [&str; 13] = [
    "f5xc_appstack_standard",
    "f5xc_big_ip_irule_standard",
    "f5xc_bigip_utilities_standard",
    "f5xc_content_delivery_network_advanced",
    "f5xc_content_delivery_network_standard",
    "f5xc_delegated_access_standard",
    "f5xc_securemesh_advanced",
    "f5xc_securemesh_standard",
    "f5xc_site_management_standard",
    "f5xc_synthetic_monitoring_standard",
    "f5xc_waap_advanced",
    "f5xc_waap_standard",
    "f5xc_web_app_scanning_standard",
];

/// Where a plan stands. At most two are pending: the old and the new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanState {
    /// Nothing under way.
    Ready,
    /// A move from or to this plan is under way.
    TransitionPending,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// How a move onto a plan is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransitionMethod {
    /// By a support ticket.
    Support,
    /// By this console's wizard.
    Wizard,
    /// The tenant is deleted and made anew: export first.
    Recreate,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// What a move onto a plan needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequiredField {
    /// A payment provider's token.
    PaymentToken,
    /// The tenant's domain.
    Domain,
    /// Billing and payment addresses.
    Contacts,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// How one moves onto a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransitionFlow {
    /// By which way.
    pub method: TransitionMethod,
    /// What must be given.
    pub required_fields: Vec<RequiredField>,
    /// True when the billing department must approve.
    pub requires_manual_approval: bool,
}

/// One usage plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its key, not made for people.
    pub name: String,
    /// For people.
    pub title: String,
    /// Second line of the title.
    pub subtitle: String,
    /// Markdown.
    pub description: String,
    /// True for the plan that is held.
    pub current: bool,
    /// Where it stands.
    pub state: PlanState,
    /// The flat fee of one renewal period.
    pub flat_price: Money,
    /// The renewal period.
    pub renewal_period_unit: PeriodUnit,
    /// Length of the trial in `trial_period_unit`; 0 = none.
    pub trial_period: u32,
    /// Unit of the trial.
    pub trial_period_unit: PeriodUnit,
    /// True when nothing is billed automatically (term contracts).
    pub billing_disabled: bool,
    /// `FREEMIUM`, `ENTERPRISE`, ... word for word.
    pub tenant_type: String,
    /// `FREE`, `INDIVIDUAL`, `TEAM`, `ORGANIZATION`, ... word for word.
    pub usage_plan_type: String,
    /// Add-ons that may be subscribed.
    pub allowed_addons: Vec<AddonService>,
    /// Add-ons that come with it.
    pub included_addons: Vec<AddonService>,
    /// The limits it brings.
    pub default_quota: QuotaLimits,
    /// How one moves onto it.
    pub transition_flow: TransitionFlow,
}

/// Plans in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalizedPlans {
    /// ISO dashed locale, such as `en-us`.
    pub locale: String,
    /// In the tenant's order.
    pub plans: Vec<Plan>,
}

impl LocalizedPlans {
    /// The plan that is held: the one marked current, else the first (`api-facts`, point 5).
    #[must_use]
    pub fn current(&self) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.current).or_else(|| self.plans.first())
    }
}

/// Where a request to move stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransitionState {
    /// Made, steps under way.
    Creating,
    /// The billing department must say yes or no.
    WaitingForApproval,
    /// Done.
    Finished,
    /// Refused or broken; everything is as before.
    Failed,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// What a request to move carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransitionPayload {
    /// Appears on invoices.
    pub billing_address: Option<Contact>,
    /// Used when a method is charged.
    pub payment_address: Option<Contact>,
    /// A payment provider's token. A secret: never logged.
    pub payment_provider_token: Option<String>,
    /// The tenant's domain.
    pub domain: Option<String>,
    /// True to have a support ticket written.
    pub create_support_ticket: bool,
    /// What the ticket shall say besides.
    pub support_ticket_info: Option<String>,
    /// Why a tenant is deleted (RECREATE), word for word.
    pub deletion_reason: Option<String>,
    /// The same in the customer's words.
    pub deletion_feedback: Option<String>,
    /// Add-ons to take with the move.
    pub subscribe_addons: Vec<String>,
    /// Add-ons to drop with the move.
    pub unsubscribe_addons: Vec<String>,
}

/// A request to move onto another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionRequest {
    /// The plan's key.
    pub new_plan: String,
    /// What the plan's flow requires.
    pub payload: TransitionPayload,
}

/// The answer to a request: its id is a secret, for it opens the state without a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionTicket {
    /// A UUID.
    pub id: String,
    /// True when it waits for the billing department.
    pub requires_manual_approval: bool,
}

/// What a tenant's plans, transitions and add-ons can do, wherever the tenant lives.
#[async_trait]
pub trait Plans {
    /// The plan that is held (and, while a move is under way, the one moved to).
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError>;

    /// Every plan on offer, a list per language.
    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError>;

    /// Asks to move. Wants namespace `system`.
    ///
    /// The public API knows no date: a move takes effect at once, or when it is approved. It knows no typed name either:
    /// one that recreates the tenant waits for a person, who confirms it in the console.
    ///
    /// `NotFound` for an unknown plan, `InvalidInput` for a missing required field,
    /// `FailedPrecondition` while another request is open or when the plan is held already.
    async fn initiate_transition(
        &self,
        namespace: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError>;

    /// Where a request stands. `NotFound` for an unknown id.
    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError>;

    /// Subscribes an add-on; again is a no-op.
    ///
    /// `InvalidInput` for a key outside [`ADDON_KEYS`], `FailedPrecondition` when the plan does not allow it.
    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError>;

    /// Drops an add-on; again is a no-op. `FailedPrecondition` for one that the plan includes.
    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError>;
}
