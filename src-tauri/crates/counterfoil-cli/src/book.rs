//! Which book a command works on, and what time it is there.

use billing_domain::BillingError;
use billing_service::accounts::open_book;
use billing_service::billing::Billing;
use billing_service::{Clock, FixedClock, LocalBackend, SystemClock};
use std::path::PathBuf;
use std::sync::Arc;

/// `--book B`.
#[derive(Debug, Clone, clap::Args)]
pub struct BookArgument {
    /// The account's folder, or its `.db` file.
    #[arg(long, value_name = "BOOK")]
    pub book: PathBuf,
}

impl BookArgument {
    /// Opens the book; a new folder becomes an empty one. A move that was interrupted, or whose time has come, goes on.
    pub fn open(&self) -> Result<LocalBackend, BillingError> {
        self.open_as("command line")
    }

    fn open_as(&self, actor: &str) -> Result<LocalBackend, BillingError> {
        let backend = self.backend(actor)?;
        if let Err(error) = backend.resume_moves() {
            // The book can be worked with, and the move is still open.
            eprintln!("note: a move to another plan could not go on: {}", error.message);
        }
        Ok(backend)
    }

    fn backend(&self, actor: &str) -> Result<LocalBackend, BillingError> {
        let (store, account) = open_book(&self.book, SystemClock.now())?;
        let clock: Arc<dyn Clock> = if account.tenant == billing_service::demo::TENANT {
            // The demo lives on its own day, so that its figures are the same today and tomorrow.
            Arc::new(FixedClock(billing_service::demo::now()))
        } else {
            Arc::new(SystemClock)
        };
        Ok(LocalBackend::new(store, clock, actor))
    }

    /// The billing side of the book.
    pub fn billing(&self, backend: &LocalBackend) -> Billing {
        Billing::new(Arc::clone(backend.store()), backend.actor())
    }

    /// As [`BookArgument::open`], but a book that does not exist is not made.
    pub fn open_existing(&self) -> Result<LocalBackend, BillingError> {
        self.there()?;
        self.open()
    }

    /// As [`BookArgument::open_existing`]; `actor` stands in the trail of changes.
    pub fn open_existing_as(&self, actor: &str) -> Result<LocalBackend, BillingError> {
        self.there()?;
        self.open_as(actor)
    }

    /// As [`BookArgument::open_existing`], but nothing goes on by itself.
    pub fn open_as_it_is(&self) -> Result<LocalBackend, BillingError> {
        self.there()?;
        self.backend("command line")
    }

    fn there(&self) -> Result<(), BillingError> {
        let file = self.book.extension().is_some_and(|end| end == "db");
        let there = if file { self.book.exists() } else { self.book.join("books.db").exists() };
        if there {
            return Ok(());
        }
        Err(BillingError::not_found(format!("There is no book in {}.", self.book.display())))
    }
}
