//! How far the copy is: months of hours, parts, and the runs that brought them.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

/// How far the hours of a month are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthRecord {
    /// Year x 12 + month - 1.
    pub month: i32,
    /// The first hour that is not held.
    pub until_hour: i32,
    /// Series with usage in it.
    pub series: u32,
    /// When it was last compared with the tenant.
    pub checked_at: DateTime<Utc>,
    /// Read whole after its end and the time in which late usage comes.
    pub settled: bool,
}

/// How a part of the copy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// As the tenant told it.
    Whole,
    /// Some of it could not be had.
    Partial,
    /// It is as old as before.
    Failed,
}

const PART_STATES: [(PartState, &str); 3] =
    [(PartState::Whole, "whole"), (PartState::Partial, "partial"), (PartState::Failed, "failed")];

/// A part of the copy, such as `invoices`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRecord {
    /// Its name.
    pub part: String,
    /// When it was last whole.
    pub fetched_at: Option<DateTime<Utc>>,
    /// When it was last tried.
    pub tried_at: DateTime<Utc>,
    /// How the last try ended.
    pub state: PartState,
    /// What is missing, or what went wrong.
    pub message: Option<String>,
    /// The code of that; none in records of an earlier time.
    pub code: Option<String>,
    /// The tenant's request id of the failure.
    pub request_id: Option<String>,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncState {
    /// Under way; or killed, when no program is at it.
    Running,
    /// Everything came.
    Done,
    /// Some parts came.
    Partial,
    /// A person stopped it.
    Cancelled,
    /// Nothing came.
    Failed,
}

const SYNC_STATES: [(SyncState, &str); 5] = [
    (SyncState::Running, "running"),
    (SyncState::Done, "done"),
    (SyncState::Partial, "partial"),
    (SyncState::Cancelled, "cancelled"),
    (SyncState::Failed, "failed"),
];

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRecord {
    /// Its number.
    pub id: i64,
    /// The address it spoke to.
    pub source: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: SyncState,
    /// What kept it from being whole.
    pub message: Option<String>,
    /// The code of that; none in records of an earlier time.
    pub code: Option<String>,
    /// Calls made.
    pub calls: u32,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncEnd {
    /// When.
    pub at: DateTime<Utc>,
    /// Not [`SyncState::Running`].
    pub state: SyncState,
    /// What kept it from being whole.
    pub message: Option<String>,
    /// The code of that; none in records of an earlier time.
    pub code: Option<String>,
    /// Calls made.
    pub calls: u32,
}

impl Reader<'_> {
    /// Months of which hours are held, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_months(&self) -> Result<Vec<MonthRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT month, until_hour, series, checked_at, settled FROM tenant_month ORDER BY month",
        )?;
        let mut rows = query.query([])?;
        let mut months = Vec::new();
        while let Some(row) = rows.next()? {
            months.push(MonthRecord {
                month: row.get(0)?,
                until_hour: row.get(1)?,
                series: row.get(2)?,
                checked_at: instant(&row.get::<_, String>(3)?)?,
                settled: row.get(4)?,
            });
        }
        Ok(months)
    }

    /// The parts that were ever tried, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_parts(&self) -> Result<Vec<PartRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT part, fetched_at, tried_at, state, message, request_id, code FROM tenant_part ORDER BY part",
        )?;
        let mut rows = query.query([])?;
        let mut parts = Vec::new();
        while let Some(row) = rows.next()? {
            let fetched: Option<String> = row.get(1)?;
            parts.push(PartRecord {
                part: row.get(0)?,
                fetched_at: fetched.map(|text| instant(&text)).transpose()?,
                tried_at: instant(&row.get::<_, String>(2)?)?,
                state: state(&PART_STATES, &row.get::<_, String>(3)?)?,
                message: row.get(4)?,
                request_id: row.get(5)?,
                code: row.get(6)?,
            });
        }
        Ok(parts)
    }

    /// The last run, whatever came of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_tenant_sync(&self) -> Result<Option<SyncRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT id, source, started_at, ended_at, state, message, calls, code FROM tenant_sync
             ORDER BY id DESC LIMIT 1",
        )?;
        let mut rows = query.query([])?;
        rows.next()?.map(sync).transpose()
    }
}

impl Writer<'_> {
    /// Notes how far a month is held.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put_tenant_month(&self, month: &MonthRecord) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_month (month, until_hour, series, checked_at, settled)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (month) DO UPDATE
                 SET until_hour = max(until_hour, ?2), series = ?3, checked_at = ?4, settled = ?5",
            )?
            .execute(params![
                month.month,
                month.until_hour,
                month.series,
                instant_text(month.checked_at),
                month.settled
            ])?;
        Ok(())
    }

    /// Notes how a part came out. One that failed keeps the time when it was last whole.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put_tenant_part(&self, part: &PartRecord) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_part (part, fetched_at, tried_at, state, message, request_id, code)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (part) DO UPDATE SET fetched_at = coalesce(?2, fetched_at), tried_at = ?3,
                 state = ?4, message = ?5, request_id = ?6, code = ?7",
            )?
            .execute(params![
                part.part,
                part.fetched_at.map(instant_text),
                instant_text(part.tried_at),
                word(&PART_STATES, part.state),
                part.message,
                part.request_id,
                part.code
            ])?;
        Ok(())
    }

    /// Notes that a run begins; answers its number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin_tenant_sync(&self, source: &str, at: DateTime<Utc>) -> Result<i64, StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO tenant_sync (source, started_at, state) VALUES (?1, ?2, 'running')",
        )?;
        Ok(insert.insert(params![source, instant_text(at)])?)
    }

    /// Notes how a run ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn end_tenant_sync(&self, id: i64, end: &SyncEnd) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE tenant_sync SET ended_at = ?2, state = ?3, message = ?4, calls = ?5, code = ?6 WHERE id = ?1",
            )?
            .execute(params![
                id,
                instant_text(end.at),
                word(&SYNC_STATES, end.state),
                end.message,
                end.calls,
                end.code
            ])?;
        Ok(())
    }
}

fn sync(row: &Row<'_>) -> Result<SyncRecord, StoreError> {
    let ended: Option<String> = row.get(3)?;
    Ok(SyncRecord {
        id: row.get(0)?,
        source: row.get(1)?,
        started_at: instant(&row.get::<_, String>(2)?)?,
        ended_at: ended.map(|text| instant(&text)).transpose()?,
        state: state(&SYNC_STATES, &row.get::<_, String>(4)?)?,
        message: row.get(5)?,
        calls: row.get(6)?,
        code: row.get(7)?,
    })
}

fn word<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

fn state<T: Copy>(table: &[(T, &'static str)], text: &str) -> Result<T, StoreError> {
    let found = table.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
    found.ok_or_else(|| StoreError::Corrupt(format!("{text:?} as a state of a sync")))
}
