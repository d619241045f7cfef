//! The single hours of a usage query, in windows.

use super::UsageQuery;
use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A column of single hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HourColumn {
    /// The hour.
    Hour,
    /// Usage type.
    UsageType,
    /// Namespace.
    Namespace,
    /// Object.
    Object,
    /// Quantity; unknown last either way.
    Quantity,
    /// Unit.
    Unit,
    /// Status.
    Status,
}

/// An order of single hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct HourSort {
    /// By what.
    pub key: HourColumn,
    /// Largest or latest first.
    pub down: bool,
}

/// A window of single hours.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UsageHoursQuery {
    /// Range and filters; grain and grouping do not matter.
    pub query: UsageQuery,
    /// The first one first; without any the latest hour first.
    pub sorts: Vec<HourSort>,
    /// Only rows with this text in a name; empty lets all through.
    pub find: String,
    /// First row of the window.
    pub offset: u32,
    /// Rows of the window, at most 1000.
    pub limit: u32,
}

/// One hour of one series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageHourRow {
    /// Its place in the order: names the row.
    pub place: u32,
    /// First instant, RFC 3339.
    pub hour: String,
    /// Display text of the metered kind.
    pub usage_type: String,
    /// Namespace.
    pub namespace: String,
    /// Object.
    pub object: String,
    /// Exact; none where nothing was measured.
    pub quantity: Option<DecimalText>,
    /// Of `quantity`.
    pub unit: String,
    /// `active`, `no_data` or `not_measured`.
    pub status: String,
}

/// A sum in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitTotal {
    /// Unit.
    pub unit: String,
    /// Exact.
    pub quantity: DecimalText,
    /// Hours without a quantity, which it does not hold.
    pub gap_hours: u32,
}

/// A window of single hours, and what all of them sum to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageHoursView {
    /// Rows in all.
    pub count: u32,
    /// The window.
    pub rows: Vec<UsageHourRow>,
    /// One per unit: quantities of several units have no sum.
    pub totals: Vec<UnitTotal>,
}
