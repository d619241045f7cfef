//! The accounts of this machine: a registry file beside the folders of the books. It holds no secret.
//!
//! Each account is one folder with one `books.db`, so that two accounts can never mix.

mod copies;
mod home;
mod registry;
mod remote;

pub use home::home_folder;
pub use registry::AccountEntry;
pub use remote::credential_name;

use crate::tenant::OfflineBackend;
use crate::{Clock, LocalBackend};
use billing_domain::{BillingError, Currency, ErrorCode};
use billing_store::Store;
use billing_store::account::AccountRecord;
use chrono::{DateTime, Utc};
use registry::Registry;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// The file of a book inside its folder.
const BOOK: &str = "books.db";

/// The accounts under one data folder. Blocking: async callers use a blocking thread.
#[derive(Debug, Clone)]
pub struct Accounts {
    home: PathBuf,
}

/// An open account.
#[derive(Clone)]
pub struct OpenAccount {
    /// As the registry has it.
    pub entry: AccountEntry,
    /// As the book has it.
    pub record: AccountRecord,
    /// Answers for it from the book.
    pub backend: LocalBackend,
    /// The tenant behind a remote account; not connected until somebody hands it a connection.
    pub tenant: Option<OfflineBackend>,
}

impl Accounts {
    /// The accounts kept under `home` (see [`home_folder`]).
    #[must_use]
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self { home: home.into() }
    }

    /// The data folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// All accounts, in order of being added.
    ///
    /// # Errors
    /// `Unavailable` or `Internal` when the registry cannot be read.
    pub fn list(&self) -> Result<Vec<AccountEntry>, BillingError> {
        Ok(Registry::load(&self.home)?.accounts)
    }

    /// The account that was open last.
    ///
    /// # Errors
    /// As [`Accounts::list`].
    pub fn last_open(&self) -> Result<Option<AccountEntry>, BillingError> {
        let registry = Registry::load(&self.home)?;
        let id = registry.last_open.clone();
        Ok(registry.accounts.into_iter().find(|entry| Some(&entry.id) == id.as_ref()))
    }

    /// Makes a new local book and puts it on the list.
    ///
    /// # Errors
    /// `InvalidInput` for an empty name; what the file system says.
    pub fn create(
        &self,
        name: &str,
        currency: Currency,
        now: DateTime<Utc>,
    ) -> Result<AccountEntry, BillingError> {
        let name = checked_name(name)?;
        let id = Uuid::new_v4().to_string();
        let folder = self.home.join("accounts").join(&id);
        let store = open_store(&folder)?;
        found(&store, &id, name, currency, now)?;
        let (name, kind) = (name.to_owned(), "local".to_owned());
        self.add(AccountEntry { id, name, folder, kind, demo: false, connection: None })
    }

    /// Puts a book that exists, or a new empty folder, on the list.
    ///
    /// # Errors
    /// What opening the book says.
    pub fn add_folder(&self, folder: &Path, now: DateTime<Utc>) -> Result<AccountEntry, BillingError> {
        let folder = std::path::absolute(folder).map_err(|error| no_access(folder, &error))?;
        if let Some(known) = self.list()?.into_iter().find(|entry| entry.folder == folder) {
            return Ok(known);
        }
        let record = open_book(&folder, now)?.1;
        let demo = record.tenant == crate::demo::TENANT;
        let AccountRecord { uid: id, name, kind, .. } = record;
        self.add(AccountEntry { id, name, folder, kind, demo, connection: None })
    }

    /// The demo account, made on first use.
    ///
    /// # Errors
    /// What seeding says.
    pub fn add_demo(&self) -> Result<AccountEntry, BillingError> {
        let folder = self.home.join("accounts").join("demo");
        crate::demo::create(&folder)?;
        self.add_folder(&folder, crate::demo::now())
    }

    /// Opens an account of the list and remembers it as the last open one.
    ///
    /// # Errors
    /// `NotFound` for an unknown id; what opening the book says.
    pub fn open(&self, id: &str, clock: Arc<dyn Clock>, actor: &str) -> Result<OpenAccount, BillingError> {
        let mut registry = Registry::load(&self.home)?;
        let entry = registry.accounts.iter().find(|entry| entry.id == id).cloned();
        let entry = entry.ok_or_else(|| unknown(id))?;
        // A book that has gone (an unplugged disk, a moved folder) must not come back as an empty one.
        peek_book(&entry.folder)?;
        let (store, record) = open_book(&entry.folder, clock.now())?;
        // The demo lives on its own day: its invoices, quotas and expiries are told from there.
        let clock: Arc<dyn Clock> =
            if is_demo(&entry, &record) { Arc::new(crate::FixedClock(crate::demo::now())) } else { clock };
        if entry.kind == copies::ARCHIVE {
            store.seal();
        }
        registry.last_open = Some(entry.id.clone());
        registry.save(&self.home)?;
        let backend = LocalBackend::new(store, clock, actor);
        // A move that was interrupted goes on, and one whose time has come is carried out. What keeps it from that is
        // seen where moves are shown, and keeps nobody from the book.
        let _ = backend.resume_moves();
        let tenant =
            entry.connection.as_ref().map(|to| OfflineBackend::new(backend.clone(), &to.address, None));
        Ok(OpenAccount { entry, record, backend, tenant })
    }

    /// Takes an account off the list; with `wipe` its folder is deleted too.
    ///
    /// # Errors
    /// `NotFound` for an unknown id; what the file system says.
    pub fn remove(&self, id: &str, wipe: bool) -> Result<(), BillingError> {
        let mut registry = Registry::load(&self.home)?;
        let at = registry.accounts.iter().position(|entry| entry.id == id).ok_or_else(|| unknown(id))?;
        let entry = registry.accounts.remove(at);
        if registry.last_open.as_deref() == Some(id) {
            registry.last_open = None;
        }
        if wipe && entry.folder.exists() {
            self.wipe(&entry.folder)?;
        }
        registry.save(&self.home)
    }

    /// Deletes only what is ours: a folder under the data folder whole, of any other folder the book's files.
    fn wipe(&self, folder: &Path) -> Result<(), BillingError> {
        if folder.starts_with(self.home.join("accounts")) {
            return std::fs::remove_dir_all(folder).map_err(|error| no_access(folder, &error));
        }
        for file in [BOOK, "books.db-wal", "books.db-shm", "books.test-provider.jsonl", "desk.json"] {
            match std::fs::remove_file(folder.join(file)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(no_access(folder, &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn add(&self, entry: AccountEntry) -> Result<AccountEntry, BillingError> {
        let mut registry = Registry::load(&self.home)?;
        registry.accounts.push(entry.clone());
        registry.save(&self.home)?;
        Ok(entry)
    }
}

/// Also an archive of the demo: its figures stand on the demo's day.
fn is_demo(entry: &AccountEntry, record: &AccountRecord) -> bool {
    entry.demo || record.tenant == crate::demo::TENANT
}

/// Opens the book of a folder (or a `.db` file named directly), founding it when it is new.
///
/// # Errors
/// What the store says.
pub fn open_book(at: &Path, now: DateTime<Utc>) -> Result<(Arc<Store>, AccountRecord), BillingError> {
    let store = open_store(at)?;
    if store.read(|book| book.account())?.is_none() {
        let name = at.file_stem().and_then(|name| name.to_str()).unwrap_or("Local book").to_owned();
        found(&store, &Uuid::new_v4().to_string(), &name, Currency::USD, now)?;
    }
    let record = store.read(|book| book.account())?;
    let record = record.ok_or_else(|| BillingError::internal("The book has no account."))?;
    Ok((Arc::new(store), record))
}

/// Whose book a folder holds, without changing it.
///
/// # Errors
/// `InvalidInput` when there is no book, or it cannot be read.
pub fn peek_book(at: &Path) -> Result<AccountRecord, BillingError> {
    Ok(billing_store::account::peek(&book_file(at))?)
}

/// Bytes on disk of an account: everything in its folder.
#[must_use]
pub fn size_on_disk(folder: &Path) -> u64 {
    let Ok(files) = std::fs::read_dir(folder) else { return 0 };
    files
        .filter_map(|file| file.ok()?.metadata().ok())
        .filter(|meta| meta.is_file())
        .map(|meta| meta.len())
        .sum()
}

/// The file of a book: that of a folder, or the `.db` file that is named directly.
#[must_use]
pub fn book_file(at: &Path) -> PathBuf {
    if at.extension().is_some_and(|end| end == "db") { at.to_owned() } else { at.join(BOOK) }
}

fn checked_name(name: &str) -> Result<&str, BillingError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        return Err(BillingError::invalid("Give the account a name of 1 to 80 letters."));
    }
    Ok(name)
}

fn open_store(at: &Path) -> Result<Store, BillingError> {
    Ok(Store::open(&book_file(at))?)
}

fn found(
    store: &Store,
    uid: &str,
    name: &str,
    currency: Currency,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let account = AccountRecord {
        uid: uid.to_owned(),
        name: name.to_owned(),
        tenant: "local".to_owned(),
        kind: "local".to_owned(),
        currency,
        created_at: now,
    };
    store.write(move |tx| tx.found_account(&account))?;
    Ok(())
}

fn unknown(id: &str) -> BillingError {
    BillingError::not_found(format!("There is no account {id:?} on this machine."))
}

fn no_access(path: &Path, error: &std::io::Error) -> BillingError {
    BillingError::new(ErrorCode::Unavailable, format!("{} cannot be used: {error}.", path.display()))
}

#[cfg(test)]
mod tests;
