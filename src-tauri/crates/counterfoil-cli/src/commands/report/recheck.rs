//! `report recheck`: what providers computed, computed again.

use super::ask;
use crate::arguments::{RecheckArguments, RecheckCost};
use crate::output::Report;
use billing_domain::BillingError;
use billing_service::reports::{Against, ChargeDifference, ChargeTally, check_charges};
use billing_store::charges::ChargeRange;
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

pub fn recheck(asked: &RecheckArguments) -> Result<Report, BillingError> {
    let backend = asked.book.open_existing()?;
    let range = ChargeRange { from: asked.range.from, to: asked.range.to, only: Vec::new() };
    let against = match asked.against {
        RecheckCost::ListCost => Against::ListCost,
        RecheckCost::BilledCost => Against::BilledCost,
    };
    ask(&backend, &asked.range, |book| {
        let checks = check_charges(book, against, &range)?;
        let shown = checks.differences.iter().take(asked.range.limit.unwrap_or(usize::MAX));
        let by_provider = checks.tallies.iter().map(|((provider, currency), tally)| {
            let mut fields = told(tally);
            fields.insert("provider".to_owned(), provider.clone().into());
            fields.insert("currency".to_owned(), currency.clone().into());
            Value::Object(fields)
        });
        let sum = |count: fn(&ChargeTally) -> u64| checks.tallies.values().map(count).sum::<u64>();
        Ok(Report {
            columns: vec![
                "charge",
                "hour",
                "provider",
                "currency",
                "unit_price",
                "quantity",
                "expected",
                "cost",
                "difference",
                "cause",
            ],
            rows: shown.map(fields).collect(),
            totals: json!({
                "rows_equal": sum(|tally| tally.equal),
                "rows_differing": checks.differences.len(),
                "rows_rounded": sum(|tally| tally.rounded),
                "rows_unexplained": sum(|tally| tally.unexplained),
                "rows_unknown": sum(|tally| tally.unknown),
                "by_provider": by_provider.collect::<Vec<_>>(),
            }),
        })
    })
}

fn told(tally: &ChargeTally) -> Map<String, Value> {
    let fields: [(&str, Value); 5] = [
        ("rows_equal", tally.equal.into()),
        ("rows_rounded", tally.rounded.into()),
        ("rows_unexplained", tally.unexplained.into()),
        ("rows_unknown", tally.unknown.into()),
        ("difference", tally.difference.to_string().into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn fields(row: &ChargeDifference) -> Map<String, Value> {
    let charge = &row.charge;
    let fields: [(&str, Value); 13] = [
        ("charge", charge.id.into()),
        ("hour", charge.start.to_rfc3339_opts(SecondsFormat::Secs, true).into()),
        ("provider", charge.provider.clone().into()),
        ("service", charge.service.clone().into()),
        ("sku_price", charge.sku_price.clone().into()),
        ("description", charge.description.clone().into()),
        ("currency", charge.currency.clone().into()),
        ("unit_price", charge.list_unit_price.clone().into()),
        ("quantity", charge.pricing_quantity.clone().into()),
        ("expected", row.expected.to_string().into()),
        ("cost", row.cost.clone().into()),
        ("difference", row.difference.to_string().into()),
        ("cause", if row.rounding { "provider_rounding" } else { "unexplained" }.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
