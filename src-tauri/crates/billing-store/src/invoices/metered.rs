//! The usage of a period as bills need it: per metric label and unit, from roll-ups, never from single hours.

use crate::values::decimal;
use crate::{Reader, StoreError};
use billing_domain::rating::MeteredUsage;
use billing_domain::usage::UsageStatus;
use billing_domain::{Decimal, Period};
use chrono::{DateTime, Datelike, NaiveTime, Utc};
use rusqlite::params;

/// What was metered of a label on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayQuantity {
    /// The metered kind.
    pub metric_label: String,
    /// Its unit.
    pub unit: String,
    /// Midnight UTC.
    pub day: DateTime<Utc>,
    /// Exact.
    pub quantity: Decimal,
}

impl Reader<'_> {
    /// Exact sums of a UTC calendar month, by metric label and unit, over all namespaces and objects.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn metered_in_month(&self, month: &Period) -> Result<Vec<MeteredUsage>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT metric_label, min(usage_type), unit, exact_sum(mantissa, scale) \
             FROM usage_month JOIN series ON series.id = series_id WHERE month = ?1 \
             GROUP BY metric_label, unit ORDER BY metric_label, unit",
        )?;
        let mut rows = query.query([month_key(month.start)])?;
        let mut usage = Vec::new();
        while let Some(row) = rows.next()? {
            usage.push(MeteredUsage {
                metric_label: row.get(0)?,
                usage_type: row.get(1)?,
                unit: row.get(2)?,
                quantity: decimal(&row.get::<_, String>(3)?)?,
                status: UsageStatus::Active,
            });
        }
        Ok(usage)
    }

    /// Exact sums of each day of a period, by metric label and unit; days without usage have no row.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn metered_by_day(&self, period: &Period) -> Result<Vec<DayQuantity>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT metric_label, unit, day, exact_sum(mantissa, scale) \
             FROM series JOIN usage_day ON series_id = series.id WHERE day >= ?1 AND day < ?2 \
             GROUP BY metric_label, unit, day ORDER BY metric_label, unit, day",
        )?;
        let mut rows = query.query(params![day_key(period.start), day_key(period.end)])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            let day: i64 = row.get(2)?;
            let day = DateTime::from_timestamp(day * 86_400, 0)
                .ok_or_else(|| StoreError::Corrupt("a day beyond the calendar".to_owned()))?;
            days.push(DayQuantity {
                metric_label: row.get(0)?,
                unit: row.get(1)?,
                day,
                quantity: decimal(&row.get::<_, String>(3)?)?,
            });
        }
        Ok(days)
    }

    /// The first month that has usage; `None` in a book without.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn first_metered_month(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let key: Option<i32> =
            self.sql.prepare_cached("SELECT min(month) FROM usage_month")?.query_row([], |row| row.get(0))?;
        key.map(|key| {
            let first = chrono::NaiveDate::from_ymd_opt(key.div_euclid(12), key.rem_euclid(12) as u32 + 1, 1);
            first
                .map(|day| day.and_time(NaiveTime::MIN).and_utc())
                .ok_or_else(|| StoreError::Corrupt("a month beyond the calendar".to_owned()))
        })
        .transpose()
    }
}

/// The key of the month roll-up: `year * 12 + month - 1`.
fn month_key(at: DateTime<Utc>) -> i32 {
    at.year() * 12 + at.month0() as i32
}

/// The key of the day roll-up: days since 1970.
fn day_key(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(86_400)
}
