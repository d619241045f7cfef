//! Imported bills recomputed: list price x quantity against what the provider says.

use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Against which cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChargeCostCode {
    /// The provider's own list cost.
    ListCost,
    /// What is billed.
    BilledCost,
}

/// What to recompute.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChargeChecksQuery {
    /// Against which cost.
    pub against: ChargeCostCode,
}

/// Counts of one provider in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargeTallyRow {
    /// Provider.
    pub provider: String,
    /// ISO 4217.
    pub currency: String,
    /// Rows that come out to the last decimal.
    pub equal: DecimalText,
    /// Rows whose difference the printed decimals explain.
    pub rounded: DecimalText,
    /// Rows that differ by more.
    pub unexplained: DecimalText,
    /// Rows without a price or a quantity.
    pub unknown: DecimalText,
    /// The sum of all differences, exact.
    pub difference: DecimalText,
}

/// A row that does not come out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargeDifferenceRow {
    /// Its number in the book.
    pub charge: String,
    /// RFC 3339.
    pub start: String,
    /// Provider.
    pub provider: String,
    /// Service, or what the bill calls it.
    pub service: String,
    /// As on the bill.
    pub unit_price: DecimalText,
    /// As on the bill.
    pub quantity: DecimalText,
    /// Price x quantity, exact.
    pub expected: DecimalText,
    /// As on the bill.
    pub cost: DecimalText,
    /// Cost less expected, exact.
    pub difference: DecimalText,
    /// ISO 4217.
    pub currency: String,
    /// True when the printed decimals explain it.
    pub rounding: bool,
}

/// Every charge recomputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargeChecksView {
    /// By provider.
    pub tallies: Vec<ChargeTallyRow>,
    /// The largest differences first, at most [`SHOWN`](crate::charge_checks::SHOWN).
    pub rows: Vec<ChargeDifferenceRow>,
    /// How many differ in all.
    pub differing: DecimalText,
}

/// So many rows are handed to the window; the command line prints them all.
pub const SHOWN: usize = 50;
