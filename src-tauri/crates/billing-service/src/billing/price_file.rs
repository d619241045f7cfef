//! Price files: the plain form (a map from metric label to tiers) and our own fuller form, into a price version.

use billing_domain::price_book::{
    AddonFee, BillableRule, DivisionFactor, PlanFee, PlanPrice, Price, PriceModel, PriceVersion,
    STANDARD_TAX, Tier,
};
use billing_domain::{BillingError, Currency, Decimal, Money};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Reads either form; the fuller one is told by its `prices` list.
pub(super) fn read(json: &str, number: u32) -> Result<PriceVersion, BillingError> {
    let value: serde_json::Value = serde_json::from_str(json).map_err(not_a_book)?;
    let version = if value.get("prices").is_some_and(serde_json::Value::is_array) {
        serde_json::from_value::<FullFile>(value).map_err(not_a_book)?.version(number)?
    } else {
        let prices = serde_json::from_value::<BTreeMap<String, PlainPrice>>(value).map_err(not_a_book)?;
        plain(prices, number)?
    };
    let is_empty = version.prices.is_empty() && version.plan_prices.is_empty();
    if is_empty && version.plan_fees.is_empty() && version.addon_fees.is_empty() {
        return Err(BillingError::invalid("The price file holds no price."));
    }
    version.check()?;
    Ok(version)
}

