//! The promises of the store itself: one snapshot, one transaction, no newer file.

use billing_domain::{BillingError, Currency, ErrorCode};
use billing_store::account::AccountRecord;
use billing_store::{Store, StoreError};
use chrono::DateTime;

fn account(name: &str) -> AccountRecord {
    AccountRecord {
        uid: "u".into(),
        name: name.into(),
        tenant: "local".into(),
        kind: "local".into(),
        currency: Currency::USD,
        created_at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn what_is_written_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    Store::open(&path).unwrap().write(|tx| tx.found_account(&account("House book"))).unwrap();
    let again = Store::open(&path).unwrap();
    let found = again.read(|r| r.account()).unwrap();
    assert_eq!(found, Some(account("House book")));
}

#[test]
fn refused_work_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    let refused: Result<(), BillingError> = store.write(|tx| {
        tx.found_account(&account("half"))?;
        Err(BillingError::refused("no"))
    });
    assert_eq!(refused.unwrap_err().code, ErrorCode::FailedPrecondition);
    assert_eq!(store.read(|r| r.account()).unwrap(), None);
}

#[test]
fn a_panic_in_the_work_rolls_back_and_the_book_works_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    let broken: Result<(), StoreError> = store.write(|tx| {
        tx.found_account(&account("half"))?;
        panic!("planted");
    });
    assert!(matches!(broken, Err(StoreError::Closed)));
    assert_eq!(store.read(|r| r.account()).unwrap(), None);
    store.write(|tx| tx.found_account(&account("whole"))).unwrap();
}

#[test]
fn a_newer_file_is_refused_with_a_clear_message_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    drop(Store::open(&path).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 9_999).unwrap();
    drop(raw);
    let error = Store::open(&path).err().unwrap();
    assert!(error.to_string().contains("newer Counterfoil"), "{error}");
}

#[test]
fn a_file_that_is_no_book_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    std::fs::write(&path, vec![b'x'; 8192]).unwrap();
    assert!(matches!(Store::open(&path).err().unwrap(), StoreError::NotABook(_)));
}

#[test]
fn many_readers_wait_for_a_connection_and_all_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    store.write(|tx| tx.found_account(&account("House book"))).unwrap();
    std::thread::scope(|threads| {
        for _ in 0..16 {
            threads.spawn(|| assert!(store.read(|r| r.account()).unwrap().is_some()));
        }
    });
}

#[test]
fn a_mark_changes_with_every_commit_of_any_program_and_with_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let store = Store::open(&path).unwrap();
    let mark = || store.mark().unwrap();
    let empty = mark();
    assert_eq!(store.read(|r| r.account()).unwrap(), None);
    let refused: Result<(), BillingError> = store.write(|tx| {
        tx.found_account(&account("half"))?;
        Err(BillingError::refused("no"))
    });
    refused.unwrap_err();
    assert_eq!(mark(), empty, "nothing was committed");
    store.write(|tx| tx.found_account(&account("House book"))).unwrap();
    let founded = mark();
    assert_ne!(founded, empty);
    let other = Store::open(&path).unwrap();
    assert_ne!(other.mark().unwrap(), mark(), "another opening counts for itself");
    let opened = mark();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("UPDATE account SET name = 'Home book'", []).unwrap();
    assert_ne!(mark(), opened, "another program committed");
}
