//! Tenants behind TLS, with an authority of their own, and a proxy that connects to them.

use crate::certificates::fixture;
use crate::fake::Fake;
use crate::tenant::TOKEN;
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use billing_domain::tenants::{Credential, TenantConnection};
use billing_server::{ServerOptions, TokenDigest, app};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A TLS server, gone when dropped.
pub struct SecureTenant {
    pub address: SocketAddr,
    /// PEM of the authority that issued its certificate.
    pub ca: String,
    handle: Handle<SocketAddr>,
}

/// What its certificate says and what it asks for.
#[derive(Clone, Copy)]
pub struct Papers {
    pub name: &'static str,
    /// The last day, by year.
    pub until: i32,
    /// Whether it wants a certificate of the fixtures' authority.
    pub wants_client: bool,
}

impl Default for Papers {
    fn default() -> Self {
        Self { name: "localhost", until: 2100, wants_client: false }
    }
}

impl SecureTenant {
    /// Our own server over a fake backend. With a client certificate it wants no token, as real tenants do not.
    pub async fn start(papers: Papers) -> Self {
        let options = ServerOptions::new("acme", TokenDigest::of(TOKEN).unwrap());
        let app = app(Arc::new(Fake::default()), options);
        if papers.wants_client { Self::serve(papers, with_token(app)) } else { Self::serve(papers, app) }
    }

    fn serve(papers: Papers, router: Router) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let authority = authority();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([papers.name.to_owned()]).unwrap();
        params.not_after = date_time_ymd(papers.until, 1, 1);
        let certificate = params.signed_by(&key, &authority).unwrap();
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        let key = PrivateKeyDer::from_pem_slice(key.serialize_pem().as_bytes()).unwrap();
        let builder = if papers.wants_client {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from_pem_slice(&fixture("ca.pem")).unwrap()).unwrap();
            ServerConfig::builder()
                .with_client_cert_verifier(WebPkiClientVerifier::builder(roots.into()).build().unwrap())
        } else {
            ServerConfig::builder().with_no_client_auth()
        };
        let mut config = builder.with_single_cert(chain, key).unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = StdListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let handle = Handle::new();
        let server =
            axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(Arc::new(config))).unwrap();
        tokio::spawn(server.handle(handle.clone()).serve(router.into_make_service()));
        Self { address, ca: authority.pem(), handle }
    }

    /// Its address, and its authority to trust.
    pub fn connection(&self) -> TenantConnection {
        TenantConnection {
            address: format!("https://localhost:{}", self.address.port()),
            custom_ca: Some(self.ca.clone()),
            proxy: None,
        }
    }
}

impl Drop for SecureTenant {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

pub fn token() -> Credential {
    Credential::Token { token: TOKEN.to_owned() }
}

/// An authority that nobody knows.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::OrganizationName, "Authority of the tests");
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Who has shown a certificate needs no token.
fn with_token(app: Router) -> Router {
    app.layer(axum::middleware::from_fn(
        |mut request: axum::extract::Request, next: axum::middleware::Next| {
            assert!(
                !request.headers().contains_key("authorization"),
                "a certificate is all there is to show"
            );
            request.headers_mut().insert("authorization", format!("APIToken {TOKEN}").parse().unwrap());
            next.run(request)
        },
    ))
}

/// A proxy for CONNECT, gone when dropped.
pub struct Proxy {
    pub address: SocketAddr,
    /// The first line and the authorization of each request.
    pub asked: Arc<Mutex<Vec<String>>>,
    server: JoinHandle<()>,
}

impl Proxy {
    /// Answers with `status`, and connects when that is 200.
    pub async fn start(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(lead_on(stream, status, Arc::clone(&log)));
            }
        });
        Self { address, asked, server }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn lead_on(mut client: TcpStream, status: &str, log: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match client.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.lines().next().unwrap_or_default().to_owned();
    let shown = head.lines().find(|line| line.to_ascii_lowercase().starts_with("proxy-authorization:"));
    log.lock().unwrap().push(format!("{line} | {}", shown.unwrap_or("nothing")));
    let answer = format!("HTTP/1.1 {status} X\r\n\r\n");
    if client.write_all(answer.as_bytes()).await.is_err() || status != "200" {
        return;
    }
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    if let Ok(mut upstream) = TcpStream::connect(target).await {
        let _ = copy_bidirectional(&mut client, &mut upstream).await;
    }
}
