//! Copies of the book that were made: when, by whom, and where they were put.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::params;

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRecord {
    /// When.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub who: String,
    /// The file, as it was named; it may have gone since.
    pub file: String,
}

impl Reader<'_> {
    /// Every copy that was made, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn copies(&self) -> Result<Vec<CopyRecord>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT at, who, file FROM book_copy ORDER BY at DESC, id DESC")?;
        let mut rows = query.query([])?;
        let mut copies = Vec::new();
        while let Some(row) = rows.next()? {
            copies.push(CopyRecord {
                at: instant(&row.get::<_, String>(0)?)?,
                who: row.get(1)?,
                file: row.get(2)?,
            });
        }
        Ok(copies)
    }
}

impl Writer<'_> {
    /// Keeps that a copy was made.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_copy(&self, copy: &CopyRecord) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("INSERT INTO book_copy (at, who, file) VALUES (?1, ?2, ?3)")?
            .execute(params![instant_text(copy.at), copy.who, copy.file])?;
        Ok(())
    }
}
