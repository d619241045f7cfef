//! Certificate files of every age are read; each way of being wrong has words of its own.

use billing_domain::ErrorCode;
use billing_domain::tenants::{Credential, TenantConnector};
use billing_remote::{AirGap, Connector};
use chrono::{DateTime, Utc};
use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12ImportPolicy};
use std::path::Path;

pub const PASSWORD: &str = "secret";

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

pub fn connector() -> Connector {
    Connector::new(AirGap::default())
}

fn read(file: &[u8], password: &str) -> (String, String) {
    match connector().read_certificate(file, password).unwrap() {
        Credential::Certificate { certificates, private_key } => (certificates, private_key),
        Credential::Token { .. } => panic!("a token"),
    }
}

#[track_caller]
fn expect_refused(file: &[u8], password: &str, words: &[&str]) {
    let error = connector().read_certificate(file, password).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput, "{error}");
    for word in words {
        assert!(error.message.contains(word), "no {word:?} in: {error}");
    }
    assert!(password.is_empty() || !error.message.contains(password), "{error}");
}

#[test]
fn p12_files_of_every_age_are_read() {
    let (leaf, key) = read(&fixture("aes.p12"), PASSWORD);
    assert_eq!(leaf.matches("BEGIN CERTIFICATE").count(), 2, "the chain comes along");
    assert_eq!(key.matches("BEGIN PRIVATE KEY").count(), 1);
    for (name, password) in [
        ("3des.p12", PASSWORD),
        ("rc2.p12", PASSWORD),
        ("no-mac.p12", PASSWORD),
        ("no-mac-rc2.p12", PASSWORD),
        ("thai.p12", "รหัสลับ"),
        ("empty-password.p12", ""),
    ] {
        let (certificates, private_key) = read(&fixture(name), password);
        assert_eq!(private_key, key, "{name}: the same key in another wrapping");
        assert!(leaf.starts_with(&certificates), "{name}");
    }
    let (certificates, private_key) = read(&fixture("rsa.p12"), PASSWORD);
    assert!(certificates.contains("BEGIN CERTIFICATE") && private_key.contains("BEGIN PRIVATE KEY"));
}

#[test]
fn pem_text_is_read_in_any_order_and_spelling() {
    let (certificates, key) = read(&fixture("whole.pem"), "");
    let (from_p12, key_of_p12) = read(&fixture("aes.p12"), PASSWORD);
    assert_eq!((&certificates, &key), (&from_p12, &key_of_p12));
    let (reordered, _) = read(&fixture("other-order.pem"), "");
    assert_eq!(reordered, certificates, "the key's own certificate comes first");
    let (_, old) = read(&fixture("pkcs1.pem"), "a password that nobody needs");
    assert!(old.contains("BEGIN RSA PRIVATE KEY"));
    let windows = String::from_utf8(fixture("whole.pem")).unwrap().replace('\n', "\r\n");
    assert_eq!(read(format!("pasted:\r\n{windows}").as_bytes(), "").0, certificates);
}

#[test]
fn a_wrong_password_is_told_as_one_whatever_the_cipher() {
    for name in
        ["aes.p12", "3des.p12", "rc2.p12", "no-mac.p12", "no-mac-rc2.p12", "thai.p12", "empty-password.p12"]
    {
        let error = connector().read_certificate(&fixture(name), "wrong").unwrap_err();
        assert!(error.message.contains("password does not open"), "{name}: {error}");
    }
    expect_refused(&fixture("aes.p12"), "", &["password does not open"]);
}

#[test]
fn every_other_fault_of_a_file_has_its_own_words() {
    expect_refused(b"", "", &["empty"]);
    expect_refused(b"PK\x03\x04 no certificate at all", PASSWORD, &["neither P12 nor PEM"]);
    let whole = fixture("aes.p12");
    expect_refused(&whole[..whole.len() / 2], PASSWORD, &["damaged", "again"]);
    expect_refused(&fixture("no-key.p12"), PASSWORD, &["no private key"]);
    expect_refused(&fixture("no-certificate.p12"), PASSWORD, &["no certificate"]);
    expect_refused(&two_keys(), PASSWORD, &["2 private keys", "one of them alone"]);
    expect_refused(b"\xfe\xed\xfe\xed\0\0\0\x02", "", &["Java keystore", "keytool"]);
    expect_refused(&fixture("bare.cer"), "", &["no private key"]);
    expect_refused(&fixture("no-key.pem"), "", &["no private key"]);
    expect_refused(&fixture("no-certificate.pem"), "", &["no certificate"]);
    expect_refused(&fixture("two-keys.pem"), "", &["2 private keys"]);
    expect_refused(&fixture("strangers.pem"), "", &["does not belong"]);
    for name in ["encrypted-key.pem", "encrypted-old-key.pem"] {
        expect_refused(&fixture(name), PASSWORD, &["encrypted", "openssl pkey"]);
    }
    let pem = fixture("whole.pem");
    expect_refused(&pem[..pem.len() - 40], "", &["damaged", "END"]);
}

#[test]
fn an_expired_certificate_is_told_with_its_day() {
    fn far_off() -> DateTime<Utc> {
        "2400-01-01T00:00:00Z".parse().unwrap()
    }
    let later = connector().with_clock(far_off);
    let error = later.read_certificate(&fixture("aes.p12"), PASSWORD).unwrap_err();
    assert!(error.message.contains("expired on 21") && error.message.contains("new one"), "{error}");
}

/// OpenSSL writes none; the library that reads them does.
fn two_keys() -> Vec<u8> {
    let mut both = KeyStore::new();
    for name in ["aes.p12", "rsa.p12"] {
        let one = KeyStore::from_pkcs12(&fixture(name), PASSWORD, Pkcs12ImportPolicy::Strict).unwrap();
        let (_, chain) = one.private_key_chain().unwrap();
        both.add_entry(name, KeyStoreEntry::PrivateKeyChain(chain.clone()));
    }
    both.writer(PASSWORD).write().unwrap()
}

#[test]
fn a_token_is_taken_as_people_paste_it() {
    for pasted in ["tok-1", " tok-1\r\n", "APIToken tok-1", "Authorization: APIToken tok-1\n"] {
        let token = connector().read_token(pasted).unwrap();
        assert_eq!(token, Credential::Token { token: "tok-1".to_owned() }, "{pasted:?}");
    }
    for wrong in ["", " \n", "two words", "two\nlines", "โทเคน"] {
        assert_eq!(connector().read_token(wrong).unwrap_err().code, ErrorCode::InvalidInput, "{wrong:?}");
    }
}

#[test]
fn an_address_tells_its_tenant() {
    let facts = connector().read_address(" https://acme.volterra.us/api/ ").unwrap();
    assert_eq!(
        (facts.base.as_str(), facts.tenant.as_str()),
        ("https://acme.console.ves.volterra.io", "acme")
    );
    assert!(connector().read_address("acme").is_err());
}
