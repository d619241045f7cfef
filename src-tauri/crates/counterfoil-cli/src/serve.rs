//! `serve`: the public API of a book on loopback, and with `--ui` the same console in a browser.

mod door;
mod guard;

use crate::failure::Failure;
use billing_console::handlers::ask_about_the_unknown;
use billing_console::{Console, Start};
use billing_domain::BillingError;
use billing_service::accounts::home_folder;
use billing_service::payments::PaymentProvider;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Who acts in the browser, for the trail of changes.
const ACTOR: &str = "console";

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
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    if !args.ui {
        return Err(Failure::arguments("serve offers the console in a browser: add --ui"));
    }
    if !args.listen.ip().is_loopback() {
        let message =
            format!("{} is not an address of this machine alone: the console stays on loopback", args.listen);
        return Err(Failure::arguments(message));
    }
    let pages = ui_folder(args.ui_dir)?;
    let console = open_console(args.book, args.demo).await?;
    let cannot_listen = |error| Failure::system("The address cannot be listened on", &error);
    let listener = TcpListener::bind(args.listen).await.map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let key = guard::new_key();
    println!("listening on http://{address}");
    println!("open http://{address}/?key={key}");
    let serving =
        axum::serve(listener, door::app(console, &pages, &key, address)).with_graceful_shutdown(stopped());
    serving.await.map_err(|error| Failure::system("Serving broke off", &error))
}

async fn open_console(book: Option<PathBuf>, demo: bool) -> Result<Arc<Console>, Failure> {
    let home = home_folder()
        .ok_or_else(|| BillingError::refused("There is no data folder: set COUNTERFOIL_HOME."))?;
    let stripe =
        billing_stripe::from_environment()?.map(|stripe| Arc::new(stripe) as Arc<dyn PaymentProvider>);
    let console = Arc::new(Console::new(home, ACTOR).with_provider(stripe));
    let start = match (book, demo) {
        (Some(folder), _) => Start::Book(folder),
        (None, true) => Start::Demo,
        (None, false) => Start::Last,
    };
    let opening = Arc::clone(&console);
    let opened = tokio::task::spawn_blocking(move || opening.start(&start)).await;
    let opened = opened.map_err(|error| Failure::system("The book could not be opened", &error))?;
    opened.map_err(|error| BillingError::refused(error.message))?;
    tokio::spawn(ask_about_the_unknown(Arc::clone(&console)));
    Ok(console)
}

/// The built pages: as told, else beside the working folder, else above the program (a checkout's `target/debug`).
fn ui_folder(told: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let program = std::env::current_exe().unwrap_or_default();
    let mut places: Vec<PathBuf> = match told {
        Some(folder) => vec![folder],
        None => std::iter::once(PathBuf::from("ui/dist"))
            .chain(program.ancestors().map(|up| up.join("ui/dist")))
            .collect(),
    };
    places.retain(|folder| folder.join("index.html").is_file());
    places.into_iter().next().ok_or_else(|| {
        BillingError::not_found(
            "The built UI was not found: run `npm run build` in ui/, or name it with --ui-dir.",
        )
        .into()
    })
}

async fn stopped() {
    // Without a signal handler the program could not be stopped cleanly; then it ends as any program does.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
