//! Imported bills recomputed row by row: list price x pricing quantity against what the provider says.

use billing_domain::charges::{ChargeCheck, Written, check_charge};
use billing_domain::{BillingError, Decimal};
use billing_store::Reader;
use billing_store::charges::{ChargeRange, PricedCharge};
use std::collections::BTreeMap;

/// What list price x quantity is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The provider's own list cost: the two are one figure.
    ListCost,
    /// What is billed: the difference is what was agreed, a commitment, a credit, a tax.
    BilledCost,
}

/// A charge that does not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeDifference {
    /// The charge.
    pub charge: PricedCharge,
    /// Price x quantity, exact.
    pub expected: Decimal,
    /// The cost, as the bill writes it.
    pub cost: String,
    /// Cost less expected, exact.
    pub difference: Decimal,
    /// True when the decimals that the bill prints explain it.
    pub rounding: bool,
}

/// Counts and sums of one provider in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChargeTally {
    /// Charges whose cost is price x quantity, to the last decimal.
    pub equal: u64,
    /// Charges whose difference the printed decimals explain.
    pub rounded: u64,
    /// Charges that differ by more.
    pub unexplained: u64,
    /// Charges without a price or a quantity.
    pub unknown: u64,
    /// The sum of all differences, exact.
    pub difference: Decimal,
}

/// Every charge recomputed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeChecks {
    /// Those that differ, in order of time.
    pub differences: Vec<ChargeDifference>,
    /// By (provider, currency).
    pub tallies: BTreeMap<(String, String), ChargeTally>,
}

/// Recomputes the charges of a range.
///
/// # Errors
/// The store's; `InvalidInput` when an exact figure does not fit.
pub fn check_charges(
    book: &Reader<'_>,
    against: Against,
    range: &ChargeRange,
) -> Result<ChargeChecks, BillingError> {
    let mut checks = ChargeChecks { differences: Vec::new(), tallies: BTreeMap::new() };
    book.each_priced_charge(range, |charge| {
        let cost = match against {
            Against::ListCost => charge.list_cost.clone(),
            Against::BilledCost => Some(charge.billed_cost.clone()),
        };
        let checked = check_charge(
            written(charge.list_unit_price.as_deref())?,
            written(charge.pricing_quantity.as_deref())?,
            written(cost.as_deref())?,
        )?;
        let key = (charge.provider.clone().unwrap_or_default(), charge.currency.clone());
        let tally = checks.tallies.entry(key).or_default();
        match checked {
            ChargeCheck::Equal => tally.equal += 1,
            ChargeCheck::Unknown => tally.unknown += 1,
            ChargeCheck::Differs { expected, difference, rounding } => {
                *(if rounding { &mut tally.rounded } else { &mut tally.unexplained }) += 1;
                tally.difference = tally.difference.checked_add(difference)?;
                let cost = cost.unwrap_or_default();
                checks.differences.push(ChargeDifference { charge, expected, cost, difference, rounding });
            }
        }
        Ok::<(), BillingError>(())
    })?;
    Ok(checks)
}

fn written(text: Option<&str>) -> Result<Option<Written>, BillingError> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    Ok(text.map(str::parse).transpose()?)
}
