//! Amounts and billed quantities bucket by bucket: each is what the month's bill grows by in it, so a month's buckets
//! add up to its bill.

use super::metering::{Kind, kind_of, quantities, usage};
use super::months_of;
use super::pricing::{Billed, TypeCost, both, costs};
use crate::billing::terms;
use billing_domain::invoices::terms::Part;
use billing_domain::price_book::PriceVersion;
use billing_domain::rating::{UsagePart, effective_price};
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
    /// Metric label to what it grew by; an absent label has no price or was not metered yet in the month.
    pub grown: BTreeMap<String, Growth>,
    /// True when there is any fact in the bucket.
    pub metered: bool,
}

impl AmountBucket {
    /// The amounts of all labels.
    pub fn amounts(&self) -> impl Iterator<Item = Money> {
        self.grown.values().map(|growth| growth.amount)
    }
}

/// What the bill of a label grows by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// Exact to the cent.
    pub amount: Money,
    /// As billed; `None` when it is billed in several units.
    pub billed: Option<Billed>,
}

impl Growth {
    /// What a billed unit came to in this bucket alone; `None` when nothing more was billed in it.
    ///
    /// # Errors
    /// `InvalidInput` when the price does not fit.
    pub fn effective_price(&self) -> Result<Option<Decimal>, BillingError> {
        self.billed.as_ref().map_or(Ok(None), |billed| effective_price(self.amount, billed.quantity))
    }

    fn plus(self, other: Self) -> Result<Self, BillingError> {
        Ok(Self {
            amount: self.amount.checked_add(other.amount)?,
            billed: both(self.billed, other.billed, Decimal::checked_add)?,
        })
    }

    fn minus(self, earlier: Self) -> Result<Self, BillingError> {
        Ok(Self {
            amount: self.amount.checked_sub(earlier.amount)?,
            billed: both(self.billed, earlier.billed, Decimal::checked_sub)?,
        })
    }
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
        let mut growing = Growing { month, version, parts: Vec::new(), before: Grown::new() };
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

/// By metric label.
type Grown = BTreeMap<String, Growth>;

/// A month as it grows bucket by bucket, in the parts that lie under one plan each.
struct Growing<'p> {
    month: Period,
    version: Option<&'p PriceVersion>,
    parts: Vec<(Part, BTreeMap<Kind, Decimal>)>,
    before: Grown,
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
        let growth = |cost: TypeCost| Growth { amount: cost.amount, billed: cost.billed };
        let after = by_label(rated.into_iter().map(|((label, _), cost)| (label, growth(cost))))?;
        let grown = since(&self.before, &after)?;
        self.before = after;
        Ok(AmountBucket { period, grown, metered })
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
            let halves = std::mem::take(&mut last.grown).into_iter().chain(bucket.grown);
            last.grown = by_label(halves)?;
        }
        None => buckets.push(bucket),
    }
    Ok(())
}

fn by_label(growths: impl Iterator<Item = (String, Growth)>) -> Result<Grown, BillingError> {
    let mut sums = Grown::new();
    for (label, growth) in growths {
        let sum = sums.remove(&label).map_or(Ok(growth.clone()), |sum| sum.plus(growth))?;
        sums.insert(label, sum);
    }
    Ok(sums)
}

fn since(before: &Grown, after: &Grown) -> Result<Grown, BillingError> {
    let grown = |(label, now): (&String, &Growth)| {
        let earlier = before.get(label).cloned();
        Ok((label.clone(), earlier.map_or(Ok(now.clone()), |earlier| now.clone().minus(earlier))?))
    };
    after.iter().map(grown).collect()
}
