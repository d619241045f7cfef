//! Usage that came or changed after an invoice was issued: the amount at stake, and the lines that put it right on a
//! later invoice. The issued invoice is never edited.
//!
//! Decided: what is at stake is told before tax and after the discounts of the invoice that is corrected, at the prices
//! it was billed with; the line is taxed at the rates of the invoice that carries it, and coupons do not touch it again.

use super::rerating::{BilledInvoice, BilledLine};
use super::totals::{SummedLine, bases};
use crate::invoices::bill::Bill;
use crate::rating::receipt::{CorrectedLine, CorrectionReceipt, instant};
use crate::rating::{RatedLine, Receipt, fixed_line};
use crate::{BillingError, Decimal, Money, Period};
use std::collections::BTreeMap;

/// What usage that is held now would have changed on an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtStake {
    /// By tax category; those where nothing differs and nothing was corrected are left out.
    pub categories: Vec<CategoryAtStake>,
    /// The metered lines that differ, before discounts.
    pub lines: Vec<CorrectedLine>,
    /// What is not put right yet, over all categories: above 0 when too little was asked for.
    pub open: Money,
}

/// The amount at stake in one tax category, before tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryAtStake {
    /// Joins it to its tax rate.
    pub tax_category: String,
    /// As billed, after discounts.
    pub billed: Money,
    /// With the usage of now, after discounts.
    pub rated: Money,
    /// What earlier corrections and credit notes have put right.
    pub corrected: Money,
    /// `rated - billed - corrected`.
    pub open: Money,
}

impl AtStake {
    /// True when the usage of now gives what was billed, or every difference is put right.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.categories.iter().all(|category| category.open.minor == 0)
    }
}

/// Compares an invoice with `pinned`: the same period rated with the usage of now, at the prices, fees, coupons and taxes
/// that it was billed with. `corrected` is what was put right before, by tax category.
///
/// # Errors
/// `Internal` for two currencies.
pub fn at_stake(
    billed: &BilledInvoice,
    pinned: &Bill,
    corrected: &BTreeMap<String, Money>,
) -> Result<AtStake, BillingError> {
    let currency = billed.totals.total.currency;
    let nothing = Money::zero(currency);
    let then: Vec<SummedLine<'_>> = billed.lines.iter().map(BilledLine::summed).collect();
    let now: Vec<SummedLine<'_>> = pinned.lines.iter().map(RatedLine::summed).collect();
    let mut sides: BTreeMap<String, (Money, Money)> = BTreeMap::new();
    for (category, base) in bases(currency, &then, billed.totals.discount)? {
        sides.entry(category).or_insert((nothing, nothing)).0 = base;
    }
    for (category, base) in bases(currency, &now, pinned.totals.discount)? {
        sides.entry(category).or_insert((nothing, nothing)).1 = base;
    }
    for category in corrected.keys() {
        sides.entry(category.clone()).or_insert((nothing, nothing));
    }
    let mut categories = Vec::new();
    for (tax_category, (billed, rated)) in sides {
        let corrected = corrected.get(&tax_category).copied().unwrap_or(nothing);
        let open = rated.checked_sub(billed)?.checked_sub(corrected)?;
        if billed != rated || corrected != nothing {
            categories.push(CategoryAtStake { tax_category, billed, rated, corrected, open });
        }
    }
    let open = Money::sum(currency, categories.iter().map(|category| category.open))?;
    Ok(AtStake { categories, lines: changed_lines(billed, pinned)?, open })
}

/// Metered lines that differ, by label and part.
fn changed_lines(billed: &BilledInvoice, pinned: &Bill) -> Result<Vec<CorrectedLine>, BillingError> {
    let currency = billed.totals.total.currency;
    let nothing = (Decimal::ZERO, Money::zero(currency), "");
    type Side<'l> = (Decimal, Money, &'l str);
    let mut sides: BTreeMap<(&str, &str), (Side<'_>, Side<'_>)> = BTreeMap::new();
    let add = |side: &mut Side<'_>, quantity: Decimal, amount: Money| {
        side.0 = side.0.checked_add(quantity)?;
        side.1 = side.1.checked_add(amount)?;
        Ok::<_, BillingError>(())
    };
    for line in billed.lines.iter().filter(|line| !line.metric_label.is_empty()) {
        let side = sides.entry((&line.metric_label, &line.unit)).or_insert((nothing, nothing));
        add(&mut side.0, line.quantity, line.amount)?;
        side.0.2 = &line.usage_type;
    }
    for line in pinned.lines.iter().filter(|line| !line.metric_label.is_empty()) {
        let side = sides.entry((&line.metric_label, &line.unit)).or_insert((nothing, nothing));
        add(&mut side.1, line.quantity, line.amount)?;
        side.1.2 = &line.usage_type;
    }
    let differs =
        |(_, (then, now)): &((&str, &str), (Side<'_>, Side<'_>))| (then.0, then.1) != (now.0, now.1);
    let line = |((label, _), (then, now)): ((&str, &str), (Side<'_>, Side<'_>))| CorrectedLine {
        metric_label: label.to_owned(),
        usage_type: if then.2.is_empty() { now.2 } else { then.2 }.to_owned(),
        quantity_billed: then.0.to_string(),
        quantity_now: now.0.to_string(),
        billed: then.1.to_text(),
        rated: now.1.to_text(),
    };
    Ok(sides.into_iter().filter(differs).map(line).collect())
}

/// The receipts of a correction: one for each tax category with something open.
#[must_use]
pub fn receipts(invoice: &str, period: &Period, at_stake: &AtStake) -> Vec<CorrectionReceipt> {
    let open = at_stake.categories.iter().filter(|category| category.open.minor != 0);
    open.map(|category| CorrectionReceipt {
        invoice: invoice.to_owned(),
        period_start: instant(period.start),
        period_end: instant(period.end),
        tax_category: category.tax_category.clone(),
        lines: at_stake.lines.clone(),
        billed: category.billed.to_text(),
        rated: category.rated.to_text(),
        corrected_before: category.corrected.to_text(),
        amount: category.open.to_text(),
        currency: category.open.currency.to_string(),
    })
    .collect()
}

/// The line that carries a correction on the invoice of a later month.
#[must_use]
pub fn line(
    title: &str,
    amount: Money,
    tax_category: &str,
    receipt: CorrectionReceipt,
    carried: Period,
) -> RatedLine {
    let receipt = Receipt::Correction(Box::new(receipt));
    RatedLine { tax_category: tax_category.to_owned(), ..fixed_line(title, amount, carried, receipt) }
}

/// `Correction of INV-000002, 2026-02`.
#[must_use]
pub fn title(invoice: &str, period: &Period) -> String {
    format!("Correction of {invoice}, {}", period.start.format("%Y-%m"))
}
