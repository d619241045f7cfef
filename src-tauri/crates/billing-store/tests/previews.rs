//! What the file itself promises about previews: each comes back as it was shown, whatever a program tries.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use billing_domain::invoices::inputs::{InputKind, NamedInput};
use billing_domain::{Currency, Money, Period};
use billing_store::invoices::{PreviewKind, PreviewRecord, PreviewShown, ShownLine};
use billing_store::{Store, StoreError};
use chrono::{DateTime, Utc};

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn preview(shown: Option<PreviewShown>) -> PreviewRecord {
    let period = Period { start: at("2026-03-01T00:00:00Z"), end: at("2026-04-01T00:00:00Z") };
    PreviewRecord {
        id: 0,
        kind: PreviewKind::Plan,
        subject: "organization".into(),
        at: Some(at("2026-03-20T00:00:00Z")),
        made_at: at("2026-03-17T08:02:00Z"),
        made_by: "n.srisuk".into(),
        period,
        total: usd(1_326_864),
        input_sha256: "0".repeat(64),
        inputs: vec![NamedInput { kind: InputKind::Usage, name: "lb-hours".into(), value: "3".into() }],
        shown,
    }
}

fn shown() -> PreviewShown {
    let span = Period { start: at("2026-03-20T00:00:00Z"), end: at("2026-04-01T00:00:00Z") };
    let line = |title: &str, minor| ShownLine { title: title.into(), span, amount: usd(minor) };
    PreviewShown {
        now: usd(1_252_405),
        tax: usd(86_804),
        next: usd(231_120),
        lines: vec![line("Credit: Teams plan", -19_355), line("Organization plan", 92_903)],
    }
}

#[test]
fn a_preview_comes_back_as_it_was_shown_and_cannot_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("books.db");
    let store = Store::open(&file).unwrap();
    let id = store.write::<_, StoreError>(|tx| tx.add_preview(&preview(Some(shown())))).unwrap();
    let earlier = store.write::<_, StoreError>(|tx| tx.add_preview(&preview(None))).unwrap();
    let kept = |id| store.read::<_, StoreError>(|book| book.preview_of(id)).unwrap();
    assert_eq!(kept(id), Some(PreviewRecord { id, ..preview(Some(shown())) }));
    assert_eq!(kept(earlier).unwrap().shown, None, "of a time when only the total was kept");
    assert_eq!(kept(99), None);
    drop(store);
    let raw = rusqlite::Connection::open(&file).unwrap();
    for statement in [
        "UPDATE preview_figures SET now_minor = 0",
        "DELETE FROM preview_figures",
        "UPDATE preview_line SET amount_minor = 0",
        "DELETE FROM preview_line",
    ] {
        let error = raw.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("never changes"), "{statement}: {error}");
    }
}
