//! Day, month and coverage roll-ups: changed by difference, in the transaction of the facts.

use super::merge::Change;
use super::{ExactTotal, Fact, day_of, month_of_day};
use crate::values::{Mantissa, mantissa};
use crate::{StoreError, Writer};
use billing_domain::DecimalError;
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// What a roll-up gains.
#[derive(Debug, Clone, Copy, Default)]
struct Delta {
    hours: i64,
    total: ExactTotal,
}

impl Delta {
    fn add(&mut self, other: &Self) -> Result<(), DecimalError> {
        self.hours += other.hours;
        self.total.add_total(&other.total)
    }
}

/// The differences of one series, day by day in order.
pub(super) struct DayDeltas(Vec<(i32, Delta)>);

impl DayDeltas {
    /// Facts that are new; in order of hours.
    pub(super) fn of_new(facts: &[Fact]) -> Result<Self, DecimalError> {
        let mut days = Self(Vec::new());
        for fact in facts {
            let delta = days.at(day_of(fact.hour()));
            delta.hours += 1;
            delta.total.add(fact.mantissa(), fact.scale())?;
        }
        Ok(days)
    }

    /// Facts that changed; in order of hours.
    pub(super) fn of_changed(changes: &[Change]) -> Result<Self, DecimalError> {
        let mut days = Self(Vec::new());
        for Change { old, new } in changes {
            let delta = days.at(day_of(new.hour()));
            delta.total.subtract(old.mantissa(), old.scale())?;
            delta.total.add(new.mantissa(), new.scale())?;
        }
        Ok(days)
    }

    fn at(&mut self, day: i32) -> &mut Delta {
        if self.0.last().is_none_or(|(last, _)| *last != day) {
            self.0.push((day, Delta::default()));
        }
        let last = self.0.len() - 1;
        &mut self.0[last].1
    }

    fn months(&self) -> Result<Vec<(i32, Delta)>, DecimalError> {
        let mut months: Vec<(i32, Delta)> = Vec::new();
        for (day, delta) in &self.0 {
            let month = month_of_day(*day);
            match months.last_mut() {
                Some((last, sum)) if *last == month => sum.add(delta)?,
                _ => months.push((month, *delta)),
            }
        }
        Ok(months)
    }
}

/// How many more series have a fact, hour by hour.
#[derive(Default)]
pub(super) struct CoverageDelta(BTreeMap<i32, [u32; 24]>);

impl CoverageDelta {
    /// Facts of one series that are new; in order of hours.
    pub(super) fn add(&mut self, facts: &[Fact]) {
        for day in facts.chunk_by(|a, b| day_of(a.hour()) == day_of(b.hour())) {
            let hours = self.0.entry(day_of(day[0].hour())).or_default();
            for fact in day {
                hours[fact.hour().rem_euclid(24) as usize] += 1;
            }
        }
    }
}

impl Writer<'_> {
    /// Brings the day and month roll-ups of a series up to its facts.
    pub(super) fn apply_days(&self, series: i64, days: DayDeltas) -> Result<(), StoreError> {
        let mut read = self.sql.prepare_cached(
            "SELECT hours, scale, mantissa FROM usage_day WHERE series_id = ?1 AND day = ?2",
        )?;
        let mut write = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO usage_day (series_id, day, hours, scale, mantissa) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (day, delta) in &days.0 {
            let stored = read.query_row(params![series, day], rollup).optional()?.transpose()?;
            let (hours, scale, mantissa) = canonical(stored, delta)?;
            write.execute(params![series, day, hours, scale, mantissa])?;
        }
        self.apply_months(series, &days.months()?)
    }

    fn apply_months(&self, series: i64, months: &[(i32, Delta)]) -> Result<(), StoreError> {
        let mut read = self.sql.prepare_cached(
            "SELECT hours, scale, mantissa FROM usage_month WHERE month = ?2 AND series_id = ?1",
        )?;
        let mut write = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO usage_month (series_id, month, hours, scale, mantissa)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (month, delta) in months {
            let stored = read.query_row(params![series, month], rollup).optional()?.transpose()?;
            let (hours, scale, mantissa) = canonical(stored, delta)?;
            write.execute(params![series, month, hours, scale, mantissa])?;
        }
        Ok(())
    }

    /// Counts the series of each hour.
    pub(super) fn apply_coverage(&self, delta: &CoverageDelta) -> Result<(), StoreError> {
        let mut write = self.sql.prepare_cached(
            "INSERT INTO usage_coverage (hour, series) VALUES (?1, ?2)
             ON CONFLICT (hour) DO UPDATE SET series = series + excluded.series",
        )?;
        for (day, hours) in &delta.0 {
            for (hour, series) in hours.iter().enumerate().filter(|(_, series)| **series > 0) {
                write.execute(params![i64::from(*day) * 24 + hour as i64, series])?;
            }
        }
        Ok(())
    }
}

/// Reads `hours, scale, mantissa`.
fn rollup(row: &Row<'_>) -> rusqlite::Result<Result<Delta, StoreError>> {
    let (hours, scale) = (row.get(0)?, row.get(1)?);
    let mantissa = mantissa(row.get_ref(2)?);
    Ok(mantissa.and_then(|mantissa| {
        let mut total = ExactTotal::default();
        total.add(mantissa, scale)?;
        Ok(Delta { hours, total })
    }))
}

/// Trailing zeros go after each change, else one fact of 15 decimals would keep a roll-up wide for ever.
fn canonical(stored: Option<Delta>, change: &Delta) -> Result<(i64, u8, Mantissa), StoreError> {
    let mut sum = stored.unwrap_or_default();
    sum.add(change)?;
    let value = sum.total.value()?;
    Ok((sum.hours, value.scale(), Mantissa(value.mantissa())))
}
