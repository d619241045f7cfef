//! Tenants to talk to: each is a server on a port of its own, gone when dropped.

use crate::fake::Fake;
use axum::Router;
use billing_remote::{RemoteBackend, RemoteOptions, Secret};
use billing_server::{ServerOptions, TokenDigest, app, serve};
use billing_wire::address::TenantAddress;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub const TOKEN: &str = "token-of-the-tests";

/// A server that stops when this is dropped.
pub struct Tenant {
    pub address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Tenant {
    pub async fn start(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(serve(listener, router, async move {
            let _ = stopped.await;
        }));
        Self { address, _stop: stop }
    }

    /// Our own server over a fake backend.
    pub async fn over_fake() -> (Self, Arc<Fake>) {
        let fake = Arc::new(Fake::default());
        let options = ServerOptions::new("acme", TokenDigest::of(TOKEN).unwrap());
        (Self::start(app(fake.clone(), options)).await, fake)
    }

    pub fn options(&self) -> RemoteOptions {
        options(self.address)
    }

    pub fn remote(&self) -> RemoteBackend {
        RemoteBackend::new(self.options()).unwrap()
    }
}

pub fn options(address: SocketAddr) -> RemoteOptions {
    let address = TenantAddress::parse(&format!("http://{address}/api/")).unwrap();
    RemoteOptions::new(address, Secret::new(&format!("{TOKEN}\n")))
}
