//! The router on a socket: in clear or encrypted, with an end to waiting for slow callers.

use crate::tls::Tls;
use axum::Router;
use axum_server::accept::Accept;
use axum_server::tls_rustls::RustlsAcceptor;
use axum_server::{Address, Handle};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

/// How a server behaves on its socket.
#[derive(Clone)]
pub struct SocketOptions {
    /// Encryption; without it the server speaks in clear.
    pub tls: Option<Tls>,
    /// Once asked to stop, calls under way have so long to end.
    pub grace: Duration,
    /// More connections than these wait until another one ends.
    pub connections_max: usize,
    /// A caller must have sent its head by then.
    pub head_timeout: Duration,
}

impl Default for SocketOptions {
    fn default() -> Self {
        Self {
            tls: None,
            grace: Duration::from_secs(10),
            connections_max: 1024,
            head_timeout: Duration::from_secs(10),
        }
    }
}

/// Serves in clear until `shutdown` is over, then lets calls under way finish.
///
/// The caller binds: it decides on the interface, and knows the port when it asked for port 0.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_with(listener, router, SocketOptions::default(), shutdown).await
}

/// As [`serve`], with options.
///
/// # Errors
/// When the listener fails.
pub async fn serve_with(
    listener: TcpListener,
    router: Router,
    options: SocketOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::new();
    let mut server = axum_server::from_tcp(listener.into_std()?)?
        .handle(handle.clone())
        .first_request_timeout(options.head_timeout);
    server.http_builder().http1().header_read_timeout(options.head_timeout);
    let door = Door(Arc::new(Semaphore::new(options.connections_max)));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving: Pin<Box<dyn Future<Output = io::Result<()>> + Send>> = match options.tls {
        Some(Tls(config)) => {
            Box::pin(server.acceptor(RustlsAcceptor::new(config).acceptor(door)).serve(service))
        }
        None => Box::pin(server.acceptor(door).serve(service)),
    };
    let stopping = stop(handle, options.grace, shutdown);
    tokio::select! {
        ended = serving => ended,
        never = stopping => match never {},
    }
}

/// Asks the server to end; that it has ended is seen by its own future.
async fn stop<A: Address>(
    handle: Handle<A>,
    grace: Duration,
    shutdown: impl Future<Output = ()>,
) -> std::convert::Infallible {
    shutdown.await;
    handle.graceful_shutdown(Some(grace));
    std::future::pending().await
}

/// Lets so many connections in at a time.
#[derive(Clone)]
struct Door(Arc<Semaphore>);

impl<S: Send + 'static> Accept<TcpStream, S> for Door {
    type Stream = TcpStream;
    type Service = Inside<S>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(TcpStream, Inside<S>)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let seats = Arc::clone(&self.0);
        Box::pin(async move {
            stream.set_nodelay(true)?;
            let seat = seats.acquire_owned().await.map_err(io::Error::other)?;
            Ok((stream, Inside { service, _seat: Arc::new(seat) }))
        })
    }
}

/// The service of one connection, with its seat until it ends.
#[derive(Clone)]
struct Inside<S> {
    service: S,
    _seat: Arc<OwnedSemaphorePermit>,
}

impl<S: Service<R>, R> Service<R> for Inside<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.service.call(request)
    }
}
