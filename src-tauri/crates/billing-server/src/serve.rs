//! The router on a socket.

use axum::Router;
use std::future::Future;
use std::io;
use tokio::net::TcpListener;

/// Serves until `shutdown` is over, then lets calls under way finish.
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
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}
