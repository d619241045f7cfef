//! What usage costs: by usage type in a range, by bucket, and the month so far with its forecast. Before discount and tax.

use super::ask;
use super::usage::fields;
use crate::arguments::{AmountsArguments, MonthArguments, StepWord};
use crate::output::{self, Report};
use billing_domain::rating::UnitPrice;
use billing_domain::{BillingError, Money, Period};
use billing_service::overview::{self, MonthSoFar, percent_change};
use billing_service::usage::{Grain, TypeCost, TypeUsage, amounts_by_bucket, priced};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

pub fn amounts(asked: &AmountsArguments) -> Result<Report, BillingError> {
    let backend = asked.book.open_existing()?;
    ask(&backend, &asked.range, |book| {
        let Some(range) = range(book, asked.range.from, asked.range.to)? else { return Ok(nothing()) };
        match asked.step {
            None => by_type(priced(book, range)?, asked.range.limit),
            Some(step) => by_bucket(book, range, step, asked.range.limit),
        }
    })
}

pub fn month(asked: &MonthArguments) -> Result<Report, BillingError> {
    let backend = asked.book.open_existing()?;
    let at = match asked.month {
        Some(at) => at,
        None => backend.store().read(overview::data_until)?.map_or_else(|| backend.now(), last_hour),
    };
    backend.store().read(|book| match overview::month_so_far(book, at)? {
        Some(month) => month_report(&month),
        None => Ok(nothing()),
    })
}

/// The whole range there is usage for, cut by what was asked.
fn range(
    book: &Reader<'_>,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
) -> Result<Option<Period>, BillingError> {
    let Some((first, last)) = book.usage_extent()? else { return Ok(None) };
    let start = from.map_or_else(|| billing_domain::period::hour_start(first.into()), Ok)?;
    let end = to.map_or_else(|| billing_domain::period::hour_start(i64::from(last) + 1), Ok)?;
    if start >= end { Ok(None) } else { Period::new(start, end).map(Some) }
}

fn by_type(kinds: Vec<TypeUsage>, limit: Option<usize>) -> Result<Report, BillingError> {
    let total = total(kinds.iter().filter_map(|kind| Some(kind.cost.as_ref()?.amount)))?;
    let unpriced = kinds.iter().filter(|kind| kind.cost.is_none()).count();
    let rows = kinds.iter().take(limit.unwrap_or(usize::MAX)).map(type_row).collect::<Result<_, _>>()?;
    Ok(Report {
        columns: vec![
            "usage_type",
            "quantity",
            "unit",
            "quantity_billable",
            "unit_billable",
            "unit_price",
            "effective_price",
            "amount",
            "currency",
        ],
        rows,
        totals: json!({ "amount": total.map(amount), "rows": kinds.len(), "unpriced": unpriced }),
    })
}

fn type_row(kind: &TypeUsage) -> Result<Map<String, Value>, BillingError> {
    let cost = kind.cost.as_ref();
    let billed = cost.and_then(|cost| cost.billed.as_ref());
    let effective = cost.map(TypeCost::effective_price).transpose()?.flatten();
    let price = cost.and_then(|cost| match cost.unit_price {
        UnitPrice::Each(price) => Some(price.to_text(2)),
        UnitPrice::Tiered => Some("tiers".to_owned()),
        UnitPrice::None => None,
    });
    Ok(fields([
        ("usage_type", Some(kind.usage_type.clone())),
        ("metric_label", Some(kind.metric_label.clone())),
        ("quantity", Some(kind.quantity.to_string())),
        ("unit", Some(kind.unit.clone())),
        ("quantity_billable", billed.map(|billed| billed.quantity.to_string())),
        ("unit_billable", billed.map(|billed| billed.unit.clone())),
        ("unit_price", price),
        ("effective_price", effective.map(|price| price.to_text(2))),
        ("amount", cost.map(|cost| amount(cost.amount))),
        ("currency", cost.map(|cost| cost.amount.currency.to_string())),
    ]))
}

