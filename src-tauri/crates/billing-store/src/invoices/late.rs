//! Usage that came or changed after an instant: what an invoice that was issued then could not know.

use crate::values::{decimal, instant_text};
use crate::{Reader, StoreError};
use billing_domain::Period;
use billing_domain::invoices::rerating::LateUsage;
use chrono::{DateTime, Utc};
use rusqlite::params;

impl Reader<'_> {
    /// Usage of a label in a period that came, or came again with another quantity, after `since`.
    ///
    /// Reads every hour of the label in the period: asked only for labels whose quantity differs.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn late_usage(
        &self,
        metric_label: &str,
        period: &Period,
        since: DateTime<Utc>,
    ) -> Result<LateUsage, StoreError> {
        let hour = |at: DateTime<Utc>| at.timestamp().div_euclid(3_600);
        let asked = params![metric_label, hour(period.start), hour(period.end), instant_text(since)];
        // The first restatement after `since` tells what was billed; the fact itself what holds now.
        let (hours, now, then): (i64, Option<String>, Option<String>) = self
            .sql
            .prepare_cached(
                "SELECT count(*), exact_sum(fact.mantissa, fact.scale), exact_sum(old_mantissa, old_scale) \
                 FROM usage_restatement AS again JOIN series ON series.id = again.series_id \
                 JOIN usage_hour AS fact ON fact.series_id = again.series_id AND fact.hour = again.hour \
                 WHERE metric_label = ?1 AND again.hour >= ?2 AND again.hour < ?3 AND again.id = (\
                    SELECT min(id) FROM usage_restatement AS any WHERE any.series_id = again.series_id \
                    AND any.hour = again.hour AND any.at > ?4)",
            )?
            .query_row(asked, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let late: i64 = self
            .sql
            .prepare_cached(
                "SELECT count(*) FROM series JOIN usage_hour AS fact ON fact.series_id = series.id \
                 AND fact.hour >= ?2 AND fact.hour < ?3 JOIN import_source ON import_source.id = fact.source \
                 WHERE metric_label = ?1 AND started_at > ?4 AND NOT EXISTS (\
                    SELECT 1 FROM usage_restatement AS again WHERE again.series_id = fact.series_id \
                    AND again.hour = fact.hour)",
            )?
            .query_row(asked, |row| row.get(0))?;
        let sum = |text: Option<String>| text.as_deref().map_or(Ok(Default::default()), decimal);
        Ok(LateUsage {
            restated_hours: hours.unsigned_abs(),
            restated_by: sum(now)?.checked_sub(sum(then)?)?,
            late_hours: late.unsigned_abs(),
        })
    }
}
