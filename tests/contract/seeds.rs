//! What several stories start from.

use crate::harness::{Backend, noon};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan, PlanState, TransitionFlow, TransitionMethod};
use billing_domain::quotas::QuotaLimits;
use billing_domain::{Currency, Money};
use billing_service::billing::{Billing, NewSubscription};
use chrono::{TimeZone, Utc};

/// A monthly plan by the wizard; add-ons as words, included and allowed.
pub fn plan(name: &str, price_minor: i64, included: &str, allowed: &str) -> Plan {
    Plan {
        name: name.to_owned(),
        title: name.to_owned(),
        subtitle: String::new(),
        description: String::new(),
        current: false,
        state: PlanState::Ready,
        flat_price: Money::new(price_minor, Currency::USD),
        renewal_period_unit: PeriodUnit::Month,
        trial_period: 0,
        trial_period_unit: PeriodUnit::Day,
        billing_disabled: false,
        tenant_type: "ENTERPRISE".to_owned(),
        usage_plan_type: "TEAM".to_owned(),
        allowed_addons: services(allowed),
        included_addons: services(included),
        default_quota: QuotaLimits::default(),
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}

fn services(words: &str) -> Vec<AddonService> {
    let service = |name: &str| AddonService { name: name.to_owned(), display_name: name.to_owned() };
    words.split_whitespace().map(service).collect()
}

/// The billing side of the book behind a backend.
pub fn billing(backend: &Backend) -> Billing {
    Billing::new(backend.book.store().clone(), "a.weber")
}

/// One issued invoice that nobody has paid: February of a plan for USD 500.00. Answers its number.
pub fn open_invoice(backend: &Backend) -> String {
    let day = |month| Utc.with_ymd_and_hms(2026, month, 1, 0, 0, 0).unwrap();
    let held = NewSubscription {
        name: "subscription-1".to_owned(),
        plan_name: "Teams".to_owned(),
        plan_object_name: "teams".to_owned(),
        start: day(2),
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(50_000, Currency::USD),
        trial_end: None,
    };
    let billing = billing(backend);
    billing.subscribe(held, noon()).unwrap();
    let issued = billing.close(day(3), noon()).unwrap();
    assert_eq!(issued.len(), 1, "{backend:?}: February alone has ended");
    issued[0].header.name.clone()
}

/// Pays all that is owed.
pub fn settle(backend: &Backend, invoice: &str) {
    billing(backend).mark_paid(invoice, "bank transfer", "", noon()).unwrap();
}
