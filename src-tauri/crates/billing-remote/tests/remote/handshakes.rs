//! Calls over TLS: own authorities, client certificates of every age, and what is said when it fails.

use crate::certificates::{PASSWORD, connector, fixture};
use crate::secure::{Papers, Proxy, SecureTenant, token};
use billing_domain::tenants::{Credential, TenantConnection, TenantConnector};
use billing_domain::{BillingBackend, ErrorCode};
use std::sync::Arc;

fn backend(connection: &TenantConnection, credential: &Credential) -> Arc<dyn BillingBackend> {
    connector().connect(connection, credential).unwrap().backend
}

#[tokio::test]
async fn an_own_authority_is_trusted_when_it_is_given_and_not_otherwise() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let known = tenant.connection();
    backend(&known, &token()).current_plan().await.unwrap();
    let unknown = TenantConnection { custom_ca: None, ..known.clone() };
    let error = backend(&unknown, &token()).subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert_eq!((error.code, error.outcome_unknown), (ErrorCode::Unavailable, false), "{error}");
    assert!(error.message.contains("issuer") && error.message.contains("CA certificate"), "{error}");
    assert!(error.message.contains("SubscribeAddon"), "{error}");
    for no_ca in ["not PEM at all", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let wrong = TenantConnection { custom_ca: Some(no_ca.to_owned()), ..known.clone() };
        let refused = connector().connect(&wrong, &token()).err().unwrap();
        assert_eq!(refused.code, ErrorCode::InvalidInput, "{refused}");
    }
}

#[tokio::test]
async fn client_certificates_of_every_age_open_the_door() {
    let tenant = SecureTenant::start(Papers { wants_client: true, ..Papers::default() }).await;
    for (file, password) in [
        ("aes.p12", PASSWORD),
        ("rsa.p12", PASSWORD),
        ("3des.p12", PASSWORD),
        ("rc2.p12", PASSWORD),
        ("no-mac.p12", PASSWORD),
        ("thai.p12", "รหัสลับ"),
        ("empty-password.p12", ""),
        ("whole.pem", ""),
        ("other-order.pem", ""),
        ("pkcs1.pem", ""),
    ] {
        let credential = connector().read_certificate(&fixture(file), password).unwrap();
        let answer = backend(&tenant.connection(), &credential).current_plan().await;
        assert!(answer.is_ok(), "{file}: {}", answer.unwrap_err());
    }
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_is_told_from_one_that_is_not_there() {
    let tenant = SecureTenant::start(Papers { wants_client: true, ..Papers::default() }).await;
    let error = backend(&tenant.connection(), &token()).current_plan().await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Unavailable);
    assert!(error.message.contains("client certificate"), "{error}");
}

#[tokio::test]
async fn a_proxy_with_a_password_leads_to_the_tenant() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let proxy = Proxy::start("200").await;
    let url = format!("http://me:secret@{}", proxy.address);
    let through = TenantConnection { proxy: Some(url), ..tenant.connection() };
    backend(&through, &token()).current_plan().await.unwrap();
    let port = tenant.address.port();
    let asked = proxy.asked.lock().unwrap().join("\n");
    assert!(
        asked
            .to_lowercase()
            .contains(&format!("connect localhost:{port} http/1.1 | proxy-authorization: basic")),
        "{asked}"
    );
    assert!(asked.contains("bWU6c2VjcmV0"), "me:secret");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_as_the_one_who_did() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let proxy = Proxy::start("407").await;
    let through = TenantConnection {
        proxy: Some(format!("http://me:canary@{}", proxy.address)),
        ..tenant.connection()
    };
    let error = backend(&through, &token()).subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert_eq!((error.code, error.outcome_unknown), (ErrorCode::Unavailable, false), "{error}");
    assert!(error.message.contains("proxy") && !error.message.contains("canary"), "{error}");
}
