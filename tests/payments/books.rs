//! Books with many issued invoices, on disk, and a clock that the test moves on.

use billing_domain::contact::Contact;
use billing_domain::invoices::profile::Party;
use billing_domain::invoices::state::{Document, Settlement, Standing};
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods, Role};
use billing_domain::payments::PaymentProvider;
use billing_domain::rating::UnitPrice;
use billing_domain::{Currency, Decimal, Money, Namespace, Period};
use billing_service::payments::{AttemptRecord, Payments};
use billing_service::{Clock, LocalBackend, care};
use billing_store::Store;
use billing_store::account::AccountRecord;
use billing_store::invoices::{InvoiceHead, InvoiceRecord, Issue, LineRecord};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

#[derive(Default)]
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        // The stand-ins date what they take by the machine's clock, so that the book must not lie in another year.
        let start: DateTime<Utc> = Utc::now();
        start + TimeDelta::minutes(self.0.load(Ordering::Relaxed))
    }
}

pub struct Book {
    _folder: TempDir,
    clock: Arc<Hands>,
    pub backend: LocalBackend,
    pub invoices: Vec<String>,
}

impl Book {
    /// `many` issued invoices of different amounts; the first token is primary, the second one secondary.
    pub async fn with(many: u32, tokens: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&folder.path().join("books.db")).unwrap());
        let clock = Arc::new(Hands::default());
        let hands: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let backend = LocalBackend::new(store, hands, "tester");
        let now = backend.now();
        let invoices = backend
            .write(move |tx| {
                tx.found_account(&account(now))?;
                let mut names = Vec::new();
                for number in 1..=many {
                    names.push(format!("INV-{number:06}"));
                    let draft = draft(number, now);
                    tx.put_draft(&draft)?;
                    let standing = draft.head.standing.issue(now + TimeDelta::days(30), now)?;
                    let (name, draft) = (format!("INV-{number:06}"), draft.head.name);
                    tx.issue_invoice(&Issue { draft, name, number, issued_at: now, standing })?;
                }
                Ok(names)
            })
            .await
            .unwrap();
        for (token, role) in tokens.iter().zip([Role::Primary, Role::Secondary]) {
            let new = NewPaymentMethod { token: (*token).to_owned(), role, contact: Contact::default() };
            backend.create_payment_method(&Namespace::system(), &new).await.unwrap();
        }
        Self { _folder: folder, clock, backend, invoices }
    }

    pub fn later(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes, Ordering::Relaxed);
    }

    pub fn payments(&self, provider: &Arc<dyn PaymentProvider>) -> Payments {
        Payments::new(self.backend.clone(), Arc::clone(provider))
    }

    pub async fn attempts(&self) -> Vec<AttemptRecord> {
        self.backend.payment_attempts(None).await.unwrap()
    }

    pub async fn standing(&self, invoice: &str) -> Standing {
        let name = invoice.to_owned();
        self.backend.read(move |book| Ok(book.invoice(&name)?)).await.unwrap().unwrap().head.standing
    }

    /// Every promise of the book, the slow way.
    pub fn holds(&self) {
        for check in care::verify(self.backend.store(), self.backend.now()).unwrap() {
            assert_eq!(check.findings, Vec::<String>::new(), "{}", check.name);
        }
    }
}

fn account(now: DateTime<Utc>) -> AccountRecord {
    AccountRecord {
        uid: "u".to_owned(),
        name: "Acme Corp".to_owned(),
        tenant: "local".to_owned(),
        kind: "local".to_owned(),
        currency: Currency::USD,
        created_at: now,
    }
}

/// An hour of its own for each, because two invoices never bill one period.
fn draft(number: u32, now: DateTime<Utc>) -> InvoiceRecord {
    let total = Money::new(1_000 + i64::from(number) * 7, Currency::USD);
    let start = now - TimeDelta::days(900) + TimeDelta::hours(i64::from(number));
    let zero = Money::zero(Currency::USD);
    let party = || Party::new("Acme Corp", &["1 Main Street"], None);
    InvoiceRecord {
        head: InvoiceHead {
            name: format!("draft-{number}"),
            number: None,
            standing: Standing {
                document: Document::Draft,
                settlement: Settlement::Unpaid,
                period: Period::new(start, start + TimeDelta::hours(1)).unwrap(),
                due: None,
                total,
                paid: zero,
                refunded: zero,
                credited: zero,
            },
            trial: false,
            issued_at: None,
            subtotal: total,
            discount: zero,
            tax: zero,
            price_version: None,
            template_version: 1,
            language: "en".to_owned(),
            seller: party(),
            buyer: party(),
            payment_note: Vec::new(),
        },
        lines: vec![LineRecord {
            usage_type: "Support".to_owned(),
            metric_label: String::new(),
            unit: String::new(),
            quantity: Decimal::ONE,
            unit_billable: String::new(),
            quantity_billable: Decimal::ONE,
            unit_price: UnitPrice::None,
            amount: total,
            fixed: true,
            span: None,
            tax_category: "standard".to_owned(),
            receipt: "{}".to_owned(),
        }],
        discounts: Vec::new(),
        taxes: Vec::new(),
        inputs: Vec::new(),
    }
}
