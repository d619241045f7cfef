//! Each edit is taken back and done again to the letter, with its lines in the trail; what has changed since is left alone.

use super::*;
use crate::accounts::open_book;
use crate::{FixedClock, demo};
use std::sync::Arc;

struct Desk {
    _home: tempfile::TempDir,
    book: LocalBackend,
}

impl Desk {
    fn demo() -> Self {
        let home = tempfile::tempdir().unwrap();
        demo::create(home.path()).unwrap();
        let (store, _) = open_book(home.path(), demo::now()).unwrap();
        Self { _home: home, book: LocalBackend::new(store, Arc::new(FixedClock(demo::now())), "k.aroon") }
    }

    async fn actions(&self, object: &str) -> Vec<String> {
        let object = object.to_owned();
        let lines = self.book.read(move |book| Ok(book.audit_of(&object)?)).await.unwrap();
        lines.into_iter().filter(|line| line.who == "k.aroon").map(|line| line.action).collect()
    }

    async fn marked(&self) -> Vec<String> {
        self.book.all_marks().await.unwrap().reconciled.into_keys().collect()
    }
}

fn mark() -> Option<Reconciliation> {
    Some(Reconciliation { day: "2026-03-19".parse().unwrap(), statement: Some("March, page 2".to_owned()) })
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn invoices_are_marked_in_one_edit_and_taken_back_and_marked_again() {
    let desk = Desk::demo();
    let both = names(&["INV-000022", "INV-000024"]);
    let done = desk.book.reconcile(both.clone(), mark()).await.unwrap();
    assert_eq!(done.objects, ["invoice/INV-000022", "invoice/INV-000024"]);
    assert_eq!(desk.marked().await, both);
    let id = done.id.unwrap();
    desk.book.undo_edit(&id).await.unwrap();
    assert_eq!(desk.marked().await, names(&[]));
    assert_eq!(desk.book.undo_edit(&id).await.unwrap_err().code, ErrorCode::FailedPrecondition);
    desk.book.redo_edit(&id).await.unwrap();
    assert_eq!(desk.book.invoice_marks("INV-000024").await.unwrap().reconciled, mark());
    assert_eq!(
        desk.actions("invoice/INV-000024").await,
        ["invoice.reconcile", "invoice.reconcile.remove.undo", "invoice.reconcile.redo"]
    );
    let again = desk.book.reconcile(both, mark()).await.unwrap();
    assert_eq!(again.id, None, "they are so already: nothing to take back, no line");
}

#[tokio::test]
async fn one_that_cannot_be_marked_leaves_all_unmarked() {
    let desk = Desk::demo();
    for (name, code) in
        [("INV-999999", ErrorCode::NotFound), ("running-2026-03", ErrorCode::FailedPrecondition)]
    {
        let refused = desk.book.reconcile(names(&["INV-000024", name]), mark()).await.unwrap_err();
        assert_eq!(refused.code, code, "{name}");
    }
    assert_eq!(desk.marked().await, names(&[]));
    assert_eq!(desk.actions("invoice/INV-000024").await, names(&[]));
}

#[tokio::test]
async fn notes_come_change_go_and_come_back() {
    let desk = Desk::demo();
    let added = desk.book.add_note("INV-000024", " ask Weber ").await.unwrap().id.unwrap();
    let note = desk.book.invoice_marks("INV-000024").await.unwrap().notes.remove(0);
    assert_eq!((note.text.as_str(), note.written_by.as_str()), ("ask Weber", "k.aroon"));
    let changed = desk.book.change_note(&note.id, Some("asked Weber")).await.unwrap().id.unwrap();
    let deleted = desk.book.change_note(&note.id, None).await.unwrap().id.unwrap();
    assert_eq!(desk.book.all_marks().await.unwrap().notes, BTreeMap::new());

    let early = desk.book.undo_edit(&added).await.unwrap_err();
    assert_eq!(early.code, ErrorCode::FailedPrecondition, "the note is not as it was added");
    for id in [&deleted, &changed, &added] {
        desk.book.undo_edit(id).await.unwrap();
    }
    assert_eq!(desk.book.invoice_marks("INV-000024").await.unwrap().notes, []);
    for id in [&added, &changed] {
        desk.book.redo_edit(id).await.unwrap();
    }
    let back = desk.book.invoice_marks("INV-000024").await.unwrap().notes;
    assert_eq!((back.len(), back[0].text.as_str(), &back[0].id), (1, "asked Weber", &note.id));
    assert_eq!(desk.actions("invoice/INV-000024").await.len(), 8, "a line for each do, undo and redo");

    let card = desk.book.add_note("INV-000024", "card 4242 4242 4242 4242").await.unwrap_err();
    assert_eq!(card.code, ErrorCode::InvalidInput);
    assert_eq!(desk.book.change_note("none", None).await.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn thresholds_move_and_move_back() {
    let desk = Desk::demo();
    let early = Thresholds { near: 50.into(), full: 95.into() };
    let state = async |kind: &'static str| {
        let view = desk.book.quotas_view().await.unwrap();
        view.rows.into_iter().find(|row| row.kind == kind).map(|row| (row.state.as_str(), row.thresholds))
    };
    let usual = state("alert_policy").await;
    let id =
        desk.book.set_thresholds(QuotaFamily::Object, "alert_policy", Some(early)).await.unwrap().id.unwrap();
    assert_eq!(state("alert_policy").await, Some(("near", early)));
    desk.book.undo_edit(&id).await.unwrap();
    assert_eq!(state("alert_policy").await, usual);
    assert_eq!(desk.actions("alert_policy").await, ["quota.threshold", "quota.threshold.undo"]);

    let same =
        desk.book.set_thresholds(QuotaFamily::Object, "user", Some(Thresholds::default())).await.unwrap();
    assert_eq!(same.id, None);
    let wrong = Thresholds { near: 90.into(), full: 80.into() };
    assert!(desk.book.set_thresholds(QuotaFamily::Object, "user", Some(wrong)).await.is_err());
    assert!(desk.book.set_thresholds(QuotaFamily::Api, "ves.io.X.Create", None).await.is_err());
}
