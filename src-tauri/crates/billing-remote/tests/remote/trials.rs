//! The test of a connection: each step passes, or says what is wrong and what to do, and the rest is skipped.

use crate::certificates::{PASSWORD, connector, fixture};
use crate::secure::{Papers, Proxy, SecureTenant, token};
use crate::tenant::Tenant;
use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use billing_domain::ErrorCode;
use billing_domain::tenants::{
    Credential, StepOutcome, StepReport, TenantConnection, TenantConnector, TestStep,
};
use billing_remote::{AirGap, Connector, Patience};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// Nothing here waits for its end; only a machine that is very busy comes near it.
fn patient() -> Connector {
    let patience =
        Patience { step: Duration::from_secs(30), test: Duration::from_secs(120), ..Patience::default() };
    connector().with_patience(patience)
}

async fn test(
    connector: &Connector,
    connection: &TenantConnection,
    credential: &Credential,
) -> Vec<StepReport> {
    let told = Mutex::new(Vec::new());
    let reports = connector.test(connection, credential, &|report| told.lock().unwrap().push(report)).await;
    assert_eq!(told.into_inner().unwrap(), reports, "told as they end, and returned all the same");
    let steps: Vec<_> = reports.iter().map(|report| report.step).collect();
    assert_eq!(steps, TestStep::ALL, "all six, in order");
    reports
}

fn to(tenant: &Tenant) -> TenantConnection {
    TenantConnection { address: format!("http://{}", tenant.address), ..TenantConnection::default() }
}

/// `dns passed: words` for each step.
fn shown(reports: &[StepReport]) -> Vec<String> {
    let word = |report: &StepReport| match &report.outcome {
        StepOutcome::Passed(said) => format!("passed: {said}"),
        StepOutcome::Warning(said) => format!("warning: {said}"),
        StepOutcome::Skipped(said) => format!("skipped: {said}"),
        StepOutcome::Failed(error) => format!("failed: {:?} {error}", error.code),
    };
    reports.iter().map(|report| format!("{:?} {}", report.step, word(report))).collect()
}

/// The step failed with this code and these words, everything before it did not, everything after it is skipped.
#[track_caller]
fn expect_failed(reports: &[StepReport], step: TestStep, code: ErrorCode, words: &[&str]) {
    let lines = shown(reports);
    let at = TestStep::ALL.iter().position(|one| *one == step).unwrap();
    match &reports[at].outcome {
        StepOutcome::Failed(error) => {
            assert_eq!(error.code, code, "{lines:#?}");
            for word in words {
                assert!(error.message.contains(word), "no {word:?} in {lines:#?}");
            }
        }
        _ => panic!("{step:?} did not fail: {lines:#?}"),
    }
    assert!(lines[..at].iter().all(|line| !line.contains("failed:")), "{lines:#?}");
    assert!(lines[at + 1..].iter().all(|line| line.contains("skipped: Not tried")), "{lines:#?}");
}

#[tokio::test]
async fn every_step_passes_over_tls_and_says_what_it_found() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let lines = shown(&test(&patient(), &tenant.connection(), &token()).await);
    let port = tenant.address.port();
    assert!(lines[0].starts_with("Dns passed: localhost is "), "{lines:#?}");
    assert!(lines[1].starts_with(&format!("Connect passed: localhost answers at port {port}")), "{lines:#?}");
    assert!(lines[2].contains("issued by Authority of the tests, valid until 2100-01-01"), "{lines:#?}");
    assert!(lines[3].contains("tenant acme") && lines[3].contains("as api-token"), "{lines:#?}");
    assert!(lines[4].contains("passed: Billing can be read"), "{lines:#?}");
    assert!(lines[5].starts_with("Clock passed: Both clocks agree"), "{lines:#?}");
}

#[tokio::test]
async fn on_this_machine_there_is_nothing_to_look_up_and_no_tls() {
    let (tenant, _) = Tenant::over_fake().await;
    let lines = shown(&test(&patient(), &to(&tenant), &token()).await);
    assert!(lines[0].contains("passed: 127.0.0.1 is an address"), "{lines:#?}");
    assert!(lines[2].starts_with("Tls skipped: Plain http"), "{lines:#?}");
    assert!(lines.iter().all(|line| !line.contains("failed")), "{lines:#?}");
}