/// `{"lb-hours": {"usage_type": "..", "unit": "Hour", "tiers": [{"up_to": 1000, "unit_price": "0.1"}, ..]}}`:
/// USD, from the beginning, graduated over the month, factor 1, `floor_min_one`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainPrice {
    usage_type: String,
    unit: String,
    tiers: Vec<FileTier>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTier {
    up_to: Option<Figure>,
    unit_price: Figure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullFile {
    currency: String,
    /// A day or an instant; from the beginning when absent.
    valid_from: Option<String>,
    prices: Vec<FullPrice>,
    #[serde(default)]
    plan_fees: Vec<FileFee>,
    #[serde(default)]
    addon_fees: Vec<FileAddonFee>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullPrice {
    /// The plan it is for; the general price without.
    plan: Option<String>,
    metric_label: String,
    usage_type: String,
    unit: String,
    unit_billable: Option<String>,
    /// A number, or `hours_in_period`; 1 when absent.
    factor: Option<Figure>,
    /// `floor_min_one` (when absent) or `exact`.
    rule: Option<String>,
    included: Option<Figure>,
    model: String,
    amount: Option<Figure>,
    unit_price: Option<Figure>,
    tiers: Option<Vec<FileTier>>,
    package_size: Option<Figure>,
    package_price: Option<Figure>,
    tax_category: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFee {
    plan: String,
    title: String,
    amount: Figure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAddonFee {
    addon: String,
    title: String,
    amount: Figure,
}

/// A number or a text, kept as its digits: nothing on the way rounds it.
struct Figure(String);

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(from)? {
            serde_json::Value::Number(number) => Ok(Self(number.to_string())),
            serde_json::Value::String(text) => Ok(Self(text)),
            other => Err(serde::de::Error::custom(format!("{other} is not a number"))),
        }
    }
}

impl Figure {
    fn decimal(&self) -> Result<Decimal, BillingError> {
        self.0
            .parse()
            .map_err(|error| BillingError::invalid(format!("{:?} in the price file: {error}.", self.0)))
    }
}

fn plain(prices: BTreeMap<String, PlainPrice>, number: u32) -> Result<PriceVersion, BillingError> {
    let price = |(metric_label, price): (String, PlainPrice)| {
        Ok(Price {
            metric_label,
            usage_type: price.usage_type,
            unit_billable: price.unit.clone(),
            unit: price.unit,
            factor: DivisionFactor::Constant(Decimal::ONE),
            rule: BillableRule::FloorMinOne,
            included: Decimal::ZERO,
            model: PriceModel::Graduated { tiers: tiers(&price.tiers)? },
            tax_category: STANDARD_TAX.to_owned(),
        })
    };
    Ok(PriceVersion {
        number,
        valid_from: DateTime::UNIX_EPOCH,
        currency: Currency::USD,
        prices: prices.into_iter().map(price).collect::<Result<_, BillingError>>()?,
        plan_prices: Vec::new(),
        plan_fees: Vec::new(),
        addon_fees: Vec::new(),
    })
}

impl FullFile {
    fn version(self, number: u32) -> Result<PriceVersion, BillingError> {
        let currency: Currency = self.currency.parse()?;
        let amount = |figure: &Figure, of: &str| {
            let amount = figure.decimal()?;
            let rounded = Money::round_half_away(amount, currency)?;
            if rounded.amount() != amount {
                return Err(BillingError::invalid(format!(
                    "The fee of {of:?} has more decimals than {currency} has."
                )));
            }
            Ok(rounded)
        };
        let plan_fee = |fee: FileFee| {
            Ok(PlanFee { amount: amount(&fee.amount, &fee.plan)?, plan: fee.plan, title: fee.title })
        };
        let addon_fee = |fee: FileAddonFee| {
            Ok(AddonFee { amount: amount(&fee.amount, &fee.addon)?, addon: fee.addon, title: fee.title })
        };
        let (general, own): (Vec<_>, Vec<_>) =
            self.prices.into_iter().partition(|price| price.plan.is_none());
        let own = own.into_iter().map(|mut price| {
            let plan = price.plan.take().unwrap_or_default();
            Ok(PlanPrice { plan, price: price.price()? })
        });
        Ok(PriceVersion {
            number,
            valid_from: self.valid_from.as_deref().map_or(Ok(DateTime::UNIX_EPOCH), instant)?,
            currency,
            prices: general.into_iter().map(FullPrice::price).collect::<Result<_, BillingError>>()?,
            plan_prices: own.collect::<Result<_, BillingError>>()?,
            plan_fees: self.plan_fees.into_iter().map(plan_fee).collect::<Result<_, BillingError>>()?,
            addon_fees: self.addon_fees.into_iter().map(addon_fee).collect::<Result<_, BillingError>>()?,
        })
    }
}

impl FullPrice {
    fn price(self) -> Result<Price, BillingError> {
        let factor = match self.factor.as_ref().map(|figure| figure.0.as_str()) {
            None => DivisionFactor::Constant(Decimal::ONE),
            Some("hours_in_period") => DivisionFactor::HoursInPeriod,
            Some(_) => DivisionFactor::Constant(given(self.factor.as_ref(), "factor", &self.metric_label)?),
        };
        let rule = match self.rule.as_deref() {
            None | Some("floor_min_one") => BillableRule::FloorMinOne,
            Some("exact") => BillableRule::Exact,
            Some(other) => return Err(self.wrong(&format!("has the unknown rule {other:?}"))),
        };
        let model = self.model()?;
        Ok(Price {
            factor,
            rule,
            model,
            included: self.included.as_ref().map_or(Ok(Decimal::ZERO), Figure::decimal)?,
            unit_billable: self.unit_billable.unwrap_or_else(|| self.unit.clone()),
            usage_type: self.usage_type,
            unit: self.unit,
            tax_category: self.tax_category.unwrap_or_else(|| STANDARD_TAX.to_owned()),
            metric_label: self.metric_label,
        })
    }

    fn model(&self) -> Result<PriceModel, BillingError> {
        let figure = |value: &Option<Figure>, name| given(value.as_ref(), name, &self.metric_label);
        let tiers = || match &self.tiers {
            Some(rows) => tiers(rows),
            None => Err(self.wrong("lacks tiers")),
        };
        match self.model.as_str() {
            "flat" => Ok(PriceModel::Flat { amount: figure(&self.amount, "amount")? }),
            "per_unit" => Ok(PriceModel::PerUnit { unit_price: figure(&self.unit_price, "unit_price")? }),
            "graduated" => Ok(PriceModel::Graduated { tiers: tiers()? }),
            "volume" => Ok(PriceModel::Volume { tiers: tiers()? }),
            "package" => Ok(PriceModel::Package {
                size: figure(&self.package_size, "package_size")?,
                price: figure(&self.package_price, "package_price")?,
            }),
            other => Err(self.wrong(&format!("has the unknown model {other:?}"))),
        }
    }

    fn wrong(&self, what: &str) -> BillingError {
        BillingError::invalid(format!("Metric label {:?} {what}.", self.metric_label))
    }
}

fn given(figure: Option<&Figure>, name: &str, metric_label: &str) -> Result<Decimal, BillingError> {
    let missing = || BillingError::invalid(format!("Metric label {metric_label:?} lacks {name}."));
    figure.ok_or_else(missing)?.decimal()
}

fn tiers(rows: &[FileTier]) -> Result<Vec<Tier>, BillingError> {
    let tier = |row: &FileTier| {
        let up_to = row.up_to.as_ref().map(Figure::decimal).transpose()?;
        Ok(Tier { up_to, unit_price: row.unit_price.decimal()? })
    };
    rows.iter().map(tier).collect()
}

/// `2026-03-01` or `2026-03-01T00:00:00Z`.
fn instant(text: &str) -> Result<DateTime<Utc>, BillingError> {
    let day = || text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    text.parse().or_else(|_| day()).map_err(|_| {
        BillingError::invalid(format!(
            "valid_from {text:?} is neither a day such as 2026-03-01 nor an instant."
        ))
    })
}

fn not_a_book(error: serde_json::Error) -> BillingError {
    BillingError::invalid(format!("The file is not a price book: {error}. Nothing was changed."))
}
