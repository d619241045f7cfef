//! One file out of an open book, and what SQLite itself finds wrong with a book.

use crate::{Reader, Store, StoreError, connection};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::time::Duration;

/// Pages copied at a time; between two steps others may read and write.
const PAGES: i32 = 4_096;

impl Store {
    /// Copies the book, as it is at one instant, into a new file. The book stays in use meanwhile.
    ///
    /// # Errors
    /// [`StoreError`]; an existing file is not overwritten.
    pub fn backup_to(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            let taken = std::io::Error::new(
                std::io::ErrorKind::AlreadyExists,
                format!("{} exists already", to.display()),
            );
            return Err(StoreError::Io(taken));
        }
        let from = connection::open_reading(self.path())?;
        let mut copy = Connection::open(to)?;
        Backup::new(&from, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        // A copy is one file: no write-ahead log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }
}

impl Reader<'_> {
    /// What SQLite's own checks find, in words; empty when nothing is wrong.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn file_findings(&self) -> Result<Vec<String>, StoreError> {
        let mut findings = self.texts("SELECT integrity_check FROM pragma_integrity_check")?;
        findings.retain(|finding| finding != "ok");
        let broken = "SELECT 'a row of ' || \"table\" || ' points to nothing in ' || parent FROM pragma_foreign_key_check";
        findings.extend(self.texts(broken)?);
        Ok(findings)
    }
}
