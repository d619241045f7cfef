//! Bringing facts in: the same fact again changes nothing, another quantity is a restatement, the rest is new.
//!
//! Each series of a batch is merged against its stored range in one ordered pass; what is new is appended in key order,
//! and day, month and coverage roll-ups follow by difference, all in the caller's transaction.

use super::rollups::{CoverageDelta, DayDeltas};
use super::{Fact, Origin};
use crate::values::{Mantissa, instant_text, mantissa};
use crate::{Reader, StoreError, Writer};
use rusqlite::{CachedStatement, Row, params};
use std::borrow::Cow;
use std::ops::AddAssign;

/// Rows in one INSERT: running a statement costs more than binding a row.
const ROWS_AT_ONCE: usize = 50;

/// What a series brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesFacts {
    /// Its number.
    pub series_id: i64,
    /// In order of delivery; for an hour that comes twice, the last one holds.
    pub facts: Vec<Fact>,
}

/// What a merge changed; every fact delivered is in exactly one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MergeCounts {
    /// Hours without a fact before.
    pub new: u64,
    /// The same quantity again.
    pub unchanged: u64,
    /// Another quantity than before: the old one is kept as a restatement.
    pub restated: u64,
}

impl AddAssign for MergeCounts {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.unchanged += other.unchanged;
        self.restated += other.restated;
    }
}

impl Writer<'_> {
    /// Merges a batch of facts with their roll-ups; the order of series and facts does not matter, save for one hour
    /// that is delivered twice.
    ///
    /// # Errors
    /// [`StoreError::Inexact`] when a roll-up cannot be kept exactly; SQLite's.
    pub fn merge_usage(&self, batch: Vec<SeriesFacts>, origin: Origin) -> Result<MergeCounts, StoreError> {
        let mut coverage = CoverageDelta::default();
        let mut counts = MergeCounts::default();
        for series in batch {
            counts += self.merge_series(series, origin, &mut coverage)?;
        }
        self.apply_coverage(&coverage)?;
        Ok(counts)
    }

    fn merge_series(
        &self,
        series: SeriesFacts,
        origin: Origin,
        coverage: &mut CoverageDelta,
    ) -> Result<MergeCounts, StoreError> {
        let SeriesFacts { series_id: id, facts } = series;
        let delivered = Delivered::of(facts);
        let found = self.classify(id, &delivered.facts)?;
        let mut counts = MergeCounts {
            new: found.new.len() as u64,
            unchanged: found.unchanged,
            restated: found.changed.len() as u64,
        };
        if found.changes_nothing() {
            counts.unchanged += delivered.superseded.len() as u64;
            return Ok(counts);
        }
        self.insert_facts(id, &found.new, origin)?;
        self.restate_facts(id, &found.changed, origin)?;
        let superseded = found.superseded(&delivered);
        self.add_restatements(id, &superseded, origin)?;
        counts.restated += superseded.len() as u64;
        counts.unchanged += (delivered.superseded.len() - superseded.len()) as u64;

        self.apply_days(id, DayDeltas::of_new(&found.new)?)?;
        self.apply_days(id, DayDeltas::of_changed(&found.changed)?)?;
        self.close_gaps(id, &found.new)?;
        coverage.add(&found.new);
        Ok(counts)
    }

    fn insert_facts(&self, id: i64, facts: &[Fact], origin: Origin) -> Result<(), StoreError> {
        let (many, rest) = facts.as_chunks::<ROWS_AT_ONCE>();
        if !many.is_empty() {
            let mut insert = self.sql.prepare_cached(&insert_sql(ROWS_AT_ONCE))?;
            for rows in many {
                insert_rows(&mut insert, id, rows, origin)?;
            }
        }
        if !rest.is_empty() {
            let mut insert = self.sql.prepare_cached(&insert_sql(1))?;
            for row in rest.chunks(1) {
                insert_rows(&mut insert, id, row, origin)?;
            }
        }
        Ok(())
    }

    fn restate_facts(&self, id: i64, changed: &[Change], origin: Origin) -> Result<(), StoreError> {
        let mut update = self.sql.prepare_cached(
            "UPDATE usage_hour SET scale = ?3, mantissa = ?4, source = ?5 WHERE series_id = ?1 AND hour = ?2",
        )?;
        for Change { new, .. } in changed {
            update.execute(params![id, new.hour(), new.scale(), Mantissa(new.mantissa()), origin.source])?;
        }
        drop(update);
        self.add_restatements(id, changed, origin)
    }

    fn add_restatements(&self, id: i64, changed: &[Change], origin: Origin) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO usage_restatement
             (series_id, hour, old_scale, old_mantissa, new_scale, new_mantissa, at, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let at = instant_text(origin.at);
        for Change { old, new } in changed {
            let (before, after) = (Mantissa(old.mantissa()), Mantissa(new.mantissa()));
            let row = params![id, new.hour(), old.scale(), before, new.scale(), after, at, origin.source];
            insert.execute(row)?;
        }
        Ok(())
    }

    /// A fact takes the place of a gap.
    fn close_gaps(&self, id: i64, new: &[Fact]) -> Result<(), StoreError> {
        let (Some(first), Some(last)) = (new.first(), new.last()) else { return Ok(()) };
        let mut query = self
            .sql
            .prepare_cached("SELECT hour FROM usage_gap WHERE series_id = ?1 AND hour BETWEEN ?2 AND ?3")?;
        let hours: Vec<i32> = query
            .query_map(params![id, first.hour(), last.hour()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut delete =
            self.sql.prepare_cached("DELETE FROM usage_gap WHERE series_id = ?1 AND hour = ?2")?;
        for hour in hours.into_iter().filter(|hour| new.binary_search_by_key(hour, Fact::hour).is_ok()) {
            delete.execute(params![id, hour])?;
        }
        Ok(())
    }
}

/// One hour, before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) old: Fact,
    pub(super) new: Fact,
}

