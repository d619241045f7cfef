//! The plan that is held and the add-ons that are subscribed, now and before.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;

/// A plan and when it was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlan {
    /// The plan's key.
    pub plan: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none while it is held.
    pub until: Option<DateTime<Utc>>,
}

/// An add-on and when it was subscribed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddonSubscription {
    /// The add-on's key.
    pub addon: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none while it runs.
    pub until: Option<DateTime<Utc>>,
}

/// A name with since when and until when.
type Span = (String, DateTime<Utc>, Option<DateTime<Utc>>);

impl Reader<'_> {
    /// The key of the plan that is held.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn held_plan(&self) -> Result<Option<String>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT plan FROM plan_held WHERE held_until IS NULL")?;
        Ok(query.query_row([], |row| row.get(0)).optional()?)
    }

    /// Every plan that was ever held, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn plans_held(&self) -> Result<Vec<HeldPlan>, StoreError> {
        let spans = self.spans("SELECT plan, held_from, held_until FROM plan_held ORDER BY id")?;
        Ok(spans.into_iter().map(|(plan, from, until)| HeldPlan { plan, from, until }).collect())
    }

    /// Every subscription of an add-on, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn addon_subscriptions(&self) -> Result<Vec<AddonSubscription>, StoreError> {
        let spans = self
            .spans("SELECT addon, subscribed_from, subscribed_until FROM addon_subscription ORDER BY id")?;
        Ok(spans.into_iter().map(|(addon, from, until)| AddonSubscription { addon, from, until }).collect())
    }

    /// The add-ons that are subscribed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn active_addons(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT addon FROM addon_subscription WHERE subscribed_until IS NULL")?;
        let addons = query.query_map([], |row| row.get(0))?;
        Ok(addons.collect::<Result<_, _>>()?)
    }

    fn spans(&self, select: &str) -> Result<Vec<Span>, StoreError> {
        let mut query = self.sql.prepare_cached(select)?;
        let mut rows = query.query([])?;
        let mut spans = Vec::new();
        while let Some(row) = rows.next()? {
            let until = row.get::<_, Option<String>>(2)?.map(|until| instant(&until)).transpose()?;
            spans.push((row.get(0)?, instant(&row.get::<_, String>(1)?)?, until));
        }
        Ok(spans)
    }
}

impl Writer<'_> {
    /// From `at` on this plan is held; the one before ends there.
    ///
    /// # Errors
    /// [`StoreError`]; an unknown plan, or a time before the present one began, breaks a constraint.
    pub fn set_current_plan(&self, plan: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let at = instant_text(at);
        self.sql
            .prepare_cached("UPDATE plan_held SET held_until = ?1 WHERE held_until IS NULL")?
            .execute([&at])?;
        self.sql
            .prepare_cached("INSERT INTO plan_held (plan, held_from) VALUES (?1, ?2)")?
            .execute([plan, at.as_str()])?;
        Ok(())
    }

    /// A subscription begins.
    ///
    /// # Errors
    /// [`StoreError`]; a second running one breaks a constraint.
    pub fn begin_addon(&self, addon: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("INSERT INTO addon_subscription (addon, subscribed_from) VALUES (?1, ?2)")?
            .execute([addon, instant_text(at).as_str()])?;
        Ok(())
    }

    /// The running subscription ends.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn end_addon(&self, addon: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE addon_subscription SET subscribed_until = ?2 WHERE addon = ?1 AND subscribed_until IS NULL",
            )?
            .execute([addon, instant_text(at).as_str()])?;
        Ok(())
    }
}
