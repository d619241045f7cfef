//! The calls beside the public API, over HTTP. Taking in usage is in `ingest.rs`.

use crate::app::Api;
use crate::call::{Answer, Call, answer};
use crate::failure::Failure;
use crate::ingest;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, post};
use billing_domain::{BillingError, Decimal, Namespace, Period};
use billing_wire::extras::{
    Capabilities, ExtraOperation, PaymentMethodList, PriceBook, UsageReport, UsageReportRow,
};
use billing_wire::numbers::QuantityText;
use billing_wire::times::{Timestamp, usage_range};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A report over more months than this is a mistake.
const MONTHS_MAX: usize = 120;

/// Where an extra meets its handler.
pub(crate) fn handler(operation: ExtraOperation) -> MethodRouter<Api> {
    match operation {
        ExtraOperation::Capabilities => get(capabilities),
        ExtraOperation::ListPaymentMethods => get(payment_methods),
        ExtraOperation::IngestUsage => post(ingest::ingest),
        ExtraOperation::GetPriceBook => get(price_book),
        ExtraOperation::ReportUsageByMonth => get(usage_by_month),
    }
}

async fn capabilities() -> Json<Capabilities> {
    Json(Capabilities::of(&ExtraOperation::ALL))
}

async fn payment_methods(State(api): State<Api>) -> Answer {
    answer::<PaymentMethodList>(&api.extras()?.list_payment_methods().await?)
}

async fn price_book(State(api): State<Api>) -> Answer {
    answer::<PriceBook>(&api.extras()?.price_book().await?)
}

/// Month by month from the usage details: their sums are exact, and so are sums of them.
async fn usage_by_month(State(api): State<Api>, call: Call) -> Answer {
    let time = |key| -> Result<Option<DateTime<Utc>>, Failure> {
        let text: Option<String> = call.query(key)?;
        let wrong = |text: &str| BillingError::invalid(format!("{text:?} is no RFC 3339 time for {key}."));
        let read = |text: String| DateTime::parse_from_rfc3339(&text).map_err(|_| wrong(&text));
        Ok(text.map(read).transpose()?.map(|at| at.to_utc()))
    };
    let range = usage_range(time("from")?, time("to")?, (api.options.now)())?;
    let mut rows = Vec::new();
    for month in months(range)? {
        let mut sums: BTreeMap<(String, String, String), Decimal> = BTreeMap::new();
        let part = month.intersection(&range).unwrap_or(month);
        for item in api.backend.usage_details(&Namespace::system(), part).await? {
            let series = item.series;
            let sum = sums.entry((series.metric_label, series.usage_type, series.unit)).or_default();
            *sum = sum.checked_add(item.quantity).map_err(BillingError::from)?;
        }
        rows.extend(sums.into_iter().map(|((metric_label, usage_type, unit), quantity)| UsageReportRow {
            month: Some(Timestamp(month.start)),
            metric_label: Some(metric_label),
            usage_type: Some(usage_type),
            unit: Some(unit),
            quantity: Some(QuantityText(quantity)),
            ..UsageReportRow::default()
        }));
    }
    Ok(Json(UsageReport { rows: Some(rows), ..UsageReport::default() }).into_response())
}

/// The months that a range touches.
fn months(range: Period) -> Result<Vec<Period>, BillingError> {
    let mut months = vec![Period::month_of(range.start)?];
    while let Some(last) = months.last().filter(|last| last.end < range.end) {
        if months.len() == MONTHS_MAX {
            return Err(BillingError::invalid(format!("Ask for at most {MONTHS_MAX} months.")));
        }
        months.push(Period::month_of(last.end)?);
    }
    Ok(months)
}
