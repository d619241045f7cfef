//! What an amount of usage is part of: the months whose receipts hold it.

use super::UsageQuery;
use crate::values::{DecimalText, MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which amount.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UsagePartsQuery {
    /// The question it is an answer to.
    pub query: UsageQuery,
    /// Its row.
    pub group: String,
}

/// The months behind an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePartsView {
    /// Oldest first; their amounts sum to that of the row.
    pub parts: Vec<UsagePart>,
}

/// The part of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePart {
    /// Stable id of the metered kind.
    pub metric_label: String,
    /// The calendar month.
    pub month: PeriodText,
    /// The part of it.
    pub part: PeriodText,
    /// True when it is all of the month that there is.
    pub is_whole: bool,
    /// The month rated up to the end of the part.
    pub up_to_end: UsagePartFigures,
    /// The month rated up to its start; none when that costs nothing yet.
    pub up_to_start: Option<UsagePartFigures>,
    /// The difference: what the part adds to the bill.
    pub own: UsagePartFigures,
}

/// What is billed, and its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePartFigures {
    /// As billed; none for several units.
    pub billable: Option<DecimalText>,
    /// Of `billable`.
    pub unit_billable: Option<String>,
    /// Rounded once.
    pub amount: MoneyText,
}
