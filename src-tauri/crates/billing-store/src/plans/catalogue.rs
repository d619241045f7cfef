//! The plans on offer, in every language they are told in.

use super::limits::Owner;
use super::words::{code, word};
use super::{DEFAULT_LOCALE, insert_limits, read_limits};
use crate::values::money;
use crate::{Reader, StoreError, Writer};
use billing_domain::Money;
use billing_domain::plans::{AddonService, Plan, PlanState, RequiredField, TransitionFlow};
use billing_domain::quotas::QuotaLimits;
use rusqlite::{Row, params};

/// Takes the place of the row of that name, which periods of holding refer to.
const UPDATE_PLAN: &str = "ON CONFLICT (name) DO UPDATE SET position = excluded.position,
     flat_price_minor = excluded.flat_price_minor, currency = excluded.currency,
     renewal_unit = excluded.renewal_unit, trial_period = excluded.trial_period, trial_unit = excluded.trial_unit,
     billing_disabled = excluded.billing_disabled, tenant_type = excluded.tenant_type,
     usage_plan_type = excluded.usage_plan_type, transition_method = excluded.transition_method,
     requires_manual_approval = excluded.requires_manual_approval";

impl Reader<'_> {
    /// The languages plans are told in, the default one first; empty without plans.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn plan_locales(&self) -> Result<Vec<String>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT DISTINCT locale FROM plan_text ORDER BY locale <> ?1, locale")?;
        let locales = query.query_map([DEFAULT_LOCALE], |row| row.get(0))?;
        Ok(locales.collect::<Result<_, _>>()?)
    }

    /// Every plan on offer in a language, in the tenant's order. What is not told in it is told in the default one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn plans(&self, locale: &str) -> Result<Vec<Plan>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT p.name, t.title, t.subtitle, t.description, p.flat_price_minor, p.currency, p.renewal_unit,
                 p.trial_period, p.trial_unit, p.billing_disabled, p.tenant_type, p.usage_plan_type,
                 p.transition_method, p.requires_manual_approval,
                 EXISTS (SELECT 1 FROM plan_held h WHERE h.plan = p.name AND h.held_until IS NULL),
                 EXISTS (SELECT 1 FROM transition_request r WHERE p.name IN (r.from_plan, r.to_plan)
                     AND r.state IN ('creating', 'waiting_for_approval'))
             FROM plan p JOIN plan_text t ON t.plan = p.name AND t.locale =
                 (SELECT x.locale FROM plan_text x WHERE x.plan = p.name AND x.locale IN (?1, ?2)
                  ORDER BY x.locale <> ?1 LIMIT 1)
             ORDER BY p.position, p.name",
        )?;
        let mut rows = query.query([locale, DEFAULT_LOCALE])?;
        let mut plans = Vec::new();
        while let Some(row) = rows.next()? {
            plans.push(self.whole_plan(bare_plan(row)?)?);
        }
        Ok(plans)
    }

    /// Adds what stands in tables of its own.
    fn whole_plan(&self, plan: Plan) -> Result<Plan, StoreError> {
        Ok(Plan {
            included_addons: self.addons_of(&plan.name, "included")?,
            allowed_addons: self.addons_of(&plan.name, "allowed")?,
            default_quota: read_limits(self.sql, &limits_of(&[&plan.name]))?,
            transition_flow: TransitionFlow {
                required_fields: self.required_fields(&plan.name)?,
                ..plan.transition_flow
            },
            ..plan
        })
    }

    fn addons_of(&self, plan: &str, access: &str) -> Result<Vec<AddonService>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT addon, display_name FROM plan_addon WHERE plan = ?1 AND access = ?2 ORDER BY position",
        )?;
        let addons = query.query_map([plan, access], |row| {
            Ok(AddonService { name: row.get(0)?, display_name: row.get(1)? })
        })?;
        Ok(addons.collect::<Result<_, _>>()?)
    }

    fn required_fields(&self, plan: &str) -> Result<Vec<RequiredField>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached("SELECT field FROM plan_required_field WHERE plan = ?1 ORDER BY position")?;
        let fields = query.query_map([plan], |row| Ok(word(&row.get::<_, String>(0)?)))?;
        Ok(fields.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Puts a plan on offer, its texts in the default language. Whether it is held is said by
    /// [`Writer::set_current_plan`] alone.
    ///
    /// # Errors
    /// [`StoreError`]; a second plan of the same name breaks a constraint.
    pub fn add_plan(&self, plan: &Plan, position: u32) -> Result<(), StoreError> {
        self.write_plan_row(plan, position, "")?;
        self.insert_plan_parts(plan)
    }

    /// As [`Writer::add_plan`]; a plan of the same name gives way, with its texts in every language.
    pub(crate) fn put_plan(&self, plan: &Plan, position: u32) -> Result<(), StoreError> {
        for table in ["plan_text", "plan_required_field", "plan_addon", "plan_limit", "plan_rate"] {
            self.sql
                .prepare_cached(&format!("DELETE FROM {table} WHERE plan = ?1"))?
                .execute([&plan.name])?;
        }
        self.write_plan_row(plan, position, UPDATE_PLAN)?;
        self.insert_plan_parts(plan)
    }

    fn insert_plan_parts(&self, plan: &Plan) -> Result<(), StoreError> {
        self.add_plan_text(&plan.name, DEFAULT_LOCALE, &plan.title, &plan.subtitle, &plan.description)?;
        self.insert_required_fields(&plan.name, &plan.transition_flow.required_fields)?;
        self.insert_addons(&plan.name, "included", &plan.included_addons)?;
        self.insert_addons(&plan.name, "allowed", &plan.allowed_addons)?;
        insert_limits(self.sql, &limits_of(&[&plan.name]), &plan.default_quota)
    }

    /// Tells a plan in one more language, such as `th-th`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_plan_text(
        &self,
        plan: &str,
        locale: &str,
        title: &str,
        subtitle: &str,
        description: &str,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO plan_text (plan, locale, title, subtitle, description) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute([plan, locale, title, subtitle, description])?;
        Ok(())
    }

    fn write_plan_row(&self, plan: &Plan, position: u32, on_conflict: &str) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(&format!(
                "INSERT INTO plan (name, position, flat_price_minor, currency, renewal_unit, trial_period,
                     trial_unit, billing_disabled, tenant_type, usage_plan_type, transition_method,
                     requires_manual_approval) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) {on_conflict}"
            ))?
            .execute(params![
                plan.name,
                position,
                plan.flat_price.minor,
                plan.flat_price.currency.as_str(),
                code(&plan.renewal_period_unit),
                plan.trial_period,
                code(&plan.trial_period_unit),
                plan.billing_disabled,
                plan.tenant_type,
                plan.usage_plan_type,
                code(&plan.transition_flow.method),
                plan.transition_flow.requires_manual_approval
            ])?;
        Ok(())
    }

    fn insert_required_fields(&self, plan: &str, fields: &[RequiredField]) -> Result<(), StoreError> {
        let mut insert = self
            .sql
            .prepare_cached("INSERT INTO plan_required_field (plan, position, field) VALUES (?, ?, ?)")?;
        for (position, field) in (0u32..).zip(fields) {
            insert.execute(params![plan, position, code(field)])?;
        }
        Ok(())
    }

    fn insert_addons(&self, plan: &str, access: &str, addons: &[AddonService]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO plan_addon (plan, access, position, addon, display_name) VALUES (?, ?, ?, ?, ?)",
        )?;
        for (position, addon) in (0u32..).zip(addons) {
            insert.execute(params![plan, access, position, addon.name, addon.display_name])?;
        }
        Ok(())
    }
}

