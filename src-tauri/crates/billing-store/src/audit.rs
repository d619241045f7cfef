//! The trail as rows: lines are only ever added, each chained to the one before, and read in windows.

mod windows;

pub use windows::{AuditColumn, AuditQuery, AuditSort};

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::audit::{Anchor, AuditEntry, AuditLine, GENESIS};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

const COLUMNS: &str = "sequence, at, who, action, object, before, after, reason, request_id, previous, hash";

/// The last time the chain was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub who: String,
    /// The chain as it was last found whole.
    pub anchor: Anchor,
    /// The first line that did not hold; none when the chain was whole.
    pub broken: Option<u32>,
}

impl Reader<'_> {
    /// The trail of one object, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_of(&self, object: &str) -> Result<Vec<AuditEntry>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE object = ?1 ORDER BY sequence");
        let mut query = self.sql.prepare_cached(&sql)?;
        let mut rows = query.query([object])?;
        let mut trail = Vec::new();
        while let Some(row) = rows.next()? {
            trail.push(line(row)?.entry);
        }
        Ok(trail)
    }

    /// Hands out every line, oldest first, until `each` says that it has seen enough.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_audit_line(&self, mut each: impl FnMut(&AuditLine) -> bool) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM audit ORDER BY sequence"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if !each(&line(row)?) {
                break;
            }
        }
        Ok(())
    }

    /// How many lines were ever written.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_given(&self) -> Result<u32, StoreError> {
        given(self.sql)
    }

    /// The last time the chain was verified; none when it never was.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn audit_check(&self) -> Result<Option<AuditCheck>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT at, who, lines, hash, broken FROM audit_check WHERE id = 1")?;
        let row = query
            .query_row([], |row| {
                Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .optional()?;
        row.map(|(at, who, lines, hash, broken)| {
            Ok(AuditCheck { at: instant(&at)?, who, anchor: Anchor { lines, hash }, broken })
        })
        .transpose()
    }
}

impl Writer<'_> {
    /// Adds a line to the trail, in the same transaction as what it tells, chained to the last one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_audit(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        add(self.sql, entry.clone())
    }

    /// Keeps when the chain was verified and how far it held.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn keep_audit_check(&self, check: &AuditCheck) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO audit_check (id, at, who, lines, hash, broken) VALUES (1, ?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET at = excluded.at, who = excluded.who, lines = excluded.lines,
                     hash = excluded.hash, broken = excluded.broken",
            )?
            .execute(params![
                instant_text(check.at),
                check.who,
                check.anchor.lines,
                check.anchor.hash,
                check.broken
            ])?;
        Ok(())
    }
}

/// Chains the lines of a trail from before there was a chain, oldest first. Runs in the transaction of its migration.
pub(crate) fn chain_earlier_lines(connection: &Connection) -> Result<(), StoreError> {
    let mut query = connection
        .prepare("SELECT id, at, who, action, object, before, after FROM audit_unchained ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let entry = AuditEntry {
            at: instant(&row.get::<_, String>(1)?)?,
            who: row.get(2)?,
            action: row.get(3)?,
            object: row.get(4)?,
            before: row.get(5)?,
            after: row.get(6)?,
            reason: None,
            request_id: None,
        };
        add(connection, entry)?;
    }
    drop(rows);
    drop(query);
    connection.execute_batch("DROP TABLE audit_unchained")?;
    Ok(())
}

fn add(connection: &Connection, entry: AuditEntry) -> Result<(), StoreError> {
    let mut last = connection.prepare_cached("SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1")?;
    let previous: Option<String> = last.query_row([], |row| row.get(0)).optional()?;
    let line =
        AuditLine::chained(given(connection)? + 1, entry, previous.unwrap_or_else(|| GENESIS.to_owned()));
    connection
        .prepare_cached(&format!("INSERT INTO audit ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))?
        .execute(params![
            line.sequence,
            instant_text(line.entry.at),
            line.entry.who,
            line.entry.action,
            line.entry.object,
            line.entry.before,
            line.entry.after,
            line.entry.reason,
            line.entry.request_id,
            line.previous,
            line.hash
        ])?;
    Ok(())
}

/// The last number that was given: numbers of lines that are gone are never given again.
fn given(connection: &Connection) -> Result<u32, StoreError> {
    let mut query = connection.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")?;
    Ok(query.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn line(row: &Row<'_>) -> Result<AuditLine, StoreError> {
    Ok(AuditLine {
        sequence: row.get(0)?,
        entry: AuditEntry {
            at: instant(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
            who: row.get(2)?,
            action: row.get(3)?,
            object: row.get(4)?,
            before: row.get(5)?,
            after: row.get(6)?,
            reason: row.get(7)?,
            request_id: row.get(8)?,
        },
        previous: row.get(9)?,
        hash: row.get(10)?,
    })
}
