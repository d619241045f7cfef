//! Imported bills recomputed row by row.

use crate::commands::*;
use crate::values::{DecimalText, instant_text};
use crate::{CommandError, Context};
use billing_domain::Decimal;
use billing_service::reports::{Against, ChargeDifference, ChargeRange, ChargeTally, check_charges};

/// Every charge: list price x quantity against a cost.
pub async fn charge_checks(
    context: Context,
    input: ChargeChecksQuery,
) -> Result<ChargeChecksView, CommandError> {
    let against = match input.against {
        ChargeCostCode::ListCost => Against::ListCost,
        ChargeCostCode::BilledCost => Against::BilledCost,
    };
    let backend = context.account()?.backend;
    let mut checks = backend.read(move |book| check_charges(book, against, &ChargeRange::default())).await?;
    let size = |difference: Decimal| if difference.is_negative() { difference.negated() } else { difference };
    // What rounding does not explain stands first, the largest on top.
    checks.differences.sort_by_key(|row| (row.rounding, std::cmp::Reverse(size(row.difference))));
    let differing = checks.differences.len() as u64;
    Ok(ChargeChecksView {
        tallies: checks.tallies.into_iter().map(tally).collect(),
        rows: checks.differences.into_iter().take(SHOWN).map(row).collect(),
        differing: differing.into(),
    })
}

fn tally(((provider, currency), tally): ((String, String), ChargeTally)) -> ChargeTallyRow {
    ChargeTallyRow {
        provider,
        currency,
        equal: tally.equal.into(),
        rounded: tally.rounded.into(),
        unexplained: tally.unexplained.into(),
        unknown: tally.unknown.into(),
        difference: tally.difference.into(),
    }
}

fn row(row: ChargeDifference) -> ChargeDifferenceRow {
    let charge = row.charge;
    let figure = |text: Option<String>| DecimalText(text.unwrap_or_default());
    ChargeDifferenceRow {
        charge: charge.id.to_string(),
        start: instant_text(charge.start),
        provider: charge.provider.unwrap_or_default(),
        service: charge.service.or(charge.description).unwrap_or_default(),
        unit_price: figure(charge.list_unit_price),
        quantity: figure(charge.pricing_quantity),
        expected: row.expected.into(),
        cost: DecimalText(row.cost),
        difference: row.difference.into(),
        currency: charge.currency,
        rounding: row.rounding,
    }
}
