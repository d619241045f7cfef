//! Every backend that claims to be one, each in front of a fresh book of its own.
//!
//! ```ignore
//! for backend in every_backend().await {
//!     backend.given_methods(["visa*", "sepa"]).await;
//!     backend.swap_primary(&system(), "payment-method-2").await.unwrap();
//! }
//! ```

mod gone;

use billing_domain::tenants::Tenant;
use billing_domain::{BillingBackend, BillingError, Currency, ErrorCode, LocalExtras, Namespace};
use billing_remote::{RemoteBackend, RemoteExtras, RemoteOptions, Secret};
use billing_server::{ServerOptions, TokenDigest, app, serve};
use billing_service::tenant::OfflineBackend;
use billing_service::{FixedClock, LocalBackend};
use billing_store::account::AccountRecord;
use billing_store::{Store, Writer};
use billing_wire::address::TenantAddress;
use chrono::{DateTime, TimeZone, Utc};
use gone::Gone;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// One backend with the book that stands behind it.
pub struct Backend {
    /// Which one, for messages of failed stories.
    pub name: &'static str,
    seam: Arc<dyn BillingBackend>,
    /// What the public API lacks: from the book, or over HTTP from our own server.
    pub extras: Arc<dyn LocalExtras>,
    /// The book behind it: stories seed through its writer what the seam cannot make.
    pub book: LocalBackend,
    _folder: TempDir,
}

impl Deref for Backend {
    type Target = dyn BillingBackend;

    fn deref(&self) -> &(dyn BillingBackend + 'static) {
        self.seam.as_ref()
    }
}

impl fmt::Debug for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Backend {
    /// Seeds the book in one transaction; what it refuses fails the story.
    pub async fn given<T: Send + 'static>(
        &self,
        seed: impl FnOnce(&Writer<'_>) -> Result<T, BillingError> + Send + 'static,
    ) -> T {
        self.book.write(seed).await.unwrap_or_else(|error| panic!("{}: cannot seed: {error}", self.name))
    }
}

/// A fresh tenant on each backend: same book, same clock ([`noon`]), same actor.
pub async fn every_backend() -> Vec<Backend> {
    vec![local(), remote().await, offline().await, with_the_tenant_gone().await]
}

/// The seam straight on SQLite.
fn local() -> Backend {
    let (folder, book) = fresh_book();
    let (seam, extras) = (Arc::new(book.clone()), Arc::new(book.clone()));
    Backend { name: "local", seam, extras, book, _folder: folder }
}

/// The seam over HTTP: a client of the public API, our server, and SQLite behind it.
async fn remote() -> Backend {
    let (folder, book) = fresh_book();
    let Tenant { backend: seam, extras, .. } = tenant_at(serve_book(&book).await);
    Backend { name: "remote over server over local", seam, extras, book, _folder: folder }
}

/// The same behind a copy: every answer is kept, every change goes through the outbox.
async fn offline() -> Backend {
    let (folder, book) = fresh_book();
    let copy = copy_in(&folder, serve_book(&book).await);
    let extras = copy.extras().expect("a connection");
    Backend { name: "offline over remote", seam: Arc::new(copy), extras, book, _folder: folder }
}

/// Every read is answered from a copy, synced before, with nobody at the tenant's address.
async fn with_the_tenant_gone() -> Backend {
    let (folder, book) = fresh_book();
    let port = serve_book(&book).await;
    let (there, gone) = (tenant_at(port), tenant_at(deserted_port().await));
    let extras = there.extras.clone();
    let seam = Arc::new(Gone::new(copy_in(&folder, port), there, gone));
    Backend { name: "offline, tenant gone", seam, extras, book, _folder: folder }
}

const TOKEN: &str = "contract-suite-token";

/// Our server in front of a book; ends with the story's runtime.
async fn serve_book(book: &LocalBackend) -> u16 {
    let mut options = ServerOptions::new("acmecorp", TokenDigest::of(TOKEN).expect("a token"));
    options.now = noon;
    options.extras = Some(Arc::new(book.clone()));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let router = app(Arc::new(book.clone()), options);
    tokio::spawn(serve(listener, router, std::future::pending()));
    port
}

/// A port at which nobody listens.
async fn deserted_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}

fn tenant_at(port: u16) -> Tenant {
    let address = TenantAddress::parse(&format!("http://127.0.0.1:{port}")).expect("an address");
    let client = RemoteBackend::new(RemoteOptions::new(address, Secret::new(TOKEN))).expect("a client");
    let extras = Arc::new(RemoteExtras::new(client.clone()));
    Tenant { name: "acmecorp".to_owned(), backend: Arc::new(client), extras }
}

/// An empty copy in a folder, connected to the tenant at a port.
fn copy_in(folder: &TempDir, port: u16) -> OfflineBackend {
    let store = Store::open(&folder.path().join("copy").join("books.db")).expect("a fresh copy");
    let uid = "6c0e8a52-7a0e-4f0c-9a55-0b1f2f3d4c22".to_owned();
    let account = AccountRecord { uid, kind: "remote".to_owned(), ..acme() };
    store.write(move |tx| tx.found_account(&account)).expect("an account");
    let copy = LocalBackend::new(Arc::new(store), Arc::new(FixedClock(noon())), "n.srisuk");
    OfflineBackend::new(copy, &format!("http://127.0.0.1:{port}"), Some(tenant_at(port)))
}

fn fresh_book() -> (TempDir, LocalBackend) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::open(&folder.path().join("books.db")).expect("a fresh book");
    store.write(|tx| tx.found_account(&acme())).expect("an account");
    let book = LocalBackend::new(Arc::new(store), Arc::new(FixedClock(noon())), "n.srisuk");
    (folder, book)
}

fn acme() -> AccountRecord {
    AccountRecord {
        uid: "0b8f3f9e-4c57-4f5b-9d3e-6d1f3c0b7a11".to_owned(),
        name: "Acme Corp".to_owned(),
        tenant: "acmecorp".to_owned(),
        kind: "local".to_owned(),
        currency: Currency::USD,
        created_at: noon(),
    }
}

/// The instant at which every story plays: 19 March 2026, 12:00 UTC.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 19, 12, 0, 0).single().expect("an instant")
}

/// The namespace of what is kept for the whole tenant.
pub fn system() -> Namespace {
    Namespace::system()
}

/// Any other namespace.
pub fn namespace(name: &str) -> Namespace {
    Namespace::new(name).expect("a namespace name")
}

/// Fails unless the call was refused with `code`; says on which backend.
#[track_caller]
pub fn expect_refused<T: fmt::Debug>(backend: &Backend, result: Result<T, BillingError>, code: ErrorCode) {
    match result {
        Err(error) if error.code == code => {
            assert!(!error.message.is_empty(), "{}: an error must say something", backend.name);
        }
        other => panic!("{}: expected {code}, got {other:?}", backend.name),
    }
}
