//! Price books: whole versions in, whole versions out.

mod write;

use crate::values::{decimal, instant, money};
use crate::{Reader, StoreError};
use billing_domain::price_book::{
    AddonFee, BillableRule, DivisionFactor, PlanFee, PlanPrice, Price, PriceBook, PriceModel, PriceVersion,
    Tier,
};
use billing_domain::{Currency, Decimal};
use chrono::{DateTime, Utc};
use rusqlite::{Row, ToSql, params};

/// A version as it was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceSource {
    /// Its number.
    pub number: u32,
    /// When it was loaded.
    pub loaded_at: DateTime<Utc>,
    /// The file, word for word.
    pub source: String,
}

const PRICE: &str = "metric_label, usage_type, unit, unit_billable, factor, billable_rule, included, model, \
    package_size, tax_category";

impl Reader<'_> {
    /// Every version with its prices.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn price_book(&self) -> Result<PriceBook, StoreError> {
        let mut query = self
            .sql
            .prepare_cached("SELECT number, valid_from, currency FROM price_version ORDER BY number")?;
        let mut rows = query.query([])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let (valid_from, currency): (String, String) = (row.get(1)?, row.get(2)?);
            versions.push(self.price_version(row.get(0)?, &valid_from, &currency)?);
        }
        Ok(PriceBook { versions })
    }

    /// The newest version with this content, by the hash of its file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn price_source_with(&self, sha256: &str) -> Result<Option<PriceSource>, StoreError> {
        self.price_source(Some(sha256))
    }

    /// The version that was loaded last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_price_source(&self) -> Result<Option<PriceSource>, StoreError> {
        self.price_source(None)
    }

    /// The newest version, of those with a hash when one is given.
    fn price_source(&self, sha256: Option<&str>) -> Result<Option<PriceSource>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT number, loaded_at, source FROM price_version WHERE ?1 IS NULL OR sha256 = ?1 \
             ORDER BY number DESC LIMIT 1",
        )?;
        let mut rows = query.query([sha256])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let loaded_at = instant(&row.get::<_, String>(1)?)?;
        Ok(Some(PriceSource { number: row.get(0)?, loaded_at, source: row.get(2)? }))
    }

    fn price_version(&self, number: u32, from: &str, currency: &str) -> Result<PriceVersion, StoreError> {
        let currency: Currency = currency
            .parse()
            .map_err(|_| StoreError::Corrupt("the currency of a price version".to_owned()))?;
        Ok(PriceVersion {
            number,
            valid_from: instant(from)?,
            currency,
            prices: self.prices(number)?,
            plan_prices: self.plan_prices(number)?,
            plan_fees: self.plan_fees(number, currency)?,
            addon_fees: self.addon_fees(number, currency)?,
        })
    }

    fn prices(&self, version: u32) -> Result<Vec<Price>, StoreError> {
        let text = format!("SELECT {PRICE} FROM price WHERE version = ?1 ORDER BY metric_label");
        let mut query = self.sql.prepare_cached(&text)?;
        let mut rows = query.query([version])?;
        let mut prices = Vec::new();
        while let Some(row) = rows.next()? {
            let label: String = row.get(0)?;
            let tiers = self.price_tiers("price_tier", params![version, label])?;
            prices.push(price(row, label, tiers)?);
        }
        Ok(prices)
    }

    fn plan_prices(&self, version: u32) -> Result<Vec<PlanPrice>, StoreError> {
        let text =
            format!("SELECT {PRICE}, plan FROM plan_price WHERE version = ?1 ORDER BY plan, metric_label");
        let mut query = self.sql.prepare_cached(&text)?;
        let mut rows = query.query([version])?;
        let mut prices = Vec::new();
        while let Some(row) = rows.next()? {
            let (label, plan): (String, String) = (row.get(0)?, row.get(10)?);
            let tiers = self.price_tiers("plan_price_tier", params![version, label, plan])?;
            prices.push(PlanPrice { plan, price: price(row, label, tiers)? });
        }
        Ok(prices)
    }

    /// `key` is the version, the metric label, and for a plan's own price the plan.
    fn price_tiers(&self, table: &str, key: &[&dyn ToSql]) -> Result<Vec<Tier>, StoreError> {
        let of_plan = if key.len() == 3 { "AND plan = ?3" } else { "" };
        let text = format!(
            "SELECT up_to, unit_price FROM {table} WHERE version = ?1 AND metric_label = ?2 {of_plan} ORDER BY n"
        );
        let mut query = self.sql.prepare_cached(&text)?;
        let mut rows = query.query(key)?;
        let mut tiers = Vec::new();
        while let Some(row) = rows.next()? {
            let up_to: Option<String> = row.get(0)?;
            let up_to = up_to.as_deref().map(decimal).transpose()?;
            tiers.push(Tier { up_to, unit_price: decimal(&row.get::<_, String>(1)?)? });
        }
        Ok(tiers)
    }

    fn addon_fees(&self, version: u32, currency: Currency) -> Result<Vec<AddonFee>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT addon, title, amount_minor FROM addon_fee WHERE version = ?1 ORDER BY addon",
        )?;
        let mut rows = query.query([version])?;
        let mut fees = Vec::new();
        while let Some(row) = rows.next()? {
            let amount = money(row.get(2)?, currency.as_str())?;
            fees.push(AddonFee { addon: row.get(0)?, title: row.get(1)?, amount });
        }
        Ok(fees)
    }

    fn plan_fees(&self, version: u32, currency: Currency) -> Result<Vec<PlanFee>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT plan, title, amount_minor FROM plan_fee WHERE version = ?1 ORDER BY plan",
        )?;
        let mut rows = query.query([version])?;
        let mut fees = Vec::new();
        while let Some(row) = rows.next()? {
            let amount = money(row.get(2)?, currency.as_str())?;
            fees.push(PlanFee { plan: row.get(0)?, title: row.get(1)?, amount });
        }
        Ok(fees)
    }
}

