//! Plans as JSON. Moving between them is in `plans/transitions.rs`, add-ons in `plans/addons.rs`.

mod addons;
mod transitions;

use crate::schema::OneOf;
use crate::words::{PlanType, TenantType};
pub use addons::{AddonChoice, AddonService};
pub use transitions::{
    InitiateTransition, TransitionFlow, TransitionPayload, TransitionStarted, TransitionStatus,
};

use crate::numbers::{self, Int64, Integer};
use crate::quotas::QuotaSpec;
use crate::shape::{Shape, decode_all, encode_all, filled, required_text, shape};
use crate::words::Word;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{LocalizedPlans as LocalizedNoun, Plan as Noun, PlanState};
use billing_domain::{BillingError, ErrorCode};

shape! {
    /// One plan.
    pub struct Plan = "planPlanInternal" {
        /// Its key.
        name: String,
        /// For people.
        title: String,
        /// Second line of the title.
        subtitle: String,
        /// Markdown.
        description: String,
        /// True for the plan that is held.
        current: bool,
        /// Word for word.
        state: String as OneOf<PlanState>,
        /// Hundredths.
        flat_price: Integer,
        /// Ours: the document names no currency, so we say it when it is not the usual one.
        currency_code: String,
        /// Word for word.
        renewal_period_unit: String as OneOf<PeriodUnit>,
        /// In `trial_period_unit`.
        trial_period: Integer,
        /// Word for word.
        trial_period_unit: String as OneOf<PeriodUnit>,
        /// True when nothing is billed automatically.
        billing_disabled: bool,
        /// Word for word.
        tenant_type: String as OneOf<TenantType>,
        /// Word for word.
        usage_plan_type: String as OneOf<PlanType>,
        /// May be subscribed.
        allowed_addon_services: Vec<AddonService>,
        /// Come with it.
        included_addon_services: Vec<AddonService>,
        /// The limits it brings.
        default_quota: QuotaSpec,
        /// How one moves onto it.
        transition_flow: TransitionFlow,
    }
}

shape! {
    /// Plans in one language; also the answer to the current plan.
    pub struct LocalizedPlans = "planLocalizedPlan" {
        /// ISO dashed locale.
        locale: String,
        /// In the tenant's order.
        plans: Vec<Plan>,
    }
}

shape! {
    /// The answer to listing plans.
    pub struct PlanList = "planListUsagePlansRsp" {
        /// One entry per language.
        usage_plans: Vec<LocalizedPlans>,
    }
}

impl Shape for Plan {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        let Int64(flat_price) = numbers::hundredths(noun.flat_price)?;
        Ok(Self {
            name: Some(noun.name.clone()),
            title: Some(noun.title.clone()),
            subtitle: Some(noun.subtitle.clone()),
            description: Some(noun.description.clone()),
            current: Some(noun.current),
            state: noun.state.to_field(),
            flat_price: Some(Integer(flat_price)),
            currency_code: numbers::unusual_currency(noun.flat_price.currency),
            renewal_period_unit: noun.renewal_period_unit.to_field(),
            trial_period: Some(Integer(i64::from(noun.trial_period))),
            trial_period_unit: noun.trial_period_unit.to_field(),
            billing_disabled: Some(noun.billing_disabled),
            tenant_type: filled(&noun.tenant_type),
            usage_plan_type: filled(&noun.usage_plan_type),
            allowed_addon_services: Some(encode_all(&noun.allowed_addons)?),
            included_addon_services: Some(encode_all(&noun.included_addons)?),
            default_quota: Some(QuotaSpec::encode(&noun.default_quota)?),
            transition_flow: Some(TransitionFlow::encode(&noun.transition_flow)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        let name = required_text(self.name, "name of a plan")?;
        let currency = numbers::currency(self.currency_code.as_deref())?;
        let flat_price = self.flat_price.map(|Integer(hundredths)| Int64(hundredths));
        let Integer(trial_period) = self.trial_period.unwrap_or_default();
        Ok(Noun {
            title: self.title.unwrap_or_default(),
            subtitle: self.subtitle.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            current: self.current.unwrap_or_default(),
            state: PlanState::from_field(self.state),
            flat_price: numbers::money(flat_price, currency)?,
            renewal_period_unit: PeriodUnit::from_field(self.renewal_period_unit),
            trial_period: u32::try_from(trial_period).map_err(|_| impossible_trial(&name, trial_period))?,
            trial_period_unit: PeriodUnit::from_field(self.trial_period_unit),
            billing_disabled: self.billing_disabled.unwrap_or_default(),
            tenant_type: self.tenant_type.unwrap_or_default(),
            usage_plan_type: self.usage_plan_type.unwrap_or_default(),
            allowed_addons: decode_all(self.allowed_addon_services)?,
            included_addons: decode_all(self.included_addon_services)?,
            default_quota: self.default_quota.unwrap_or_default().decode()?,
            transition_flow: self.transition_flow.unwrap_or_default().decode()?,
            name,
        })
    }
}

fn impossible_trial(plan: &str, length: i64) -> BillingError {
    BillingError::new(ErrorCode::InvalidInput, format!("Plan {plan} has a trial of {length} periods."))
}

impl Shape for LocalizedPlans {
    type Noun = LocalizedNoun;

    fn encode(noun: &LocalizedNoun) -> Result<Self, BillingError> {
        let plans = Some(encode_all(&noun.plans)?);
        Ok(Self { locale: Some(noun.locale.clone()), plans, ..Self::default() })
    }

    fn decode(self) -> Result<LocalizedNoun, BillingError> {
        Ok(LocalizedNoun { locale: self.locale.unwrap_or_default(), plans: decode_all(self.plans)? })
    }
}

impl Shape for PlanList {
    type Noun = Vec<LocalizedNoun>;

    fn encode(noun: &Vec<LocalizedNoun>) -> Result<Self, BillingError> {
        Ok(Self { usage_plans: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<LocalizedNoun>, BillingError> {
        decode_all(self.usage_plans)
    }
}

#[cfg(test)]
mod tests;
