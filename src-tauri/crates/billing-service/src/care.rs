//! Looking after a book: is everything in it as it must be, one-file copies, and back.

mod checks;

pub use checks::{Check, verify};

use crate::accounts::{book_file, peek_book};
use billing_domain::{BillingError, ErrorCode};
use billing_store::Store;
use billing_store::account::AccountRecord;
use std::path::{Path, PathBuf};

/// Copies an open book into one new file, and looks whether the copy can be read.
///
/// # Errors
/// `AlreadyExists` when there is such a file; what the store and the file system say.
pub fn backup(store: &Store, to: &Path) -> Result<AccountRecord, BillingError> {
    if to.exists() {
        let message =
            format!("{} exists already. Name a new file; a backup never overwrites one.", to.display());
        return Err(BillingError::new(ErrorCode::AlreadyExists, message));
    }
    // A half-written copy must not look like a backup.
    let part = beside(to, "part");
    let _ = std::fs::remove_file(&part);
    store.backup_to(&part)?;
    let account = billing_store::account::peek(&part)?;
    std::fs::rename(&part, to).map_err(|error| no_access(to, &error))?;
    Ok(account)
}

/// Puts a copy in the place of a book that is not there; a book that is there is never overwritten.
///
/// # Errors
/// `InvalidInput` when the copy is no book or is damaged; `AlreadyExists` when there is a book.
pub fn restore(from: &Path, book: &Path) -> Result<AccountRecord, BillingError> {
    let account = billing_store::account::peek(from)?;
    let file = book_file(book);
    if file.exists() {
        let message =
            format!("{} holds a book already. Move it away first; nothing was changed.", book.display());
        return Err(BillingError::new(ErrorCode::AlreadyExists, message));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| no_access(folder, &error))?;
    }
    let part = beside(&file, "part");
    std::fs::copy(from, &part).map_err(|error| no_access(&part, &error))?;
    std::fs::rename(&part, &file).map_err(|error| no_access(&file, &error))?;
    peek_book(book)?;
    Ok(account)
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name}.{end}"))
}

fn no_access(path: &Path, error: &std::io::Error) -> BillingError {
    BillingError::new(ErrorCode::Unavailable, format!("{} cannot be used: {error}.", path.display()))
}

#[cfg(test)]
mod tests;
