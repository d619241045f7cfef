//! Two versions of the price book side by side: what is new, gone, or costs something else.

use super::{Price, PriceVersion};
use crate::Money;
use std::collections::BTreeMap;

/// What is priced. Sorted: metered prices by label and plan, then fees of plans, then of add-ons.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceKey {
    /// A metric label, for all or under one plan.
    Metered {
        /// The metered kind.
        metric_label: String,
        /// The plan that the price is for; `None` for the general one.
        plan: Option<String>,
    },
    /// The flat fee of a plan.
    Plan(String),
    /// The fee of an add-on.
    Addon(String),
}

/// What it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceEntry {
    /// By quantity.
    Metered(Box<Price>),
    /// For one period.
    Fee {
        /// What its line is called.
        title: String,
        /// The fee.
        amount: Money,
    },
}

/// One row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceChange {
    /// What is priced.
    pub key: PriceKey,
    /// In the earlier version; `None` when it is new.
    pub before: Option<PriceEntry>,
    /// In the later version; `None` when it is gone.
    pub after: Option<PriceEntry>,
}

impl PriceChange {
    /// True when both versions say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.before == self.after
    }
}

impl PriceVersion {
    /// Everything that has a price, in order.
    #[must_use]
    pub fn entries(&self) -> BTreeMap<PriceKey, PriceEntry> {
        let metered = |price: &Price, plan: Option<&String>| {
            let key = PriceKey::Metered { metric_label: price.metric_label.clone(), plan: plan.cloned() };
            (key, PriceEntry::Metered(Box::new(price.clone())))
        };
        let fee = |title: &String, amount: Money| PriceEntry::Fee { title: title.clone(), amount };
        let general = self.prices.iter().map(|price| metered(price, None));
        let own = self.plan_prices.iter().map(|own| metered(&own.price, Some(&own.plan)));
        let plans = self
            .plan_fees
            .iter()
            .map(|plan| (PriceKey::Plan(plan.plan.clone()), fee(&plan.title, plan.amount)));
        let addons = self
            .addon_fees
            .iter()
            .map(|addon| (PriceKey::Addon(addon.addon.clone()), fee(&addon.title, addon.amount)));
        general.chain(own).chain(plans).chain(addons).collect()
    }
}

/// Every entry of two versions, also those that are the same.
#[must_use]
pub fn compare(earlier: &PriceVersion, later: &PriceVersion) -> Vec<PriceChange> {
    let mut sides: BTreeMap<PriceKey, (Option<PriceEntry>, Option<PriceEntry>)> = BTreeMap::new();
    for (key, entry) in earlier.entries() {
        sides.entry(key).or_default().0 = Some(entry);
    }
    for (key, entry) in later.entries() {
        sides.entry(key).or_default().1 = Some(entry);
    }
    sides.into_iter().map(|(key, (before, after))| PriceChange { key, before, after }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_book::{BillableRule, DivisionFactor, PlanFee, PriceModel, STANDARD_TAX};
    use crate::{Currency, Decimal};

    fn version(number: u32, prices: &[(&str, i64)], fee: i64) -> PriceVersion {
        let price = |(label, unit_price): &(&str, i64)| Price {
            metric_label: (*label).into(),
            usage_type: (*label).into(),
            unit: "h".into(),
            unit_billable: "h".into(),
            factor: DivisionFactor::Constant(Decimal::ONE),
            rule: BillableRule::Exact,
            included: Decimal::ZERO,
            model: PriceModel::PerUnit { unit_price: (*unit_price).into() },
            tax_category: STANDARD_TAX.into(),
        };
        let amount = Money::new(fee, Currency::USD);
        PriceVersion {
            number,
            valid_from: chrono::DateTime::UNIX_EPOCH,
            currency: Currency::USD,
            prices: prices.iter().map(price).collect(),
            plan_prices: vec![],
            plan_fees: vec![PlanFee { plan: "team".into(), title: "Team".into(), amount }],
            addon_fees: vec![],
        }
    }

    #[test]
    fn new_gone_changed_and_same_are_told_apart() {
        let rows = compare(
            &version(1, &[("a", 1), ("b", 2), ("c", 3)], 100),
            &version(2, &[("b", 5), ("c", 3), ("d", 4)], 100),
        );
        let told: Vec<_> =
            rows.iter().map(|row| (row.before.is_some(), row.after.is_some(), row.is_same())).collect();
        assert_eq!(
            told,
            [
                (true, false, false),
                (true, true, false),
                (true, true, true),
                (false, true, false),
                (true, true, true)
            ]
        );
    }
}
