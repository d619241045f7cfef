//! The copy of a tenant: what is kept, what gives way, and what the file itself promises.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use billing_domain::invoices::{Invoice, InvoiceStatus};
use billing_domain::{Currency, Money, Period};
use billing_store::tenant::{
    AnomalyRecord, IntentEnd, IntentState, KeptAnswer, MonthRecord, NewAnswer, NewDocument, NewIntent,
    PartRecord, PartState, SyncEnd, SyncState,
};
use billing_store::{Store, StoreError, Writer};
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn book() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    (folder, store)
}

fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&Writer<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.write::<_, StoreError>(work).unwrap()
}

fn answer(minute: i64, body: &str) -> NewAnswer {
    NewAnswer {
        question: "quota_usage".to_owned(),
        source: "https://acme.example".to_owned(),
        at: at(minute),
        body: body.to_owned(),
    }
}

#[test]
fn the_same_answer_again_confirms_and_another_is_history() {
    let (_folder, store) = book();
    let keep = |minute, body: &'static str| {
        write(&store, move |tx| tx.keep_tenant_answer(&answer(minute, body), true))
    };
    assert_eq!(keep(1, "[1]"), KeptAnswer::New);
    assert_eq!(keep(5, "[1]"), KeptAnswer::Confirmed);
    assert_eq!(keep(3, "[1]"), KeptAnswer::Confirmed, "a clock that went back changes no time");
    assert_eq!(keep(9, "[2]"), KeptAnswer::New);
    let held = store.read::<_, StoreError>(|book| book.tenant_answers("quota_usage")).unwrap();
    let spans: Vec<_> =
        held.iter().map(|one| (one.body.as_str(), one.fetched_at, one.confirmed_at)).collect();
    assert_eq!(spans, [("[1]", at(1), at(5)), ("[2]", at(9), at(9))]);
    let newest = store.read::<_, StoreError>(|book| book.tenant_answer("quota_usage")).unwrap().unwrap();
    assert_eq!(newest.body, "[2]");
}

#[test]
fn without_history_only_the_newest_stays() {
    let (_folder, store) = book();
    for (minute, body) in [(1, "[1]"), (2, "[2]")] {
        write(&store, move |tx| tx.keep_tenant_answer(&answer(minute, body), false));
    }
    let held = store.read::<_, StoreError>(|book| book.tenant_answers("quota_usage")).unwrap();
    assert_eq!(held.len(), 1);
}

fn invoice(name: &str, status: InvoiceStatus) -> Invoice {
    Invoice {
        name: name.to_owned(),
        status,
        active: false,
        amount: Money::new(123_456, Currency::USD),
        period: Period::month(2026, 2).unwrap(),
    }
}

#[test]
fn invoices_keep_every_word_and_stay_when_the_tenant_forgets_them() {
    let (_folder, store) = book();
    let disputed = invoice("b", InvoiceStatus::Other("STATUS_DISPUTED".to_owned()));
    let paid = invoice("a", InvoiceStatus::Paid);
    let told = [disputed.clone(), paid.clone()];
    write(&store, move |tx| {
        for (position, invoice) in (0..).zip(&told) {
            tx.put_tenant_invoice(invoice, position, at(1))?;
        }
        tx.miss_tenant_invoice("b", at(2))
    });
    let held = store.read::<_, StoreError>(|book| book.tenant_invoices()).unwrap();
    assert_eq!(held.iter().map(|one| one.invoice.clone()).collect::<Vec<_>>(), [paid, disputed.clone()]);
    assert_eq!(held[1].gone_since, Some(at(2)));
    write(&store, move |tx| tx.put_tenant_invoice(&disputed, 0, at(3)));
    let held = store.read::<_, StoreError>(|book| book.tenant_invoices()).unwrap();
    assert_eq!((held[0].gone_since, held[0].first_seen_at, held[0].fetched_at), (None, at(1), at(3)));
}

#[test]
fn a_document_never_changes_and_another_content_is_another_row() {
    let (_folder, store) = book();
    let document = |minute, content: &str| NewDocument {
        invoice: "a".to_owned(),
        sha256: content.repeat(64),
        bytes: content.as_bytes().to_vec(),
        source: "https://acme.example".to_owned(),
        at: at(minute),
    };
    write(&store, |tx| tx.put_tenant_invoice(&invoice("a", InvoiceStatus::Paid), 0, at(0)));
    let (first, again, other) = (document(1, "a"), document(2, "a"), document(3, "b"));
    assert!(write(&store, move |tx| tx.add_tenant_document(&first)));
    assert!(!write(&store, move |tx| tx.add_tenant_document(&again)));
    assert!(write(&store, move |tx| tx.add_tenant_document(&other)));
    let newest = store.read::<_, StoreError>(|book| book.tenant_document("a")).unwrap().unwrap();
    assert_eq!((newest.bytes.as_slice(), newest.fetched_at), (b"b".as_slice(), at(3)));
    let counts = store.read::<_, StoreError>(|book| book.tenant_document_counts()).unwrap();
    assert_eq!(counts.get("a"), Some(&2));
}

