//! Subscriptions and their billing periods.

use crate::values::{instant, instant_text, money};
use crate::{Reader, StoreError, Writer};
use billing_domain::period::PeriodUnit;
use billing_domain::{Money, Period};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

/// A plan that was held from an instant on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionRecord {
    /// Internal name, unique.
    pub name: String,
    /// For people.
    pub plan_name: String,
    /// The plan's key.
    pub plan_object_name: String,
    /// When it became active.
    pub start: DateTime<Utc>,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// How long its billing periods are; DAY, WEEK, MONTH or YEAR.
    pub period_unit: PeriodUnit,
    /// The fee agreed for one of them.
    pub flat_price: Money,
    /// End of the trial, if there was one.
    pub trial_end: Option<DateTime<Utc>>,
}

/// One billing period of a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingPeriodRecord {
    /// A UUID.
    pub uid: String,
    /// The truth.
    pub period: Period,
    /// What the external provider says.
    pub external: Option<Period>,
    /// True inside the trial.
    pub trial: bool,
}

impl Reader<'_> {
    /// Every subscription, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn subscriptions(&self) -> Result<Vec<SubscriptionRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT name, plan_name, plan_object_name, start, cancelled_at, period_unit, flat_price_minor, currency, \
             trial_end FROM subscription ORDER BY start DESC, name",
        )?;
        let mut rows = query.query([])?;
        let mut subscriptions = Vec::new();
        while let Some(row) = rows.next()? {
            subscriptions.push(subscription(row)?);
        }
        Ok(subscriptions)
    }

    /// The billing periods of a subscription, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn billing_periods(&self, subscription: &str) -> Result<Vec<BillingPeriodRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT uid, period_start, period_end, external_start, external_end, trial FROM billing_period \
             WHERE subscription = ?1 ORDER BY period_start DESC",
        )?;
        let mut rows = query.query([subscription])?;
        let mut periods = Vec::new();
        while let Some(row) = rows.next()? {
            periods.push(billing_period(row)?);
        }
        Ok(periods)
    }
}

impl Writer<'_> {
    /// Writes a subscription; one of the same name is replaced, its periods stay.
    ///
    /// # Errors
    /// [`StoreError`]; a period unit that we do not know is not stored.
    pub fn put_subscription(&self, record: &SubscriptionRecord) -> Result<(), StoreError> {
        self.sql.execute(
            "INSERT INTO subscription (name, plan_name, plan_object_name, start, cancelled_at, period_unit, \
             flat_price_minor, currency, trial_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
             ON CONFLICT (name) DO UPDATE SET plan_name = ?2, plan_object_name = ?3, start = ?4, cancelled_at = ?5, \
             period_unit = ?6, flat_price_minor = ?7, currency = ?8, trial_end = ?9",
            params![
                record.name,
                record.plan_name,
                record.plan_object_name,
                instant_text(record.start),
                record.cancelled_at.map(instant_text),
                unit_word(&record.period_unit),
                record.flat_price.minor,
                record.flat_price.currency.as_str(),
                record.trial_end.map(instant_text)
            ],
        )?;
        Ok(())
    }

    /// Adds a billing period.
    ///
    /// # Errors
    /// [`StoreError`]; a second period with the same start breaks a constraint.
    pub fn add_billing_period(
        &self,
        subscription: &str,
        record: &BillingPeriodRecord,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO billing_period (uid, subscription, period_start, period_end, external_start, external_end, \
                 trial) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                record.uid,
                subscription,
                instant_text(record.period.start),
                instant_text(record.period.end),
                record.external.map(|period| instant_text(period.start)),
                record.external.map(|period| instant_text(period.end)),
                record.trial
            ])?;
        Ok(())
    }

    /// Forgets the billing periods of a subscription that start at an instant or later: it was cancelled by then.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_billing_periods(&self, subscription: &str, from: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("DELETE FROM billing_period WHERE subscription = ?1 AND period_start >= ?2")?
            .execute(params![subscription, instant_text(from)])?;
        Ok(())
    }
}

fn subscription(row: &Row<'_>) -> Result<SubscriptionRecord, StoreError> {
    let text = |column: usize| row.get::<_, String>(column);
    let maybe = |column: usize| {
        let text: Option<String> = row.get(column)?;
        text.as_deref().map(instant).transpose()
    };
    Ok(SubscriptionRecord {
        name: text(0)?,
        plan_name: text(1)?,
        plan_object_name: text(2)?,
        start: instant(&text(3)?)?,
        cancelled_at: maybe(4)?,
        period_unit: unit(text(5)?),
        flat_price: money(row.get(6)?, &text(7)?)?,
        trial_end: maybe(8)?,
    })
}

fn billing_period(row: &Row<'_>) -> Result<BillingPeriodRecord, StoreError> {
    let at = |column: usize| instant(&row.get::<_, String>(column)?);
    let external: (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    let external = match external {
        (Some(start), Some(end)) => Some(Period { start: instant(&start)?, end: instant(&end)? }),
        _ => None,
    };
    Ok(BillingPeriodRecord {
        uid: row.get(0)?,
        period: Period { start: at(1)?, end: at(2)? },
        external,
        trial: row.get(5)?,
    })
}

fn unit_word(unit: &PeriodUnit) -> &str {
    match unit {
        PeriodUnit::Day => "DAY",
        PeriodUnit::Week => "WEEK",
        PeriodUnit::Month => "MONTH",
        PeriodUnit::Year => "YEAR",
        PeriodUnit::Other(word) => word,
    }
}

fn unit(word: String) -> PeriodUnit {
    match word.as_str() {
        "DAY" => PeriodUnit::Day,
        "WEEK" => PeriodUnit::Week,
        "MONTH" => PeriodUnit::Month,
        "YEAR" => PeriodUnit::Year,
        _ => PeriodUnit::Other(word),
    }
}
