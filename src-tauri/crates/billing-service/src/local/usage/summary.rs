//! The usage summary: what was metered of each kind in a range, and the same in billing units.

use crate::reports::{self, Dimension, UsageQuery};
use billing_domain::price_book::{DivisionFactor, PriceVersion};
use billing_domain::usage::UsageSummary;
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;

/// Decimals of a quotient that has no end.
const QUOTIENT_SCALE: u8 = 18;

/// One line for each metric label, usage type and unit. A book does not know services, so their name is empty.
pub(super) fn summary(book: &Reader<'_>, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
    let prices = book.price_book()?;
    let version = prices.version_at(range.start);
    let query = UsageQuery {
        by: vec![Dimension::MetricLabel, Dimension::UsageType],
        from: Some(range.start),
        to: Some(range.end),
        ..UsageQuery::default()
    };
    let mut lines = Vec::new();
    for row in reports::usage(book, &query)?.rows {
        let label = row.group.first().map_or("", String::as_str);
        let (billing, billing_unit) = billed(version, label, &row.unit, row.quantity, range)?;
        lines.push(UsageSummary {
            name: row.group.get(1).cloned().unwrap_or_default(),
            service: String::new(),
            usage: row.quantity,
            usage_unit: row.unit,
            at: range.end,
            billing,
            billing_unit,
        });
    }
    Ok(lines)
}

/// The quantity in billing units; without a price for this unit it stays as it is.
fn billed(
    version: Option<&PriceVersion>,
    label: &str,
    unit: &str,
    quantity: Decimal,
    range: Period,
) -> Result<(Decimal, String), BillingError> {
    let price = version.and_then(|version| version.price_of(label)).filter(|price| price.unit == unit);
    let Some(price) = price else { return Ok((quantity, unit.to_owned())) };
    let factor = match price.factor {
        DivisionFactor::Constant(factor) => factor,
        DivisionFactor::HoursInPeriod => {
            Decimal::from_int(range.seconds()).div_half_away(Decimal::from_int(3_600), QUOTIENT_SCALE)?
        }
    };
    let scale = QUOTIENT_SCALE.max(quantity.scale());
    Ok((quantity.div_half_away(factor, scale)?, price.unit_billable.clone()))
}
