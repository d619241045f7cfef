//! The promise that roll-ups are their facts, checked the slow way.

use super::{ExactTotal, Fact, day_of, month_of_day};
use crate::usage::merge::fact;
use crate::values::mantissa;
use crate::{Reader, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Count of hours and exact total.
type Rollup = (i64, ExactTotal);

impl Reader<'_> {
    /// Adds up every fact anew and says, in words, where a roll-up differs; empty when all agree.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn usage_disagreements(&self) -> Result<Vec<String>, StoreError> {
        let mut days: BTreeMap<(i64, i32), Rollup> = BTreeMap::new();
        let mut months: BTreeMap<(i64, i32), Rollup> = BTreeMap::new();
        let mut hours: BTreeMap<(i64, i32), Rollup> = BTreeMap::new();
        self.each_fact(|series, fact| {
            let day = day_of(fact.hour());
            for (rollups, key) in [
                (&mut days, (series, day)),
                (&mut months, (series, month_of_day(day))),
                (&mut hours, (0, fact.hour())),
            ] {
                let (count, total) = rollups.entry(key).or_default();
                *count += 1;
                total.add(fact.mantissa(), fact.scale())?;
            }
            Ok(())
        })?;
        let mut wrong = Vec::new();
        self.compare(
            "day",
            "SELECT series_id, day, hours, scale, mantissa FROM usage_day",
            &days,
            &mut wrong,
        )?;
        self.compare(
            "month",
            "SELECT series_id, month, hours, scale, mantissa FROM usage_month",
            &months,
            &mut wrong,
        )?;
        let counts =
            hours.into_iter().map(|(key, (count, _))| (key, (count, ExactTotal::default()))).collect();
        self.compare("hour", "SELECT 0, hour, series, 0, 0 FROM usage_coverage", &counts, &mut wrong)?;
        Ok(wrong)
    }

    /// Every fact of the book in key order.
    ///
    /// # Errors
    /// [`StoreError`], or that of `take`.
    pub fn each_fact(
        &self,
        mut take: impl FnMut(i64, Fact) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT hour, scale, mantissa, series_id FROM usage_hour ORDER BY series_id, hour",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get(3)?, fact(row)?)?;
        }
        Ok(())
    }

    fn compare(
        &self,
        what: &str,
        sql: &str,
        expected: &BTreeMap<(i64, i32), Rollup>,
        wrong: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        let mut query = self.sql.prepare(sql)?;
        let mut rows = query.query([])?;
        let mut seen = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let key: (i64, i32) = (row.get(0)?, row.get(1)?);
            let mut total = ExactTotal::default();
            total.add(mantissa(row.get_ref(4)?)?, row.get(3)?)?;
            let stored = (row.get::<_, i64>(2)?, total.value()?);
            let right =
                expected.get(&key).map(|(hours, total)| Ok::<_, StoreError>((*hours, total.value()?)));
            if right.transpose()? != Some(stored) {
                wrong.push(format!("{what} {} of series {} is not the sum of its facts", key.1, key.0));
            }
            seen.insert(key);
        }
        let missing = expected.keys().filter(|key| !seen.contains(*key));
        wrong.extend(missing.map(|key| format!("{what} {} of series {} has no roll-up", key.1, key.0)));
        Ok(())
    }
}
