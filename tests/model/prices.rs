//! Price versions: as a file for the program to load, and as the model prices with them.

use super::catalogue::{ADDONS, LABELS, OFFERS};
use super::exact::{divided, text};
use serde_json::{Value, json};

/// What is loaded as one file.
#[derive(Debug, Clone)]
pub struct Prices {
    /// Days after the first of January 2023.
    pub from_day: i64,
    pub prices: Vec<Price>,
    /// Plan, minor units.
    pub plan_fees: Vec<(usize, i64)>,
    /// Add-on, minor units.
    pub addon_fees: Vec<(usize, i64)>,
}

#[derive(Debug, Clone)]
pub struct Price {
    pub label: usize,
    /// Under this plan only.
    pub plan: Option<usize>,
    /// Thousandths; `None` is the hours of the period.
    pub factor: Option<i128>,
    pub floor_min_one: bool,
    /// Thousandths of a billable unit.
    pub included: i128,
    pub model: Model,
    pub exempt: bool,
}

/// Prices are in thousand millionths of a major unit, sizes and ends of tiers in thousandths of a billable unit.
#[derive(Debug, Clone)]
pub enum Model {
    Flat(i128),
    PerUnit(i128),
    /// The ends of the closed tiers rise; one price more than ends.
    Graduated(Vec<i128>, Vec<i128>),
    Volume(Vec<i128>, Vec<i128>),
    Package(i128, i128),
}

/// Decimals of a price.
const PRICE: usize = 9;
/// Decimals of sizes, factors and included units.
const SIZE: usize = 3;

impl Price {
    /// Minor units for a quantity above 0 in thousand millionths of the metered unit.
    pub fn amount(&self, quantity: i128, hours: i128, exponent: u32) -> i128 {
        let factor = self.factor.unwrap_or(hours * 1_000);
        // Billable units are top / bottom, here and below.
        let (mut top, mut bottom) = (quantity, factor * 1_000_000);
        if self.floor_min_one {
            (top, bottom) = ((top / bottom).max(1), 1);
        }
        (top, bottom) = (top * 1_000 - self.included * bottom, bottom * 1_000);
        if top <= 0 {
            return 0;
        }
        let (cost, of) = self.model.cost(top, bottom);
        divided(cost * 10i128.pow(exponent), of * 10i128.pow(9))
    }

    pub fn tax_category(&self) -> &'static str {
        if self.exempt { "exempt" } else { "standard" }
    }

    fn json(&self) -> Value {
        let (label, unit) = LABELS[self.label];
        let mut price = json!({
            "metric_label": label, "usage_type": title_of(self.label), "unit": unit, "unit_billable": "billed",
            "rule": if self.floor_min_one { "floor_min_one" } else { "exact" },
            "included": text(self.included, SIZE), "tax_category": self.tax_category(),
        });
        price["factor"] = match self.factor {
            Some(factor) => text(factor, SIZE).into(),
            None => "hours_in_period".into(),
        };
        if let Some(plan) = self.plan {
            price["plan"] = OFFERS[plan].key.into();
        }
        let money = |value: &i128| Value::from(text(*value, PRICE));
        let (name, fields) = match &self.model {
            Model::Flat(amount) => ("flat", vec![("amount", money(amount))]),
            Model::PerUnit(each) => ("per_unit", vec![("unit_price", money(each))]),
            Model::Graduated(ends, each) => ("graduated", vec![("tiers", tiers(ends, each))]),
            Model::Volume(ends, each) => ("volume", vec![("tiers", tiers(ends, each))]),
            Model::Package(size, each) => {
                ("package", vec![("package_size", text(*size, SIZE).into()), ("package_price", money(each))])
            }
        };
        price["model"] = name.into();
        fields.into_iter().for_each(|(field, value)| price[field] = value);
        price
    }
}

impl Model {
    /// The cost of top / bottom units, in prices, as a fraction.
    fn cost(&self, top: i128, bottom: i128) -> (i128, i128) {
        match self {
            Self::Flat(amount) => (*amount, 1),
            Self::PerUnit(each) => (top * each, bottom),
            Self::Volume(ends, each) => {
                let tier = ends.iter().take_while(|end| top * 1_000 > **end * bottom).count();
                (top * each[tier], bottom)
            }
            Self::Package(size, each) => {
                let (units, of) = (top * 1_000, bottom * size);
                ((units + of - 1) / of * each, 1)
            }
            Self::Graduated(ends, each) => {
                let (mut cost, mut above) = (0, 0);
                for (end, price) in ends.iter().zip(each) {
                    let reached = (*end * bottom).min(top * 1_000);
                    cost += (reached - above).max(0) * price;
                    above = above.max(reached);
                }
                (cost + (top * 1_000 - above) * each[ends.len()], bottom * 1_000)
            }
        }
    }
}

fn tiers(ends: &[i128], each: &[i128]) -> Value {
    let end = |n: usize| ends.get(n).map(|end| text(*end, SIZE));
    let tier = |(n, price): (usize, &i128)| json!({ "up_to": end(n), "unit_price": text(*price, PRICE) });
    each.iter().enumerate().map(tier).collect()
}

/// What the line of a label is called.
pub fn title_of(label: usize) -> String {
    format!("Usage of {}", LABELS[label].0)
}

/// What the fee of a plan is called where the price book tells it.
pub fn fee_title_of(plan: usize) -> String {
    format!("{} as listed", OFFERS[plan].title)
}

/// What the fee of an add-on is called.
pub fn addon_title_of(addon: usize) -> String {
    format!("Add-on {}", ADDONS[addon])
}

impl Prices {
    /// The file, in the fuller form.
    pub fn file(&self, currency: &str, exponent: u32, valid_from: &str) -> String {
        let amount = |minor: i64| text(minor.into(), usize::try_from(exponent).unwrap());
        let plan_fee = |(plan, minor): &(usize, i64)| json!({ "plan": OFFERS[*plan].key, "title": fee_title_of(*plan), "amount": amount(*minor) });
        let addon_fee = |(addon, minor): &(usize, i64)| json!({ "addon": ADDONS[*addon], "title": addon_title_of(*addon), "amount": amount(*minor) });
        json!({
            "currency": currency,
            "valid_from": valid_from,
            "prices": self.prices.iter().map(Price::json).collect::<Vec<_>>(),
            "plan_fees": self.plan_fees.iter().map(plan_fee).collect::<Vec<_>>(),
            "addon_fees": self.addon_fees.iter().map(addon_fee).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// The entry for a label under a plan: the plan's own, else the general one.
    pub fn entry(&self, label: usize, plan: Option<usize>) -> Option<usize> {
        let find = |plan: Option<usize>| {
            self.prices.iter().position(|price| price.label == label && price.plan == plan)
        };
        plan.and_then(|plan| find(Some(plan))).or_else(|| find(None))
    }
}
