//! Rating: metered quantities and prices in, priced lines with their receipts out. Pure and exact.
//!
//! Preview, running invoice, bill and re-rating all call [`rate`]; there is no second way to a price.

mod amount;
mod billable;
mod effective;
mod fixed;
mod parts;
mod rate;
pub mod receipt;

pub use amount::{Priced, Step, price_units};
pub use billable::{Billable, quantity_billable};
pub use effective::{PRICE_SCALE, effective_price};
pub use fixed::FixedCharge;
pub(crate) use fixed::{fixed as fixed_line, waiver as fixed_waiver};
pub use parts::{UsagePart, rated_together};
pub use rate::{
    MeteredUsage, PricedQuantity, Rating, Unbilled, UnbilledReason, price_quantity, rate, rate_parts,
};
pub use receipt::Receipt;

use crate::invoices::totals::SummedLine;
use crate::{Decimal, Money, Period};

/// A priced line, rounded once, with the whole way to its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedLine {
    /// Display text.
    pub usage_type: String,
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// As metered, exact.
    pub quantity: Decimal,
    /// Unit of `quantity_billable`.
    pub unit_billable: String,
    /// As billed; an endless fraction (`exact` with a factor) is shown with [`SHOWN_SCALE`] decimals.
    pub quantity_billable: Decimal,
    /// What one billable unit costs.
    pub unit_price: UnitPrice,
    /// Rounded once, half away from zero.
    pub amount: Money,
    /// True for a fee: no usage behind it.
    pub fixed: bool,
    /// What it is for: the billed period, or its own part of it.
    pub span: Period,
    /// Joins the line to its tax rate.
    pub tax_category: String,
    /// The derivation.
    pub receipt: Receipt,
}

impl RatedLine {
    /// As the foot adds it up.
    #[must_use]
    pub fn summed(&self) -> SummedLine<'_> {
        SummedLine {
            category: &self.tax_category,
            amount: self.amount,
            discounted: !self.receipt.is_correction(),
        }
    }
}

/// What one billable unit of a line costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitPrice {
    /// Nothing to say: fees, credits.
    None,
    /// The same for every unit, in major units.
    Each(Decimal),
    /// More than one price; the receipt shows them.
    Tiered,
}

/// Decimals with which an endless fraction is shown. Amounts never go through it.
pub const SHOWN_SCALE: u8 = 18;
