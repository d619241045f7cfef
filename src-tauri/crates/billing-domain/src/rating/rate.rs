//! The one function from usage and prices to lines.

use super::parts::{Run, runs};
use super::receipt::UsageDerivation;
use super::{Billable, Priced, RatedLine, SHOWN_SCALE, UnitPrice, UsagePart, price_units, quantity_billable};
use crate::fraction::Fraction;
use crate::price_book::{Price, PriceModel, PriceVersion};
use crate::usage::UsageStatus;
use crate::{BillingError, Currency, Decimal, Money, Period};
use std::collections::BTreeMap;

/// What was metered of one label in the period, in one unit. Several of one label and unit are added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeteredUsage {
    /// The metered kind.
    pub metric_label: String,
    /// Display text; used where the price names none.
    pub usage_type: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// Exact.
    pub quantity: Decimal,
    /// Only ACTIVE is billed.
    pub status: UsageStatus,
}

/// Rated usage of one period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rating {
    /// The largest amount first, then by metric label.
    pub lines: Vec<RatedLine>,
    /// What was metered and is not billed, each with its reason.
    pub unbilled: Vec<Unbilled>,
    /// What the lines of a trial come to, by tax category: shown, and waived.
    pub waived: BTreeMap<String, Money>,
}

/// Metered, shown, not billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbilled {
    /// What.
    pub usage: MeteredUsage,
    /// Why not.
    pub reason: UnbilledReason,
}

/// Why a quantity has no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnbilledReason {
    /// Nothing was used.
    Zero,
    /// It was not measured, or nothing came.
    NotActive,
    /// The price book has no price for the label.
    NoPrice,
    /// The price is for another unit.
    OtherUnit {
        /// The unit that the price is for.
        priced: String,
    },
    /// Below zero is refused: a bill that holds such a quantity cannot be issued.
    Negative,
}

impl UnbilledReason {
    /// True when a bill must not be issued while this stands.
    #[must_use]
    pub const fn blocks_issue(&self) -> bool {
        matches!(self, Self::Negative)
    }
}

/// Rates a period that is all of one piece: no change of plan in it, no end of a trial. See [`rate_parts`].
///
/// # Errors
/// As [`rate_parts`].
pub fn rate(
    period: &Period,
    usage: &[MeteredUsage],
    prices: Option<&PriceVersion>,
) -> Result<Rating, BillingError> {
    let whole = UsagePart { span: *period, plan: None, trial: false, usage: usage.to_vec() };
    rate_parts(period, std::slice::from_ref(&whole), prices)
}

/// Rates a period: per metric label over all namespaces and objects, one line, rounded once, with its receipt.
///
/// Parts of the period under another plan are rated by themselves, so far as that plan has a price of its own for the
/// label (decided: plans that share a price share its tiers). Usage of a trial has its own lines, which are waived.
///
/// `prices` is the version in force at the start of the period; `None` leaves all usage unbilled with its reason.
///
/// # Errors
/// `InvalidInput` when an exact figure does not fit.
pub fn rate_parts(
    period: &Period,
    parts: &[UsagePart],
    prices: Option<&PriceVersion>,
) -> Result<Rating, BillingError> {
    let mut rating = Rating::default();
    for run in runs(parts, prices)? {
        match run.price.map_or(Err(UnbilledReason::NoPrice), |found| billed(found, &run.usage)) {
            Err(reason) => rating.unbilled.push(Unbilled { usage: run.usage, reason }),
            Ok((version, price)) => match line(period, &run, version, price)? {
                Some(line) => rating.add(line, run.trial)?,
                None => rating.unbilled.push(Unbilled { usage: run.usage, reason: UnbilledReason::Zero }),
            },
        }
    }
    rating.lines.sort_by(|a, b| {
        let by_amount = b.amount.minor.cmp(&a.amount.minor);
        by_amount.then_with(|| a.metric_label.cmp(&b.metric_label)).then_with(|| a.span.cmp(&b.span))
    });
    Ok(rating)
}

