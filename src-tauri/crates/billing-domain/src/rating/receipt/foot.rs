//! The receipt of an invoice's foot: how lines, coupons and tax rates came to the total, in the order of steps.

use crate::coupons::DiscountType;
use crate::invoices::totals::{SummedLine, Totals};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Lines -> percentages one after another -> fixed amounts -> tax once per category and rate -> total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FootReceipt {
    /// ISO 4217.
    pub currency: String,
    /// Every line, as billed.
    pub lines: Vec<FootLine>,
    /// In the order of being applied.
    pub coupons: Vec<FootCoupon>,
    /// Rates that were applied.
    pub rates: Vec<FootRate>,
    /// Sum of the lines.
    pub subtotal: String,
    /// What each coupon took off.
    pub discounts: Vec<String>,
    /// Their sum.
    pub discount: String,
    /// One per category and rate.
    pub taxes: Vec<FootTax>,
    /// Their sum.
    pub tax: String,
    /// `subtotal - discount + tax`.
    pub total: String,
}

/// A line, as far as the foot needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FootLine {
    /// As billed.
    pub amount: String,
    /// Joins it to its tax rate.
    pub tax_category: String,
    /// False for a correction, which coupons do not touch; told only then.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub discounted: bool,
}

const fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_yes(discounted: &bool) -> bool {
    *discounted
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FootCoupon {
    /// For people.
    pub title: String,
    /// `percentage` or `fixed_amount`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Steps of 0.01 %, or hundredths.
    pub amount: i64,
}

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FootRate {
    /// Which lines it is for.
    pub category: String,
    /// As printed.
    pub label: String,
    /// 7 is 7 %.
    pub percent: String,
}

/// A tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FootTax {
    /// Of which lines.
    pub category: String,
    /// Their sum less their part of the discount.
    pub base: String,
    /// Rounded once.
    pub amount: String,
}

impl FootReceipt {
    /// The receipt of a foot over lines.
    #[must_use]
    pub fn of<'l, L: Copy + Into<SummedLine<'l>>>(lines: &[L], totals: &Totals) -> Self {
        let line = |line: &L| {
            let SummedLine { category, amount, discounted } = (*line).into();
            FootLine { amount: amount.to_text(), tax_category: category.to_owned(), discounted }
        };
        Self {
            currency: totals.total.currency.to_string(),
            lines: lines.iter().map(line).collect(),
            coupons: totals.discounts.iter().map(|discount| FootCoupon::of(&discount.coupon)).collect(),
            rates: totals
                .taxes
                .iter()
                .map(|tax| FootRate {
                    category: tax.rate.category.clone(),
                    label: tax.rate.label.clone(),
                    percent: tax.rate.percent.to_string(),
                })
                .collect(),
            subtotal: totals.subtotal.to_text(),
            discounts: totals.discounts.iter().map(|discount| discount.amount.to_text()).collect(),
            discount: totals.discount.to_text(),
            taxes: totals
                .taxes
                .iter()
                .map(|tax| FootTax {
                    category: tax.rate.category.clone(),
                    base: tax.base.to_text(),
                    amount: tax.amount.to_text(),
                })
                .collect(),
            tax: totals.tax.to_text(),
            total: totals.total.to_text(),
        }
    }
}

impl FootCoupon {
    fn of(coupon: &crate::coupons::Coupon) -> Self {
        let kind = match &coupon.discount_type {
            DiscountType::Percentage => "percentage",
            DiscountType::FixedAmount => "fixed_amount",
            DiscountType::Other(word) => word,
        };
        Self { title: coupon.title.clone(), kind: kind.to_owned(), amount: coupon.discount_amount }
    }
}

impl fmt::Display for FootReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "1. lines, each rounded once")?;
        writeln!(f, "  {} lines    {}", self.lines.len(), self.subtotal)?;
        if !self.coupons.is_empty() {
            writeln!(f, "2. coupons: percentages one after another, then fixed amounts, never below 0")?;
        }
        for (coupon, amount) in self.coupons.iter().zip(&self.discounts) {
            writeln!(f, "  {}    -{amount}", coupon.title)?;
        }
        if !self.taxes.is_empty() {
            writeln!(f, "3. tax, once per category and rate, on what is left")?;
        }
        for (rate, tax) in self.rates.iter().zip(&self.taxes) {
            writeln!(f, "  {} {} %    of {} = {}", rate.label, rate.percent, tax.base, tax.amount)?;
        }
        writeln!(f, "4. total, added and not rounded again")?;
        writeln!(
            f,
            "  {} - {} + {} = {} {}",
            self.subtotal, self.discount, self.tax, self.currency, self.total
        )
    }
}
