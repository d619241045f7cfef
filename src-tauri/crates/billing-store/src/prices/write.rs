//! Adding a price version: whole, and never changed afterwards.

use crate::values::instant_text;
use crate::{StoreError, Writer};
use billing_domain::Decimal;
use billing_domain::price_book::{DivisionFactor, Price, PriceModel, PriceVersion, Tier};
use chrono::{DateTime, Utc};
use rusqlite::{ToSql, params};

impl Writer<'_> {
    /// Adds a version; its number must be free.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_price_version(
        &self,
        version: &PriceVersion,
        source: &str,
        sha256: &str,
        loaded_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.sql.execute(
            "INSERT INTO price_version (number, valid_from, currency, loaded_at, source, sha256) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                version.number,
                instant_text(version.valid_from),
                version.currency.as_str(),
                instant_text(loaded_at),
                source,
                sha256
            ],
        )?;
        for price in &version.prices {
            self.add_price(version.number, None, price)?;
        }
        for own in &version.plan_prices {
            self.add_price(version.number, Some(&own.plan), &own.price)?;
        }
        for fee in &version.addon_fees {
            self.sql.execute(
                "INSERT INTO addon_fee (version, addon, title, amount_minor) VALUES (?1, ?2, ?3, ?4)",
                params![version.number, fee.addon, fee.title, fee.amount.minor],
            )?;
        }
        for fee in &version.plan_fees {
            self.sql.execute(
                "INSERT INTO plan_fee (version, plan, title, amount_minor) VALUES (?1, ?2, ?3, ?4)",
                params![version.number, fee.plan, fee.title, fee.amount.minor],
            )?;
        }
        Ok(())
    }

    fn add_price(&self, version: u32, plan: Option<&str>, price: &Price) -> Result<(), StoreError> {
        let factor = match price.factor {
            DivisionFactor::Constant(factor) => Some(factor.to_string()),
            DivisionFactor::HoursInPeriod => None,
        };
        let (tiers, package_size) = tiers_of(&price.model);
        let (table, of_plan, value) = match plan {
            Some(_) => ("plan_price", ", plan", ", ?12"),
            None => ("price", "", ""),
        };
        let mut row: Vec<&dyn ToSql> = Vec::new();
        let (rule, included, model) = (price.rule.as_str(), price.included.to_string(), price.model.as_str());
        let package_size = package_size.map(|size| size.to_string());
        row.extend::<[&dyn ToSql; 11]>([
            &version,
            &price.metric_label,
            &price.usage_type,
            &price.unit,
            &price.unit_billable,
            &factor,
            &rule,
            &included,
            &model,
            &package_size,
            &price.tax_category,
        ]);
        row.extend(plan.as_ref().map(|plan| plan as &dyn ToSql));
        self.sql
            .prepare_cached(&format!(
                "INSERT INTO {table} (version, metric_label, usage_type, unit, unit_billable, factor, billable_rule, \
                 included, model, package_size, tax_category{of_plan}) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11{value})"
            ))?
            .execute(row.as_slice())?;
        self.add_tiers(version, plan, &price.metric_label, &tiers)
    }

    fn add_tiers(
        &self,
        version: u32,
        plan: Option<&str>,
        metric_label: &str,
        tiers: &[Tier],
    ) -> Result<(), StoreError> {
        let text = match plan {
            Some(_) => {
                "INSERT INTO plan_price_tier (version, metric_label, n, up_to, unit_price, plan) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            }
            None => {
                "INSERT INTO price_tier (version, metric_label, n, up_to, unit_price) \
                 VALUES (?1, ?2, ?3, ?4, ?5)"
            }
        };
        let mut insert = self.sql.prepare_cached(text)?;
        for (n, tier) in (1u32..).zip(tiers) {
            let (up_to, unit_price) =
                (tier.up_to.map(|bound| bound.to_string()), tier.unit_price.to_string());
            match plan {
                Some(plan) => insert.execute(params![version, metric_label, n, up_to, unit_price, plan])?,
                None => insert.execute(params![version, metric_label, n, up_to, unit_price])?,
            };
        }
        Ok(())
    }
}

/// Every model as tiers: a single price is one open tier.
fn tiers_of(model: &PriceModel) -> (Vec<Tier>, Option<Decimal>) {
    let open = |unit_price: &Decimal| vec![Tier { up_to: None, unit_price: *unit_price }];
    match model {
        PriceModel::Flat { amount } => (open(amount), None),
        PriceModel::PerUnit { unit_price } => (open(unit_price), None),
        PriceModel::Package { size, price } => (open(price), Some(*size)),
        PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => (tiers.clone(), None),
    }
}
