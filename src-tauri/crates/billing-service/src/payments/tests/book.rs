//! A book with one issued invoice of USD 587.80 and the payment methods that a test names.

use crate::billing::Billing;
use crate::billing::tests::book::{PRICES, at, profile, team};
use crate::payments::{
    AttemptRecord, AttemptState, Going, Payments, RunOutcome, Step, Steps, TestMoney, TestProvider, ToTheEnd,
};
use crate::testing::given_method;
use crate::{Clock, LocalBackend, care};
use billing_domain::Money;
use billing_domain::invoices::state::Standing;
use billing_domain::payment_methods::Role;
use billing_domain::payments::AttemptKind;
use billing_store::Store;
use chrono::{DateTime, TimeDelta, Utc};
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// The one invoice.
pub const INVOICE: &str = "INV-000001";

/// A clock that a test moves on.
#[derive(Default)]
pub struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        at("2026-04-02T03:10:00Z") + TimeDelta::minutes(self.0.load(Ordering::Relaxed))
    }
}

/// The account's folder, and the program that is open on it. Closing and opening it is what a crash leaves.
pub struct Desk {
    folder: TempDir,
    pub clock: Arc<Hands>,
    open: Mutex<Option<LocalBackend>>,
}

impl Desk {
    /// `tokens`: the primary, then the secondary.
    pub async fn with(tokens: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder, clock: Arc::default(), open: Mutex::new(None) };
        let backend = desk.backend();
        for (token, role) in tokens.iter().zip([Role::Primary, Role::Secondary, Role::Normal]) {
            given_method(&backend, token, role).await;
        }
        let billing = Billing::new(Arc::clone(backend.store()), "n.srisuk");
        billing.load_prices(PRICES, at("2026-01-01T00:00:00Z")).unwrap();
        billing.set_profile(profile(), at("2026-01-01T00:00:00Z")).unwrap();
        billing.subscribe(team(), at("2026-01-01T00:00:00Z")).unwrap();
        billing.close(at("2026-04-01T00:00:00Z"), backend.now()).unwrap();
        desk
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("books.db")
    }

    pub fn backend(&self) -> LocalBackend {
        let mut open = self.open.lock().unwrap();
        let clock: Arc<dyn Clock> = Arc::clone(&self.clock) as Arc<dyn Clock>;
        open.get_or_insert_with(|| {
            LocalBackend::new(Arc::new(Store::open(&self.file()).unwrap()), clock, "n.srisuk")
        })
        .clone()
    }

    /// The program is gone; the next call opens the file again.
    pub fn dies(&self) {
        *self.open.lock().unwrap() = None;
    }

    pub fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes, Ordering::Relaxed);
    }

    pub fn provider(&self) -> TestProvider {
        self.backend().test_provider()
    }

    pub fn payments(&self) -> Payments {
        Payments::new(self.backend(), Arc::new(self.provider()))
    }

    pub async fn charge(&self) -> RunOutcome {
        self.payments().charge(INVOICE, &ToTheEnd).await.unwrap()
    }

    pub fn billing(&self) -> Billing {
        Billing::new(Arc::clone(self.backend().store()), "n.srisuk")
    }

    pub fn standing(&self) -> Standing {
        self.backend().store().read(|book| book.invoice(INVOICE)).unwrap().unwrap().head.standing
    }

    pub fn attempts(&self) -> Vec<AttemptRecord> {
        self.backend().store().read(|book| book.attempts()).unwrap()
    }

    /// `visa succeeded, sepa skipped`: the methods by the last word of their labels.
    pub fn told(&self) -> String {
        let words = self.attempts().into_iter().map(|record| {
            format!("{} {}", record.attempt.label.split(' ').next().unwrap(), record.state.as_str())
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// What the provider took and gave back, in that order.
    pub fn taken(&self) -> Vec<TestMoney> {
        self.provider().taken().unwrap()
    }

    /// What the provider took less what it gave back.
    pub fn held(&self) -> i64 {
        let sign = |money: &TestMoney| match money.kind {
            AttemptKind::Charge => money.amount.minor,
            AttemptKind::Refund => -money.amount.minor,
        };
        self.taken().iter().map(sign).sum()
    }

    /// The book and the provider say the same, and every promise of the book holds.
    pub fn agrees(&self) {
        let standing = self.standing();
        assert_eq!(standing.paid.minor - standing.refunded.minor, self.held(), "{}", self.told());
        for check in care::verify(self.backend().store(), self.backend().now()).unwrap() {
            assert_eq!(check.findings, Vec::<String>::new(), "{}", check.name);
        }
    }
}

/// Stops at the `n`-th step, counted from 0; remembers which it was.
pub struct StopAt {
    n: i64,
    seen: AtomicI64,
    pub stopped: Mutex<Option<Step>>,
}

impl StopAt {
    pub fn step(n: i64) -> Self {
        Self { n, seen: AtomicI64::new(0), stopped: Mutex::new(None) }
    }
}

impl Steps for StopAt {
    fn done(&self, step: Step) -> Going {
        if self.seen.fetch_add(1, Ordering::Relaxed) == self.n {
            *self.stopped.lock().unwrap() = Some(step);
            return Going::Stop;
        }
        Going::On
    }
}

pub fn usd(minor: i64) -> Money {
    Money::new(minor, billing_domain::Currency::USD)
}

pub const fn under_way(state: AttemptState) -> bool {
    state.is_under_way()
}
