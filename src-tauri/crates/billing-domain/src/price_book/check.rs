//! Whether a price can be used at all: asked once, when a book is loaded.

use super::{DivisionFactor, Price, PriceModel, PriceVersion, Tier};
use crate::{BillingError, Decimal};
use std::collections::BTreeSet;

impl PriceVersion {
    /// Refuses what could not be rated.
    ///
    /// # Errors
    /// `InvalidInput`, naming the metric label and what is wrong with its price.
    pub fn check(&self) -> Result<(), BillingError> {
        let general = self.prices.iter().map(|price| ("", price));
        let own = self.plan_prices.iter().map(|own| (own.plan.as_str(), &own.price));
        let mut labels = BTreeSet::new();
        for (plan, price) in general.chain(own) {
            price.check()?;
            if !labels.insert((plan, price.metric_label.as_str())) {
                return Err(wrong(price, "has two prices in one book"));
            }
        }
        if self.plan_prices.iter().any(|own| own.plan.is_empty()) {
            return Err(BillingError::invalid("A price for one plan does not say for which."));
        }
        let mut plans = BTreeSet::new();
        for fee in &self.plan_fees {
            if fee.amount.currency != self.currency || fee.amount.minor < 0 {
                return Err(BillingError::invalid(format!(
                    "The fee of plan {:?} must be 0 or more in {}.",
                    fee.plan, self.currency
                )));
            }
            if !plans.insert(fee.plan.as_str()) {
                return Err(BillingError::invalid(format!("Plan {:?} has two fees in one book.", fee.plan)));
            }
        }
        self.check_addon_fees()
    }

    fn check_addon_fees(&self) -> Result<(), BillingError> {
        let mut addons = BTreeSet::new();
        for fee in &self.addon_fees {
            if fee.amount.currency != self.currency || fee.amount.minor < 0 {
                return Err(BillingError::invalid(format!(
                    "The fee of add-on {:?} must be 0 or more in {}.",
                    fee.addon, self.currency
                )));
            }
            if !addons.insert(fee.addon.as_str()) {
                return Err(BillingError::invalid(format!(
                    "Add-on {:?} has two fees in one book.",
                    fee.addon
                )));
            }
        }
        Ok(())
    }
}

impl Price {
    /// Refuses what could not be rated.
    ///
    /// # Errors
    /// `InvalidInput`, naming the metric label and what is wrong.
    pub fn check(&self) -> Result<(), BillingError> {
        if self.metric_label.is_empty() {
            return Err(BillingError::invalid("A price has no metric label."));
        }
        if self.unit.is_empty() {
            return Err(wrong(self, "has a price without a unit"));
        }
        if matches!(self.factor, DivisionFactor::Constant(factor) if factor <= Decimal::ZERO) {
            return Err(wrong(self, "has a division factor that is not above 0"));
        }
        if self.included.is_negative() {
            return Err(wrong(self, "includes less than nothing"));
        }
        match &self.model {
            PriceModel::Flat { amount: price } | PriceModel::PerUnit { unit_price: price } => {
                self.not_negative(*price)
            }
            PriceModel::Graduated { tiers } | PriceModel::Volume { tiers } => self.check_tiers(tiers),
            PriceModel::Package { size, .. } if *size <= Decimal::ZERO => {
                Err(wrong(self, "has a package of nothing"))
            }
            PriceModel::Package { price, .. } => self.not_negative(*price),
        }
    }

    fn check_tiers(&self, tiers: &[Tier]) -> Result<(), BillingError> {
        let Some((last, bounded)) = tiers.split_last() else {
            return Err(wrong(self, "has no tier"));
        };
        if last.up_to.is_some() {
            return Err(wrong(self, "has no open last tier, so large quantities would have no price"));
        }
        let mut below = Decimal::ZERO;
        for tier in bounded {
            match tier.up_to {
                Some(up_to) if up_to > below => below = up_to,
                Some(_) => return Err(wrong(self, "has tiers that do not rise")),
                None => return Err(wrong(self, "has an open tier before the last")),
            }
        }
        tiers.iter().try_for_each(|tier| self.not_negative(tier.unit_price))
    }

    fn not_negative(&self, price: Decimal) -> Result<(), BillingError> {
        if price.is_negative() { Err(wrong(self, "has a price below 0")) } else { Ok(()) }
    }
}

