//! The trail on disk: lines follow each other, none can be touched through the front door, and what is touched behind it
//! is found at the first line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use billing_domain::audit::{AuditEntry, Break, Verdict, Verification};
use billing_store::audit::{AuditColumn, AuditQuery, AuditSort};
use billing_store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use std::path::PathBuf;
use std::time::Instant;
use tempfile::TempDir;

fn entry(number: i64) -> AuditEntry {
    let at: DateTime<Utc> = "2026-03-19T09:14:00Z".parse().unwrap();
    let who = if number % 3 == 0 { "a.weber" } else { "n.srisuk" };
    let object = format!("invoice/INV-{number:06}");
    AuditEntry::new(
        at + TimeDelta::seconds(number),
        who,
        "invoice.issue",
        &object,
        None,
        Some("issued".to_owned()),
    )
}

struct Book {
    _folder: TempDir,
    path: PathBuf,
    store: Store,
}

fn book(lines: i64) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let store = Store::open(&path).unwrap();
    store.write(move |tx| (1..=lines).try_for_each(|number| tx.add_audit(&entry(number)))).unwrap();
    Book { _folder: folder, path, store }
}

impl Book {
    fn verdict(&self) -> Verdict {
        let walk = self.store.read(|book| {
            let mut walk = Verification::new(None);
            book.each_audit_line(|line| walk.step(line))?;
            Ok::<_, StoreError>(walk.end(book.audit_given()?))
        });
        walk.unwrap()
    }

    /// What somebody does who has the file and takes the triggers away first.
    fn tamper(&self, change: &str) {
        let file = Connection::open(&self.path).unwrap();
        file.execute_batch("DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept;").unwrap();
        file.execute_batch(change).unwrap();
    }
}

#[test]
fn lines_are_chained_as_they_are_written() {
    let book = book(20);
    let verdict = book.verdict();
    assert_eq!((verdict.holds.lines, verdict.broken), (20, None));
}

#[test]
fn what_is_touched_behind_the_door_is_found_at_its_first_line() {
    for (change, line, why) in [
        ("UPDATE audit SET who = 'nobody' WHERE sequence = 7", 7, Break::Changed),
        ("UPDATE audit SET request_id = '' WHERE sequence = 7", 7, Break::Changed),
        ("DELETE FROM audit WHERE sequence = 9", 9, Break::Missing),
        ("UPDATE audit SET previous = hash WHERE sequence = 4", 4, Break::NotLinked),
        ("DELETE FROM audit WHERE sequence > 18", 19, Break::Missing),
        ("DELETE FROM audit", 1, Break::Missing),
    ] {
        let book = book(20);
        book.tamper(change);
        let broken = book.verdict().broken.unwrap();
        assert_eq!((broken.sequence, broken.why), (line, why), "{change}");
    }
}

#[test]
fn a_line_written_after_the_end_was_cut_off_does_not_hide_it() {
    let book = book(20);
    book.tamper("DELETE FROM audit WHERE sequence > 18");
    book.store.write(|tx| tx.add_audit(&entry(21))).unwrap();
    assert_eq!(book.verdict().broken.map(|broken| broken.sequence), Some(19));
}

#[test]
fn a_change_that_fails_leaves_no_line() {
    let book = book(2);
    let failed = book.store.write(|tx| {
        tx.add_audit(&entry(3))?;
        Err::<(), _>(StoreError::Closed)
    });
    assert!(failed.is_err());
    book.store.write(|tx| tx.add_audit(&entry(3))).unwrap();
    let verdict = book.verdict();
    assert_eq!((verdict.holds.lines, verdict.broken), (3, None));
}

#[test]
fn lines_come_in_the_order_that_is_asked_for_and_the_newest_first_among_equals() {
    let book = book(7);
    let sequences = |sorts: &[(AuditColumn, bool)], skip: u32| {
        let sorts = sorts.iter().map(|&(column, down)| AuditSort { column, down }).collect();
        let query = AuditQuery { sorts, ..AuditQuery::default() };
        let lines = book.store.read(|book| book.audit_lines(&query, skip, 4)).unwrap();
        lines.iter().map(|line| line.sequence).collect::<Vec<_>>()
    };
    assert_eq!(sequences(&[], 0), [7, 6, 5, 4]);
    assert_eq!(sequences(&[(AuditColumn::At, false)], 4), [5, 6, 7]);
    // Of a.weber are 3 and 6.
    assert_eq!(sequences(&[(AuditColumn::Who, false)], 0), [6, 3, 7, 5]);
    assert_eq!(sequences(&[(AuditColumn::Who, true), (AuditColumn::Object, false)], 3), [5, 7, 3, 6]);
}

#[test]
fn a_hundred_thousand_lines_stay_quick() {
    let book = book(100_000);
    let begun = Instant::now();
    let query = AuditQuery { text: Some("inv-099999".to_owned()), ..AuditQuery::default() };
    let (found, count, last) = book
        .store
        .read(|book| {
            let last = book.audit_lines(&AuditQuery::default(), 99_900, 200)?;
            Ok::<_, StoreError>((book.audit_lines(&query, 0, 200)?, book.audit_count(&query)?, last))
        })
        .unwrap();
    assert_eq!((found.len(), count, last.len()), (1, 1, 100));
    assert_eq!(found[0].entry.object, "invoice/INV-099999");
    // A debug build on a busy machine; the bound catches what grows with the square.
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}
