//! Reading facts and roll-ups, in key order, row by row: callers group and sum.

use super::merge::fact;
use super::{Fact, Origin};
use crate::values::{instant, mantissa, quantity};
use crate::{Reader, StoreError, Writer};
use billing_domain::Decimal;
use billing_domain::usage::UsageStatus;
use chrono::{DateTime, Utc};
use rusqlite::params;
use std::ops::Range;

/// How well an hour is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// Hours since 1970.
    pub hour: i32,
    /// How many series have a fact in it.
    pub series: u64,
}

/// A past hour that came again with another quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// The series.
    pub series_id: i64,
    /// Hours since 1970.
    pub hour: i32,
    /// What it was.
    pub old: Decimal,
    /// What it is since.
    pub new: Decimal,
    /// When it was restated, and by which source.
    pub origin: Origin,
    /// When somebody looked at it; until then it is flagged.
    pub reviewed_at: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    /// Month roll-ups of all series: `take(series, month, mantissa, scale)` for months (year * 12 + month - 1) in `range`.
    ///
    /// # Errors
    /// [`StoreError`], or that of `take`.
    pub fn each_month(
        &self,
        range: Range<i32>,
        mut take: impl FnMut(i64, i32, i128, u8) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT series_id, month, mantissa, scale FROM usage_month WHERE month >= ?1 AND month < ?2",
        )?;
        let mut rows = query.query(params![range.start, range.end])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, row.get(1)?, mantissa(row.get_ref(2)?)?, row.get(3)?)?;
        }
        Ok(())
    }

    /// Day roll-ups of one series, oldest first: `take(day, mantissa, scale)` for days since 1970 in `range`.
    ///
    /// # Errors
    /// [`StoreError`], or that of `take`.
    pub fn each_day(
        &self,
        series_id: i64,
        range: Range<i32>,
        mut take: impl FnMut(i32, i128, u8) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT day, mantissa, scale FROM usage_day WHERE series_id = ?1 AND day >= ?2 AND day < ?3",
        )?;
        let mut rows = query.query(params![series_id, range.start, range.end])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, mantissa(row.get_ref(1)?)?, row.get(2)?)?;
        }
        Ok(())
    }

    /// Facts of one series, oldest first, for hours since 1970 in `range`.
    ///
    /// # Errors
    /// [`StoreError`], or that of `take`.
    pub fn each_hour(
        &self,
        series_id: i64,
        range: Range<i32>,
        mut take: impl FnMut(Fact) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT hour, scale, mantissa FROM usage_hour WHERE series_id = ?1 AND hour >= ?2 AND hour < ?3",
        )?;
        let mut rows = query.query(params![series_id, range.start, range.end])?;
        while let Some(row) = rows.next()? {
            take(fact(row)?)?;
        }
        Ok(())
    }

    /// The hours that any series has a fact in, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_coverage(&self, range: Range<i32>) -> Result<Vec<Coverage>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT hour, series FROM usage_coverage WHERE hour >= ?1 AND hour < ?2 ORDER BY hour",
        )?;
        let rows = query.query_map(params![range.start, range.end], |row| {
            Ok(Coverage { hour: row.get(0)?, series: row.get::<_, u32>(1)?.into() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The first and the last hour with any fact; `None` in a book without usage.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_extent(&self) -> Result<Option<(i32, i32)>, StoreError> {
        // Two look-ups: SQLite answers min and max in one query by reading the whole table.
        let mut query = self.sql.prepare_cached(
            "SELECT (SELECT min(hour) FROM usage_coverage), (SELECT max(hour) FROM usage_coverage)",
        )?;
        let (first, last): (Option<i32>, Option<i32>) =
            query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(first.zip(last))
    }

    /// Hours delivered without a quantity, in `range`, by hour.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_gaps(&self, range: Range<i32>) -> Result<Vec<(i64, i32, UsageStatus)>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT series_id, hour, status = 'NO_DATA' FROM usage_gap WHERE hour >= ?1 AND hour < ?2
             ORDER BY hour, series_id",
        )?;
        let rows = query.query_map(params![range.start, range.end], |row| {
            let status = if row.get(2)? { UsageStatus::NoData } else { UsageStatus::NotMeasured };
            Ok((row.get(0)?, row.get(1)?, status))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Restatements of hours in `range`, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_restatements(&self, range: Range<i32>, limit: u32) -> Result<Vec<Restatement>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT series_id, hour, old_mantissa, old_scale, new_mantissa, new_scale, at, source, reviewed_at
             FROM usage_restatement WHERE hour >= ?1 AND hour < ?2 ORDER BY id DESC LIMIT ?3",
        )?;
        let mut rows = query.query(params![range.start, range.end, limit])?;
        let mut restatements = Vec::new();
        while let Some(row) = rows.next()? {
            let reviewed: Option<String> = row.get(8)?;
            restatements.push(Restatement {
                series_id: row.get(0)?,
                hour: row.get(1)?,
                old: quantity(row.get_ref(2)?, row.get(3)?)?,
                new: quantity(row.get_ref(4)?, row.get(5)?)?,
                origin: Origin { at: instant(&row.get::<_, String>(6)?)?, source: row.get(7)? },
                reviewed_at: reviewed.as_deref().map(instant).transpose()?,
            });
        }
        Ok(restatements)
    }
}

impl Writer<'_> {
    /// Notes hours without a quantity; where there is a fact, it stays.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_usage_gap(&self, series_id: i64, hour: i32, status: &UsageStatus) -> Result<bool, StoreError> {
        let status = match status {
            UsageStatus::NoData => "NO_DATA",
            UsageStatus::NotMeasured => "NOT_MEASURED",
            other => return Err(StoreError::Corrupt(format!("{other:?} is no kind of gap"))),
        };
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO usage_gap (series_id, hour, status) SELECT ?1, ?2, ?3
             WHERE NOT EXISTS (SELECT 1 FROM usage_hour WHERE series_id = ?1 AND hour = ?2)
             ON CONFLICT DO UPDATE SET status = excluded.status WHERE status <> excluded.status",
        )?;
        Ok(insert.execute(params![series_id, hour, status])? > 0)
    }
}
