//! A second way to every amount: whole-number fractions, from nothing but the JSON of the receipt.

use billing_domain::price_book::{BillableRule, DivisionFactor, Price, PriceModel, PriceVersion, Tier};
use billing_domain::rating::{MeteredUsage, rate};
use billing_domain::usage::UsageStatus;
use billing_domain::{Currency, Decimal, Period};
use proptest::prelude::*;
use serde_json::Value;

/// `top / bottom`, kept as it comes.
#[derive(Clone, Copy)]
struct Ratio(i128, i128);

impl Ratio {
    fn read(value: &Value) -> Self {
        let text = value.as_str().expect("figures are texts");
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let bottom = 10i128.pow(u32::try_from(decimals.len()).unwrap());
        Self(format!("{whole}{decimals}").parse().unwrap(), bottom)
    }

    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.0.abs(), self.1.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self(self.0 / a.max(1), self.1 / a.max(1))
    }

    fn over(self, other: Self) -> Self {
        Self(self.0 * other.1, self.1 * other.0).reduced()
    }

    fn times(self, other: Self) -> Self {
        Self(self.0 * other.0, self.1 * other.1).reduced()
    }

    fn plus(self, other: Self) -> Self {
        Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1).reduced()
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self(-other.0, other.1))
    }

    fn min(self, other: Self) -> Self {
        if self.0 * other.1 <= other.0 * self.1 { self } else { other }
    }

    fn positive(self) -> Self {
        if self.0 > 0 { self } else { Self(0, 1) }
    }

    fn cents(self) -> i128 {
        (self.0 * 200 + self.1) / (self.1 * 2) // half up: nothing here is negative
    }
}

/// Reads the derivation and computes the amount again, in cents.
fn recomputed(receipt: &Value) -> i128 {
    let usage = &receipt["usage"];
    let converted = Ratio::read(&usage["quantity"]).over(Ratio::read(&usage["factor"]));
    let billable = match usage["rule"].as_str() {
        Some("floor_min_one") => Ratio((converted.0 / converted.1).max(1), 1),
        _ => converted,
    };
    let units = billable.minus(Ratio::read(&usage["included"])).positive();
    let tiers: Vec<(Option<Ratio>, Ratio)> = usage["tiers"].as_array().unwrap().iter().map(tier).collect();
    let first = tiers[0].1;
    let amount = match usage["model"].as_str().unwrap() {
        "flat" if units.0 > 0 => first,
        "flat" => Ratio(0, 1),
        "per_unit" => units.times(first),
        "package" => {
            let packages = units.over(Ratio::read(&usage["package_size"]));
            first.times(Ratio(-(-packages.0).div_euclid(packages.1), 1))
        }
        "volume" => {
            let holds = |bound: &Option<Ratio>| bound.is_none_or(|b| units.minus(b).0 <= 0);
            units.times(tiers.iter().find(|(bound, _)| holds(bound)).unwrap().1)
        }
        _ => graduated(&tiers, units),
    };
    amount.cents()
}

fn tier(value: &Value) -> (Option<Ratio>, Ratio) {
    let bound = (!value["up_to"].is_null()).then(|| Ratio::read(&value["up_to"]));
    (bound, Ratio::read(&value["unit_price"]))
}

fn graduated(tiers: &[(Option<Ratio>, Ratio)], units: Ratio) -> Ratio {
    let mut below = Ratio(0, 1);
    let mut sum = Ratio(0, 1);
    for (bound, price) in tiers {
        let upper = bound.map_or(units, |bound| bound.min(units));
        sum = sum.plus(upper.minus(below).positive().times(*price));
        below = bound.unwrap_or(units);
    }
    sum
}

fn model() -> impl Strategy<Value = PriceModel> {
    let price = || (0i128..5_000_000).prop_map(|micro| Decimal::new(micro, 6).unwrap());
    let tiers = (1i64..300, 1i64..300, price(), price(), price()).prop_map(|(a, b, p, q, r)| {
        vec![
            Tier { up_to: Some(a.into()), unit_price: p },
            Tier { up_to: Some((a + b).into()), unit_price: q },
            Tier { up_to: None, unit_price: r },
        ]
    });
    let size = (1i64..50).prop_map(Decimal::from);
    prop_oneof![
        price().prop_map(|amount| PriceModel::Flat { amount }),
        price().prop_map(|unit_price| PriceModel::PerUnit { unit_price }),
        tiers.clone().prop_map(|tiers| PriceModel::Graduated { tiers }),
        tiers.prop_map(|tiers| PriceModel::Volume { tiers }),
        (size, price()).prop_map(|(size, price)| PriceModel::Package { size, price }),
    ]
}

proptest! {
    #[test]
    fn the_receipt_alone_gives_the_amount_again(
        model in model(),
        micro in 1i128..1_000_000_000,
        factor in prop_oneof![Just(1i64), 2i64..800],
        exact: bool,
        included in 0i64..20,
    ) {
        let rule = if exact { BillableRule::Exact } else { BillableRule::FloorMinOne };
        let price = Price {
            metric_label: "m".into(),
            usage_type: "M".into(),
            unit: "GB".into(),
            unit_billable: "GB".into(),
            factor: DivisionFactor::Constant(factor.into()),
            rule,
            included: included.into(),
            model,
            tax_category: "standard".into(),
        };
        let version = PriceVersion {
            number: 1,
            valid_from: chrono::DateTime::UNIX_EPOCH,
            currency: Currency::USD,
            prices: vec![price],
            plan_fees: vec![],
            addon_fees: vec![],
            plan_prices: vec![],
        };
        let usage = MeteredUsage {
            metric_label: "m".into(),
            usage_type: "M".into(),
            unit: "GB".into(),
            quantity: Decimal::new(micro, 6).unwrap(),
            status: UsageStatus::Active,
        };
        let rating = rate(&Period::month(2026, 3).unwrap(), &[usage], Some(&version)).unwrap();
        let line = &rating.lines[0];
        let json = serde_json::to_value(&line.receipt).unwrap();
        prop_assert_eq!(recomputed(&json), i128::from(line.amount.minor), "{}", line.receipt);
    }
}
