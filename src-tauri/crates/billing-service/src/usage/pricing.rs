//! Prices on quantities: a range's amount is the amount up to its end less the amount up to its start.

use super::{metered, months_of};
use crate::billing::{terms, usage_parts};
use billing_domain::invoices::terms::Terms;
use billing_domain::price_book::PriceVersion;
use billing_domain::rating::{MeteredUsage, RatedLine, UnitPrice, UsagePart, effective_price, rate_parts};
use billing_domain::{BillingError, Decimal, DecimalError, Money, Period};
use billing_store::Reader;
use billing_store::usage::SeriesFilter;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A metered kind in a range, with its cost where the price book has a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeUsage {
    /// The metered kind.
    pub metric_label: String,
    /// Display text.
    pub usage_type: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// As metered, exact.
    pub quantity: Decimal,
    /// What it costs; `None` without a price.
    pub cost: Option<TypeCost>,
}

/// What a metered kind costs in a range, before discount and tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeCost {
    /// As billed; `None` when prices of several months bill it in several units, which have no sum.
    pub billed: Option<Billed>,
    /// What one billable unit costs.
    pub unit_price: UnitPrice,
    /// Exact to the cent.
    pub amount: Money,
}

/// A quantity as it is billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billed {
    /// Exact, or an endless fraction as the bill shows it.
    pub quantity: Decimal,
    /// The unit that is priced.
    pub unit: String,
}

/// What was used in a range and what it costs; the largest amount first, unpriced last.
///
/// # Errors
/// The store's; `InvalidInput` when an exact figure does not fit.
pub fn priced(book: &Reader<'_>, range: Period) -> Result<Vec<TypeUsage>, BillingError> {
    let terms = terms(book)?;
    let mut kinds: BTreeMap<(String, String), TypeUsage> = BTreeMap::new();
    for (month, part) in months_of(range)? {
        for usage in metered(book, part, &SeriesFilter::default())? {
            let kind = kinds.entry(key(&usage)).or_insert_with(|| unpriced(&usage));
            kind.quantity = kind.quantity.checked_add(usage.quantity)?;
        }
        for (key, cost) in costs_of_part(book, &terms, month, part)? {
            if let Some(kind) = kinds.get_mut(&key) {
                kind.cost = Some(match kind.cost.take() {
                    Some(sum) => sum.plus(cost)?,
                    None => cost,
                });
            }
        }
    }
    let mut kinds: Vec<TypeUsage> = kinds.into_values().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.cost.as_ref().map(|cost| cost.amount.minor)));
    Ok(kinds)
}

pub(super) type Costs = BTreeMap<(String, String), TypeCost>;

fn costs_of_part(
    book: &Reader<'_>,
    terms: &Terms,
    month: Period,
    part: Period,
) -> Result<Costs, BillingError> {
    let mut costs = costs_until(book, terms, month, part.end)?;
    if part.start > month.start {
        for (key, earlier) in costs_until(book, terms, month, part.start)? {
            if let Some(cost) = costs.remove(&key) {
                costs.insert(key, cost.minus(earlier)?);
            }
        }
    }
    Ok(costs)
}

/// What a month costs from its start to an instant, by metric label and unit.
pub(super) fn costs_until(
    book: &Reader<'_>,
    terms: &Terms,
    month: Period,
    until: DateTime<Utc>,
) -> Result<Costs, BillingError> {
    let parts = usage_parts(book, terms, Period { start: month.start, end: until })?;
    costs(month, &parts, terms.prices.version_at(month.start))
}

/// Rates a month's parts and keys the costs by metric label and unit; lines of several parts are added up.
pub(super) fn costs(
    month: Period,
    parts: &[UsagePart],
    version: Option<&PriceVersion>,
) -> Result<Costs, BillingError> {
    let mut costs = Costs::new();
    for line in rate_parts(&month, parts, version)?.lines {
        let key = (line.metric_label.clone(), line.unit.clone());
        let cost = TypeCost::from(line);
        let sum = match costs.remove(&key) {
            Some(sum) => TypeCost::plus(sum, cost)?,
            None => cost,
        };
        costs.insert(key, sum);
    }
    Ok(costs)
}

impl From<RatedLine> for TypeCost {
    fn from(line: RatedLine) -> Self {
        Self {
            billed: Some(Billed { quantity: line.quantity_billable, unit: line.unit_billable }),
            unit_price: line.unit_price,
            amount: line.amount,
        }
    }
}

impl TypeCost {
    fn plus(self, other: Self) -> Result<Self, BillingError> {
        // Two months with two prices have no one price to show.
        let unit_price =
            if self.unit_price == other.unit_price { self.unit_price } else { UnitPrice::Tiered };
        Ok(Self {
            billed: both(self.billed, other.billed, Decimal::checked_add)?,
            amount: self.amount.checked_add(other.amount)?,
            unit_price,
        })
    }

    pub(super) fn minus(self, earlier: Self) -> Result<Self, BillingError> {
        Ok(Self {
            billed: both(self.billed, earlier.billed, Decimal::checked_sub)?,
            amount: self.amount.checked_sub(earlier.amount)?,
            ..self
        })
    }

    /// What a billed unit came to; `None` when nothing was billed, or in several units.
    ///
    /// # Errors
    /// `InvalidInput` when the price does not fit.
    pub fn effective_price(&self) -> Result<Option<Decimal>, BillingError> {
        self.billed.as_ref().map_or(Ok(None), |billed| effective_price(self.amount, billed.quantity))
    }
}

/// Quantities of one unit taken together; `None` as soon as there are two units.
pub(super) fn both(
    one: Option<Billed>,
    other: Option<Billed>,
    join: impl Fn(Decimal, Decimal) -> Result<Decimal, DecimalError>,
) -> Result<Option<Billed>, BillingError> {
    let same = one.zip(other).filter(|(one, other)| one.unit == other.unit);
    let joined =
        same.map(|(one, other)| Ok(Billed { quantity: join(one.quantity, other.quantity)?, unit: one.unit }));
    joined.transpose()
}

fn key(usage: &MeteredUsage) -> (String, String) {
    (usage.metric_label.clone(), usage.unit.clone())
}

fn unpriced(usage: &MeteredUsage) -> TypeUsage {
    TypeUsage {
        metric_label: usage.metric_label.clone(),
        usage_type: usage.usage_type.clone(),
        unit: usage.unit.clone(),
        quantity: Decimal::ZERO,
        cost: None,
    }
}
