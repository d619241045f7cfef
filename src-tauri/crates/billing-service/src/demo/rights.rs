//! What the demo tenant may hold and holds: plans, add-ons, quotas, payment methods.

use super::tenant::{InUsePlan, MethodPlan, PlanPlan, TenantPlan};
use super::{ACTOR, now};
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethod, Role, tokens};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan, PlanState, RequiredField, TransitionFlow, TransitionMethod};
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{InUse, ObjectMeta, QuotaLimits, QuotaObject, RateLimit};
use billing_domain::{BillingError, Currency, Decimal, Money};
use billing_store::Store;
use std::collections::BTreeMap;

pub(super) fn seed(store: &Store, tenant: &TenantPlan, currency: Currency) -> Result<(), BillingError> {
    let plans: Vec<Plan> =
        tenant.plans.iter().map(|plan| whole(plan, tenant, currency)).collect::<Result<_, _>>()?;
    let methods: Vec<(String, PaymentMethod)> = tenant
        .payment_methods
        .iter()
        .zip(1..)
        .map(|(method, number)| kept(method, number))
        .collect::<Result<_, _>>()?;
    let kinds: Vec<QuotaKind> = kinds(tenant)?;
    let object = QuotaObject {
        metadata: ObjectMeta {
            name: tenant.quota_object.name.clone(),
            namespace: "system".to_owned(),
            description: tenant.quota_object.description.clone(),
            ..ObjectMeta::default()
        },
        uid: "9b1d7c52-4e2f-4b52-9d0e-de3000000001".to_owned(),
        created_at: tenant.plan_since,
        modified_at: None,
        creator: ACTOR.to_owned(),
        limits: QuotaLimits { objects: tenant.quota_object.objects.clone(), ..QuotaLimits::default() },
    };
    let (current, since, addons) =
        (tenant.current_plan.clone(), tenant.plan_since, tenant.subscribed_addons.clone());
    store.write(move |tx| {
        for (plan, position) in plans.iter().zip(0..) {
            tx.add_plan(plan, position)?;
        }
        tx.set_current_plan(&current, since)?;
        for addon in &addons {
            tx.begin_addon(addon, since)?;
        }
        tx.add_quota_object(&object)?;
        for kind in &kinds {
            tx.set_quota_in_use(kind, now())?;
        }
        for (token, method) in &methods {
            // The names count from 1 like any others, so the next one added gets a new number.
            tx.next_payment_method_number()?;
            tx.add_payment_method(token, method)?;
        }
        Ok(())
    })
}

fn whole(plan: &PlanPlan, tenant: &TenantPlan, currency: Currency) -> Result<Plan, BillingError> {
    let addons = |names: &[String]| names.iter().map(|name| addon(name, &tenant.addon_names)).collect();
    let resources = plan.resources.iter().map(|(kind, most)| Ok((kind.clone(), most.parse::<Decimal>()?)));
    let apis = tenant.quota_rates.iter().map(|rate| {
        (rate.rpc.clone(), RateLimit { rate: rate.rate, burst: rate.burst, unit: rate.unit.clone() })
    });
    Ok(Plan {
        name: plan.name.clone(),
        title: plan.title.clone(),
        subtitle: plan.subtitle.clone(),
        description: plan.description.clone(),
        current: plan.name == tenant.current_plan,
        state: PlanState::Ready,
        flat_price: Money::new(plan.flat_price, currency),
        renewal_period_unit: PeriodUnit::Month,
        trial_period: plan.trial_days,
        trial_period_unit: PeriodUnit::Day,
        billing_disabled: false,
        tenant_type: plan.tenant_type.clone(),
        usage_plan_type: plan.kind.clone(),
        allowed_addons: addons(&plan.allowed),
        included_addons: addons(&plan.included),
        default_quota: QuotaLimits {
            objects: plan.objects.clone(),
            resources: resources.collect::<Result<_, BillingError>>()?,
            apis: apis.collect(),
        },
        transition_flow: TransitionFlow {
            method: match plan.method.as_str() {
                "wizard" => TransitionMethod::Wizard,
                "support" => TransitionMethod::Support,
                "recreate" => TransitionMethod::Recreate,
                other => TransitionMethod::Other(other.to_owned()),
            },
            required_fields: plan.requires.iter().map(|field| required(field)).collect(),
            requires_manual_approval: plan.approval,
        },
    })
}

fn required(field: &str) -> RequiredField {
    match field {
        "payment_token" => RequiredField::PaymentToken,
        "domain" => RequiredField::Domain,
        "contacts" => RequiredField::Contacts,
        other => RequiredField::Other(other.to_owned()),
    }
}

fn addon(name: &str, names: &BTreeMap<String, String>) -> AddonService {
    let display_name = names.get(name).cloned().unwrap_or_else(|| name.to_owned());
    AddonService { name: name.to_owned(), display_name }
}

fn kept(plan: &MethodPlan, number: u32) -> Result<(String, PaymentMethod), BillingError> {
    let new = NewPaymentMethod {
        token: plan.token.clone(),
        role: match plan.role.as_str() {
            "primary" => Role::Primary,
            "secondary" => Role::Secondary,
            _ => Role::Normal,
        },
        contact: Contact {
            kind: ContactKind::Payment,
            address1: Some(plan.contact.clone()),
            ..Contact::default()
        },
    };
    let method = tokens::method_of(&new, number, &plan.added_by, plan.added_at)?;
    Ok((plan.token.clone(), method))
}

fn kinds(tenant: &TenantPlan) -> Result<Vec<QuotaKind>, BillingError> {
    let mut kinds: Vec<QuotaKind> = tenant.quota_usage.iter().map(counted).collect::<Result<_, _>>()?;
    kinds.extend(tenant.quota_rates.iter().map(|rate| QuotaKind {
        family: QuotaFamily::Api,
        kind: rate.rpc.clone(),
        display_name: rate.display_name.clone(),
        description: String::new(),
        in_use: InUse::Missing,
    }));
    Ok(kinds)
}

fn counted(plan: &InUsePlan) -> Result<QuotaKind, BillingError> {
    let current: Decimal = plan.current.parse()?;
    Ok(QuotaKind {
        family: match plan.family.as_deref() {
            Some("resource") => QuotaFamily::Resource,
            _ => QuotaFamily::Object,
        },
        kind: plan.kind.clone(),
        display_name: plan.display_name.clone(),
        description: String::new(),
        in_use: if current.is_negative() { InUse::NotTracked } else { InUse::Current(current) },
    })
}
