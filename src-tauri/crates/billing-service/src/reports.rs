//! The questions that the command line and the screens ask of a book: exact, sorted, ready to be shown.
//!
//! Usage answers come from the roll-ups wherever whole days or months are asked for, so that ten years of history
//! answer as fast as one month. Quantities are only added within one unit, costs only within one currency.

mod charge_checks;
mod costs;
mod objects;
mod spans;
mod usage;

pub use billing_store::charges::ChargeRange;
pub use charge_checks::{Against, ChargeChecks, ChargeDifference, ChargeTally, check_charges};
pub use costs::{COST_DIMENSIONS, CostReport, CostReportRow, MEASURES, costs};
pub use objects::{ObjectRow, top_objects};
pub(crate) use spans::hours_in;
pub use usage::{Dimension, Step, UsageQuery, UsageReport, UsageRow, usage};
