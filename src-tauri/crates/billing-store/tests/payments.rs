//! What the file itself promises about attempts, whatever a program tries.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use billing_domain::invoices::profile::Party;
use billing_domain::invoices::state::{Document, Settlement, Standing};
use billing_domain::payments::attempts::AttemptState;
use billing_domain::payments::legs::{OUTSIDE, legs_of};
use billing_domain::payments::{AttemptKind, Reason};
use billing_domain::{Currency, Money, Period};
use billing_store::invoices::{InvoiceHead, InvoiceRecord, Issue, NewPayment, PaymentKind};
use billing_store::payments::{NewAttempt, StepRecord};
use billing_store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

const INVOICE: &str = "INV-000001";

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

/// A book with one issued invoice of USD 10.00.
fn book() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    let standing = Standing {
        document: Document::Draft,
        settlement: Settlement::Unpaid,
        period: Period::new(at(0), at(1)).unwrap(),
        due: None,
        total: usd(1_000),
        paid: usd(0),
        refunded: usd(0),
        credited: usd(0),
    };
    let issued = standing.issue(at(9), at(2)).unwrap();
    let party = Party::new("Acme Corp", &[], None);
    let head = InvoiceHead {
        name: "draft".to_owned(),
        number: None,
        standing,
        trial: false,
        issued_at: None,
        subtotal: usd(1_000),
        discount: usd(0),
        tax: usd(0),
        price_version: None,
        template_version: 1,
        language: "en".to_owned(),
        seller: party.clone(),
        buyer: party,
        payment_note: Vec::new(),
    };
    let record = InvoiceRecord { head, lines: vec![], discounts: vec![], taxes: vec![], inputs: vec![] };
    store
        .write::<_, StoreError>(move |tx| {
            tx.put_draft(&record)?;
            tx.issue_invoice(&Issue {
                draft: "draft".to_owned(),
                name: INVOICE.to_owned(),
                number: 1,
                issued_at: at(2),
                standing: issued,
            })
        })
        .unwrap();
    (folder, store)
}

fn attempt(key: &str, place: u32) -> NewAttempt {
    NewAttempt {
        key: key.to_owned(),
        invoice: INVOICE.to_owned(),
        run: 1,
        place,
        kind: AttemptKind::Charge,
        provider: "test".to_owned(),
        method: "payment-method-1".to_owned(),
        label: "Visa ···· 4242".to_owned(),
        amount: usd(1_000),
        refunds: None,
        note: String::new(),
    }
}

fn step(state: AttemptState) -> StepRecord {
    StepRecord {
        state,
        at: at(5),
        who: "tester".to_owned(),
        reference: Some("ch_1".to_owned()),
        reason: None,
    }
}

fn plan(store: &Store, attempt: NewAttempt) -> Result<(), StoreError> {
    store.write(move |tx| tx.plan_attempt(&attempt, at(3), "tester"))
}

fn moves(store: &Store, key: &'static str, state: AttemptState) -> Result<(), StoreError> {
    store.write(move |tx| tx.move_attempt(key, &step(state), None))
}

#[test]
fn an_attempt_comes_back_with_every_step() {
    let (_folder, store) = book();
    plan(&store, attempt("key-0001", 1)).unwrap();
    moves(&store, "key-0001", AttemptState::Sent).unwrap();
    let lost = StepRecord {
        reason: Some(Reason::new("timeout", "It did not answer.")),
        reference: None,
        ..step(AttemptState::Unknown)
    };
    let kept = lost.clone();
    store.write::<_, StoreError>(move |tx| tx.move_attempt("key-0001", &kept, None)).unwrap();
    let read = store.read(|book| book.attempt("key-0001")).unwrap().unwrap();
    assert_eq!((read.attempt.clone(), read.state), (attempt("key-0001", 1), AttemptState::Unknown));
    assert_eq!(read.reference.as_deref(), Some("ch_1"), "a later step without one keeps it");
    assert_eq!((read.steps.len(), &read.steps[2], read.reason()), (3, &lost, lost.reason.as_ref()));
    assert_eq!((read.first_sent(), read.last_sent()), (Some(at(5)), Some(at(5))));
    let open = store.read::<_, StoreError>(|book| book.open_attempts()).unwrap();
    assert_eq!(open, std::slice::from_ref(&read));
    assert_eq!(store.read::<_, StoreError>(|book| book.attempts_of(INVOICE)).unwrap(), open);
    assert_eq!(store.read::<_, StoreError>(|book| book.attempts_of("INV-000002")).unwrap(), []);
}

#[test]
fn two_attempts_of_an_invoice_are_never_under_way_at_once() {
    let (_folder, store) = book();
    plan(&store, attempt("key-0001", 1)).unwrap();
    plan(&store, attempt("key-0002", 2)).unwrap();
    moves(&store, "key-0001", AttemptState::Sent).unwrap();
    assert!(moves(&store, "key-0002", AttemptState::Sent).is_err());
    moves(&store, "key-0001", AttemptState::Unknown).unwrap();
    assert!(moves(&store, "key-0002", AttemptState::Sent).is_err(), "unknown is under way as well");
    moves(&store, "key-0001", AttemptState::Declined).unwrap();
    moves(&store, "key-0002", AttemptState::Sent).unwrap();
}

#[test]
fn what_has_ended_stays_and_a_key_is_given_once() {
    let (_folder, store) = book();
    plan(&store, attempt("key-0001", 1)).unwrap();
    assert!(plan(&store, attempt("key-0001", 2)).is_err(), "the key");
    assert!(plan(&store, attempt("key-0002", 1)).is_err(), "the place");
    moves(&store, "key-0001", AttemptState::Sent).unwrap();
    moves(&store, "key-0001", AttemptState::Succeeded).unwrap();
    for state in AttemptState::ALL {
        assert!(moves(&store, "key-0001", state).is_err(), "{state:?}");
    }
    assert_eq!(store.read(|book| book.attempt("key-0001")).unwrap().unwrap().steps.len(), 3);
}

#[test]
fn legs_stand_beside_what_they_belong_to() {
    let (_folder, store) = book();
    let payment = NewPayment {
        at: at(5),
        kind: PaymentKind::Payment,
        method: "bank transfer".to_owned(),
        amount: usd(400),
        outcome: billing_domain::invoices::state::PaymentOutcome::Succeeded,
        note: String::new(),
    };
    let legs = legs_of(AttemptKind::Charge, usd(400), OUTSIDE).unwrap();
    let kept = legs.clone();
    store
        .write::<_, StoreError>(move |tx| {
            let id = tx.add_payment(INVOICE, &payment)?;
            tx.add_legs(id, &kept)
        })
        .unwrap();
    let movements = store.read::<_, StoreError>(|book| book.movements(Some(INVOICE))).unwrap();
    assert_eq!((movements.len(), movements[0].amount, movements[0].kind), (1, usd(400), AttemptKind::Charge));
    let mut sorted = legs.to_vec();
    sorted.sort_by(|a, b| a.ledger.cmp(&b.ledger));
    assert_eq!(movements[0].legs, sorted);
}
