//! Marks and notes a person keeps of invoices, and the edits that can be taken back.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::edits::{Note, Reconciliation};
use billing_domain::quotas::kinds::QuotaFamily;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;

const NOTE: &str = "id, invoice, text, written_by, written_at, changed_at";

/// An edit as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRecord {
    /// A UUID.
    pub id: String,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
    /// What changed, as JSON of our nouns.
    pub changes: String,
    /// True while it is taken back.
    pub undone: bool,
}

impl Reader<'_> {
    /// Every reconciled invoice by its name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reconciliations(&self) -> Result<BTreeMap<String, Reconciliation>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT day, statement, invoice FROM invoice_reconciled")?;
        let mut rows = query.query([])?;
        let mut marks = BTreeMap::new();
        while let Some(row) = rows.next()? {
            marks.insert(row.get(2)?, mark(row)?);
        }
        Ok(marks)
    }

    /// Whether an invoice is reconciled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reconciliation(&self, invoice: &str) -> Result<Option<Reconciliation>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT day, statement FROM invoice_reconciled WHERE invoice = ?1")?;
        let mut rows = query.query([invoice])?;
        rows.next()?.map(mark).transpose()
    }

    /// The notes on an invoice, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn notes_of(&self, invoice: &str) -> Result<Vec<Note>, StoreError> {
        let sql = format!("SELECT {NOTE} FROM invoice_note WHERE invoice = ?1 ORDER BY written_at, id");
        let mut query = self.sql.prepare_cached(&sql)?;
        let mut rows = query.query([invoice])?;
        let mut notes = Vec::new();
        while let Some(row) = rows.next()? {
            notes.push(note(row)?);
        }
        Ok(notes)
    }

    /// One note.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note(&self, id: &str) -> Result<Option<Note>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!("SELECT {NOTE} FROM invoice_note WHERE id = ?1"))?;
        let mut rows = query.query([id])?;
        rows.next()?.map(note).transpose()
    }

    /// How many notes invoices have; those without one are not named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_counts(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT invoice, count(*) FROM invoice_note GROUP BY invoice")?;
        let counts = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// One edit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn edit(&self, id: &str) -> Result<Option<EditRecord>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT id, at, who, changes, undone FROM own_edit WHERE id = ?1")?;
        let row = query
            .query_row([id], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .optional()?;
        row.map(|(id, at, who, changes, undone)| {
            Ok(EditRecord { id, at: instant(&at)?, who, changes, undone })
        })
        .transpose()
    }
}

impl Writer<'_> {
    /// Marks an invoice as reconciled, or takes the mark away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_reconciliation(&self, invoice: &str, mark: Option<&Reconciliation>) -> Result<(), StoreError> {
        match mark {
            None => self
                .sql
                .prepare_cached("DELETE FROM invoice_reconciled WHERE invoice = ?1")?
                .execute([invoice])?,
            Some(mark) => self
                .sql
                .prepare_cached(
                    "INSERT INTO invoice_reconciled (invoice, day, statement) VALUES (?1, ?2, ?3)
                     ON CONFLICT (invoice) DO UPDATE SET day = excluded.day, statement = excluded.statement",
                )?
                .execute(params![invoice, mark.day.to_string(), mark.statement])?,
        };
        Ok(())
    }

    /// Keeps a note, new or changed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put_note(&self, note: &Note) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO invoice_note ({NOTE}) VALUES (?, ?, ?, ?, ?, ?)"
            ))?
            .execute(params![
                note.id,
                note.invoice,
                note.text,
                note.written_by,
                instant_text(note.written_at),
                note.changed_at.map(instant_text)
            ])?;
        Ok(())
    }

    /// Deletes a note.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_note(&self, id: &str) -> Result<(), StoreError> {
        self.sql.prepare_cached("DELETE FROM invoice_note WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Lets the usual thresholds hold again for a kind.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_quota_thresholds(&self, of: QuotaFamily, kind: &str) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("DELETE FROM quota_threshold WHERE family = ?1 AND kind = ?2")?
            .execute([of.as_str(), kind])?;
        Ok(())
    }

    /// Keeps an edit.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_edit(&self, edit: &EditRecord) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO own_edit (id, at, who, changes, undone) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![edit.id, instant_text(edit.at), edit.who, edit.changes, edit.undone])?;
        Ok(())
    }

    /// Whether an edit is taken back now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn turn_edit(&self, id: &str, undone: bool) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("UPDATE own_edit SET undone = ?2 WHERE id = ?1")?
            .execute(params![id, undone])?;
        Ok(())
    }
}

fn mark(row: &Row<'_>) -> Result<Reconciliation, StoreError> {
    let day: String = row.get(0)?;
    let day = day.parse().map_err(|_| StoreError::Corrupt(format!("{day:?} is not a day")))?;
    Ok(Reconciliation { day, statement: row.get(1)? })
}

fn note(row: &Row<'_>) -> Result<Note, StoreError> {
    let changed: Option<String> = row.get(5)?;
    Ok(Note {
        id: row.get(0)?,
        invoice: row.get(1)?,
        text: row.get(2)?,
        written_by: row.get(3)?,
        written_at: instant(&row.get::<_, String>(4)?)?,
        changed_at: changed.map(|at| instant(&at)).transpose()?,
    })
}
