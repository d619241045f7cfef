//! What runs inside a session of its own.

use crate::session::{HOME, begin, kill_keyring, start_keyring};
use billing_domain::ErrorCode;
use billing_domain::secrets::{Keeping, SecretStore};
use billing_keychain::SystemKeychain;

pub const NAME: &str = "account/canary-account/credential";
pub const CANARY: &str = "canary-secret-of-the-tests";

/// The person's own keychain is nothing to try things on.
fn keychain() -> SystemKeychain {
    assert!(std::env::var_os(HOME).is_some(), "runs only inside a session of its own");
    begin();
    SystemKeychain::new()
}

#[track_caller]
fn expect_session_only(keeping: &Keeping, word: &str) {
    match keeping {
        Keeping::SessionOnly(why) => {
            assert!(why.contains(word) && why.contains("entered again") && !why.contains(CANARY), "{why}");
        }
        Keeping::Keychain => panic!("kept in a keychain"),
    }
}

#[test]
#[ignore = "run by outside::an_open_keyring_keeps_reads_and_forgets"]
fn keeps_reads_and_forgets() {
    let keychain = keychain();
    assert_eq!(keychain.keeping(), Keeping::Keychain);
    assert_eq!(keychain.read(NAME).unwrap(), None);
    assert_eq!(keychain.keep(NAME, "first").unwrap(), Keeping::Keychain);
    assert_eq!(keychain.keep(NAME, "ไทย\n{\"second\":1}").unwrap(), Keeping::Keychain);
    keychain.keep("account/other/credential", "other").unwrap();
    assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some("ไทย\n{\"second\":1}"));
    let again = SystemKeychain::new();
    assert_eq!(again.read(NAME).unwrap().as_deref(), Some("ไทย\n{\"second\":1}"), "not only in memory");
    keychain.forget(NAME).unwrap();
    keychain.forget(NAME).unwrap();
    assert_eq!(keychain.read(NAME).unwrap(), None);
    assert_eq!(again.read(NAME).unwrap(), None);
    assert_eq!(keychain.read("account/other/credential").unwrap().as_deref(), Some("other"));
    // A certificate with its key is some kilobytes.
    let long = "x".repeat(64 * 1024);
    assert_eq!(keychain.keep(NAME, &long).unwrap(), Keeping::Keychain);
    assert_eq!(again.read(NAME).unwrap().as_deref(), Some(long.as_str()));
    inside_a_runtime(&keychain);
    assert!(!format!("{keychain:?}").contains("other"));
}

/// Whatever runtime the libraries below bring along, a caller inside another one is not its victim.
fn inside_a_runtime(keychain: &SystemKeychain) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        keychain.keep(NAME, "from a task").unwrap();
        assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some("from a task"));
        assert_eq!(keychain.keeping(), Keeping::Keychain);
    });
}

#[test]
#[ignore = "run by outside"]
fn keeps_a_canary() {
    assert_eq!(keychain().keep(NAME, CANARY).unwrap(), Keeping::Keychain);
}

#[test]
#[ignore = "run by outside"]
fn finds_the_canary() {
    assert_eq!(keychain().read(NAME).unwrap().as_deref(), Some(CANARY));
}

#[test]
#[ignore = "run by outside::without_a_bus.. and without_a_service.."]
fn keeps_for_the_session_only() {
    let keychain = keychain();
    expect_session_only(&keychain.keeping(), "No keychain is running");
    assert_eq!(keychain.read(NAME).unwrap_err().code, ErrorCode::Unavailable);
    expect_session_only(&keychain.keep(NAME, CANARY).unwrap(), "No keychain is running");
    assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some(CANARY));
    keychain.forget(NAME).unwrap();
    assert!(keychain.read(NAME).is_err());
    assert!(SystemKeychain::new().read(NAME).is_err(), "it lived in memory alone");
}

#[test]
#[ignore = "run by outside::a_locked_keyring_is_told_from_a_missing_one"]
fn finds_it_locked() {
    let keychain = keychain();
    expect_session_only(&keychain.keeping(), "locked");
    let refused = keychain.read(NAME).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Unavailable);
    assert!(refused.message.contains("locked"), "{refused}");
    assert_eq!(keychain.forget(NAME).unwrap_err().code, ErrorCode::Unavailable, "it still lies there");
    expect_session_only(&keychain.keep(NAME, "newer").unwrap(), "locked");
    assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some("newer"), "what was entered last counts");
}

#[test]
#[ignore = "run by outside::a_keyring_that_comes_later_is_seen"]
fn sees_it_come() {
    let keychain = keychain();
    expect_session_only(&keychain.keep(NAME, CANARY).unwrap(), "No keychain is running");
    start_keyring(&["--unlock"]);
    assert_eq!(keychain.keeping(), Keeping::Keychain);
    assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some(CANARY));
    assert_eq!(keychain.keep(NAME, CANARY).unwrap(), Keeping::Keychain);
    assert_eq!(SystemKeychain::new().read(NAME).unwrap().as_deref(), Some(CANARY));
}

#[test]
#[ignore = "run by outside::a_keyring_that_goes_and_comes_back_is_opened_again"]
fn survives_its_restart() {
    let keychain = keychain();
    let daemon = start_keyring(&["--unlock"]);
    assert_eq!(keychain.keep(NAME, CANARY).unwrap(), Keeping::Keychain);
    kill_keyring(daemon);
    assert_eq!(keychain.read(NAME).unwrap_err().code, ErrorCode::Unavailable, "nobody is there");
    start_keyring(&["--unlock"]);
    assert_eq!(keychain.read(NAME).unwrap().as_deref(), Some(CANARY));
}