fn by_bucket(
    book: &Reader<'_>,
    range: Period,
    step: StepWord,
    limit: Option<usize>,
) -> Result<Report, BillingError> {
    let (grain, column) = match step {
        StepWord::Month => (Grain::Month, "month"),
        StepWord::Day => (Grain::Day, "day"),
        StepWord::Hour => (Grain::Hour, "hour"),
    };
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for bucket in amounts_by_bucket(book, range, grain)? {
        let at = bucket.period.start;
        let at = match step {
            StepWord::Month => at.format("%Y-%m").to_string(),
            StepWord::Day => at.format("%Y-%m-%d").to_string(),
            StepWord::Hour => output::instant(at),
        };
        for (metric_label, growth) in bucket.grown {
            let money = growth.amount;
            all.push(money);
            rows.push(fields([
                (column, Some(at.clone())),
                ("metric_label", Some(metric_label)),
                ("quantity_billable", growth.billed.as_ref().map(|billed| billed.quantity.to_string())),
                ("unit_billable", growth.billed.as_ref().map(|billed| billed.unit.clone())),
                ("effective_price", growth.effective_price()?.map(|price| price.to_text(2))),
                ("amount", Some(amount(money))),
                ("currency", Some(money.currency.to_string())),
            ]));
        }
    }
    let totals = json!({ "amount": total(all.into_iter())?.map(amount), "rows": rows.len() });
    rows.truncate(limit.unwrap_or(usize::MAX));
    let figures = ["quantity_billable", "unit_billable", "effective_price", "amount", "currency"];
    let columns = [&[column, "metric_label"], &figures[..]].concat();
    Ok(Report { columns, rows, totals })
}

fn month_report(month: &MonthSoFar) -> Result<Report, BillingError> {
    let change = match (month.amount, month.same_days_before) {
        (Some(now), Some(before)) => {
            let change = now.checked_sub(before)?;
            Some((change, percent_change(before, change)?))
        }
        _ => None,
    };
    let (change, percent) = change.unzip();
    let mut rows = Vec::with_capacity(month.movers.len());
    for mover in &month.movers {
        rows.push(fields([
            ("usage_type", Some(mover.usage_type.clone())),
            ("amount", Some(amount(mover.now))),
            ("before", Some(amount(mover.before))),
            ("change", Some(amount(mover.change))),
            ("change_percent", percent_change(mover.before, mover.change)?),
            ("currency", Some(mover.now.currency.to_string())),
        ]));
    }
    let forecast = month.forecast.as_ref();
    let totals = json!({
        "month": month.month.start.format("%Y-%m").to_string(),
        "until": output::instant(month.so_far.end),
        "running": month.running,
        "amount": month.amount.map(amount),
        "before": month.same_days_before.map(amount),
        "change": change.map(amount),
        "change_percent": percent.flatten(),
        "forecast": forecast.map(|forecast| amount(forecast.amount)),
        "forecast_low": forecast.map(|forecast| amount(forecast.low)),
        "forecast_high": forecast.map(|forecast| amount(forecast.high)),
        "currency": month.amount.map(|amount| amount.currency.to_string()),
        "unpriced": month.unpriced,
        "unknown_hours": month.unknown_hours,
    });
    Ok(Report {
        columns: vec!["usage_type", "amount", "before", "change", "change_percent", "currency"],
        rows,
        totals,
    })
}

fn nothing() -> Report {
    Report { columns: vec!["usage_type", "amount"], rows: Vec::new(), totals: json!({ "rows": 0 }) }
}

fn last_hour(until: DateTime<Utc>) -> DateTime<Utc> {
    until - chrono::TimeDelta::hours(1)
}

fn total(mut amounts: impl Iterator<Item = Money>) -> Result<Option<Money>, BillingError> {
    let Some(first) = amounts.next() else { return Ok(None) };
    amounts.try_fold(first, Money::checked_add).map(Some)
}

fn amount(money: Money) -> String {
    money.amount().to_text(money.currency.exponent())
}
