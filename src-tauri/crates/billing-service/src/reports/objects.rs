//! Which objects cost most: their quantities at list price, which is the price of the first unit of each kind.
//!
//! Tiers run over a whole tenant, so an object has no tier of its own; the list price is the same for every object and
//! makes them comparable. The bill itself is on the invoice.

use super::spans::{by_month, first_hour, hours_in, series};
use billing_domain::period::{Hour, hour_start};
use billing_domain::price_book::{DivisionFactor, Price, PriceBook, PriceModel, PriceVersion};
use billing_domain::{BillingError, Currency, Decimal};
use billing_store::Reader;
use billing_store::usage::{ExactTotal, SeriesFilter, SeriesRow};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Decimals of a quotient that has no end.
const QUOTIENT_SCALE: u8 = 18;

/// One object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectRow {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub object: String,
    /// The sum of its quantities; a quantity of something only when `unit` says of what.
    pub quantity: Decimal,
    /// The unit, when all its series have the same.
    pub unit: Option<String>,
    /// At list price, unrounded; `None` when none of its usage has a price.
    pub amount: Option<Decimal>,
    /// Of `amount`.
    pub currency: Option<Currency>,
}

/// The objects in a range, the dearest first; without any price, the largest quantity first.
///
/// # Errors
/// The store's; `InvalidInput` when a sum cannot be kept exactly.
pub fn top_objects(
    book: &Reader<'_>,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    filter: &SeriesFilter,
) -> Result<Vec<ObjectRow>, BillingError> {
    let series = series(book, filter)?;
    let mut quantities: BTreeMap<(usize, i32), ExactTotal> = BTreeMap::new();
    by_month(book, &series, &hours_in(from, to), &mut |at, month, mantissa, scale| {
        Ok(quantities.entry((at, month)).or_default().add(mantissa, scale)?)
    })?;
    let list = ListPrices::of(&book.price_book()?, quantities.keys().map(|(_, month)| *month))?;
    let mut objects: BTreeMap<(&str, &str), Sums> = BTreeMap::new();
    for ((at, month), quantity) in &quantities {
        let SeriesRow { series, .. } = &series[*at];
        let sums = objects.entry((&series.namespace, &series.object)).or_default();
        sums.add(&series.unit, quantity, list.price(*month, &series.metric_label, &series.unit))?;
    }
    let mut rows = Vec::with_capacity(objects.len());
    for ((namespace, object), sums) in objects {
        rows.extend(sums.rows(namespace, object)?);
    }
    rows.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| b.quantity.cmp(&a.quantity)));
    Ok(rows)
}

/// The sums of one object.
#[derive(Default)]
struct Sums<'s> {
    quantity: ExactTotal,
    units: BTreeSet<&'s str>,
    amounts: BTreeMap<Currency, Decimal>,
}

impl<'s> Sums<'s> {
    fn add(
        &mut self,
        unit: &'s str,
        quantity: &ExactTotal,
        price: Option<(Currency, Decimal)>,
    ) -> Result<(), BillingError> {
        self.quantity.add_total(quantity)?;
        self.units.insert(unit);
        if let Some((currency, price)) = price {
            let sum = self.amounts.entry(currency).or_default();
            *sum = sum.checked_add(quantity.value()?.checked_mul(price)?)?;
        }
        Ok(())
    }

    /// One row for each currency: two currencies are never added.
    fn rows(self, namespace: &str, object: &str) -> Result<Vec<ObjectRow>, BillingError> {
        let mut units = self.units.into_iter();
        let unit = units.next().filter(|_| units.next().is_none()).map(ToOwned::to_owned);
        let quantity = self.quantity.value()?;
        let row = |amount: Option<(Currency, Decimal)>| ObjectRow {
            namespace: namespace.to_owned(),
            object: object.to_owned(),
            quantity,
            unit: unit.clone(),
            amount: amount.map(|(_, amount)| amount),
            currency: amount.map(|(currency, _)| currency),
        };
        if self.amounts.is_empty() {
            return Ok(vec![row(None)]);
        }
        Ok(self.amounts.into_iter().map(|amount| row(Some(amount))).collect())
    }
}

/// What the first metered unit of each kind costs, month by month.
struct ListPrices(BTreeMap<i32, VersionPrices>);

/// By metric label and unit.
type VersionPrices = BTreeMap<(String, String), (Currency, Decimal)>;

impl ListPrices {
    fn of(prices: &PriceBook, months: impl Iterator<Item = i32>) -> Result<Self, BillingError> {
        let mut list = BTreeMap::new();
        for month in months.collect::<BTreeSet<i32>>() {
            let start = hour_start(Hour::from(first_hour(month)))?;
            if let Some(version) = prices.version_at(start) {
                list.insert(month, Self::of_version(version)?);
            }
        }
        Ok(Self(list))
    }

    fn of_version(version: &PriceVersion) -> Result<VersionPrices, BillingError> {
        let mut list = BTreeMap::new();
        for price in &version.prices {
            if let Some(amount) = list_price(price)? {
                list.insert((price.metric_label.clone(), price.unit.clone()), (version.currency, amount));
            }
        }
        Ok(list)
    }

    fn price(&self, month: i32, metric_label: &str, unit: &str) -> Option<(Currency, Decimal)> {
        // The map is small, and a borrowed pair cannot be looked up in a map of owned ones.
        self.0.get(&month)?.get(&(metric_label.to_owned(), unit.to_owned())).copied()
    }
}

/// The price of one metered unit; `None` where a price does not depend on the quantity, or on the hours of a period.
fn list_price(price: &Price) -> Result<Option<Decimal>, BillingError> {
    let per_billable = match &price.model {
        PriceModel::Flat { .. } => return Ok(None),
        PriceModel::PerUnit { unit_price } => Some(*unit_price),
        PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => {
            tiers.first().map(|tier| tier.unit_price)
        }
        PriceModel::Package { size, price } => Some(price.div_half_away(*size, QUOTIENT_SCALE)?),
    };
    Ok(match (per_billable, price.factor) {
        (Some(amount), DivisionFactor::Constant(Decimal::ONE)) => Some(amount),
        (Some(amount), DivisionFactor::Constant(factor)) => {
            Some(amount.div_half_away(factor, QUOTIENT_SCALE.max(amount.scale()))?)
        }
        _ => None,
    })
}