#[tokio::test]
async fn a_client_certificate_passes_and_a_missing_one_is_asked_for() {
    let tenant = SecureTenant::start(Papers { wants_client: true, ..Papers::default() }).await;
    let credential = connector().read_certificate(&fixture("rc2.p12"), PASSWORD).unwrap();
    let lines = shown(&test(&patient(), &tenant.connection(), &credential).await);
    assert!(lines.iter().all(|line| line.contains(" passed:")), "{lines:#?}");
    // In TLS 1.3 the server says so only after the handshake.
    let reports = test(&patient(), &tenant.connection(), &token()).await;
    expect_failed(&reports, TestStep::Authentication, ErrorCode::Unavailable, &["client certificate"]);
}

#[tokio::test]
async fn names_that_nobody_knows_and_ports_where_nobody_listens() {
    let nowhere = TenantConnection {
        address: "https://acme.nowhere.invalid".to_owned(),
        ..TenantConnection::default()
    };
    let reports = test(&patient(), &nowhere, &token()).await;
    expect_failed(&reports, TestStep::Dns, ErrorCode::Unavailable, &["acme.nowhere.invalid", "online"]);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let deaf = TenantConnection { address, ..TenantConnection::default() };
    let reports = test(&patient(), &deaf, &token()).await;
    expect_failed(&reports, TestStep::Connect, ErrorCode::Unavailable, &["Nothing listens there"]);
}

#[tokio::test]
async fn certificates_that_are_not_to_be_trusted_say_why() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let unknown = TenantConnection { custom_ca: None, ..tenant.connection() };
    let reports = test(&patient(), &unknown, &token()).await;
    expect_failed(&reports, TestStep::Tls, ErrorCode::Unavailable, &["issuer", "CA certificate"]);

    let other = SecureTenant::start(Papers { name: "other.example", ..Papers::default() }).await;
    let reports = test(&patient(), &other.connection(), &token()).await;
    expect_failed(&reports, TestStep::Tls, ErrorCode::Unavailable, &["another name", "other.example"]);

    let expired = SecureTenant::start(Papers { until: 2020, ..Papers::default() }).await;
    let reports = test(&patient(), &expired.connection(), &token()).await;
    expect_failed(&reports, TestStep::Tls, ErrorCode::Unavailable, &["expired"]);

    let (plain, _) = Tenant::over_fake().await;
    let address = format!("https://localhost:{}", plain.address.port());
    let reports =
        test(&patient(), &TenantConnection { address, ..TenantConnection::default() }, &token()).await;
    expect_failed(&reports, TestStep::Tls, ErrorCode::Unavailable, &["does not speak TLS"]);
}

#[tokio::test]
async fn a_certificate_that_ends_soon_is_a_warning() {
    fn just_before() -> DateTime<Utc> {
        "2099-12-25T00:00:00Z".parse().unwrap()
    }
    let tenant = SecureTenant::start(Papers::default()).await;
    let lines = shown(&test(&patient().with_clock(just_before), &tenant.connection(), &token()).await);
    assert!(lines[2].starts_with("Tls warning:") && lines[2].contains("ends soon"), "{lines:#?}");
    assert!(lines[5].starts_with("Clock warning:"), "{lines:#?}");
}

#[tokio::test]
async fn a_wrong_token_is_the_step_that_says_what_to_do() {
    let (tenant, _) = Tenant::over_fake().await;
    let wrong = Credential::Token { token: "canary-wrong".to_owned() };
    let reports = test(&patient(), &to(&tenant), &wrong).await;
    expect_failed(
        &reports,
        TestStep::Authentication,
        ErrorCode::Unauthenticated,
        &["wrong or has expired", "make a new API token"],
    );
    assert!(!format!("{reports:?}").contains("canary"), "{reports:?}");
}

