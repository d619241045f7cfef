//! `serve`: the public API of a book on loopback, and with `--ui` the same console in a browser.

mod door;
mod guard;

use anyhow::{Context, bail};
use billing_console::{Console, Start};
use billing_service::accounts::home_folder;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What `serve` is told.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The account folder to serve.
    #[arg(long, value_name = "BOOK", conflicts_with = "demo")]
    book: Option<PathBuf>,

    /// Serve the demo account; it is made on first use.
    #[arg(long)]
    demo: bool,

    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Serve the console to a browser on this machine.
    #[arg(long)]
    ui: bool,

    /// The built UI (default: `ui/dist` beside the program or the working folder).
    #[arg(long, value_name = "DIR")]
    ui_dir: Option<PathBuf>,
}

/// Serves until Ctrl+C. The first line on stdout is `listening on http://127.0.0.1:PORT`; with `--ui` the second is
/// `open http://127.0.0.1:PORT/?key=KEY`, the address to open: the key keeps other programs of this machine out.
pub async fn run(args: ServeArgs) -> anyhow::Result<()> {
    if !args.ui {
        bail!("serve offers the console in a browser so far: add --ui");
    }
    if !args.listen.ip().is_loopback() {
        bail!("{} is not an address of this machine alone; the console is served on loopback only", args.listen);
    }
    let pages = ui_folder(args.ui_dir)?;
    let console = open_console(args.book, args.demo).await?;
    let listener = TcpListener::bind(args.listen).await.with_context(|| format!("cannot listen on {}", args.listen))?;
    let address = listener.local_addr()?;
    let key = guard::new_key();
    println!("listening on http://{address}");
    println!("open http://{address}/?key={key}");
    axum::serve(listener, door::app(console, &pages, &key, address)).with_graceful_shutdown(stopped()).await?;
    Ok(())
}

async fn open_console(book: Option<PathBuf>, demo: bool) -> anyhow::Result<Arc<Console>> {
    let home = home_folder().context("no data folder: set COUNTERFOIL_HOME")?;
    let console = Arc::new(Console::new(home, &crate::actor()));
    let start = match (book, demo) {
        (Some(folder), _) => Start::Book(folder),
        (None, true) => Start::Demo,
        (None, false) => Start::Last,
    };
    let opening = Arc::clone(&console);
    tokio::task::spawn_blocking(move || opening.start(&start)).await?.map_err(|error| anyhow::anyhow!(error.message))?;
    Ok(console)
}

/// The built pages: as told, else beside the working folder, else above the program (a checkout's `target/debug`).
fn ui_folder(told: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().unwrap_or_default();
    let mut places: Vec<PathBuf> = match told {
        Some(folder) => vec![folder],
        None => std::iter::once(PathBuf::from("ui/dist")).chain(program.ancestors().map(|up| up.join("ui/dist"))).collect(),
    };
    places.retain(|folder| folder.join("index.html").is_file());
    places.into_iter().next().context("the built UI was not found: run `npm run build` in ui/, or name it with --ui-dir")
}

async fn stopped() {
    // Without a signal handler the program could not be stopped cleanly; then it ends as any program does.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
