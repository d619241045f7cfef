//! The state behind the commands: the accounts, the open one, and the jobs under way.

use crate::CommandError;
use crate::jobs::Jobs;
use billing_service::accounts::{AccountEntry, Accounts, OpenAccount};
use billing_service::payments::PaymentProvider;
use billing_service::{Clock, SystemClock};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// What every command is given.
pub type Context = Arc<Console>;

/// One console: a data folder and at most one open account.
pub struct Console {
    accounts: Accounts,
    clock: Arc<dyn Clock>,
    actor: String,
    open: RwLock<Option<OpenAccount>>,
    providers: Vec<Arc<dyn PaymentProvider>>,
    pub(crate) jobs: Jobs,
}

/// What a console starts with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Start {
    /// The account that was open last, if any.
    #[default]
    Last,
    /// The demo account, made on first use.
    Demo,
    /// The account kept in this folder.
    Book(PathBuf),
}

impl Console {
    /// A console over a data folder, by the clock of the machine.
    ///
    /// `actor` is who acts, for the trail of changes.
    #[must_use]
    pub fn new(home: PathBuf, actor: &str) -> Self {
        Self {
            accounts: Accounts::new(home),
            clock: Arc::new(SystemClock),
            actor: actor.to_owned(),
            open: RwLock::new(None),
            providers: Vec::new(),
            jobs: Jobs::default(),
        }
    }

    /// Charges can go through `provider` as well; without any only the local test provider is offered.
    #[must_use]
    pub fn with_provider(mut self, provider: Option<Arc<dyn PaymentProvider>>) -> Self {
        self.providers.extend(provider);
        self
    }

    pub(crate) fn providers(&self) -> &[Arc<dyn PaymentProvider>] {
        &self.providers
    }

    /// Opens what it shall start with. Blocking: files are opened, and the demo may have to be made.
    ///
    /// # Errors
    /// What opening says. The console works on without an open account.
    pub fn start(&self, start: &Start) -> Result<(), CommandError> {
        let entry = match start {
            Start::Last => self.accounts.last_open()?,
            Start::Demo => Some(self.accounts.add_demo()?),
            Start::Book(folder) => Some(self.accounts.add_folder(folder, self.clock.now())?),
        };
        entry.map_or(Ok(()), |entry| self.open(&entry.id).map(drop))
    }

    /// Opens an account; the former one is closed once nothing uses it any more.
    pub(crate) fn open(&self, id: &str) -> Result<AccountEntry, CommandError> {
        let account = self.accounts.open(id, Arc::clone(&self.clock), &self.actor)?;
        let entry = account.entry.clone();
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(account);
        Ok(entry)
    }

    /// Closes the open account.
    pub(crate) fn close(&self) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The open account, if any.
    pub(crate) fn opened(&self) -> Option<OpenAccount> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The open account, or the error that says what to do.
    pub(crate) fn account(&self) -> Result<OpenAccount, CommandError> {
        self.opened().ok_or_else(CommandError::no_account)
    }

    pub(crate) const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// The data folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.accounts.home()
    }
}

/// Runs blocking work (files, many queries) off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CommandError> + Send + 'static,
) -> Result<T, CommandError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        let message = "The command broke off; nothing was changed.".to_owned();
        Err(CommandError { code: "internal".to_owned(), message, request_id: None })
    })
}
