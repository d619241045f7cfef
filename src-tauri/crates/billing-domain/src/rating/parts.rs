//! A period in parts: usage under one plan each, joined again for every label whose price stays the same.

use super::MeteredUsage;
use crate::price_book::{Price, PriceVersion};
use crate::usage::UsageStatus;
use crate::{BillingError, Period};
use std::collections::BTreeMap;

/// Usage of a part of a period that lies under one plan, inside or outside a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsagePart {
    /// Whole hours: an hour belongs to the plan that is in force when it starts.
    pub span: Period,
    /// The plan's key; `None` while none is held.
    pub plan: Option<String>,
    /// True inside the trial.
    pub trial: bool,
    /// What was metered in it.
    pub usage: Vec<MeteredUsage>,
}

/// Neighbouring parts of one label that are rated as one.
pub(super) struct Run<'p> {
    pub(super) span: Period,
    pub(super) trial: bool,
    pub(super) usage: MeteredUsage,
    pub(super) price: Option<(&'p PriceVersion, &'p Price)>,
}

/// One entry per label, unit, status and run, in that order.
pub(super) fn runs<'p>(
    parts: &[UsagePart],
    prices: Option<&'p PriceVersion>,
) -> Result<Vec<Run<'p>>, BillingError> {
    let sums: Vec<Sums> = parts.iter().map(add_up).collect::<Result<_, _>>()?;
    let mut keys: Vec<&Key> = sums.iter().flat_map(BTreeMap::keys).collect();
    keys.sort();
    keys.dedup();
    let mut runs = Vec::new();
    for key in keys {
        runs.extend(runs_of(key, parts, &sums, prices)?);
    }
    Ok(runs)
}

/// The usage of a period as it is rated: one entry per label, unit, status and run, each with its span. Quantities that
/// are too large to be added are left apart, so that nothing is lost; rating refuses them.
#[must_use]
pub fn rated_together(parts: &[UsagePart], prices: Option<&PriceVersion>) -> Vec<(Period, MeteredUsage)> {
    match runs(parts, prices) {
        Ok(runs) => runs.into_iter().map(|run| (run.span, run.usage)).collect(),
        Err(_) => {
            let apart = |part: &UsagePart| {
                part.usage.iter().map(|usage| (part.span, usage.clone())).collect::<Vec<_>>()
            };
            parts.iter().flat_map(apart).collect()
        }
    }
}

/// Metric label, unit, and whether it is ACTIVE.
type Key = (String, String, bool);
type Sums = BTreeMap<Key, MeteredUsage>;

/// The first display text of a key is kept.
fn add_up(part: &UsagePart) -> Result<Sums, BillingError> {
    let mut sums = Sums::new();
    for item in &part.usage {
        let key = (item.metric_label.clone(), item.unit.clone(), item.status == UsageStatus::Active);
        match sums.get_mut(&key) {
            Some(sum) => sum.quantity = sum.quantity.checked_add(item.quantity)?,
            None => {
                sums.insert(key, item.clone());
            }
        }
    }
    Ok(sums)
}

fn runs_of<'p>(
    key: &Key,
    parts: &[UsagePart],
    sums: &[Sums],
    prices: Option<&'p PriceVersion>,
) -> Result<Vec<Run<'p>>, BillingError> {
    let mut runs: Vec<(Period, bool, Option<&'p Price>, Option<MeteredUsage>)> = Vec::new();
    for (part, sums) in parts.iter().zip(sums) {
        let price = prices.and_then(|version| version.price_for(part.plan.as_deref(), &key.0));
        let usage = sums.get(key);
        match runs.last_mut() {
            Some((span, trial, last, sum)) if *trial == part.trial && same(*last, price) => {
                span.end = part.span.end;
                match (sum, usage) {
                    (Some(sum), Some(more)) => sum.quantity = sum.quantity.checked_add(more.quantity)?,
                    (sum @ None, Some(first)) => *sum = Some(first.clone()),
                    (_, None) => {}
                }
            }
            _ => runs.push((part.span, part.trial, price, usage.cloned())),
        }
    }
    let run = |(span, trial, price, usage): (Period, bool, Option<&'p Price>, Option<MeteredUsage>)| {
        Some(Run { span, trial, usage: usage?, price: prices.zip(price) })
    };
    Ok(runs.into_iter().filter_map(run).collect())
}

/// The same entry of the book, not merely an equal one.
fn same(a: Option<&Price>, b: Option<&Price>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => std::ptr::eq(a, b),
        (None, None) => true,
        _ => false,
    }
}