fn limits_of<'o>(key: &'o [&'o dyn rusqlite::ToSql]) -> Owner<'o> {
    Owner { limit_table: "plan_limit", rate_table: "plan_rate", columns: &["plan"], key }
}

fn bare_plan(row: &Row<'_>) -> Result<Plan, StoreError> {
    let flat_price: Money = money(row.get(4)?, &row.get::<_, String>(5)?)?;
    Ok(Plan {
        name: row.get(0)?,
        title: row.get(1)?,
        subtitle: row.get(2)?,
        description: row.get(3)?,
        flat_price,
        renewal_period_unit: word(&row.get::<_, String>(6)?),
        trial_period: row.get(7)?,
        trial_period_unit: word(&row.get::<_, String>(8)?),
        billing_disabled: row.get(9)?,
        tenant_type: row.get(10)?,
        usage_plan_type: row.get(11)?,
        transition_flow: TransitionFlow {
            method: word(&row.get::<_, String>(12)?),
            required_fields: Vec::new(),
            requires_manual_approval: row.get(13)?,
        },
        current: row.get(14)?,
        state: if row.get(15)? { PlanState::TransitionPending } else { PlanState::Ready },
        included_addons: Vec::new(),
        allowed_addons: Vec::new(),
        default_quota: QuotaLimits::default(),
    })
}
