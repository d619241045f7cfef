//! Where facts and charges came from: one row for each import, with its counts.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

/// A source about to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// `focus`, `usage`, `ingest` or `seed`.
    pub kind: &'static str,
    /// The file's name, or what delivered.
    pub name: String,
    /// Of the file, in lower-case hex.
    pub sha256: Option<String>,
    /// When it began.
    pub started_at: DateTime<Utc>,
}

/// What came of a source. Every row read is in exactly one of the other four.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// Data rows in the file.
    pub read: u64,
    /// Not seen before.
    pub new: u64,
    /// The same again.
    pub unchanged: u64,
    /// Came with another content than before.
    pub restated: u64,
    /// Not taken.
    pub refused: u64,
}

/// A source as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its number.
    pub id: i64,
    /// `focus`, `usage`, `ingest` or `seed`.
    pub kind: String,
    /// The file's name, or what delivered.
    pub name: String,
    /// Of the file.
    pub sha256: Option<String>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was done; `None` when it was cancelled or killed, or still runs.
    pub finished_at: Option<DateTime<Utc>>,
    /// What came of it.
    pub counts: SourceCounts,
}

impl Writer<'_> {
    /// Notes that a source begins to deliver; its number marks what it brings.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_source(&self, source: &NewSource) -> Result<i64, StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO import_source (kind, name, sha256, started_at) VALUES (?1, ?2, ?3, ?4)",
        )?;
        Ok(insert.insert(params![
            source.kind,
            source.name,
            source.sha256,
            instant_text(source.started_at)
        ])?)
    }

    /// Notes the size of a source's file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_source_size(&self, id: i64, bytes: u64) -> Result<(), StoreError> {
        let mut update = self.sql.prepare_cached("UPDATE import_source SET bytes = ?2 WHERE id = ?1")?;
        update.execute(params![id, integer(bytes)])?;
        Ok(())
    }

    /// Notes that a source has delivered everything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn finish_source(&self, id: i64, counts: SourceCounts, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE import_source SET finished_at = ?2, rows_read = ?3, rows_new = ?4, rows_unchanged = ?5,
                 rows_restated = ?6, rows_refused = ?7 WHERE id = ?1",
            )?
            .execute(params![
                id,
                instant_text(at),
                integer(counts.read),
                integer(counts.new),
                integer(counts.unchanged),
                integer(counts.restated),
                integer(counts.refused)
            ])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// All sources, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn sources(&self, limit: u32) -> Result<Vec<SourceRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT id, kind, name, sha256, started_at, finished_at, rows_read, rows_new, rows_unchanged,
             rows_restated, rows_refused FROM import_source ORDER BY id DESC LIMIT ?1",
        )?;
        let mut rows = query.query([limit])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            sources.push(source(row)?);
        }
        Ok(sources)
    }

    /// Sources of a kind and size that were taken in whole without a refused row, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn whole_sources(&self, kind: &str, bytes: u64) -> Result<Vec<SourceRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT id, kind, name, sha256, started_at, finished_at, rows_read, rows_new, rows_unchanged,
             rows_restated, rows_refused FROM import_source
             WHERE kind = ?1 AND bytes = ?2 AND finished_at IS NOT NULL AND rows_refused = 0 ORDER BY id DESC",
        )?;
        let mut rows = query.query(params![kind, integer(bytes)])?;
        let mut sources = Vec::new();
        while let Some(row) = rows.next()? {
            sources.push(source(row)?);
        }
        Ok(sources)
    }

    /// True when a source that came later has restated any hour.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_restated_after(&self, source: i64) -> Result<bool, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM usage_restatement WHERE source > ?1)")?;
        Ok(query.query_row([source], |row| row.get(0))?)
    }
}

fn source(row: &Row<'_>) -> Result<SourceRecord, StoreError> {
    let finished: Option<String> = row.get(5)?;
    Ok(SourceRecord {
        id: row.get(0)?,
        kind: row.get(1)?,
        name: row.get(2)?,
        sha256: row.get(3)?,
        started_at: instant(&row.get::<_, String>(4)?)?,
        finished_at: finished.as_deref().map(instant).transpose()?,
        counts: SourceCounts {
            read: count(row, 6)?,
            new: count(row, 7)?,
            unchanged: count(row, 8)?,
            restated: count(row, 9)?,
            refused: count(row, 10)?,
        },
    })
}

/// No file has more rows than SQL's largest integer.
fn integer(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}
