//! One tenant, our server in front of it, and the account of a console that keeps a copy.

use crate::faulty_tenant::{Fault, FaultyTenant};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan, PlanState, TransitionFlow, TransitionMethod};
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{InUse, QuotaLimits};
use billing_domain::tenants::Tenant;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{Currency, LocalExtras, Money, Namespace};
use billing_remote::{RemoteBackend, RemoteExtras, RemoteOptions, Secret};
use billing_server::{ServerOptions, TokenDigest, app};
use billing_service::billing::NewSubscription;
use billing_service::tenant::OfflineBackend;
use billing_service::tenant::sync::{SyncControl, SyncOrder, SyncReport};
use billing_service::{Clock, LocalBackend};
use billing_store::Store;
use billing_store::account::AccountRecord;
use billing_wire::Operation;
use billing_wire::address::TenantAddress;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

pub const TOKEN: &str = "canary-token-of-the-copies";

/// A clock that goes when it is told to. Tenant and copy look at the same one.
#[derive(Clone)]
pub struct Hands(Arc<Mutex<DateTime<Utc>>>);

impl Hands {
    pub fn at(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(at)))
    }

    pub fn forward(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// 19 March 2026, 12:30 UTC: an hour is running.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 19, 12, 30, 0).unwrap()
}

/// Everything of one test.
pub struct World {
    pub clock: Hands,
    /// The tenant's own book.
    pub book: LocalBackend,
    /// Our server over it, behind the weather.
    pub tenant: FaultyTenant,
    /// The console's account.
    pub copy: OfflineBackend,
    pub folder: TempDir,
}

impl World {
    /// A tenant with a plan, a price book, quotas and two months of usage, in fair weather; the copy is empty.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Hands::at(noon());
        let book = found(&folder.path().join("tenant"), "local", &clock);
        fill(&book).await;
        let mut options = ServerOptions::new("acmecorp", TokenDigest::of(TOKEN).unwrap());
        options.now = noon;
        let router = app(Arc::new(book.clone()), options);
        let tenant = FaultyTenant::with_patience(router, Duration::ZERO, |_, _| None).await;
        let copy = copy_of(&folder.path().join("copy"), &clock, &tenant);
        Self { clock, book, tenant, copy, folder }
    }

    /// Bad weather from now on.
    pub fn weather(&self, weather: impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static) {
        self.tenant.weather(weather);
    }

    pub async fn sync(&self) -> SyncReport {
        self.copy.sync(&SyncOrder::default(), &SyncControl::new()).await.unwrap()
    }

    /// Requests of one operation that reached the tenant so far.
    pub fn asked(&self, operation: Operation) -> usize {
        self.tenant.seen().iter().filter(|seen| seen.operation == Some(operation)).count()
    }
}

/// A book that is founded as an account of `kind`.
pub fn found(folder: &Path, kind: &str, clock: &Hands) -> LocalBackend {
    let store = Store::open(&folder.join("books.db")).unwrap();
    let account = AccountRecord {
        uid: format!("uid-of-{kind}"),
        name: "Acme Corp".to_owned(),
        tenant: "acmecorp".to_owned(),
        kind: kind.to_owned(),
        currency: Currency::USD,
        created_at: clock.now(),
    };
    if store.read(|book| book.account()).unwrap().is_none() {
        store.write(move |tx| tx.found_account(&account)).unwrap();
    }
    LocalBackend::new(Arc::new(store), Arc::new(clock.clone()), "n.srisuk")
}

/// A client of the tenant with little patience.
pub fn client(tenant: &FaultyTenant) -> Tenant {
    client_with_patience(tenant, Duration::from_millis(400))
}

pub fn client_with_patience(tenant: &FaultyTenant, deadline: Duration) -> Tenant {
    client_at(tenant.address, deadline)
}

/// Two attempts within a deadline; what our own server offers beside the public API is asked for too.
pub fn client_at(address: SocketAddr, deadline: Duration) -> Tenant {
    let address = TenantAddress::parse(&format!("http://{address}")).unwrap();
    let options = RemoteOptions::new(address, Secret::new(TOKEN));
    let client = RemoteBackend::new(RemoteOptions { deadline, attempts_max: 2, ..options }).unwrap();
    let extras = Arc::new(RemoteExtras::new(client.clone()));
    Tenant { name: "acmecorp".to_owned(), extras, backend: Arc::new(client) }
}

fn copy_of(folder: &Path, clock: &Hands, tenant: &FaultyTenant) -> OfflineBackend {
    let book = found(folder, "remote", clock);
    OfflineBackend::new(book, &format!("http://{}", tenant.address), Some(client(tenant)))
}

pub fn series(n: u64) -> Series {
    Series {
        namespace: if n.is_multiple_of(2) { "shop".to_owned() } else { "api".to_owned() },
        object: format!("web-{n}"),
        metric_label: format!("cpu-{}", n % 3),
        usage_type: "vCPU".to_owned(),
        unit: "Hour".to_owned(),
        ..Series::default()
    }
}

/// Hours since 1970 of a time.
pub fn hour(text: &str) -> i64 {
    text.parse::<DateTime<Utc>>().unwrap().timestamp().div_euclid(3_600)
}

pub async fn used(book: &LocalBackend, series: &Series, facts: &[(i64, &str)]) {
    let facts: Vec<HourlyFact> = facts
        .iter()
        .map(|(hour, text)| HourlyFact { hour: *hour, quantity: text.parse().unwrap() })
        .collect();
    book.ingest_usage(series, &facts).await.unwrap();
}

const PRICES: &str = r#"{"cpu-0": {"usage_type": "vCPU", "unit": "Hour", "tiers": [
    {"up_to": 10, "unit_price": "1.00"}, {"up_to": null, "unit_price": "0.50"}]}}"#;

async fn fill(book: &LocalBackend) {
    let (first, second) = (plan("free", 0), plan("teams", 50_000));
    let kind = QuotaKind {
        family: QuotaFamily::Object,
        kind: "crl".to_owned(),
        display_name: "CRL".to_owned(),
        description: String::new(),
        in_use: InUse::Current("4".parse().unwrap()),
    };
    book.write(move |tx| {
        tx.add_plan(&first, 0)?;
        tx.add_plan(&second, 1)?;
        tx.set_quota_in_use(&kind, noon())?;
        Ok(tx.set_current_plan("teams", noon())?)
    })
    .await
    .unwrap();
    let february = hour("2026-02-10T00:00:00Z");
    let march = hour("2026-03-05T00:00:00Z");
    for n in 0..4 {
        used(book, &series(n), &[(february, "1.5"), (february + 1, "0.000000000000001"), (march, "7")]).await;
    }
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
}

pub fn system() -> Namespace {
    Namespace::system()
}

fn plan(name: &str, price_minor: i64) -> Plan {
    let waap = AddonService { name: "f5xc_waap_advanced".to_owned(), display_name: "WAAP".to_owned() };
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
        allowed_addons: vec![waap],
        included_addons: Vec::new(),
        default_quota: QuotaLimits { objects: [("crl".to_owned(), 5)].into(), ..QuotaLimits::default() },
        transition_flow: TransitionFlow {
            method: TransitionMethod::Wizard,
            required_fields: Vec::new(),
            requires_manual_approval: false,
        },
    }
}
