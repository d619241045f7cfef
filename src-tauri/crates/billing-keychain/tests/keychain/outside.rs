//! Each test makes a session and says what runs in it.

use crate::inside::{CANARY, NAME};
use crate::session::{Keyring, Session};

#[test]
fn an_open_keyring_keeps_reads_and_forgets() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::Open, "keeps_reads_and_forgets");
}

#[test]
fn another_program_and_another_session_read_it_and_no_file_shows_it() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::Open, "keeps_a_canary");
    session.run(Keyring::Open, "finds_the_canary");
    assert!(session.files_with(NAME).is_empty(), "not even the name lies open");
    assert!(session.files_with(CANARY).is_empty(), "{:?}", session.files_with(CANARY));
}

#[test]
fn without_a_bus_a_secret_lives_for_the_session() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::NoBus, "keeps_for_the_session_only");
    assert!(session.files_with(CANARY).is_empty());
}

#[test]
fn without_a_service_a_secret_lives_for_the_session() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::NoService, "keeps_for_the_session_only");
    assert!(session.files_with(CANARY).is_empty());
}

#[test]
fn a_locked_keyring_is_told_from_a_missing_one() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::Open, "keeps_a_canary");
    session.run(Keyring::Locked, "finds_it_locked");
    session.run(Keyring::Open, "finds_the_canary");
}

#[test]
fn a_keyring_that_comes_later_is_seen() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::NoService, "sees_it_come");
}

#[test]
fn a_keyring_that_goes_and_comes_back_is_opened_again() {
    let Some(session) = Session::new() else { return };
    session.run(Keyring::NoService, "survives_its_restart");
}
