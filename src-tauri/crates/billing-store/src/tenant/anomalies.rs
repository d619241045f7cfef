//! What a tenant told that cannot be.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::params;

/// One impossible change or answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnomalyRecord {
    /// When it was seen.
    pub at: DateTime<Utc>,
    /// Such as `invoices`.
    pub topic: String,
    /// Which invoice, which series.
    pub object: String,
    /// What is wrong, in words for the person.
    pub message: String,
    /// The kind of it; none in records of an earlier time.
    pub code: Option<String>,
}

impl Reader<'_> {
    /// All of them, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_anomalies(&self) -> Result<Vec<AnomalyRecord>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached("SELECT at, topic, object, message, code FROM tenant_anomaly ORDER BY id DESC")?;
        let rows = query
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let record =
            |(at, topic, object, message, code): (String, String, String, String, Option<String>)| {
                Ok(AnomalyRecord { at: instant(&at)?, topic, object, message, code })
            };
        rows.into_iter().map(record).collect()
    }
}

impl Writer<'_> {
    /// Records one; the same again is the same row.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_tenant_anomaly(&self, anomaly: &AnomalyRecord) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_anomaly (at, topic, object, message, code) SELECT ?1, ?2, ?3, ?4, ?5
                 WHERE NOT EXISTS
                     (SELECT 1 FROM tenant_anomaly WHERE topic = ?2 AND object = ?3 AND message = ?4)",
            )?
            .execute(params![
                instant_text(anomaly.at),
                anomaly.topic,
                anomaly.object,
                anomaly.message,
                anomaly.code
            ])?;
        Ok(())
    }
}
