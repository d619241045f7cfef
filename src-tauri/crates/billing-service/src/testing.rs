//! A fresh book with a standing clock, for tests of use cases.

use crate::{FixedClock, LocalBackend};
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan, PlanState, TransitionFlow, TransitionMethod};
use billing_domain::quotas::QuotaLimits;
use billing_domain::{Currency, Money, Namespace};
use billing_store::Store;
use chrono::{DateTime, TimeZone, Utc};
use std::sync::Arc;
use tempfile::TempDir;

/// 19 March 2026, 12:00 UTC.
pub(crate) fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 19, 12, 0, 0).unwrap()
}

/// An empty book at [`noon`], and the folder that keeps it.
pub(crate) fn book() -> (TempDir, LocalBackend) {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Store::open(&folder.path().join("books.db")).unwrap());
    (folder, LocalBackend::new(store, Arc::new(FixedClock(noon())), "n.srisuk"))
}

/// A method by its token; answers its name.
pub(crate) async fn given_method(book: &LocalBackend, token: &str, role: Role) -> String {
    let new = NewPaymentMethod { token: token.to_owned(), role, contact: Contact::default() };
    book.create_payment_method(&Namespace::system(), &new).await.unwrap()
}

/// A monthly plan without add-ons; `limits` such as `user=400 crl=-1`.
pub(crate) fn plan(name: &str, limits: &str) -> Plan {
    let pair = |word: &str| {
        let (kind, most) = word.split_once('=').unwrap();
        (kind.to_owned(), most.parse().unwrap())
    };
    let objects = limits.split_whitespace().map(pair).collect();
    Plan {
        name: name.to_owned(),
        title: name.to_uppercase(),
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
        default_quota: QuotaLimits { objects, ..QuotaLimits::default() },
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}

/// Plans on offer, the first one held since [`noon`].
pub(crate) async fn given_plans(book: &LocalBackend, plans: Vec<Plan>) {
    book.write(move |tx| {
        for (position, plan) in (0..).zip(&plans) {
            tx.add_plan(plan, position)?;
        }
        Ok(tx.set_current_plan(&plans[0].name, noon())?)
    })
    .await
    .unwrap();
}

/// Add-ons by their keys, called the same.
pub(crate) fn addons(words: &str) -> Vec<AddonService> {
    let service = |name: &str| AddonService { name: name.to_owned(), display_name: name.to_owned() };
    words.split_whitespace().map(service).collect()
}
