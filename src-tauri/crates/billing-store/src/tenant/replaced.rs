//! Topics that a tenant tells whole: its plans and quota objects take the place of those held before.

use crate::{Reader, StoreError, Writer};
use billing_domain::Currency;
use billing_domain::plans::LocalizedPlans;
use billing_domain::quotas::QuotaObject;
use billing_domain::quotas::kinds::QuotaKind;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// The plans on offer, in every language told (the first is the default one's), and the one that is held now.
    ///
    /// A plan that was ever held here stays in the catalogue, for its past.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_tenant_plans(
        &self,
        lists: &[LocalizedPlans],
        held: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let Some(first) = lists.first() else { return Ok(()) };
        let told: BTreeSet<&str> = first.plans.iter().map(|plan| plan.name.as_str()).collect();
        for name in self.plan_names()? {
            if !told.contains(name.as_str()) && !self.was_held(&name)? {
                self.sql.prepare_cached("DELETE FROM plan WHERE name = ?1")?.execute([&name])?;
            }
        }
        for (position, plan) in (0..).zip(&first.plans) {
            self.put_plan(plan, position)?;
        }
        for list in lists.iter().skip(1) {
            for plan in list.plans.iter().filter(|plan| told.contains(plan.name.as_str())) {
                self.add_plan_text(&plan.name, &list.locale, &plan.title, &plan.subtitle, &plan.description)?;
            }
        }
        match held.filter(|held| told.contains(held)) {
            Some(held) if self.held_plan()?.as_deref() != Some(held) => self.set_current_plan(held, at),
            _ => Ok(()),
        }
    }

    /// Every kind that the tenant counts or limits, as read at `at`; kinds that it tells no more are gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_tenant_quota_kinds(
        &self,
        kinds: &[QuotaKind],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.sql.prepare_cached("DELETE FROM quota_in_use")?.execute([])?;
        for kind in kinds {
            self.set_quota_in_use(kind, at)?;
        }
        Ok(())
    }

    /// What the account is billed in, once the tenant has told.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_account_currency(&self, currency: Currency) -> Result<(), StoreError> {
        self.sql.prepare_cached("UPDATE account SET currency = ?1")?.execute([currency.as_str()])?;
        Ok(())
    }

    /// The quota objects of one namespace.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_tenant_quotas(&self, namespace: &str, objects: &[QuotaObject]) -> Result<(), StoreError> {
        self.sql.prepare_cached("DELETE FROM quota_object WHERE namespace = ?1")?.execute([namespace])?;
        for object in objects {
            // A uid is unique at the tenant; a moved object must not stand in the way of its successor.
            self.sql.prepare_cached("DELETE FROM quota_object WHERE uid = ?1")?.execute([&object.uid])?;
            self.add_quota_object(object)?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn plan_names(&self) -> Result<Vec<String>, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT name FROM plan")?;
        let names = query.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    fn was_held(&self, plan: &str) -> Result<bool, StoreError> {
        let mut query = self.sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM plan_held WHERE plan = ?1)")?;
        Ok(query.query_row([plan], |row| row.get(0))?)
    }
}
