//! What can go wrong with the file.

use billing_domain::{BillingError, ErrorCode};

/// A failure of the store itself, never of a rule.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer program.
    #[error("This book was written by a newer Counterfoil. Open it with that version; nothing was changed.")]
    NewerFile,
    /// The file is no book, or is damaged.
    #[error("The file is not a Counterfoil book, or it is damaged: {0}.")]
    NotABook(String),
    /// A stored value breaks an invariant.
    #[error("A stored value is not what it must be: {0}.")]
    Corrupt(String),
    /// A sum or number that cannot be kept exactly.
    #[error("A number cannot be kept exactly: {0}.")]
    Inexact(#[from] billing_domain::DecimalError),
    /// The writer has stopped; only a restart helps.
    #[error("The book is closed.")]
    Closed,
    /// The book is an archive.
    #[error(
        "This account is a read-only archive: everything in it can be read, printed and exported, nothing changed."
    )]
    Sealed,
    /// SQLite said no.
    #[error("The book could not be read or written: {0}.")]
    Sqlite(#[from] rusqlite::Error),
    /// The operating system said no.
    #[error("The book's file could not be opened: {0}.")]
    Io(#[from] std::io::Error),
}

impl From<StoreError> for BillingError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::NewerFile => ErrorCode::FailedPrecondition,
            StoreError::Sealed => ErrorCode::Unsupported,
            StoreError::NotABook(_) | StoreError::Inexact(_) => ErrorCode::InvalidInput,
            StoreError::Io(_) | StoreError::Closed => ErrorCode::Unavailable,
            StoreError::Sqlite(_) | StoreError::Corrupt(_) => ErrorCode::Internal,
        };
        Self::new(code, error.to_string())
    }
}
