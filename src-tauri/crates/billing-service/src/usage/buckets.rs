//! Amounts bucket by bucket: each is what the month's bill grows by in it, so a month's buckets add up to its bill.

use super::metering::{Kind, kind_of, quantities, usage};
use super::months_of;
use super::pricing::costs;
use billing_domain::rating::MeteredUsage;
use billing_domain::{BillingError, Decimal, Money, Period};
use billing_store::Reader;
use billing_store::usage::SeriesFilter;
use std::collections::BTreeMap;

/// How wide a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// One bucket over the whole range.
    Whole,
    /// A calendar month.
    Month,
    /// A UTC day.
    Day,
    /// A UTC hour.
    Hour,
}

/// What a bucket adds to the bill, per metric label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountBucket {
    /// The bucket.
    pub period: Period,
    /// Metric label to amount; an absent label has no price or was not metered yet in the month.
    pub amounts: BTreeMap<String, Money>,
    /// True when there is any fact in the bucket.
    pub metered: bool,
}

/// Buckets of a range, oldest first, also those without usage.
///
/// # Errors
/// The store's; `InvalidInput` when an exact figure does not fit.
pub fn amounts_by_bucket(
    book: &Reader<'_>,
    range: Period,
    grain: Grain,
) -> Result<Vec<AmountBucket>, BillingError> {
    let prices = book.price_book()?;
    let mut buckets = Vec::new();
    for (month, part) in months_of(range)? {
        let version = prices.version_at(month.start);
        let from_month_start = Period { start: month.start, end: part.end };
        let mut so_far: BTreeMap<Kind, Decimal> = BTreeMap::new();
        let mut before = BTreeMap::new();
        for (period, sums) in quantities(book, from_month_start, grain, &SeriesFilter::default(), kind_of)? {
            let metered = !sums.is_empty();
            for (kind, quantity) in sums {
                let sum = so_far.entry(kind).or_default();
                *sum = sum.checked_add(quantity)?;
            }
            let usage: Vec<MeteredUsage> =
                so_far.iter().map(|(kind, sum)| usage(kind.clone(), *sum)).collect();
            let after = by_label(
                costs(month, &usage, version)?.into_iter().map(|((label, _), cost)| (label, cost.amount)),
            )?;
            if period.end > part.start {
                buckets.push(AmountBucket { period, amounts: growth(&before, &after)?, metered });
            }
            before = after;
        }
    }
    Ok(buckets)
}

fn by_label(costs: impl Iterator<Item = (String, Money)>) -> Result<BTreeMap<String, Money>, BillingError> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for (label, amount) in costs {
        let sum = sums.get(&label).map_or(Ok(amount), |sum| sum.checked_add(amount))?;
        sums.insert(label, sum);
    }
    Ok(sums)
}

fn growth(
    before: &BTreeMap<String, Money>,
    after: &BTreeMap<String, Money>,
) -> Result<BTreeMap<String, Money>, BillingError> {
    let grown = |(label, amount): (&String, &Money)| {
        let earlier = before.get(label).copied().unwrap_or(Money::zero(amount.currency));
        Ok((label.clone(), amount.checked_sub(earlier)?))
    };
    after.iter().map(grown).collect()
}
