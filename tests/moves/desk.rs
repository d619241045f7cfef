//! A book on disk with five plans on offer, opened at any instant, and everything in it that a move can change as text.

use billing_domain::contact::Contact;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::transitions::Transition;
use billing_domain::plans::{
    AddonService, Plan, PlanState, RequiredField, TransitionFlow, TransitionMethod, TransitionPayload,
    TransitionRequest,
};
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, QuotaObject, Quotas};
use billing_domain::{BillingError, Currency, Money};
use billing_service::billing::{Billing, NewSubscription};
use billing_service::{FixedClock, LocalBackend, Reader};
use billing_store::Store;
use billing_store::account::AccountRecord;
use chrono::{DateTime, TimeZone, Utc};
use std::fmt::{Debug, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Who asks.
pub const ASKER: &str = "n.srisuk";
/// Who decides.
pub const OTHER: &str = "a.weber";
/// The tenant's name.
pub const TENANT: &str = "acmecorp";

/// 19 March 2026, 12:00 UTC.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 19, 12, 0, 0).unwrap()
}

/// The file of the book in a folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("books.db")
}

/// Opens the book from disk at an instant.
pub fn open(folder: &Path, now: DateTime<Utc>) -> LocalBackend {
    let store = Arc::new(Store::open(&file(folder)).unwrap());
    LocalBackend::new(store, Arc::new(FixedClock(now)), ASKER)
}

/// A new book: Teams is held since January, an add-on is subscribed, a quota object sets a limit.
pub async fn found(folder: &Path) {
    let book = open(folder, noon());
    let account = AccountRecord {
        uid: "0b8f3f9e-4c57-4f5b-9d3e-6d1f3c0b7a11".to_owned(),
        name: "Acme Corp".to_owned(),
        tenant: TENANT.to_owned(),
        kind: "local".to_owned(),
        currency: Currency::USD,
        created_at: noon(),
    };
    let january = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
    book.write(move |tx| {
        tx.found_account(&account)?;
        for (position, plan) in (0..).zip(&plans()) {
            tx.add_plan(plan, position)?;
        }
        tx.begin_addon("f5xc_securemesh_standard", january)?;
        Ok(tx.set_current_plan("teams", january)?)
    })
    .await
    .unwrap();
    let held = NewSubscription {
        name: "subscription-1".to_owned(),
        plan_name: "Teams".to_owned(),
        plan_object_name: "teams".to_owned(),
        start: january,
        period_unit: PeriodUnit::Month,
        flat_price: Money::new(50_000, Currency::USD),
        trial_end: None,
    };
    Billing::new(Arc::clone(book.store()), ASKER).subscribe(held, january).unwrap();
    let metadata =
        ObjectMeta { name: "raised".to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let mut limits = QuotaLimits::default();
    limits.objects.insert("user".to_owned(), 450);
    book.create_quota(&QuotaDraft { metadata, limits }).await.unwrap();
}

fn plans() -> [Plan; 5] {
    let free = plan("free", 0, 2, "f5xc_waap_advanced");
    let teams = plan("teams", 50_000, 500, "f5xc_waap_advanced f5xc_securemesh_standard");
    let mut organization = plan("organization", 240_000, 2_000, "f5xc_securemesh_standard");
    organization.transition_flow.requires_manual_approval = true;
    organization.transition_flow.required_fields = vec![RequiredField::PaymentToken];
    let mut individual = plan("individual", 5_000, 50, "f5xc_securemesh_standard");
    individual.transition_flow.method = TransitionMethod::Support;
    let mut anew = plan("anew", 0, 1, "");
    anew.transition_flow.method = TransitionMethod::Recreate;
    [free, teams, organization, individual, anew]
}

fn plan(name: &str, price_minor: i64, hosts: i64, allowed: &str) -> Plan {
    let service = |name: &str| AddonService { name: name.to_owned(), display_name: name.to_owned() };
    let mut default_quota = QuotaLimits::default();
    default_quota.objects.insert("virtual_host".to_owned(), hosts);
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
        allowed_addons: allowed.split_whitespace().map(service).collect(),
        included_addons: Vec::new(),
        default_quota,
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}

/// A request with all that a plan may ask for; a ticket is written for the organization.
pub fn request(new_plan: &str) -> TransitionRequest {
    let organization = new_plan == "organization";
    let payload = TransitionPayload {
        payment_provider_token: organization.then(|| "tok_visa_4242".to_owned()),
        billing_address: organization
            .then(|| Contact { address1: Some("1 Quay Road".to_owned()), ..Contact::default() }),
        create_support_ticket: organization,
        support_ticket_info: organization.then(|| "before the audit".to_owned()),
        subscribe_addons: if new_plan == "free" { vec!["f5xc_waap_advanced".to_owned()] } else { vec![] },
        ..TransitionPayload::default()
    };
    TransitionRequest { new_plan: new_plan.to_owned(), payload }
}

/// Everything a move can change, without the requests: plan, add-ons, quotas, subscriptions, payment methods.
pub async fn business(book: &LocalBackend) -> String {
    book.read(told).await.unwrap()
}

/// The same without payment methods, which a request keeps before it takes effect.
pub async fn terms(book: &LocalBackend) -> String {
    let whole = business(book).await;
    whole.split("payment methods").next().unwrap().to_owned()
}

/// Everything: with the requests, their states and steps. Ids are left out, for each run makes its own.
pub async fn dump(book: &LocalBackend) -> String {
    let requests = book.read(|book| Ok(book.transitions()?)).await.unwrap();
    let mut text = business(book).await;
    section(&mut text, "requests", requests.into_iter().map(|one| Transition { id: String::new(), ..one }));
    text
}

fn told(book: &Reader<'_>) -> Result<String, BillingError> {
    let mut text = String::new();
    section(&mut text, "plans held", book.plans_held()?);
    section(&mut text, "plans", book.plans("en-us")?.into_iter().map(|plan| (plan.name, plan.current)));
    section(&mut text, "add-ons", book.addon_subscriptions()?);
    // Each book gives its own ids.
    let objects = book.quota_objects(None)?.into_iter();
    section(&mut text, "quota objects", objects.map(|object| QuotaObject { uid: String::new(), ..object }));
    section(&mut text, "in use", book.quota_kinds()?);
    let subscriptions = book.subscriptions()?;
    for subscription in &subscriptions {
        section(&mut text, &subscription.name, book.billing_periods(&subscription.name)?);
    }
    section(&mut text, "subscriptions", subscriptions);
    section(&mut text, "payment methods", book.payment_methods()?);
    Ok(text)
}

fn section<T: Debug>(text: &mut String, title: &str, rows: impl IntoIterator<Item = T>) {
    let _ = writeln!(text, "{title}");
    for row in rows {
        let _ = writeln!(text, "  {row:?}");
    }
}

/// The open request.
pub async fn open_request(book: &LocalBackend) -> Option<Transition> {
    book.read(|book| Ok(book.open_transition()?)).await.unwrap()
}