fn wrong(price: &Price, what: &str) -> BillingError {
    BillingError::invalid(format!("Metric label {:?} {what}.", price.metric_label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::Money;
    use crate::price_book::PriceBook;
    use crate::price_book::{AddonFee, BillableRule, PlanFee, PlanPrice, STANDARD_TAX};

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn price(model: PriceModel) -> Price {
        Price {
            metric_label: "gb".into(),
            usage_type: "Egress".into(),
            unit: "GB".into(),
            unit_billable: "GB".into(),
            factor: DivisionFactor::Constant(Decimal::ONE),
            rule: BillableRule::FloorMinOne,
            included: Decimal::ZERO,
            model,
            tax_category: STANDARD_TAX.into(),
        }
    }

    fn tiered(rows: &[(Option<&str>, &str)]) -> PriceModel {
        let tiers = rows.iter().map(|(up_to, p)| Tier { up_to: up_to.map(d), unit_price: d(p) }).collect();
        PriceModel::Graduated { tiers }
    }

    fn version(prices: Vec<Price>) -> PriceVersion {
        PriceVersion {
            number: 1,
            valid_from: chrono::DateTime::UNIX_EPOCH,
            currency: Currency::USD,
            prices,
            plan_fees: vec![],
            addon_fees: vec![],
            plan_prices: vec![],
        }
    }

    #[test]
    fn prices_that_cannot_be_rated_are_refused_with_their_label() {
        for (model, word) in [
            (tiered(&[]), "no tier"),
            (tiered(&[(Some("10"), "1")]), "open last tier"),
            (tiered(&[(Some("10"), "1"), (Some("10"), "1"), (None, "1")]), "do not rise"),
            (tiered(&[(None, "1"), (Some("10"), "1"), (None, "1")]), "open tier before"),
            (tiered(&[(Some("10"), "-1"), (None, "1")]), "below 0"),
            (PriceModel::PerUnit { unit_price: d("-0.1") }, "below 0"),
            (PriceModel::Flat { amount: d("-5") }, "below 0"),
            (PriceModel::Package { size: d("0"), price: d("1") }, "package of nothing"),
            (PriceModel::Package { size: d("1"), price: d("-1") }, "below 0"),
        ] {
            let error = price(model).check().unwrap_err();
            assert!(error.message.contains(word) && error.message.contains("gb"), "{error}");
        }
        let one = price(PriceModel::PerUnit { unit_price: d("1") });
        let factor = DivisionFactor::Constant(Decimal::ZERO);
        assert!(Price { factor, ..one.clone() }.check().is_err());
        assert!(Price { included: d("-1"), ..one.clone() }.check().is_err());
        assert!(Price { unit: String::new(), ..one.clone() }.check().is_err());
        assert!(Price { metric_label: String::new(), ..one.clone() }.check().is_err());
        assert!(version(vec![one.clone(), one.clone()]).check().is_err(), "two prices of one label");
        assert!(version(vec![one]).check().is_ok());
    }

    #[test]
    fn a_plan_may_have_a_price_of_its_own() {
        let general = price(PriceModel::PerUnit { unit_price: d("1") });
        let own = PlanPrice { plan: "team".into(), price: price(PriceModel::PerUnit { unit_price: d("2") }) };
        let with = |plan_prices: &[&PlanPrice]| PriceVersion {
            plan_prices: plan_prices.iter().map(|own| (*own).clone()).collect(),
            ..version(vec![general.clone()])
        };
        let book = with(&[&own]);
        assert!(book.check().is_ok());
        assert_eq!(book.price_for(Some("team"), "gb"), Some(&own.price));
        assert_eq!(book.price_for(Some("business"), "gb"), Some(&general));
        assert_eq!(book.price_for(None, "gb"), Some(&general));
        assert_eq!(book.price_for(Some("team"), "cpu"), None);
        assert!(with(&[&own, &own]).check().is_err(), "two prices of one label under one plan");
        assert!(with(&[&PlanPrice { plan: String::new(), ..own.clone() }]).check().is_err());
    }

    #[test]
    fn an_add_on_has_one_fee_in_the_currency_of_the_book() {
        let fee = AddonFee { addon: "waf".into(), title: "WAF".into(), amount: Money::new(5, Currency::USD) };
        let with = |addon_fees| PriceVersion { addon_fees, ..version(vec![]) }.check();
        assert!(with(vec![fee.clone()]).is_ok());
        assert!(with(vec![fee.clone(), fee.clone()]).is_err());
        assert!(with(vec![AddonFee { amount: Money::new(-1, Currency::USD), ..fee }]).is_err());
    }

    #[test]
    fn fees_are_in_the_currency_of_the_book_once_a_plan() {
        let fee =
            PlanFee { plan: "team".into(), title: "Team".into(), amount: Money::new(5_000, Currency::USD) };
        let with = |plan_fees| PriceVersion { plan_fees, ..version(vec![]) }.check();
        assert!(with(vec![fee.clone()]).is_ok());
        assert!(with(vec![fee.clone(), fee.clone()]).is_err());
        let baht = Money::new(1, "THB".parse().unwrap());
        assert!(with(vec![PlanFee { amount: baht, ..fee }]).is_err());
    }

    #[test]
    fn the_newest_version_that_has_come_holds() {
        let at = |text: &str| text.parse().unwrap();
        let numbered = |number, from: &str| PriceVersion { number, valid_from: at(from), ..version(vec![]) };
        let book = PriceBook {
            versions: vec![
                numbered(1, "2025-01-01T00:00:00Z"),
                numbered(2, "2026-01-01T00:00:00Z"),
                numbered(3, "2025-01-01T00:00:00Z"),
            ],
        };
        let in_force = |text: &str| book.version_at(at(text)).map(|version| version.number);
        assert_eq!(in_force("2024-12-31T23:59:59Z"), None);
        assert_eq!(in_force("2025-06-01T00:00:00Z"), Some(3), "of equal ones the last loaded");
        assert_eq!(in_force("2026-01-01T00:00:00Z"), Some(2));
        assert_eq!(book.version(1).map(|version| version.number), Some(1));
    }
}
