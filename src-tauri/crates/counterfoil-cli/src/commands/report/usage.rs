//! The screen questions about usage.

use super::ask;
use crate::arguments::ReportArguments;
use crate::output::Report;
use billing_domain::BillingError;
use billing_service::reports::{self, Dimension, Step, UsageQuery, UsageRow};
use billing_store::usage::SeriesFilter;
use serde_json::{Map, Value, json};

/// Objects shown when no limit is said.
const TOP: usize = 20;

pub fn monthly_by_type(asked: &ReportArguments) -> Result<Report, BillingError> {
    table(asked, Some((Step::Month, "month", "%Y-%m")), &[(Dimension::UsageType, "usage_type")])
}

pub fn daily_by_metric(asked: &ReportArguments) -> Result<Report, BillingError> {
    table(asked, Some((Step::Day, "day", "%Y-%m-%d")), &[(Dimension::MetricLabel, "metric_label")])
}

pub fn object_hours(asked: &ReportArguments) -> Result<Report, BillingError> {
    if asked.object.is_none() {
        return Err(BillingError::invalid("Say which object: --object NAME."));
    }
    let by = [
        (Dimension::MetricLabel, "metric_label"),
        (Dimension::UsageType, "usage_type"),
        (Dimension::Namespace, "namespace"),
        (Dimension::Object, "object"),
    ];
    table(asked, Some((Step::Hour, "hour", "%Y-%m-%dT%H:%M:%SZ")), &by)
}

pub fn pivot(asked: &ReportArguments) -> Result<Report, BillingError> {
    table(asked, None, &[(Dimension::Namespace, "namespace"), (Dimension::UsageType, "usage_type")])
}

pub fn top_objects(asked: &ReportArguments) -> Result<Report, BillingError> {
    let backend = asked.book.open_existing()?;
    ask(&backend, &asked.range, |book| {
        let objects = reports::top_objects(book, asked.range.from, asked.range.to, &filter(asked))?;
        let totals = json!({ "objects": objects.len() });
        let shown = objects.iter().take(asked.range.limit.unwrap_or(TOP));
        let rows = shown.map(|row| {
            fields([
                ("namespace", Some(row.namespace.clone())),
                ("object", Some(row.object.clone())),
                ("quantity", Some(row.quantity.to_string())),
                ("unit", row.unit.clone()),
                ("amount", row.amount.map(|amount| amount.to_string())),
                ("currency", row.currency.map(|currency| currency.to_string())),
            ])
        });
        Ok(Report {
            columns: vec!["namespace", "object", "quantity", "unit", "amount", "currency"],
            rows: rows.collect(),
            totals,
        })
    })
}

/// A step in time with the name of its column and how it is written.
type Bucket = (Step, &'static str, &'static str);

fn table(
    asked: &ReportArguments,
    bucket: Option<Bucket>,
    by: &[(Dimension, &'static str)],
) -> Result<Report, BillingError> {
    let query = UsageQuery {
        step: bucket.map(|(step, ..)| step),
        by: by.iter().map(|(dimension, _)| *dimension).collect(),
        from: asked.range.from,
        to: asked.range.to,
        filter: filter(asked),
        limit: asked.range.limit,
    };
    let backend = asked.book.open_existing()?;
    let found = ask(&backend, &asked.range, |book| {
        let report = reports::usage(book, &query)?;
        let rows = report.rows.iter().map(|row| fields_of(row, bucket, by)).collect();
        let totals = json!({ "quantity": report.total.to_string(), "rows": report.rows_in_all });
        let mut columns: Vec<&'static str> = bucket.iter().map(|(_, name, _)| *name).collect();
        columns.extend(by.iter().map(|(_, name)| *name));
        columns.extend(["quantity", "unit"]);
        Ok(Report { columns, rows, totals })
    })?;
    Ok(found)
}

fn fields_of(row: &UsageRow, bucket: Option<Bucket>, by: &[(Dimension, &'static str)]) -> Map<String, Value> {
    let mut map = Map::new();
    if let Some(((_, name, form), at)) = bucket.zip(row.at) {
        map.insert(name.to_owned(), at.format(form).to_string().into());
    }
    for ((_, name), text) in by.iter().zip(&row.group) {
        map.insert((*name).to_owned(), text.clone().into());
    }
    map.insert("unit".to_owned(), row.unit.clone().into());
    map.insert("quantity".to_owned(), row.quantity.to_string().into());
    map
}

fn filter(asked: &ReportArguments) -> SeriesFilter {
    SeriesFilter {
        namespace: asked.namespace.clone(),
        object: asked.object.clone(),
        metric_label: asked.metric_label.clone(),
        usage_type: asked.usage_type.clone(),
        unit: None,
    }
}

/// Named fields; absent is null.
pub(super) fn fields<const N: usize>(pairs: [(&str, Option<String>); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text.map_or(Value::Null, Value::String))).collect()
}
