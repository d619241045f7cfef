//! Adding a price version: whole, and never changed afterwards.

use crate::values::instant_text;
use crate::{StoreError, Writer};
use billing_domain::Decimal;
use billing_domain::price_book::{DivisionFactor, Price, PriceModel, PriceVersion, Tier};
use chrono::{DateTime, Utc};
use rusqlite::params;

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
            self.add_price(version.number, price)?;
        }
        for fee in &version.plan_fees {
            self.sql.execute(
                "INSERT INTO plan_fee (version, plan, title, amount_minor) VALUES (?1, ?2, ?3, ?4)",
                params![version.number, fee.plan, fee.title, fee.amount.minor],
            )?;
        }
        Ok(())
    }

    fn add_price(&self, version: u32, price: &Price) -> Result<(), StoreError> {
        let factor = match price.factor {
            DivisionFactor::Constant(factor) => Some(factor.to_string()),
            DivisionFactor::HoursInPeriod => None,
        };
        let (tiers, package_size) = tiers_of(&price.model);
        self.sql
            .prepare_cached(
                "INSERT INTO price (version, metric_label, usage_type, unit, unit_billable, factor, billable_rule, \
                 included, model, package_size, tax_category) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                version,
                price.metric_label,
                price.usage_type,
                price.unit,
                price.unit_billable,
                factor,
                price.rule.as_str(),
                price.included.to_string(),
                price.model.as_str(),
                package_size.map(|size| size.to_string()),
                price.tax_category
            ])?;
        let mut add_tier = self.sql.prepare_cached(
            "INSERT INTO price_tier (version, metric_label, n, up_to, unit_price) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (n, tier) in (1u32..).zip(&tiers) {
            let up_to = tier.up_to.map(|bound| bound.to_string());
            add_tier.execute(params![version, price.metric_label, n, up_to, tier.unit_price.to_string()])?;
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
