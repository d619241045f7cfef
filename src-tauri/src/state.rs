//! What the window keeps while it is open: one console, and the work that makes it ready.

use std::path::PathBuf;
use std::sync::Arc;

use billing_console::handlers::{after_opening, keep_copies};
use billing_console::{Console, Context, Start};
use billing_keychain::SystemKeychain;
use billing_remote::{AirGap, Connector};
use billing_service::payments::PaymentProvider;
use futures::FutureExt;
use futures::future::{BoxFuture, Shared};

use crate::Arguments;

/// The console behind every command.
pub struct Shell {
    console: Context,
    // The first command may come before the account is open, and the demo takes a while to make.
    started: Shared<BoxFuture<'static, ()>>,
}

impl Shell {
    /// Begins to open what the switches ask for, beside the window that opens meanwhile.
    pub fn begin(home: PathBuf, arguments: &Arguments) -> Self {
        let gap = AirGap::default();
        let console = Console::new(home, &person())
            .with_provider(stripe())
            .with_tenants(Arc::new(Connector::new(gap.clone())), Arc::new(SystemKeychain::new()))
            .with_air_gap(move |on| gap.set(on));
        let console: Context = Arc::new(console);
        let (starting, start) = (Arc::clone(&console), start(arguments));
        let work = tauri::async_runtime::spawn_blocking(move || {
            // The console works on without an account, and the Accounts screen lets the person choose one.
            if let Err(error) = starting.start(&start) {
                eprintln!("counterfoil: {}", error.message);
            }
        });
        let started = work.map(drop).boxed().shared();
        let (ready, opened) = (started.clone(), Arc::clone(&console));
        tauri::async_runtime::spawn(async move {
            ready.await;
            after_opening(Arc::clone(&opened)).await;
            keep_copies(opened).await;
        });
        Self { console, started }
    }

    /// The console, once it is ready.
    pub async fn console(&self) -> Context {
        self.started.clone().await;
        Arc::clone(&self.console)
    }
}

/// Stripe, when the environment names its key. The window opens without it as well, and says so where it matters.
fn stripe() -> Option<Arc<dyn PaymentProvider>> {
    match billing_stripe::from_environment() {
        Ok(stripe) => stripe.map(|stripe| Arc::new(stripe) as Arc<dyn PaymentProvider>),
        Err(error) => {
            eprintln!("counterfoil: {}", error.message);
            None
        }
    }
}

fn start(arguments: &Arguments) -> Start {
    match &arguments.book {
        Some(folder) => Start::Book(folder.clone()),
        None if arguments.demo => Start::Demo,
        None => Start::Last,
    }
}

/// Who acts, for the trail of changes: the name under which the person is logged in.
fn person() -> String {
    let name = ["USER", "USERNAME"].iter().find_map(|variable| std::env::var(variable).ok());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| String::from("desktop"))
}

#[cfg(test)]
mod tests {
    use billing_console::Start;

    use super::start;
    use crate::Arguments;

    #[test]
    fn the_switches_choose_the_account() {
        assert_eq!(start(&Arguments::default()), Start::Last);
        assert_eq!(start(&Arguments { demo: true, ..Arguments::default() }), Start::Demo);
        let book = Arguments { book: Some("b".into()), ..Arguments::default() };
        assert_eq!(start(&book), Start::Book("b".into()));
    }
}
