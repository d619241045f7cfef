//! Coupons: what is taken off the sum of the lines before tax.

pub mod discount;

use serde::{Deserialize, Serialize};

/// How a coupon takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiscountType {
    /// Hundredths of the coupon's own currency.
    FixedAmount,
    /// Steps of 0.01 %: 1235 is 12.35 %.
    Percentage,
    /// Whatever else the tenant says, word for word; refused when it would have to be applied.
    Other(String),
}

/// A coupon as the public API shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// For people.
    pub title: String,
    /// How it takes off.
    pub discount_type: DiscountType,
    /// In the unit of `discount_type`.
    pub discount_amount: i64,
}
