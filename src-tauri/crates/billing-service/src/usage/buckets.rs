//! Amounts bucket by bucket: each is what the month's bill grows by in it, so a month's buckets add up to its bill.

use super::metering::{Kind, kind_of, quantities, usage};
use super::months_of;
use super::pricing::costs;
use crate::billing::terms;
use billing_domain::invoices::terms::Part;
use billing_domain::price_book::PriceVersion;
use billing_domain::rating::UsagePart;
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
    let terms = terms(book)?;
    let mut buckets = Vec::new();
    for (month, part) in months_of(range)? {
        let version = terms.prices.version_at(month.start);
        let mut growing = Growing { month, version, parts: Vec::new(), before: BTreeMap::new() };
        for piece in terms.parts(Period { start: month.start, end: part.end })? {
            growing.begin(piece.clone());
            let steps = quantities(book, piece.span, grain, &SeriesFilter::default(), kind_of)?;
            for (period, sums) in steps {
                let bucket = growing.step(period, sums)?;
                if period.end > part.start {
                    put(&mut buckets, bucket, grain)?;
                }
            }
        }
    }
    Ok(buckets)
}

/// A month as it grows bucket by bucket, in the parts that lie under one plan each.
struct Growing<'p> {
    month: Period,
    version: Option<&'p PriceVersion>,
    parts: Vec<(Part, BTreeMap<Kind, Decimal>)>,
    before: BTreeMap<String, Money>,
}

impl Growing<'_> {
    fn begin(&mut self, part: Part) {
        self.parts.push((part, BTreeMap::new()));
    }

    fn step(&mut self, period: Period, sums: BTreeMap<Kind, Decimal>) -> Result<AmountBucket, BillingError> {
        let metered = !sums.is_empty();
        if let Some((_, so_far)) = self.parts.last_mut() {
            for (kind, quantity) in sums {
                let sum = so_far.entry(kind).or_default();
                *sum = sum.checked_add(quantity)?;
            }
        }
        let parts: Vec<UsagePart> =
            self.parts.iter().map(|(part, so_far)| usage_part(part, so_far)).collect();
        let rated = costs(self.month, &parts, self.version)?;
        let after = by_label(rated.into_iter().map(|((label, _), cost)| (label, cost.amount)))?;
        let amounts = growth(&self.before, &after)?;
        self.before = after;
        Ok(AmountBucket { period, amounts, metered })
    }
}

fn usage_part(part: &Part, so_far: &BTreeMap<Kind, Decimal>) -> UsagePart {
    let usage = so_far.iter().map(|(kind, sum)| usage(kind.clone(), *sum)).collect();
    UsagePart { span: part.span, plan: part.plan.clone(), trial: part.trial, usage }
}

/// Adds a bucket; the two halves of a bucket in which the plan changed become one again.
fn put(buckets: &mut Vec<AmountBucket>, bucket: AmountBucket, grain: Grain) -> Result<(), BillingError> {
    let continues = |last: &AmountBucket| match grain {
        Grain::Hour => false,
        Grain::Day => last.period.start.date_naive() == bucket.period.start.date_naive(),
        Grain::Month | Grain::Whole => {
            Period::month_of(last.period.start).ok() == Period::month_of(bucket.period.start).ok()
        }
    };
    match buckets.last_mut().filter(|last| continues(last)) {
        Some(last) => {
            last.period.end = bucket.period.end;
            last.metered |= bucket.metered;
            let both = std::mem::take(&mut last.amounts).into_iter().chain(bucket.amounts);
            last.amounts = by_label(both)?;
        }
        None => buckets.push(bucket),
    }
    Ok(())
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
