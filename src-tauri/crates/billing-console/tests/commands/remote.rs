//! A tenant to play with: a small book behind the seam, a connector that reaches it, and a keychain that can be locked.

use super::*;
use async_trait::async_trait;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::secrets::{Keeping, SecretStore};
use billing_domain::tenants::{
    AddressFacts, Credential, FindingCode, StepOutcome, StepReport, Tenant, TenantConnection,
    TenantConnector, TestStep,
};
use billing_domain::{BillingBackend, BillingError, ErrorCode};
use billing_service::accounts::open_book;
use billing_service::{Clock, LocalBackend};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The right token; it must be found nowhere.
pub(super) const CANARY: &str = "canary-7d1f0c";

const USAGE: &str = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                     shop,web,http-requests,HTTP Requests,2026-01-05T10:00:00Z,1500.5,1k Requests\n\
                     shop,web,http-requests,HTTP Requests,2026-02-05T10:00:00Z,900,1k Requests\n";
const PRICES: &str = r#"{"http-requests":{"usage_type":"HTTP Requests","unit":"1k Requests","tiers":[{"up_to":1000,"unit_price":"0.10"},{"up_to":null,"unit_price":"0.08"}]}}"#;

pub(super) struct Remote {
    folder: TempDir,
    book: LocalBackend,
    reach: Arc<Reach>,
    gate: Arc<Gate>,
    pub(super) keychain: Arc<FakeKeychain>,
}

/// The tenant's clock: whoever asks for the time waits while it is held.
#[derive(Default)]
struct Gate {
    held: Mutex<()>,
}

impl Clock for Gate {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        drop(self.held.lock().unwrap());
        // Later than any due date, so that what is not paid is overdue there.
        chrono::Utc::now() + chrono::TimeDelta::days(90)
    }
}

/// The way to the tenant.
struct Reach {
    book: LocalBackend,
    gone: AtomicBool,
    connections: AtomicU32,
}

impl Remote {
    /// A tenant with two invoices of its own making: January paid, February overdue.
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tenant = Test {
            _home: tempfile::tempdir().unwrap(),
            console: Arc::new(Console::new(folder.path().join("tenant"), "provider")),
        };
        tenant.ok("account_create", json!({ "name": "Acme", "currency": "USD" })).await;
        for (kind, name, text) in [("usage", "usage.csv", USAGE), ("prices", "prices.json", PRICES)] {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            let job = tenant.ok("import_start", json!({ "kind": kind, "path": file })).await;
            assert_eq!(tenant.finished(&job).await["state"], "done");
        }
        let closed = tenant.ok("invoices_close", json!({ "until": "2026-03-01T00:00:00Z" })).await;
        let january = closed["invoices"][0]["name"].clone();
        tenant.ok("invoice_settle", json!({ "name": january, "note": "bank" })).await;
        let path = tenant.ok("accounts_list", json!({})).await["accounts"][0]["path"].clone();
        drop(tenant);
        let path = PathBuf::from(path.as_str().unwrap());
        let (store, _) = open_book(&path, chrono::Utc::now()).unwrap();
        let gate: Arc<Gate> = Arc::default();
        let book = LocalBackend::new(store, Arc::clone(&gate) as Arc<dyn Clock>, "provider");
        let reach = Arc::new(Reach {
            book: book.clone(),
            gone: AtomicBool::default(),
            connections: AtomicU32::default(),
        });
        Self { folder, book, reach, gate, keychain: Arc::default() }
    }

    /// A console over the same data folder and keychain each time: a restart.
    pub(super) fn console(&self) -> Test {
        let console = Console::new(self.home(), "tester").with_tenants(
            Arc::new(FakeConnector(Arc::clone(&self.reach))),
            Arc::clone(&self.keychain) as Arc<dyn SecretStore>,
        );
        Test { _home: tempfile::tempdir().unwrap(), console: Arc::new(console) }
    }

    /// A console with the tenant added and synced.
    pub(super) async fn added(&self) -> Test {
        let test = self.console();
        let done = self.tested(&test, CANARY).await;
        test.ok("tenant_add", json!({ "name": "Acme", "test": done["job"], "anyway": false })).await;
        assert_eq!(self.synced(&test).await["state"], "done");
        test
    }

    pub(super) async fn tested(&self, test: &Test, token: &str) -> Value {
        let input = json!({ "account": null, "address": "https://acme.example/api", "credential": { "kind": "token", "token": token }, "custom_ca": null, "proxy": null });
        let begun = test.ok("tenant_test_start", input).await;
        self.test_ended(test, &begun).await
    }

    pub(super) async fn test_ended(&self, test: &Test, begun: &Value) -> Value {
        loop {
            let status = test.ok("tenant_test_status", json!({ "job": begun["job"] })).await;
            if status["verdict"] != "running" {
                return status;
            }
            tokio::task::yield_now().await;
        }
    }

    /// Watches the sync until it has ended.
    pub(super) async fn synced(&self, test: &Test) -> Value {
        loop {
            let status = test.ok("sync_status", json!({})).await;
            if !["idle", "running", "paused", "stopping"].contains(&status["state"].as_str().unwrap()) {
                return status;
            }
            tokio::task::yield_now().await;
        }
    }

    pub(super) fn tenant_is_gone(&self) {
        self.reach.gone.store(true, Ordering::SeqCst);
    }

    pub(super) fn tenant_is_back(&self) {
        self.reach.gone.store(false, Ordering::SeqCst);
    }

    /// Holds the tenant's next answers back until what is returned is dropped.
    pub(super) fn held(&self) -> impl Drop + '_ {
        self.gate.held.lock().unwrap()
    }

    pub(super) fn connections(&self) -> u32 {
        self.reach.connections.load(Ordering::SeqCst)
    }

    pub(super) fn prices_file(&self) -> PathBuf {
        self.folder.path().join("prices.json")
    }

    pub(super) async fn somebody_else_sets(&self, kind: &str, most: i64) {
        self.book.set_quota_limit(QuotaFamily::Object, kind, most.into()).await.unwrap();
    }

    pub(super) async fn limit_of(&self, kind: &str) -> Option<i64> {
        let objects = billing_domain::quotas::Quotas::list_quotas(
            &self.book,
            &billing_domain::Namespace::system(),
            None,
        )
        .await
        .unwrap();
        objects.iter().find_map(|object| object.limits.objects.get(kind).copied())
    }

    /// Files of the console's data folder that hold a text.
    pub(super) fn files_with(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        search(&self.home(), text.as_bytes(), &mut found);
        found
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("console")
    }
}

