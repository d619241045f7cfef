//! What an amount of a range is part of: month by month, the ratings whose difference it is.
//!
//! Tiers run over a whole calendar month, so a day or an hour cannot be rated alone. Its amount is what the month came to
//! up to its end less what it came to up to its start, each rounded once; the receipt of the month holds it.

use super::months_of;
use super::pricing::{Costs, TypeCost, costs_until};
use crate::billing::terms;
use billing_domain::{BillingError, Period};
use billing_store::Reader;

/// The part of a calendar month that lies in a range, for one metered kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthPart {
    /// The calendar month.
    pub month: Period,
    /// The part of it.
    pub part: Period,
    /// The month up to the end of the part.
    pub up_to_end: TypeCost,
    /// The month up to the start of the part; `None` when that costs nothing yet.
    pub up_to_start: Option<TypeCost>,
    /// Their difference.
    pub cost: TypeCost,
}

/// The months behind the amount of a metered kind in a range, oldest first; months in which it costs nothing are left out.
///
/// # Errors
/// The store's; `InvalidInput` when an exact figure does not fit.
pub fn month_parts(
    book: &Reader<'_>,
    range: Period,
    metric_label: &str,
) -> Result<Vec<MonthPart>, BillingError> {
    let terms = terms(book)?;
    let mut parts = Vec::new();
    for (month, part) in months_of(range)? {
        let mut ends = costs_until(book, &terms, month, part.end)?;
        ends.retain(|(label, _), _| label == metric_label);
        let mut starts = if part.start > month.start {
            costs_until(book, &terms, month, part.start)?
        } else {
            Costs::new()
        };
        for (kind, up_to_end) in ends {
            let up_to_start = starts.remove(&kind);
            let cost = match up_to_start.clone() {
                Some(earlier) => up_to_end.clone().minus(earlier)?,
                None => up_to_end.clone(),
            };
            parts.push(MonthPart { month, part, up_to_end, up_to_start, cost });
        }
    }
    Ok(parts)
}
