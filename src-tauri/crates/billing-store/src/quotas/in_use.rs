//! What is in use of each kind, as last read and as read before; and the thresholds a person has moved.

use crate::values::{decimal, instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::Decimal;
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::states::Thresholds;
use billing_domain::quotas::{InUse, Limit};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};
use std::collections::BTreeMap;

const NOT_TRACKED: &str = "-1";

/// One earlier reading of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaSample {
    /// When it was read.
    pub at: DateTime<Utc>,
    /// What was in use.
    pub current: Decimal,
    /// The limit that held then.
    pub limit: Limit,
}

impl Reader<'_> {
    /// Every kind that is known, by family and key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_kinds(&self) -> Result<Vec<QuotaKind>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT family, kind, display_name, description, current FROM quota_in_use ORDER BY family, kind",
        )?;
        let mut rows = query.query([])?;
        let mut kinds = Vec::new();
        while let Some(row) = rows.next()? {
            kinds.push(QuotaKind {
                family: family(&row.get::<_, String>(0)?)?,
                kind: row.get(1)?,
                display_name: row.get(2)?,
                description: row.get(3)?,
                in_use: in_use(row.get::<_, Option<String>>(4)?.as_deref())?,
            });
        }
        Ok(kinds)
    }

    /// When any kind was last read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quotas_read_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT MAX(read_at) FROM quota_in_use")?;
        let at: Option<String> = query.query_row([], |row| row.get(0))?;
        at.map(|at| instant(&at)).transpose()
    }

    /// Earlier readings of a kind, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_samples(&self, of: QuotaFamily, kind: &str) -> Result<Vec<QuotaSample>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT at, current, maximum FROM quota_sample WHERE family = ?1 AND kind = ?2 ORDER BY at",
        )?;
        let mut rows = query.query([of.as_str(), kind])?;
        let mut samples = Vec::new();
        while let Some(row) = rows.next()? {
            samples.push(sample(row)?);
        }
        Ok(samples)
    }

    /// What was last read of a kind by an instant; none when nothing was read of it by then.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_sample_at(
        &self,
        of: QuotaFamily,
        kind: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<QuotaSample>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT at, current, maximum FROM quota_sample WHERE family = ?1 AND kind = ?2 AND at <= ?3
             ORDER BY at DESC LIMIT 1",
        )?;
        let mut rows = query.query(params![of.as_str(), kind, instant_text(at)])?;
        rows.next()?.map(sample).transpose()
    }

    /// The thresholds that differ from the usual ones.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn quota_thresholds(&self) -> Result<BTreeMap<(QuotaFamily, String), Thresholds>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT family, kind, near, full FROM quota_threshold")?;
        let mut rows = query.query([])?;
        let mut thresholds = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let key = (family(&row.get::<_, String>(0)?)?, row.get(1)?);
            let near = decimal(&row.get::<_, String>(2)?)?;
            let full = decimal(&row.get::<_, String>(3)?)?;
            thresholds.insert(key, Thresholds { near, full });
        }
        Ok(thresholds)
    }
}

impl Writer<'_> {
    /// Keeps what was read of a kind at `at`; its names are taken over as well.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_quota_in_use(&self, kind: &QuotaKind, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO quota_in_use (family, kind, display_name, description, current, read_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (family, kind) DO UPDATE SET display_name = excluded.display_name,
                     description = excluded.description, current = excluded.current, read_at = excluded.read_at",
            )?
            .execute(params![
                kind.family.as_str(),
                kind.kind,
                kind.display_name,
                kind.description,
                in_use_text(kind.in_use),
                instant_text(at)
            ])?;
        Ok(())
    }

    /// Sets the count of a kind; its names stay as they are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_quota_count(
        &self,
        of: QuotaFamily,
        kind: &str,
        count: Decimal,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO quota_in_use (family, kind, display_name, description, current, read_at)
                 VALUES (?1, ?2, '', '', ?3, ?4)
                 ON CONFLICT (family, kind) DO UPDATE SET current = excluded.current, read_at = excluded.read_at",
            )?
            .execute(params![of.as_str(), kind, count.to_string(), instant_text(at)])?;
        Ok(())
    }

    /// Keeps a reading for the trend; the same instant again replaces it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_quota_sample(
        &self,
        of: QuotaFamily,
        kind: &str,
        sample: &QuotaSample,
    ) -> Result<(), StoreError> {
        let maximum = match sample.limit {
            Limit::Unlimited => Some("-1".to_owned()),
            Limit::Maximum(most) => Some(most.to_string()),
            Limit::Missing => None,
        };
        self.sql
            .prepare_cached(
                "INSERT INTO quota_sample (family, kind, at, current, maximum) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (family, kind, at) DO UPDATE SET current = excluded.current, maximum = excluded.maximum",
            )?
            .execute(params![
                of.as_str(),
                kind,
                instant_text(sample.at),
                sample.current.to_string(),
                maximum
            ])?;
        Ok(())
    }

    /// Moves the thresholds of a kind.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_quota_thresholds(
        &self,
        of: QuotaFamily,
        kind: &str,
        thresholds: Thresholds,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO quota_threshold (family, kind, near, full) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (family, kind) DO UPDATE SET near = excluded.near, full = excluded.full",
            )?
            .execute(params![of.as_str(), kind, thresholds.near.to_string(), thresholds.full.to_string()])?;
        Ok(())
    }
}

fn sample(row: &Row<'_>) -> Result<QuotaSample, StoreError> {
    Ok(QuotaSample {
        at: instant(&row.get::<_, String>(0)?)?,
        current: decimal(&row.get::<_, String>(1)?)?,
        limit: limit(row.get::<_, Option<String>>(2)?.as_deref())?,
    })
}

fn family(code: &str) -> Result<QuotaFamily, StoreError> {
    [QuotaFamily::Object, QuotaFamily::Resource, QuotaFamily::Api]
        .into_iter()
        .find(|family| family.as_str() == code)
        .ok_or_else(|| StoreError::Corrupt(format!("{code:?} is not a family of quotas")))
}

fn in_use(text: Option<&str>) -> Result<InUse, StoreError> {
    match text {
        None => Ok(InUse::Missing),
        Some(NOT_TRACKED) => Ok(InUse::NotTracked),
        Some(number) => decimal(number).map(InUse::Current),
    }
}

fn in_use_text(in_use: InUse) -> Option<String> {
    match in_use {
        InUse::Missing => None,
        InUse::NotTracked => Some(NOT_TRACKED.to_owned()),
        InUse::Current(number) => Some(number.to_string()),
    }
}

fn limit(text: Option<&str>) -> Result<Limit, StoreError> {
    match text {
        None => Ok(Limit::Missing),
        Some(number) => decimal(number).map(billing_domain::quotas::limits::limit_of),
    }
}