#[tokio::test]
async fn a_missing_role_is_named() {
    let router = Router::new()
        .route("/api/web/namespaces", get(|| async { r#"{"items":[{"tenant":"acme"}]}"# }))
        .fallback(|| async { (StatusCode::FORBIDDEN, r#"{"code":7,"message":"no role"}"#).into_response() });
    let reports = test(&patient(), &to(&Tenant::start(router).await), &token()).await;
    expect_failed(&reports, TestStep::Permission, ErrorCode::PermissionDenied, &["viewer", "administrator"]);
    let said = &shown(&reports)[3];
    assert!(said.contains("tenant acme knows this credential."), "who one is, it does not tell: {said}");
}

#[tokio::test]
async fn a_tenant_without_plans_can_still_be_worked_with() {
    let router =
        Router::new().route("/api/web/namespaces", get(|| async { r#"{"items":[{"tenant":"acme"}]}"# }));
    let lines = shown(&test(&patient(), &to(&Tenant::start(router).await), &token()).await);
    assert!(lines[4].starts_with("Permission warning: The tenant tells no plan"), "{lines:#?}");
    assert!(lines[5].starts_with("Clock passed"), "{lines:#?}");
}

#[tokio::test]
async fn clocks_that_disagree_are_told_with_the_difference() {
    fn behind() -> DateTime<Utc> {
        Utc::now() - TimeDelta::minutes(125)
    }
    fn ahead() -> DateTime<Utc> {
        Utc::now() + TimeDelta::minutes(12)
    }
    fn nearly() -> DateTime<Utc> {
        Utc::now() + TimeDelta::minutes(4)
    }
    let (tenant, _) = Tenant::over_fake().await;
    let clock = async |now| shown(&test(&patient().with_clock(now), &to(&tenant), &token()).await)[5].clone();
    let said = clock(behind).await;
    assert!(said.contains("warning: This computer's clock is 2 h 5 min behind"), "{said}");
    let said = clock(ahead).await;
    assert!(said.contains("12 min ahead of"), "{said}");
    let said = clock(nearly).await;
    assert!(said.contains("passed"), "{said}");
}

#[tokio::test]
async fn silence_ends_each_step_and_the_whole_in_time() {
    // Connections are taken by the system, and nobody ever reads from them.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let patience =
        Patience { step: Duration::from_secs(1), test: Duration::from_millis(1500), ..Patience::default() };
    let connector = connector().with_patience(patience);
    let silent =
        TenantConnection { address: format!("https://localhost:{port}"), ..TenantConnection::default() };
    let began = Instant::now();
    let reports = test(&connector, &silent, &token()).await;
    expect_failed(&reports, TestStep::Tls, ErrorCode::DeadlineExceeded, &["TLS within"]);
    let plain =
        TenantConnection { address: format!("http://127.0.0.1:{port}"), ..TenantConnection::default() };
    let reports = test(&connector, &plain, &token()).await;
    expect_failed(&reports, TestStep::Authentication, ErrorCode::DeadlineExceeded, &["within"]);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[tokio::test]
async fn through_a_proxy_the_first_steps_are_about_the_proxy() {
    let tenant = SecureTenant::start(Papers::default()).await;
    let proxy = Proxy::start("200").await;
    let through = |address: String| TenantConnection { proxy: Some(address), ..tenant.connection() };
    let lines = shown(&test(&patient(), &through(format!("http://{}", proxy.address)), &token()).await);
    assert!(lines[0].contains("It is the proxy, which looks up localhost itself"), "{lines:#?}");
    assert!(
        lines[1].contains("The proxy 127.0.0.1 answers") && lines[1].contains("leads on to localhost"),
        "{lines:#?}"
    );
    assert!(lines[2].contains("valid until 2100-01-01"), "{lines:#?}");
    assert!(lines.iter().all(|line| line.contains(" passed:")), "{lines:#?}");

    for (status, code, word) in [
        ("407", ErrorCode::Unauthenticated, "name and a password"),
        ("403", ErrorCode::PermissionDenied, "does not allow"),
        ("502", ErrorCode::Unavailable, "could not reach"),
    ] {
        let proxy = Proxy::start(status).await;
        let address = format!("http://me:canary@{}", proxy.address);
        let reports = test(&patient(), &through(address), &token()).await;
        expect_failed(&reports, TestStep::Connect, code, &[word]);
        assert!(!format!("{reports:?}").contains("canary"), "{reports:?}");
    }
}

#[tokio::test]
async fn while_the_air_gapped_switch_is_on_nothing_is_asked_anywhere() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let connection = TenantConnection { address, ..TenantConnection::default() };
    let air_gap = AirGap::default();
    let connector = Connector::new(air_gap.clone());
    let open = connector.connect(&connection, &token()).unwrap();
    air_gap.set(true);
    let reports = test(&connector, &connection, &token()).await;
    expect_failed(&reports, TestStep::Dns, ErrorCode::FailedPrecondition, &["air-gapped", "Settings"]);
    let refused = connector.connect(&connection, &token()).err().unwrap();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition, "{refused}");
    let plan = open.backend.current_plan().await.unwrap_err();
    let write = open.backend.subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    let extra = open.extras.list_payment_methods().await.unwrap_err();
    for error in [plan, write, extra] {
        assert_eq!((error.code, error.outcome_unknown), (ErrorCode::FailedPrecondition, false), "{error}");
        assert!(error.message.contains("air-gapped"), "{error}");
    }
    // Whoever had knocked would be waiting at the door.
    let knocked = tokio::time::timeout(Duration::ZERO, listener.accept()).await;
    assert!(knocked.is_err(), "somebody opened a socket");
}
