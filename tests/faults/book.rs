//! A book in which every operation has something to answer or to change, made once and copied for each try.

use crate::faulty_tenant::{Fault, FaultyTenant};
use crate::operations::system;
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_domain::period::{PeriodUnit, hour_starting};
use billing_domain::plans::{
    AddonService, Plan, PlanState, Plans, TransitionFlow, TransitionMethod, TransitionRequest,
};
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{Currency, LocalExtras, Money};
use billing_remote::{RemoteBackend, RemoteOptions, Secret};
use billing_server::{ServerOptions, TokenDigest, app};
use billing_service::billing::NewSubscription;
use billing_service::plans::{MoveWishes, When};
use billing_service::{FixedClock, LocalBackend};
use billing_store::Store;
use billing_store::account::AccountRecord;
use billing_wire::Operation;
use billing_wire::address::TenantAddress;
use chrono::{DateTime, TimeZone, Utc};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// Every tenant's token; a canary, for no message may hold it.
pub const TOKEN: &str = "canary-token-of-the-faults";

const PRICES: &str = r#"{"cpu": {"usage_type": "vCPU", "unit": "Hour", "tiers": [
    {"up_to": 10, "unit_price": "1.00"}, {"up_to": null, "unit_price": "0.50"}]}}"#;

/// The book that all others are copies of.
pub struct Original {
    folder: TempDir,
    /// A move that was called off: what `transition_state` asks for.
    pub move_id: String,
}

/// A copy, gone when dropped.
pub struct Book {
    pub backend: LocalBackend,
    _folder: TempDir,
}

impl Original {
    pub async fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("first.db")).unwrap();
        let book = backend(store);
        fill(&book).await;
        let move_id = call_off_a_move(&book).await;
        book.back_up(&folder.path().join("books.db")).await.unwrap();
        Self { folder, move_id }
    }

    pub fn copy(&self) -> Book {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("books.db");
        std::fs::copy(self.folder.path().join("books.db"), &file).unwrap();
        Book { backend: backend(Store::open(&file).unwrap()), _folder: folder }
    }
}

impl Book {
    /// Our server over it, behind the weather.
    pub async fn serve(
        &self,
        weather: impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static,
    ) -> FaultyTenant {
        let mut options = ServerOptions::new("acmecorp", TokenDigest::of(TOKEN).unwrap());
        options.now = noon;
        options.extras = Some(Arc::new(self.backend.clone()));
        let app = app(Arc::new(self.backend.clone()), options);
        FaultyTenant::with_patience(app, Duration::ZERO, weather).await
    }
}

/// A client that waits so long for an answer, and asks twice at most.
pub fn client(tenant: &FaultyTenant, deadline: Duration) -> RemoteBackend {
    let address = TenantAddress::parse(&format!("http://{}", tenant.address)).unwrap();
    let options = RemoteOptions::new(address, Secret::new(TOKEN));
    RemoteBackend::new(RemoteOptions { deadline, attempts_max: 2, ..options }).unwrap()
}

/// The instant at which everything plays.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 19, 12, 0, 0).unwrap()
}

fn backend(store: Store) -> LocalBackend {
    LocalBackend::new(Arc::new(store), Arc::new(FixedClock(noon())), "tester")
}

/// A quota object of one kind.
pub fn draft(name: &str, crl: i64) -> QuotaDraft {
    let metadata =
        ObjectMeta { name: name.to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let limits = QuotaLimits { objects: [("crl".to_owned(), crl)].into(), ..QuotaLimits::default() };
    QuotaDraft { metadata, limits }
}

/// The one series there is.
pub fn cpu() -> Series {
    Series {
        namespace: "shop".to_owned(),
        object: "web".to_owned(),
        metric_label: "cpu".to_owned(),
        usage_type: "CPU".to_owned(),
        unit: "Hour".to_owned(),
        ..Series::default()
    }
}

/// So much in the hour that starts then.
pub fn fact(hour: &str, quantity: &str) -> HourlyFact {
    HourlyFact { hour: hour_starting(hour.parse().unwrap()).unwrap(), quantity: quantity.parse().unwrap() }
}

/// One more hour of it.
pub async fn use_cpu(book: &LocalBackend, hour: &str, quantity: &str) {
    book.ingest_usage(&cpu(), &[fact(hour, quantity)]).await.unwrap();
}

async fn fill(book: &LocalBackend) {
    let account = AccountRecord {
        uid: "0b8f3f9e-4c57-4f5b-9d3e-6d1f3c0b7a11".to_owned(),
        name: "Acme Corp".to_owned(),
        tenant: "acmecorp".to_owned(),
        kind: "local".to_owned(),
        currency: Currency::USD,
        created_at: noon(),
    };
    let mut approved = plan("organization", 240_000, "", "");
    approved.transition_flow.requires_manual_approval = true;
    let plans = [
        plan("free", 0, "", ""),
        plan("teams", 50_000, "f5xc_waap_standard", "f5xc_waap_advanced f5xc_securemesh_standard"),
        approved,
    ];
    book.write(move |tx| {
        tx.found_account(&account)?;
        for (position, plan) in (0..).zip(&plans) {
            tx.add_plan(plan, position)?;
        }
        Ok(tx.set_current_plan("teams", noon())?)
    })
    .await
    .unwrap();
    use_cpu(book, "2026-02-05T00:00:00Z", "20.5").await;
    use_cpu(book, "2026-03-05T00:00:00Z", "12.000000000000001").await;
    book.bill(|billing, now| {
        let first = |month| Utc.with_ymd_and_hms(2026, month, 1, 0, 0, 0).unwrap();
        billing.load_prices(PRICES, first(1))?;
        let held = NewSubscription {
            name: "subscription-1".to_owned(),
            plan_name: "Teams".to_owned(),
            plan_object_name: "teams".to_owned(),
            start: first(2),
            period_unit: PeriodUnit::Month,
            flat_price: Money::new(50_000, Currency::USD),
            trial_end: None,
        };
        billing.subscribe(held, now)?;
        billing.close(first(3), now)?;
        billing.mark_paid("INV-000001", "bank transfer", "", now)
    })
    .await
    .unwrap();
    for (token, role) in
        [("tok_visa_4242", Role::Primary), ("tok_sepa_4242", Role::Secondary), ("tok_jcb_4242", Role::Normal)]
    {
        let new = NewPaymentMethod { token: token.to_owned(), role, contact: Contact::default() };
        book.create_payment_method(&system(), &new).await.unwrap();
    }
    book.create_quota(&draft("limits", 7)).await.unwrap();
    book.subscribe_addon("f5xc_securemesh_standard").await.unwrap();
}

async fn call_off_a_move(book: &LocalBackend) -> String {
    let request = TransitionRequest { new_plan: "free".to_owned(), payload: Default::default() };
    let later = MoveWishes { when: Some(When::PeriodEnd), ..MoveWishes::default() };
    let started = book.start_move(&request, &later).await.unwrap();
    book.cancel_move(&started.id, "tester", "not this year").await.unwrap();
    started.id
}

fn plan(name: &str, price_minor: i64, included: &str, allowed: &str) -> Plan {
    let services = |words: &str| {
        let service = |name: &str| AddonService { name: name.to_owned(), display_name: name.to_owned() };
        words.split_whitespace().map(service).collect()
    };
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