impl Rating {
    fn add(&mut self, line: RatedLine, trial: bool) -> Result<(), BillingError> {
        if trial {
            let waived = self.waived.entry(line.tax_category.clone());
            let sum = waived.or_insert(Money::zero(line.amount.currency));
            *sum = sum.checked_add(line.amount)?;
        }
        self.lines.push(line);
        Ok(())
    }
}

/// Whether a quantity may become a line at all.
fn billed<'p>(
    (version, price): (&'p PriceVersion, &'p Price),
    usage: &MeteredUsage,
) -> Result<(&'p PriceVersion, &'p Price), UnbilledReason> {
    if usage.status != UsageStatus::Active {
        Err(UnbilledReason::NotActive)
    } else if usage.quantity.is_negative() {
        Err(UnbilledReason::Negative)
    } else if !price.unit.is_empty() && price.unit != usage.unit {
        Err(UnbilledReason::OtherUnit { priced: price.unit.clone() })
    } else {
        Ok((version, price))
    }
}

/// A quantity priced on its own: from the metered quantity to the rounded amount.
#[derive(Debug, Clone)]
pub struct PricedQuantity {
    /// Metered units in one billable unit.
    pub factor: Decimal,
    /// After the rule.
    pub billable: Fraction,
    /// Step by step, unrounded.
    pub priced: Priced,
    /// Rounded once.
    pub amount: Money,
}

/// Prices a quantity that is ACTIVE; `None` for nothing. [`rate_parts`] and re-rating both come through here.
///
/// # Errors
/// `InvalidInput` for a negative quantity, or when an exact figure does not fit.
pub fn price_quantity(
    price: &Price,
    quantity: Decimal,
    period: &Period,
    currency: Currency,
) -> Result<Option<PricedQuantity>, BillingError> {
    let factor = price.factor.of(period)?;
    let Billable::Units(billable) = quantity_billable(quantity, &UsageStatus::Active, factor, price.rule)?
    else {
        return Ok(None);
    };
    let priced = price_units(&price.model, billable.minus(price.included)?)?;
    let amount = priced.amount.to_money(currency)?;
    Ok(Some(PricedQuantity { factor, billable, priced, amount }))
}

fn line(
    period: &Period,
    run: &Run<'_>,
    version: &PriceVersion,
    price: &Price,
) -> Result<Option<RatedLine>, BillingError> {
    let usage = &run.usage;
    let Some(PricedQuantity { factor, billable, priced, amount }) =
        price_quantity(price, usage.quantity, period, version.currency)?
    else {
        return Ok(None);
    };
    let derivation = UsageDerivation {
        period,
        price,
        price_version: version.number,
        unit: &usage.unit,
        quantity: usage.quantity,
        factor,
        billable,
        priced: &priced,
        span: run.span,
        plan: version.plan_of(price),
        amount,
    };
    let named = if price.usage_type.is_empty() { &usage.usage_type } else { &price.usage_type };
    Ok(Some(RatedLine {
        usage_type: named.clone(),
        metric_label: usage.metric_label.clone(),
        unit: usage.unit.clone(),
        quantity: usage.quantity,
        unit_billable: price.unit_billable.clone(),
        quantity_billable: shown_quantity(billable)?,
        unit_price: unit_price(&price.model, priced.steps.iter().map(|step| step.unit_price)),
        amount,
        fixed: false,
        span: run.span,
        tax_category: price.tax_category.clone(),
        receipt: derivation.receipt()?,
    }))
}

fn shown_quantity(billable: Fraction) -> Result<Decimal, BillingError> {
    Ok(billable.round_half_away(SHOWN_SCALE)?)
}

/// One price when every unit cost the same, so that quantity x price is the amount.
fn unit_price(model: &PriceModel, charged: impl Iterator<Item = Decimal>) -> UnitPrice {
    let mut prices: Vec<Decimal> = charged.collect();
    prices.dedup();
    match (model, prices.as_slice()) {
        (PriceModel::Flat { .. } | PriceModel::Package { .. }, _) | (_, []) => UnitPrice::None,
        (_, [one]) => UnitPrice::Each(*one),
        _ => UnitPrice::Tiered,
    }
}

#[cfg(test)]
mod tests;
