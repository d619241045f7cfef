//! A plain plan for tests to change.

use super::{Plan, PlanState, TransitionFlow, TransitionMethod};
use crate::period::PeriodUnit;
use crate::quotas::QuotaLimits;
use crate::{Currency, Money};

/// A monthly plan by the wizard, with nothing required and no add-on.
pub(crate) fn plan(name: &str) -> Plan {
    Plan {
        name: name.to_owned(),
        title: name.to_owned(),
        subtitle: String::new(),
        description: String::new(),
        current: false,
        state: PlanState::Ready,
        flat_price: Money::new(50_000, Currency::USD),
        renewal_period_unit: PeriodUnit::Month,
        trial_period: 0,
        trial_period_unit: PeriodUnit::Day,
        billing_disabled: false,
        tenant_type: "ENTERPRISE".to_owned(),
        usage_plan_type: "TEAM".to_owned(),
        allowed_addons: Vec::new(),
        included_addons: Vec::new(),
        default_quota: QuotaLimits::default(),
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}