fn search(folder: &Path, text: &[u8], found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, text, found);
        } else if std::fs::read(&path).unwrap().windows(text.len()).any(|window| window == text) {
            found.push(path.display().to_string());
        }
    }
}

struct FakeConnector(Arc<Reach>);

#[async_trait]
impl TenantConnector for FakeConnector {
    fn read_address(&self, pasted: &str) -> Result<AddressFacts, BillingError> {
        let base = pasted.trim().trim_end_matches('/').trim_end_matches("/api");
        let host = base
            .strip_prefix("https://")
            .ok_or_else(|| BillingError::invalid("An address begins with https://."))?;
        let tenant = host.split('.').next().unwrap_or_default().to_owned();
        Ok(AddressFacts { base: base.to_owned(), tenant })
    }

    fn read_token(&self, pasted: &str) -> Result<Credential, BillingError> {
        Ok(Credential::Token { token: pasted.trim().to_owned() })
    }

    fn read_certificate(&self, _: &[u8], _: &str) -> Result<Credential, BillingError> {
        Err(BillingError::invalid("That is no certificate."))
    }

    fn connect(&self, _: &TenantConnection, _: &Credential) -> Result<Tenant, BillingError> {
        if self.0.gone.load(Ordering::SeqCst) {
            return Err(BillingError::new(ErrorCode::Unavailable, "The cable is out."));
        }
        self.0.connections.fetch_add(1, Ordering::SeqCst);
        let backend: Arc<dyn BillingBackend> = Arc::new(self.0.book.clone());
        Ok(Tenant { name: "acme".to_owned(), backend, extras: Arc::new(self.0.book.clone()) })
    }

    async fn test(
        &self,
        _: &TenantConnection,
        credential: &Credential,
        told: &(dyn Fn(StepReport) + Send + Sync),
    ) -> Vec<StepReport> {
        let right = *credential == Credential::Token { token: CANARY.to_owned() };
        let mut reports = Vec::new();
        for step in TestStep::ALL {
            let outcome = match (right, step) {
                (false, TestStep::Authentication) => StepOutcome::Failed(BillingError::new(
                    ErrorCode::Unauthenticated,
                    "The tenant does not know this token. Make a new one there, and paste it here.",
                )),
                (false, TestStep::Permission | TestStep::Clock) => {
                    StepOutcome::Skipped(FindingCode::NotTried.into())
                }
                _ => StepOutcome::Passed(FindingCode::Trusted.into()),
            };
            let report = StepReport { step, outcome, millis: 1 };
            told(report.clone());
            reports.push(report);
        }
        reports
    }
}

/// A keychain of the system; while it is locked away secrets live in the program only.
#[derive(Default)]
pub(super) struct FakeKeychain {
    system: Mutex<HashMap<String, String>>,
    session: Mutex<HashMap<String, String>>,
    locked: Mutex<Option<String>>,
    /// While it is, nothing can be read.
    shut: AtomicBool,
}

impl FakeKeychain {
    pub(super) fn holds(&self, text: &str) -> bool {
        self.system.lock().unwrap().values().any(|secret| secret.contains(text))
    }

    pub(super) fn lock_away(&self, why: &str) {
        *self.locked.lock().unwrap() = Some(why.to_owned());
    }

    pub(super) fn shut(&self, on: bool) {
        self.shut.store(on, Ordering::SeqCst);
    }

    pub(super) fn program_ends(&self) {
        self.session.lock().unwrap().clear();
    }
}

impl SecretStore for FakeKeychain {
    fn keeping(&self) -> Keeping {
        self.locked.lock().unwrap().clone().map_or(Keeping::Keychain, Keeping::SessionOnly)
    }

    fn read(&self, name: &str) -> Result<Option<String>, BillingError> {
        if self.shut.load(Ordering::SeqCst) {
            return Err(BillingError::new(ErrorCode::Unavailable, "The keychain cannot be read."));
        }
        let held = |map: &Mutex<HashMap<String, String>>| map.lock().unwrap().get(name).cloned();
        Ok(held(&self.session).or_else(|| held(&self.system)))
    }

    fn keep(&self, name: &str, secret: &str) -> Result<Keeping, BillingError> {
        let keeping = self.keeping();
        let map = if keeping == Keeping::Keychain { &self.system } else { &self.session };
        map.lock().unwrap().insert(name.to_owned(), secret.to_owned());
        Ok(keeping)
    }

    fn forget(&self, name: &str) -> Result<(), BillingError> {
        self.session.lock().unwrap().remove(name);
        self.system.lock().unwrap().remove(name);
        Ok(())
    }
}
