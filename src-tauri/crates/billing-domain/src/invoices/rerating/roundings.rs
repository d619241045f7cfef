//! Amounts that another rounding would have given. Ours is half away from zero, once a line.

use crate::fraction::Fraction;
use crate::price_book::{Price, PriceModel, Tier};
use crate::rating::{PricedQuantity, price_quantity, price_units};
use crate::{BillingError, Currency, Decimal, Money, Period};

/// True when `amount` is one of the two minor units around the exact amount: what any rule gives that rounds once.
pub(super) fn is_next_to(amount: Money, exact: Fraction) -> Result<bool, BillingError> {
    let minor = Decimal::new(1, amount.currency.exponent())?;
    let units = exact.divided_by(minor)?;
    let (below, above) = (units.floor()?, units.ceiling()?);
    Ok([below, above].contains(&Decimal::from(amount.minor)))
}

/// Amounts that come of rounding a price, a quantity or a step before the end, with as many decimals as providers use.
/// What does not fit into the decimals is left out.
pub(super) fn of_quantity(
    price: &Price,
    quantity: Decimal,
    period: &Period,
    currency: Currency,
) -> Result<Vec<Money>, BillingError> {
    let mut amounts = Vec::new();
    let mut priced = |price: &Price, quantity: Decimal| {
        if let Ok(Some(priced)) = price_quantity(price, quantity, period, currency) {
            amounts.push(priced.amount);
        }
    };
    for scale in 0..=8 {
        priced(price, quantity.round_half_away(scale));
        priced(&with_prices_at(price, scale), quantity);
    }
    if let Some(ours) = price_quantity(price, quantity, period, currency)? {
        amounts.extend(steps_rounded(&ours, currency));
        amounts.extend(other_units(price, &ours, currency));
    }
    Ok(amounts)
}

/// Every unit price with so many decimals.
fn with_prices_at(price: &Price, scale: u8) -> Price {
    let round = |value: Decimal| value.round_half_away(scale);
    let tiers = |tiers: &[Tier]| {
        tiers.iter().map(|tier| Tier { up_to: tier.up_to, unit_price: round(tier.unit_price) }).collect()
    };
    let model = match &price.model {
        PriceModel::Flat { amount } => PriceModel::Flat { amount: round(*amount) },
        PriceModel::PerUnit { unit_price } => PriceModel::PerUnit { unit_price: round(*unit_price) },
        PriceModel::Graduated { tiers: steps } => PriceModel::Graduated { tiers: tiers(steps) },
        PriceModel::Volume { tiers: steps } => PriceModel::Volume { tiers: tiers(steps) },
        PriceModel::Package { size, price } => PriceModel::Package { size: *size, price: round(*price) },
    };
    Price { model, ..price.clone() }
}

/// Each step rounded by itself, then added.
fn steps_rounded(ours: &PricedQuantity, currency: Currency) -> Option<Money> {
    let rounded: Result<Vec<Money>, BillingError> =
        ours.priced.steps.iter().map(|step| step.amount.to_money(currency)).collect();
    Money::sum(currency, rounded.ok()?).ok()
}

/// The converted quantity rounded up, or half away, where the rule takes its floor; and to 2 to 6 decimals where it is exact.
fn other_units(price: &Price, ours: &PricedQuantity, currency: Currency) -> Vec<Money> {
    let converted = ours.billable;
    let mut units: Vec<Decimal> = (0..=6).filter_map(|scale| converted.round_half_away(scale).ok()).collect();
    units.extend(converted.ceiling().ok());
    let amount = |units: Decimal| {
        let left = Fraction::whole(units).minus(price.included).ok()?;
        price_units(&price.model, left).ok()?.amount.to_money(currency).ok()
    };
    units.into_iter().filter_map(amount).collect()
}
