//! What billable units cost under each price model, step by step. Exact: nothing is rounded here.

use crate::fraction::Fraction;
use crate::price_book::{PriceModel, Tier};
use crate::{Decimal, DecimalError};
use std::cmp::Ordering;

/// The unrounded price of some units.
#[derive(Debug, Clone)]
pub struct Priced {
    /// The steps that were charged, in order; a tier that nothing fell into is left out.
    pub steps: Vec<Step>,
    /// Their exact sum, in major units.
    pub amount: Fraction,
}

/// Some units at one price.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Units before this step.
    pub above: Decimal,
    /// The last unit that this step could hold, inclusive.
    pub up_to: Option<Decimal>,
    /// Units in it (packages for a package price, 1 for a flat one).
    pub units: Fraction,
    /// Of one of them, in major units.
    pub unit_price: Decimal,
    /// `units` x `unit_price`.
    pub amount: Fraction,
}

/// Prices units that are above 0. Units of 0 or less cost nothing.
///
/// # Errors
/// [`DecimalError`] when the exact amount does not fit.
pub fn price_units(model: &PriceModel, units: Fraction) -> Result<Priced, DecimalError> {
    if units.compare(Decimal::ZERO)? != Ordering::Greater {
        return Ok(Priced { steps: Vec::new(), amount: Fraction::whole(Decimal::ZERO) });
    }
    let steps = match model {
        PriceModel::Flat { amount } => vec![step(Fraction::whole(Decimal::ONE), *amount)?],
        PriceModel::PerUnit { unit_price } => vec![step(units, *unit_price)?],
        PriceModel::Graduated { tiers } => graduated(tiers, units)?,
        PriceModel::Volume { tiers } => volume(tiers, units)?,
        PriceModel::Package { size, price } => vec![step(packages(units, *size)?, *price)?],
    };
    let nothing = Fraction::whole(Decimal::ZERO);
    let amount = steps.iter().try_fold(nothing, |sum, step| sum.plus(step.amount))?;
    Ok(Priced { steps, amount })
}

fn step(units: Fraction, unit_price: Decimal) -> Result<Step, DecimalError> {
    Ok(Step { above: Decimal::ZERO, up_to: None, units, unit_price, amount: units.times(unit_price)? })
}

fn graduated(tiers: &[Tier], units: Fraction) -> Result<Vec<Step>, DecimalError> {
    let mut steps = Vec::new();
    let mut above = Decimal::ZERO;
    for tier in tiers {
        let last = reaches(tier, units)?;
        let inside = match tier.up_to {
            Some(up_to) if !last => Fraction::whole(up_to.checked_sub(above)?),
            _ => units.minus(above)?,
        };
        steps.push(Step { above, up_to: tier.up_to, ..step(inside, tier.unit_price)? });
        match tier.up_to {
            Some(up_to) if !last => above = up_to,
            _ => break,
        }
    }
    Ok(steps)
}

fn volume(tiers: &[Tier], units: Fraction) -> Result<Vec<Step>, DecimalError> {
    for tier in tiers {
        if reaches(tier, units)? {
            return Ok(vec![Step { up_to: tier.up_to, ..step(units, tier.unit_price)? }]);
        }
    }
    Ok(Vec::new())
}

/// True when the last of the units falls into the tier: `up_to` is inclusive.
fn reaches(tier: &Tier, units: Fraction) -> Result<bool, DecimalError> {
    match tier.up_to {
        Some(up_to) => Ok(units.compare(up_to)? != Ordering::Greater),
        None => Ok(true),
    }
}

/// Started packages.
fn packages(units: Fraction, size: Decimal) -> Result<Fraction, DecimalError> {
    Ok(Fraction::whole(units.divided_by(size)?.ceiling()?))
}

#[cfg(test)]
mod tests;
