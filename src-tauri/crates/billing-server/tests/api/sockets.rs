//! On a real socket: encryption, client certificates, stopping, logs' connection to addresses.

use crate::client::TOKEN;
use crate::fake::Fake;
use billing_server::{ServerOptions, SocketOptions, Tls, TokenDigest, app, serve_with};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use reqwest::{Certificate, Client, Identity};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";

/// A server on a free port of this machine.
struct Server {
    fake: Arc<Fake>,
    address: String,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Server {
    async fn start(socket: SocketOptions) -> Self {
        let fake = Arc::new(Fake::default());
        let router = app(fake.clone(), ServerOptions::new("acme", TokenDigest::of(TOKEN).unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let scheme = if socket.tls.is_some() { "https" } else { "http" };
        let address = format!("{scheme}://localhost:{}", listener.local_addr().unwrap().port());
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { stopped.await.unwrap_or_default() };
        let ended = tokio::spawn(serve_with(listener, router, socket, stopped));
        Self { fake, address, stop: Some(stop), ended }
    }

    fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }
}

/// A CA and what it has signed.
struct Ca(CertifiedIssuer<'static, KeyPair>);

impl Ca {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// Certificate and key in PEM.
    fn sign(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.0).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

fn encrypted(ca: &Ca, clients: Option<&Ca>) -> SocketOptions {
    let (certificate, key) = ca.sign("localhost");
    let clients = clients.map(Ca::pem);
    let tls =
        Tls::new(certificate.as_bytes(), key.as_bytes(), clients.as_deref().map(str::as_bytes)).unwrap();
    SocketOptions { tls: Some(tls), ..SocketOptions::default() }
}

fn client(trusted: &Ca, identity: Option<(String, String)>) -> Client {
    // Err: another test has set it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let trusted = Certificate::from_pem(trusted.pem().as_bytes()).unwrap();
    let client = Client::builder().tls_certs_only([trusted]).no_proxy();
    let client = match identity {
        Some((certificate, key)) => {
            client.identity(Identity::from_pem((certificate + &key).as_bytes()).unwrap())
        }
        None => client,
    };
    client.build().unwrap()
}

async fn whoami(client: &Client, server: &Server, token: Option<&str>) -> reqwest::Result<(u16, Value)> {
    let call = client.get(format!("{}{WHOAMI}", server.address));
    let call = match token {
        Some(token) => call.header("authorization", format!("APIToken {token}")),
        None => call,
    };
    let answer = call.send().await?;
    Ok((answer.status().as_u16(), answer.json().await?))
}

#[tokio::test]
async fn a_token_works_over_tls_and_a_stranger_does_not_trust_us() {
    let (ca, other) = (Ca::new(), Ca::new());
    let server = Server::start(encrypted(&ca, None)).await;
    let (status, body) = whoami(&client(&ca, None), &server, Some(TOKEN)).await.unwrap();
    assert_eq!((status, body["name"].as_str()), (200, Some("api-token")));
    assert!(whoami(&client(&other, None), &server, Some(TOKEN)).await.is_err(), "another CA is not trusted");
}

#[tokio::test]
async fn a_client_certificate_does_in_place_of_a_token() {
    let (ca, clients, strangers) = (Ca::new(), Ca::new(), Ca::new());
    let server = Server::start(encrypted(&ca, Some(&clients))).await;
    let known = client(&ca, Some(clients.sign("finance.example")));
    let (status, body) = whoami(&known, &server, None).await.unwrap();
    assert_eq!((status, body["role"].as_str()), (200, Some("billing_admin")));
    assert!(body["name"].as_str().is_some_and(|name| name.starts_with("certificate ")), "{body}");
    // Who sends a token means it.
    assert_eq!(whoami(&known, &server, Some("wrong")).await.unwrap().0, 401);

    let nobody = client(&ca, None);
    assert_eq!(whoami(&nobody, &server, None).await.unwrap().0, 401, "no certificate and no token");
    assert_eq!(whoami(&nobody, &server, Some(TOKEN)).await.unwrap().0, 200, "a token does as before");
    let stranger = client(&ca, Some(strangers.sign("finance.example")));
    assert!(
        whoami(&stranger, &server, Some(TOKEN)).await.is_err(),
        "a certificate of another CA is turned away"
    );
}

/// Where nobody asks for certificates, showing one proves nothing.
#[tokio::test]
async fn a_certificate_that_was_not_asked_for_proves_nothing() {
    let ca = Ca::new();
    let server = Server::start(encrypted(&ca, None)).await;
    let shows = client(&ca, Some(ca.sign("finance.example")));
    assert_eq!(whoami(&shows, &server, None).await.unwrap().0, 401);
}

#[test]
fn what_is_wrong_with_the_files_is_told() {
    let ca = Ca::new();
    let ((certificate, key), (_, other)) = (ca.sign("localhost"), ca.sign("localhost"));
    let refused = |certificate: &str, key: &str, ca: Option<&str>| {
        let error = Tls::new(certificate.as_bytes(), key.as_bytes(), ca.map(str::as_bytes)).err().unwrap();
        assert!(!error.message.contains("PRIVATE"), "{}", error.message);
        error.message
    };
    assert!(refused("", &key, None).contains("certificate file"));
    assert!(refused(&certificate, "", None).contains("key file"));
    assert!(refused(&certificate, &other, None).contains("do not go together"));
    assert!(refused(&certificate, &key, Some("junk")).contains("client CA"));
}

#[tokio::test]
async fn stopping_lets_a_call_under_way_finish_and_takes_no_more() {
    let mut server = Server::start(SocketOptions::default()).await;
    let path = format!("{}/no_auth/namespaces/system/billing/plan_transition?id=held", server.address);
    let under_way = tokio::spawn(reqwest_in_clear().get(path).send());
    server.fake.reached.notified().await;
    server.stop();
    // The port is closed once the server has heard it.
    let fresh = reqwest_in_clear();
    while fresh.get(format!("{}/healthz", server.address)).send().await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!server.ended.is_finished(), "it waits for the call");
    server.fake.released.notify_one();
    assert_eq!(under_way.await.unwrap().unwrap().status().as_u16(), 200);
    server.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let socket = SocketOptions { grace: Duration::from_millis(50), ..SocketOptions::default() };
    let mut server = Server::start(socket).await;
    let path = format!("{}/no_auth/namespaces/system/billing/plan_transition?id=forever", server.address);
    let under_way = tokio::spawn(reqwest_in_clear().get(path).send());
    server.fake.reached.notified().await;
    server.stop();
    server.ended.await.unwrap().unwrap();
    assert!(under_way.await.unwrap().is_err(), "the call was cut off");
}

/// With one seat, a second caller waits until the first has left.
#[tokio::test]
async fn connections_beyond_the_most_wait() {
    let server = Server::start(SocketOptions { connections_max: 1, ..SocketOptions::default() }).await;
    let held = format!("{}/no_auth/namespaces/system/billing/plan_transition?id=held", server.address);
    let first = reqwest_in_clear();
    let under_way = tokio::spawn(first.get(held).header("connection", "close").send());
    server.fake.reached.notified().await;
    let second = reqwest_in_clear().get(format!("{}/healthz", server.address)).send();
    let second = tokio::spawn(second);
    assert!(!second.is_finished());
    server.fake.released.notify_one();
    assert_eq!(under_way.await.unwrap().unwrap().status().as_u16(), 200);
    assert_eq!(second.await.unwrap().unwrap().status().as_u16(), 200);
}

fn reqwest_in_clear() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}
