//! `report cost`: what providers billed, exactly.

use super::ask;
use crate::arguments::CostArguments;
use crate::output::Report;
use billing_domain::BillingError;
use billing_service::reports::{self, COST_DIMENSIONS, CostReportRow, MEASURES};
use billing_store::charges::ChargeRange;
use serde_json::{Map, Value, json};

pub fn cost(asked: &CostArguments) -> Result<Report, BillingError> {
    let backend = asked.book.open_existing()?;
    let range = ChargeRange { from: asked.range.from, to: asked.range.to, only: Vec::new() };
    ask(&backend, &asked.range, |book| {
        let report = reports::costs(book, &asked.by, &range)?;
        let shown = report.rows.iter().take(asked.range.limit.unwrap_or(usize::MAX));
        let rows = shown.map(|row| fields(row, &asked.by)).collect::<Result<_, _>>()?;
        let mut columns: Vec<&'static str> = asked.by.iter().filter_map(|name| known(name)).collect();
        columns.extend(["currency", "charges"]);
        columns.extend(MEASURES);
        Ok(Report { columns, rows, totals: totals(&report.totals)? })
    })
}

fn known(name: &str) -> Option<&'static str> {
    COST_DIMENSIONS.iter().find(|(ours, _)| *ours == name).map(|(ours, _)| *ours)
}

/// One currency: its sums. More: a list by currency, because two currencies are never added.
fn totals(totals: &[CostReportRow]) -> Result<Value, BillingError> {
    let mut by_currency = totals.iter().map(|row| fields(row, &[])).collect::<Result<Vec<_>, _>>()?;
    Ok(match by_currency.len() {
        1 => Value::Object(by_currency.remove(0)),
        _ => json!({ "by_currency": by_currency }),
    })
}

fn fields(row: &CostReportRow, by: &[String]) -> Result<Map<String, Value>, BillingError> {
    let mut map = Map::new();
    for (name, text) in by.iter().zip(&row.group) {
        map.insert(name.clone(), text.clone().map_or(Value::Null, Value::String));
    }
    map.insert("currency".to_owned(), row.currency.clone().into());
    map.insert("charges".to_owned(), row.charges.into());
    for (name, sum) in MEASURES.iter().zip(&row.sums) {
        let text = sum.map(|sum| sum.to_text()).transpose()?;
        map.insert((*name).to_owned(), text.map_or(Value::Null, Value::String));
    }
    Ok(map)
}