/// The facts of a series in key order, each hour once.
struct Delivered {
    facts: Vec<Fact>,
    /// Facts that a later one of the same delivery took the place of.
    superseded: Vec<Fact>,
}

impl Delivered {
    fn of(mut facts: Vec<Fact>) -> Self {
        let mut superseded = Vec::new();
        if !facts.is_sorted_by(|a, b| a.hour() < b.hour()) {
            facts.sort_by_key(Fact::hour); // stable: the last delivered stays last within its hour
            facts.reverse();
            facts.dedup_by(|earlier, kept| {
                let same = earlier.hour() == kept.hour();
                superseded.extend(same.then_some(*earlier));
                same
            });
            facts.reverse();
            superseded.reverse();
        }
        Self { facts, superseded }
    }
}

/// How a delivery stands to what is stored.
struct Found<'f> {
    new: Cow<'f, [Fact]>,
    changed: Vec<Change>,
    unchanged: u64,
}

impl Found<'_> {
    fn changes_nothing(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }

    /// Superseded facts of hours that this delivery changes: kept as restatements. In an hour that stays as it was they
    /// tell nothing that an earlier delivery of the same file has not told.
    fn superseded(&self, delivered: &Delivered) -> Vec<Change> {
        let holds = |hour: i32| delivered.facts.binary_search_by_key(&hour, Fact::hour).ok();
        let touched = |hour: &i32| {
            self.new.binary_search_by_key(hour, Fact::hour).is_ok()
                || self.changed.binary_search_by_key(hour, |change| change.new.hour()).is_ok()
        };
        let candidates = delivered.superseded.iter().filter(|old| touched(&old.hour()));
        candidates
            .filter_map(|old| Some(Change { old: *old, new: delivered.facts[holds(old.hour())?] }))
            .filter(|change| !change.old.same_quantity(&change.new))
            .collect()
    }
}

impl Reader<'_> {
    fn classify<'f>(&self, id: i64, facts: &'f [Fact]) -> Result<Found<'f>, StoreError> {
        let (Some(first), Some(last)) = (facts.first(), facts.last()) else {
            return Ok(Found { new: Cow::Borrowed(facts), changed: Vec::new(), unchanged: 0 });
        };
        let mut query = self.sql.prepare_cached(
            "SELECT hour, scale, mantissa FROM usage_hour WHERE series_id = ?1 AND hour BETWEEN ?2 AND ?3
             ORDER BY hour",
        )?;
        let mut stored = query.query(params![id, first.hour(), last.hour()])?;
        let Some(row) = stored.next()? else {
            return Ok(Found { new: Cow::Borrowed(facts), changed: Vec::new(), unchanged: 0 });
        };
        let mut there = Some(fact(row)?);
        let (mut new, mut changed, mut unchanged) = (Vec::new(), Vec::new(), 0);
        for delivered in facts {
            while there.is_some_and(|there| there.hour() < delivered.hour()) {
                there = stored.next()?.map(fact).transpose()?;
            }
            match there {
                Some(there) if there == *delivered => unchanged += 1,
                Some(old) if old.hour() == delivered.hour() => changed.push(Change { old, new: *delivered }),
                _ => new.push(*delivered),
            }
        }
        Ok(Found { new: Cow::Owned(new), changed, unchanged })
    }
}

/// Reads `hour, scale, mantissa`.
pub(super) fn fact(row: &Row<'_>) -> Result<Fact, StoreError> {
    let value = mantissa(row.get_ref(2)?)?;
    let (hour, scale) = (row.get(0)?, row.get(1)?);
    Ok(Fact { high: (value >> 64) as i64, low: value as u64, hour, scale })
}

fn insert_sql(rows: usize) -> String {
    let mut sql = "INSERT INTO usage_hour (series_id, source, hour, scale, mantissa) VALUES ".to_owned();
    for row in 0..rows {
        let at = 3 + 3 * row;
        let comma = if row == 0 { "" } else { "," };
        sql.push_str(&format!("{comma}(?1,?2,?{},?{},?{})", at, at + 1, at + 2));
    }
    sql
}

fn insert_rows(
    insert: &mut CachedStatement<'_>,
    id: i64,
    rows: &[Fact],
    origin: Origin,
) -> Result<(), StoreError> {
    insert.raw_bind_parameter(1, id)?;
    insert.raw_bind_parameter(2, origin.source)?;
    for (row, fact) in rows.iter().enumerate() {
        let at = 3 + 3 * row;
        insert.raw_bind_parameter(at, fact.hour())?;
        insert.raw_bind_parameter(at + 1, fact.scale())?;
        insert.raw_bind_parameter(at + 2, Mantissa(fact.mantissa()))?;
    }
    insert.raw_execute()?;
    Ok(())
}
