//! Accounts come, are found again, and go; what they leave behind is stated.

use super::*;
use crate::{FixedClock, SystemClock};

fn accounts() -> (tempfile::TempDir, Accounts) {
    let home = tempfile::tempdir().unwrap();
    let accounts = Accounts::new(home.path().join("data"));
    (home, accounts)
}

fn now() -> DateTime<Utc> {
    "2026-03-19T09:00:00Z".parse().unwrap()
}

#[test]
fn a_new_book_is_listed_opened_and_remembered() {
    let (_home, accounts) = accounts();
    assert!(accounts.list().unwrap().is_empty());
    let made = accounts.create("  House book ", Currency::USD, now()).unwrap();
    assert_eq!(made.name, "House book");
    let open = accounts.open(&made.id, Arc::new(FixedClock(now())), "me").unwrap();
    assert_eq!(open.record.name, "House book");
    assert_eq!(accounts.last_open().unwrap().unwrap().id, made.id);
}

#[test]
fn names_are_asked_for() {
    let (_home, accounts) = accounts();
    assert_eq!(accounts.create("  ", Currency::USD, now()).unwrap_err().code, ErrorCode::InvalidInput);
    assert!(accounts.list().unwrap().is_empty(), "a refused account leaves nothing");
}

#[test]
fn a_folder_of_somebody_is_added_once() {
    let (home, accounts) = accounts();
    let folder = home.path().join("elsewhere");
    let first = accounts.add_folder(&folder, now()).unwrap();
    let second = accounts.add_folder(&folder, now()).unwrap();
    assert_eq!(first, second);
    assert_eq!(accounts.list().unwrap().len(), 1);
}

#[test]
fn removing_keeps_the_files_unless_told_to_wipe() {
    let (_home, accounts) = accounts();
    let kept = accounts.create("Kept", Currency::USD, now()).unwrap();
    let wiped = accounts.create("Wiped", Currency::USD, now()).unwrap();
    accounts.remove(&kept.id, false).unwrap();
    accounts.remove(&wiped.id, true).unwrap();
    assert!(kept.folder.join(BOOK).exists());
    assert!(!wiped.folder.exists());
    assert!(accounts.open(&kept.id, Arc::new(SystemClock), "me").is_err());
}

#[test]
fn wiping_a_folder_outside_takes_only_the_book() {
    let (home, accounts) = accounts();
    let folder = home.path().join("elsewhere");
    let entry = accounts.add_folder(&folder, now()).unwrap();
    std::fs::write(folder.join("letter.txt"), "not ours").unwrap();
    accounts.remove(&entry.id, true).unwrap();
    assert!(folder.join("letter.txt").exists());
    assert!(!folder.join(BOOK).exists());
}

#[test]
fn a_damaged_list_is_said_and_not_overwritten() {
    let (_home, accounts) = accounts();
    std::fs::create_dir_all(accounts.home()).unwrap();
    std::fs::write(accounts.home().join("accounts.json"), "{").unwrap();
    assert!(accounts.list().unwrap_err().message.contains("damaged"));
    assert!(accounts.create("New", Currency::USD, now()).is_err());
    assert_eq!(std::fs::read_to_string(accounts.home().join("accounts.json")).unwrap(), "{");
}

#[test]
fn a_book_that_has_gone_does_not_come_back_empty() {
    let (_home, accounts) = accounts();
    let made = accounts.create("Gone", Currency::USD, now()).unwrap();
    std::fs::remove_dir_all(&made.folder).unwrap();
    let error = accounts.open(&made.id, Arc::new(SystemClock), "me").err().unwrap();
    assert!(error.message.contains("does not exist"), "{error}");
    assert!(peek_book(&made.folder).is_err());
    assert!(!made.folder.exists(), "looking makes nothing");
}

fn acme() -> billing_domain::tenants::AddressFacts {
    let base = "https://acme.console.ves.volterra.io".to_owned();
    billing_domain::tenants::AddressFacts { base, tenant: "acme".to_owned() }
}

#[test]
fn a_tenant_is_listed_once_and_opened_without_a_connection() {
    let (_home, accounts) = accounts();
    let proxy = billing_domain::tenants::TenantConnection {
        proxy: Some("http://proxy.example:3128".to_owned()),
        ..Default::default()
    };
    let added = accounts.add_tenant(" Acme ", &acme(), proxy, now()).unwrap();
    assert_eq!((added.name.as_str(), added.kind.as_str()), ("Acme", "remote"));
    let again = accounts.add_tenant("Again", &acme(), Default::default(), now()).unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadyExists);
    let open = accounts.open(&added.id, Arc::new(FixedClock(now())), "me").unwrap();
    assert_eq!((open.record.tenant.as_str(), open.record.kind.as_str()), ("acme", "remote"));
    assert_eq!(open.tenant.unwrap().address(), acme().base);
    assert_eq!(open.entry.connection.unwrap().proxy.as_deref(), Some("http://proxy.example:3128"));
}

#[test]
fn a_connection_changes_and_its_address_does_not() {
    let (_home, accounts) = accounts();
    let added = accounts.add_tenant("Acme", &acme(), Default::default(), now()).unwrap();
    let mut other = added.connection.unwrap();
    other.custom_ca = Some("PEM".to_owned());
    accounts.change_connection(&added.id, other.clone()).unwrap();
    assert_eq!(accounts.list().unwrap()[0].connection, Some(other.clone()));
    other.address = "https://other.example".to_owned();
    let refused = accounts.change_connection(&added.id, other).unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidInput);
}

#[test]
fn an_archive_is_read_and_never_changed() {
    let (home, accounts) = accounts();
    let made = accounts.create("House book", Currency::USD, now()).unwrap();
    let clock = || Arc::new(FixedClock(now()));
    let open = accounts.open(&made.id, clock(), "me").unwrap();
    let copy = home.path().join("copy.db");
    crate::care::backup(open.backend.store(), &copy).unwrap();

    let archive = accounts.add_copy(&copy, true).unwrap();
    assert_eq!(archive.kind, "archive");
    assert_ne!(archive.name, made.name, "two accounts of one name could be mixed up");
    let opened = accounts.open(&archive.id, clock(), "me").unwrap();
    assert_eq!(opened.record.name, "House book");
    let profile = opened.backend.billing().profile().unwrap();
    let refused = opened.backend.billing().set_profile(profile.clone(), now()).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unsupported);

    let back = accounts.add_copy(&copy, false).unwrap();
    let opened = accounts.open(&back.id, clock(), "me").unwrap();
    opened.backend.billing().set_profile(profile, now()).unwrap();
    assert!(accounts.add_copy(&home.path().join("nothing.db"), true).is_err());
    assert_eq!(accounts.list().unwrap().len(), 3, "what was refused leaves nothing on the list");
}