#[test]
fn a_part_that_fails_keeps_the_time_when_it_was_whole() {
    let (_folder, store) = book();
    let whole = PartRecord {
        part: "invoices".to_owned(),
        fetched_at: Some(at(1)),
        tried_at: at(1),
        state: PartState::Whole,
        message: None,
        code: None,
        request_id: None,
    };
    let failed = PartRecord {
        fetched_at: None,
        tried_at: at(2),
        state: PartState::Failed,
        message: Some("No answer.".to_owned()),
        code: Some("unavailable".to_owned()),
        request_id: Some("r-1".to_owned()),
        ..whole.clone()
    };
    write(&store, move |tx| {
        tx.put_tenant_part(&whole)?;
        tx.put_tenant_part(&failed)
    });
    let parts = store.read::<_, StoreError>(|book| book.tenant_parts()).unwrap();
    assert_eq!(
        (parts[0].state, parts[0].fetched_at, parts[0].tried_at),
        (PartState::Failed, Some(at(1)), at(2))
    );
    assert_eq!(parts[0].code.as_deref(), Some("unavailable"));
}

#[test]
fn a_month_never_reaches_less_far_than_before() {
    let (_folder, store) = book();
    let month = |until_hour, settled| MonthRecord {
        month: 24_314,
        until_hour,
        series: 3,
        checked_at: at(1),
        settled,
    };
    for record in [month(500, false), month(400, true)] {
        write(&store, move |tx| tx.put_tenant_month(&record));
    }
    let months = store.read::<_, StoreError>(|book| book.tenant_months()).unwrap();
    assert_eq!(months, [month(500, true)]);
}

#[test]
fn a_run_has_an_end_unless_it_was_killed() {
    let (_folder, store) = book();
    let id = write(&store, |tx| tx.begin_tenant_sync("https://acme.example", at(1)));
    let last = || store.read::<_, StoreError>(|book| book.last_tenant_sync()).unwrap().unwrap();
    assert_eq!((last().state, last().ended_at), (SyncState::Running, None));
    let end = SyncEnd {
        at: at(2),
        state: SyncState::Partial,
        message: Some("x".to_owned()),
        code: Some("unavailable".to_owned()),
        calls: 7,
    };
    write(&store, move |tx| tx.end_tenant_sync(id, &end));
    assert_eq!((last().state, last().ended_at, last().calls), (SyncState::Partial, Some(at(2)), 7));
    assert_eq!(last().code.as_deref(), Some("unavailable"));
}

fn intent(id: &str) -> NewIntent {
    NewIntent {
        id: id.to_owned(),
        operation: "create_quota".to_owned(),
        object: "system/limits".to_owned(),
        body: "{}".to_owned(),
        base: None,
        by: "n.srisuk".to_owned(),
        at: at(1),
    }
}

fn state_of(store: &Store, id: &'static str) -> IntentState {
    store.read::<_, StoreError>(|book| book.tenant_intent(id)).unwrap().unwrap().state
}

#[test]
fn an_intent_is_sent_once_and_its_end_stays() {
    let (_folder, store) = book();
    write(&store, |tx| tx.add_tenant_intent(&intent("i-1")));
    assert!(write(&store, |tx| tx.change_tenant_draft("i-1", "[1]", Some("{}"), at(2))));
    assert!(write(&store, |tx| tx.send_tenant_intent("i-1", at(3))));
    assert!(!write(&store, |tx| tx.send_tenant_intent("i-1", at(4))), "not a second time");
    assert!(!write(&store, |tx| tx.change_tenant_draft("i-1", "[2]", None, at(4))), "nor changed");
    let end = |state| IntentEnd {
        state,
        at: at(5),
        message: Some("Too much.".to_owned()),
        code: Some("invalid_input".to_owned()),
        request_id: Some("r".to_owned()),
    };
    assert!(write(&store, move |tx| tx.end_tenant_intent("i-1", &end(IntentState::Done))));
    assert!(!write(&store, move |tx| tx.end_tenant_intent("i-1", &end(IntentState::Refused))));
    assert_eq!(state_of(&store, "i-1"), IntentState::Done);
    let kept = store.read::<_, StoreError>(|book| book.tenant_intent("i-1")).unwrap().unwrap();
    assert_eq!(kept.code.as_deref(), Some("invalid_input"));
}

#[test]
fn what_was_under_way_at_a_crash_is_unknown() {
    let (_folder, store) = book();
    for id in ["i-1", "i-2"] {
        write(&store, move |tx| tx.add_tenant_intent(&intent(id)));
    }
    write(&store, |tx| tx.send_tenant_intent("i-2", at(2)));
    assert_eq!(write(&store, |tx| tx.orphan_tenant_intents("The program ended.")), 1);
    assert_eq!(
        (state_of(&store, "i-1"), state_of(&store, "i-2")),
        (IntentState::Draft, IntentState::Unknown)
    );
    let all = store.read::<_, StoreError>(|book| book.tenant_intents(10)).unwrap();
    assert_eq!(all.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn an_anomaly_is_recorded_once() {
    let (_folder, store) = book();
    let anomaly = |minute| AnomalyRecord {
        at: at(minute),
        topic: "invoices".to_owned(),
        object: "a".to_owned(),
        message: "It was paid and is pending now.".to_owned(),
        code: Some("impossible_state".to_owned()),
    };
    for minute in [1, 2] {
        write(&store, move |tx| tx.add_tenant_anomaly(&anomaly(minute)));
    }
    assert_eq!(store.read::<_, StoreError>(|book| book.tenant_anomalies()).unwrap(), [anomaly(1)]);
}