fn price(row: &Row<'_>, metric_label: String, tiers: Vec<Tier>) -> Result<Price, StoreError> {
    let factor: Option<String> = row.get(4)?;
    let factor = match factor {
        Some(text) => DivisionFactor::Constant(decimal(&text)?),
        None => DivisionFactor::HoursInPeriod,
    };
    let rule = match row.get::<_, String>(5)?.as_str() {
        "floor_min_one" => BillableRule::FloorMinOne,
        "exact" => BillableRule::Exact,
        other => return Err(StoreError::Corrupt(format!("billable rule {other:?}"))),
    };
    let package_size: Option<String> = row.get(8)?;
    let package_size = package_size.as_deref().map(decimal).transpose()?;
    Ok(Price {
        usage_type: row.get(1)?,
        unit: row.get(2)?,
        unit_billable: row.get(3)?,
        factor,
        rule,
        included: decimal(&row.get::<_, String>(6)?)?,
        model: model(&row.get::<_, String>(7)?, &metric_label, package_size, tiers)?,
        tax_category: row.get(9)?,
        metric_label,
    })
}

fn model(
    name: &str,
    metric_label: &str,
    package_size: Option<Decimal>,
    tiers: Vec<Tier>,
) -> Result<PriceModel, StoreError> {
    let first = tiers.first().map(|tier| tier.unit_price);
    match (name, first, package_size) {
        ("flat", Some(amount), None) => Ok(PriceModel::Flat { amount }),
        ("per_unit", Some(unit_price), None) => Ok(PriceModel::PerUnit { unit_price }),
        ("graduated", Some(_), None) => Ok(PriceModel::Graduated { tiers }),
        ("volume", Some(_), None) => Ok(PriceModel::Volume { tiers }),
        ("package", Some(price), Some(size)) => Ok(PriceModel::Package { size, price }),
        _ => Err(StoreError::Corrupt(format!("the {name} price of {metric_label:?}"))),
    }
}
