//! Re-rating: an invoice against the same rating done again, line by line. Every difference is taken apart into causes,
//! each with its own amount, so that the parts add up to the difference exactly.
//!
//! The way to a cause is always the same: rate once more with one thing changed, from what was billed towards what is
//! known now. What no such step explains was set by hand, or by a rule that we do not know, and says so.

mod cause;
mod fixed;
mod foot;
mod pairs;
mod roundings;
mod usage;

pub use cause::{Cause, Share};

use super::bill::{Bill, BillInput};
use super::inputs::NamedInput;
use super::totals::{SummedLine, Totals};
use crate::price_book::{PriceBook, PriceVersion};
use crate::rating::Receipt;
use crate::{BillingError, Currency, Decimal, Money, Period};
use std::collections::BTreeMap;

/// An invoice as it was billed, here or by the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledInvoice {
    /// What it bills.
    pub period: Period,
    /// As printed.
    pub lines: Vec<BilledLine>,
    /// As printed.
    pub totals: Totals,
    /// The version it was billed with.
    pub price_version: Option<u32>,
    /// What it was made from, by name; empty when that was not kept.
    pub inputs: Vec<NamedInput>,
}

/// A line as it was billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BilledLine {
    /// Display text.
    pub usage_type: String,
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// As metered then.
    pub quantity: Decimal,
    /// As billed.
    pub amount: Money,
    /// What it is for.
    pub span: Period,
    /// Joins the line to its tax rate.
    pub tax_category: String,
    /// The derivation; `None` on a document of the provider.
    pub receipt: Option<Receipt>,
}

impl BilledLine {
    /// As the foot adds it up.
    pub(super) fn summed(&self) -> SummedLine<'_> {
        let discounted = !self.receipt.as_ref().is_some_and(Receipt::is_correction);
        SummedLine { category: &self.tax_category, amount: self.amount, discounted }
    }
}

/// What is known besides the invoice and the bill of now.
#[derive(Debug, Clone, Default)]
pub struct Known<'k> {
    /// Every version, for the one that it was billed with.
    pub prices: Option<&'k PriceBook>,
    /// Usage that came or changed after it was issued, by metric label.
    pub late: BTreeMap<String, LateUsage>,
}

/// Usage of a label that came or changed after the invoice was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LateUsage {
    /// Hours that came again with another quantity.
    pub restated_hours: u64,
    /// By how much those changed the quantity.
    pub restated_by: Decimal,
    /// Hours that were not there.
    pub late_hours: u64,
}

/// One difference; an amount is `None` where there is no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Display text; `subtotal`, `discount`, `tax` or `total` for the foot.
    pub what: String,
    /// The metered kind; empty for fixed lines and the foot.
    pub metric_label: String,
    /// Quantity as billed.
    pub billed_quantity: Option<Decimal>,
    /// Quantity now.
    pub rated_quantity: Option<Decimal>,
    /// As billed.
    pub billed: Option<Money>,
    /// Rated again.
    pub rated: Option<Money>,
    /// Why; never empty. The amounts add up to `rated` less `billed`.
    pub causes: Vec<Share>,
}

/// Compares an invoice with the bill of now, which was made from `input`; empty when everything matches.
///
/// # Errors
/// `Internal` for two currencies; `InvalidInput` when an exact figure does not fit.
pub fn rerate(
    billed: &BilledInvoice,
    input: &BillInput<'_>,
    rated: &Bill,
    known: &Known<'_>,
) -> Result<Vec<Difference>, BillingError> {
    billed.totals.total.checked_sub(rated.totals.total)?;
    let view = View { billed, input, rated, known };
    let mut differences = Vec::new();
    for group in pairs::groups(billed, rated) {
        differences.extend(view.group(&group)?);
    }
    differences.extend(foot::differences(&view)?);
    Ok(differences)
}

/// Both sides, and what is known.
struct View<'v> {
    billed: &'v BilledInvoice,
    input: &'v BillInput<'v>,
    rated: &'v Bill,
    known: &'v Known<'v>,
}

impl View<'_> {
    fn currency(&self) -> Currency {
        self.rated.currency
    }

    /// The version that a line says it was billed with, else the invoice's.
    fn version_then(&self, line: Option<&BilledLine>) -> Option<&PriceVersion> {
        let of_line = line.and_then(|line| match &line.receipt {
            Some(Receipt::Usage(receipt)) => Some(receipt.price_version),
            _ => None,
        });
        let number = of_line.or(self.billed.price_version)?;
        let now = self.input.prices.filter(|version| version.number == number);
        now.or_else(|| self.known.prices.and_then(|book| book.version(number)))
    }

    fn late(&self, metric_label: &str) -> LateUsage {
        self.known.late.get(metric_label).copied().unwrap_or_default()
    }

    /// From one amount to another, because of something.
    fn share(cause: Cause, from: Money, to: Money) -> Result<Share, BillingError> {
        Ok(Share { cause, amount: to.checked_sub(from)? })
    }

    fn group(&self, group: &pairs::Group<'_>) -> Result<Option<Difference>, BillingError> {
        let currency = self.currency();
        let sum = |amounts: Vec<Money>| {
            if amounts.is_empty() { Ok(None) } else { Money::sum(currency, amounts).map(Some) }
        };
        let billed = sum(group.billed.iter().map(|line| line.amount).collect())?;
        let rated = sum(group.rated.iter().map(|line| line.amount).collect())?;
        let billed_quantity = total(group.billed.iter().map(|line| line.quantity))?;
        let rated_quantity = total(group.rated.iter().map(|line| line.quantity))?;
        let matched = group.matched();
        // Lines that differ and make up for each other are a difference too.
        let each_the_same = matched.billed.is_empty()
            && matched.rated.is_empty()
            && matched.pairs.iter().all(|(b, r)| b.amount == r.amount && b.quantity == r.quantity);
        if each_the_same {
            return Ok(None);
        }
        let mut causes = self.paired(&matched.pairs)?;
        causes.extend(self.unpaired(&matched)?);
        cause::join(&mut causes)?;
        Ok(Some(Difference {
            what: group.title().to_owned(),
            metric_label: group.metric_label().to_owned(),
            billed_quantity,
            rated_quantity,
            billed,
            rated,
            causes,
        }))
    }

    fn paired(&self, pairs: &[pairs::Pair<'_>]) -> Result<Vec<Share>, BillingError> {
        let mut causes = Vec::new();
        let differ = |(b, r): &&pairs::Pair<'_>| b.amount != r.amount || b.quantity != r.quantity;
        for (billed, rated) in pairs.iter().filter(differ) {
            causes.extend(match &rated.receipt {
                Receipt::Usage(_) => self.usage(billed, rated)?,
                _ => self.fixed(billed, rated)?,
            });
        }
        Ok(causes)
    }
}

fn total(quantities: impl ExactSizeIterator<Item = Decimal>) -> Result<Option<Decimal>, BillingError> {
    if quantities.len() == 0 {
        return Ok(None);
    }
    Ok(Some(Decimal::sum(quantities)?))
}

#[cfg(test)]
mod tests;
