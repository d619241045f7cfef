//! The state behind the commands: the accounts, the open one, and the jobs under way.

use crate::CommandError;
use crate::answers::Answers;
use crate::jobs::Jobs;
use crate::settings::SettingsFile;
use crate::tenancy::{Tenancy, Ways};
use billing_domain::secrets::SecretStore;
use billing_domain::tenants::TenantConnector;
use billing_domain::{BillingError, ErrorCode};
use billing_service::accounts::{AccountEntry, Accounts, OpenAccount};
use billing_service::payments::PaymentProvider;
use billing_service::{Clock, SystemClock};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

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
    pub(crate) answers: Answers,
    pub(crate) settings: SettingsFile,
    /// Held while a desk is written.
    pub(crate) desk: Mutex<()>,
    pub(crate) tenancy: Tenancy,
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
            settings: SettingsFile::load(&home),
            tenancy: Tenancy::default(),
            accounts: Accounts::new(home),
            clock: Arc::new(SystemClock),
            actor: actor.to_owned(),
            open: RwLock::new(None),
            providers: Vec::new(),
            jobs: Jobs::default(),
            answers: Answers::default(),
            desk: Mutex::default(),
        }
    }

    /// Charges can go through `provider` as well; without any only the local test provider is offered.
    #[must_use]
    pub fn with_provider(mut self, provider: Option<Arc<dyn PaymentProvider>>) -> Self {
        self.providers.extend(provider);
        self
    }

    /// Tenants are reached through `connector`, and what proves who one is there lies in `secrets`.
    #[must_use]
    pub fn with_tenants(
        mut self,
        connector: Arc<dyn TenantConnector>,
        secrets: Arc<dyn SecretStore>,
    ) -> Self {
        self.tenancy.connector = Some(connector);
        self.tenancy.secrets = secrets;
        self
    }

    /// `told` is called with the air-gapped switch as it stands, and whenever it is turned: whatever opens sockets obeys it.
    #[must_use]
    pub fn with_air_gap(mut self, told: impl Fn(bool) + Send + Sync + 'static) -> Self {
        told(self.is_air_gapped());
        self.tenancy.air_gap = Some(Box::new(told));
        self
    }

    /// What opens connections, by the ways of Settings where an account has none of its own.
    pub(crate) fn connector(&self) -> Result<Arc<dyn TenantConnector>, BillingError> {
        Ok(Arc::new(Ways { connector: self.tenancy.connector()?, network: self.settings.get().network }))
    }

    /// True while no socket may be opened.
    pub(crate) fn is_air_gapped(&self) -> bool {
        self.settings.get().air_gapped
    }

    /// Providers that are reached over the network; none of them while the console is air-gapped.
    pub(crate) fn providers(&self) -> &[Arc<dyn PaymentProvider>] {
        if self.is_air_gapped() { &[] } else { &self.providers }
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

    /// Opens an account; the former one is closed once nothing uses it any more. A tenant that is open already stays so,
    /// with its connection and its sync.
    pub(crate) fn open(&self, id: &str) -> Result<AccountEntry, CommandError> {
        if let Some(open) = self.opened().filter(|open| open.entry.id == id && open.tenant.is_some()) {
            return Ok(open.entry);
        }
        self.tenancy.stop_runs();
        let account = self.accounts.open(id, Arc::clone(&self.clock), &self.actor)?;
        let entry = account.entry.clone();
        account.backend.set_usual_thresholds(self.settings.get().thresholds.into());
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(account);
        self.answers.forget();
        Ok(entry)
    }

    /// Closes the open account.
    pub(crate) fn close(&self) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.answers.forget();
    }

    /// The open account, if any.
    pub(crate) fn opened(&self) -> Option<OpenAccount> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The open account, or the error that says what to do.
    pub(crate) fn account(&self) -> Result<OpenAccount, CommandError> {
        self.opened().ok_or_else(CommandError::no_account)
    }

    /// The open account, when it makes its own documents: a provider's are never changed here.
    pub(crate) fn local_account(&self) -> Result<OpenAccount, CommandError> {
        let account = self.account()?;
        if account.tenant.is_none() {
            return Ok(account);
        }
        let message = "This account shows what its provider bills. Its documents are the provider's: they can be read \
                       and verified here, not changed.";
        Err(BillingError::new(ErrorCode::Unsupported, message).into())
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
