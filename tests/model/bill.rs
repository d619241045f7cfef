//! The bill of a month: usage by the hour under the plan of the hour, fees, waived trials, coupons, tax.

use super::account::Account;
use super::calendar::{month_of, month_start};
use super::exact::divided;
use super::plans::Versions;
use super::prices::{Prices, title_of};
use std::collections::BTreeMap;

/// A line as both sides tell it. Sorted, because the order of lines is not what is proven here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub title: String,
    /// Thousand millionths of the metered unit; `None` for a fee.
    pub quantity: Option<i128>,
    pub minor: i128,
}

/// Lines and foot in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    pub lines: Vec<Line>,
    pub subtotal: i128,
    pub discount: i128,
    pub tax: i128,
    pub total: i128,
}

/// Usage of one label under one price, inside or outside a trial.
struct Run {
    label: usize,
    trial: bool,
    entry: usize,
    quantity: i128,
}

impl Account {
    pub fn bill(&self, month: i64) -> Bill {
        let versions = Versions(&self.versions);
        let hours = (month_start(month + 1) - month_start(month)) / 3_600;
        let mut lines = Vec::new();
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        let mut waived: BTreeMap<&str, i128> = BTreeMap::new();
        if let Some(prices) = versions.at(month_start(month)) {
            for run in self.runs(month, prices) {
                let price = &prices.prices[run.entry];
                let minor = price.amount(run.quantity, hours.into(), self.exponent);
                *sums.entry(price.tax_category()).or_default() += minor;
                if run.trial {
                    *waived.entry(price.tax_category()).or_default() += minor;
                }
                lines.push(Line { title: title_of(run.label), quantity: Some(run.quantity), minor });
            }
        }
        let waivers = waived.iter().filter(|(_, minor)| **minor != 0);
        let waivers = waivers.map(|(category, minor)| (*category, "Trial: usage waived".to_owned(), -minor));
        let fees = self.plans.fees(&versions, month).into_iter();
        for (category, title, minor) in fees.map(|(title, minor)| ("standard", title, minor)).chain(waivers) {
            *sums.entry(category).or_default() += minor;
            lines.push(Line { title, quantity: None, minor });
        }
        lines.sort();
        self.foot(month, lines, &sums)
    }

    /// Neighbouring hours of one label under one price are one run; only what was used has a line.
    fn runs(&self, month: i64, prices: &Prices) -> Vec<Run> {
        let hours = month_start(month) / 3_600..month_start(month + 1) / 3_600;
        let mut by_label: BTreeMap<usize, BTreeMap<i64, i128>> = BTreeMap::new();
        for ((hour, label, _), quantity) in self.facts.range((hours.start, 0, 0)..(hours.end, 0, 0)) {
            *by_label.entry(*label).or_default().entry(*hour).or_default() += quantity;
        }
        let in_force: Vec<(Option<usize>, bool)> = hours
            .clone()
            .map(|hour| {
                let held = self.plans.at(hour * 3_600);
                let trial = |end: i64| hour * 3_600 < end;
                (held.map(|held| held.plan), held.and_then(|held| held.trial_end).is_some_and(trial))
            })
            .collect();
        let mut runs: Vec<Run> = Vec::new();
        for (label, facts) in by_label {
            let mut last: Option<(bool, Option<usize>)> = None;
            for (hour, (plan, trial)) in hours.clone().zip(&in_force) {
                let key = (*trial, prices.entry(label, *plan));
                if let (true, Some(entry)) = (last != Some(key), key.1) {
                    runs.push(Run { label, trial: key.0, entry, quantity: 0 });
                }
                last = Some(key);
                if let (Some(quantity), Some(_), Some(run)) = (facts.get(&hour), key.1, runs.last_mut()) {
                    run.quantity += quantity;
                }
            }
        }
        runs.retain(|run| run.quantity > 0);
        runs
    }

    fn foot(&self, month: i64, lines: Vec<Line>, sums: &BTreeMap<&str, i128>) -> Bill {
        let subtotal: i128 = lines.iter().map(|line| line.minor).sum();
        let start = month_start(month);
        let holds = |from: i64, until: Option<i64>| from <= start && until.is_none_or(|until| start < until);
        let coupons = self.coupons.iter().filter(|coupon| holds(coupon.from, coupon.until));
        let (percents, fixed): (Vec<_>, Vec<_>) = coupons.partition(|coupon| coupon.percent);
        let mut left = subtotal.max(0);
        for coupon in percents {
            left -= divided(left * i128::from(coupon.amount), 10_000).min(left);
        }
        for coupon in fixed {
            // Hundredths into minor units; amounts are chosen so that this has no rest.
            let minor = i128::from(coupon.amount) * 10i128.pow(self.exponent) / 100;
            left -= minor.min(left);
        }
        let discount = subtotal.max(0) - left;
        let tax = self.rate.map_or(0, |rate| {
            let base = sums.get("standard").map(|sum| sum - share(discount, sums, "standard"));
            base.map_or(0, |base| divided(base * i128::from(rate), 100_000))
        });
        Bill { subtotal, discount, tax, total: subtotal - discount + tax, lines }
    }

    /// The first month with usage or a plan.
    pub fn first_month(&self) -> Option<i64> {
        let used = self.facts.keys().next().map(|(hour, _, _)| month_of(hour * 3_600));
        let held = self.plans.held.iter().map(|held| month_of(held.start)).min();
        used.into_iter().chain(held).min()
    }
}

/// The part of a discount that a category bears: in proportion, whole minor units, the largest rests get one more.
fn share(discount: i128, sums: &BTreeMap<&str, i128>, of: &str) -> i128 {
    let all: i128 = sums.values().map(|sum| (*sum).max(0)).sum();
    if all == 0 {
        return 0;
    }
    let part = |sum: &i128| ((*sum).max(0) * discount / all, (*sum).max(0) * discount % all);
    let parts: Vec<(&str, (i128, i128))> = sums.iter().map(|(name, sum)| (*name, part(sum))).collect();
    let missing = discount - parts.iter().map(|(_, (whole, _))| whole).sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts[*at].1.1));
    let gets = order.iter().take(usize::try_from(missing).unwrap()).any(|at| parts[*at].0 == of);
    let whole = parts.iter().find(|(name, _)| *name == of).map_or(0, |(_, (whole, _))| *whole);
    whole + i128::from(gets)
}
