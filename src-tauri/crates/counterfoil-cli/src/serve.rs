//! `serve`: the public API of a book, and with `--ui` the same console in a browser.

mod api;
mod door;
mod guard;

use crate::failure::Failure;
use billing_console::handlers::after_opening;
use billing_console::{Console, Start};
use billing_domain::BillingError;
use billing_keychain::SystemKeychain;
use billing_remote::{AirGap, Connector};
use billing_server::{SocketOptions, serve_with};
use billing_service::accounts::home_folder;
use billing_service::payments::PaymentProvider;
use clap::{Args, ValueEnum};
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

    /// Serve the public API to whoever has a token of this file: one bare token with full rights, or what
    /// `tokens create` writes.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// Where to listen; port 0 takes a free one. Other machines reach it only with --tls-cert and --tls-key.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Serve the console to a browser on this machine.
    #[arg(long)]
    ui: bool,

    /// The built UI (default: `ui/dist` beside the program or the working folder).
    #[arg(long, value_name = "DIR")]
    ui_dir: Option<PathBuf>,

    /// Encrypt, with this certificate and its chain (PEM).
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The key of the certificate (PEM, not encrypted).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// A client certificate of this CA (PEM) does in place of a token, with full rights.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    client_ca: Option<PathBuf>,

    /// So many calls a second for each token, and for each address where none is needed; 0 counts none.
    #[arg(long, value_name = "N", default_value_t = 0)]
    rate: u32,

    /// Write each call to stderr.
    #[arg(long, value_name = "FORM")]
    log: Option<LogForm>,
}

/// How calls are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogForm {
    /// One JSON object a line.
    Json,
}

/// Serves until Ctrl+C. The first line on stdout is `listening on http://127.0.0.1:PORT` (`https` with a
/// certificate); with `--ui` the second is `open http://127.0.0.1:PORT/?key=KEY`, the address to open: the key keeps
/// other programs of this machine out.
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    check(&args)?;
    if args.log == Some(LogForm::Json) {
        log_to_stderr();
    }
    let tls = api::tls(&args)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let pages = if args.ui { Some(ui_folder(args.ui_dir.clone())?) } else { None };
    let console = match &pages {
        Some(_) => Some(open_console(args.book.clone(), args.demo).await?),
        None => None,
    };
    let (listen, args) = (args.listen, Arc::new(args));
    let api = match args.token_file.clone() {
        Some(tokens) => Some(off_thread(move || api::open(&args, &tokens)).await?),
        None => None,
    };
    let cannot_listen = |error| Failure::system("The address cannot be listened on", &error);
    let listener = TcpListener::bind(listen).await.map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    println!("listening on {scheme}://{address}");
    let door = pages.zip(console).map(|(pages, console)| {
        let key = guard::new_key();
        println!("open {scheme}://{address}/?key={key}");
        door::app(console, &pages, &key, &format!("{scheme}://{address}"))
    });
    let router = match (api, door) {
        (Some(api), Some(door)) => api::beside(api, door),
        (one, other) => one.or(other).unwrap_or_default(),
    };
    let serving = serve_with(listener, router, SocketOptions { tls, ..SocketOptions::default() }, stopped());
    serving.await.map_err(|error| Failure::system("Serving broke off", &error))
}

/// What the arguments alone can tell.
fn check(args: &ServeArgs) -> Result<(), Failure> {
    if !args.ui && args.token_file.is_none() {
        let message =
            "say what to serve: the public API with --token-file FILE, the console with --ui, or both";
        return Err(Failure::arguments(message));
    }
    if args.listen.ip().is_loopback() {
        return Ok(());
    }
    let listen = args.listen;
    if args.ui {
        let message =
            format!("{listen} is not an address of this machine alone: the console stays on loopback");
        return Err(Failure::arguments(message));
    }
    if args.tls_cert.is_none() {
        let message = format!(
            "{listen} is not an address of this machine alone, and tokens must not cross a network in clear: \
             name --tls-cert and --tls-key, or listen on 127.0.0.1"
        );
        return Err(Failure::arguments(message));
    }
    Ok(())
}

fn log_to_stderr() {
    // A program that was started with a log of its own keeps it.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_writer(std::io::stderr)
        .try_init();
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Failure::system("The book could not be opened", &error))?
}

async fn open_console(book: Option<PathBuf>, demo: bool) -> Result<Arc<Console>, Failure> {
    let home = home_folder()
        .ok_or_else(|| BillingError::refused("There is no data folder: set COUNTERFOIL_HOME."))?;
    let stripe =
        billing_stripe::from_environment()?.map(|stripe| Arc::new(stripe) as Arc<dyn PaymentProvider>);
    let gap = AirGap::default();
    let console = Console::new(home, ACTOR)
        .with_provider(stripe)
        .with_tenants(Arc::new(Connector::new(gap.clone())), Arc::new(SystemKeychain::new()))
        .with_air_gap(move |on| gap.set(on));
    let console = Arc::new(console);
    let start = match (book, demo) {
        (Some(folder), _) => Start::Book(folder),
        (None, true) => Start::Demo,
        (None, false) => Start::Last,
    };
    let opening = Arc::clone(&console);
    let opened = tokio::task::spawn_blocking(move || opening.start(&start)).await;
    let opened = opened.map_err(|error| Failure::system("The book could not be opened", &error))?;
    opened.map_err(|error| BillingError::refused(error.message))?;
    tokio::spawn(after_opening(Arc::clone(&console)));
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

/// Ctrl+C, or being asked to end. Without a signal handler the program ends as any program does.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let asked = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let asked = std::future::pending::<Option<()>>();
    tokio::select! {
        () = interrupted => {}
        _ = asked => {}
    }
}
