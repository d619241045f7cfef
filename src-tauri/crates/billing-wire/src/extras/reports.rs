//! Reports that only read: exact quantities by month and usage type.

use crate::numbers::QuantityText;
use crate::shape::shape;
use crate::times::Timestamp;

shape! {
    /// The quantity of one usage type in one month.
    pub struct UsageReportRow {
        /// The month's first instant.
        month: Timestamp,
        /// The stable id of the metered kind.
        metric_label: String,
        /// Display text.
        usage_type: String,
        /// Unit of the quantity.
        unit: String,
        /// The exact sum of its hours.
        quantity: QuantityText,
    }
}

shape! {
    /// The answer to the report of usage by month.
    pub struct UsageReport {
        /// By month, then metric label, usage type and unit.
        rows: Vec<UsageReportRow>,
    }
}
