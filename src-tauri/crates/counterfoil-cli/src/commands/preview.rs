//! `preview ..`: what a bill would be, and whether it came so.

use super::blocking;
use super::invoices::name_of;
use crate::arguments::{InvoiceArguments, PreviewCommand};
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::inputs::InputChange;
use billing_domain::{BillingError, ErrorCode};
use billing_service::billing::{BillPreview, PreviewOf, PreviewOutcome};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

pub async fn run(what: PreviewCommand, json: bool) -> Result<(), Failure> {
    match what {
        PreviewCommand::Month { book, month } => {
            make(book, json, move |now| PreviewOf::Month(month.unwrap_or(now))).await
        }
        PreviewCommand::Plan { book, plan, at, subscribe, drop } => {
            make(book, json, move |now| PreviewOf::Plan {
                plan,
                at: at.unwrap_or(now),
                subscribe,
                unsubscribe: drop,
            })
            .await
        }
        PreviewCommand::Addon { book, addon, drop, at } => {
            make(book, json, move |now| PreviewOf::Addon { addon, begins: !drop, at: at.unwrap_or(now) })
                .await
        }
        PreviewCommand::Check(asked) => check(asked, json).await,
    }
}

async fn make(
    book: BookArgument,
    as_json: bool,
    of: impl FnOnce(DateTime<Utc>) -> PreviewOf + Send + 'static,
) -> Result<(), Failure> {
    let preview = blocking(move || {
        let backend = book.open_existing()?;
        book.billing(&backend).preview(&of(backend.now()), backend.now())
    })
    .await?;
    if as_json {
        output::json(&whole(&preview));
        return Ok(());
    }
    output::report(
        &Report {
            columns: vec![
                "usage_type",
                "span_start",
                "span_end",
                "quantity_billable",
                "unit_billable",
                "amount",
            ],
            rows: lines(&preview.after),
            totals: foot(&preview.after),
        },
        false,
    );
    println!(
        "{} now, {} after, {} between. The month after it, before usage: {}. Preview {} is kept.",
        preview.now.totals.total,
        preview.after.totals.total,
        preview.difference,
        preview.next.totals.total,
        preview.id
    );
    Ok(())
}

fn whole(preview: &BillPreview) -> Value {
    let bill = |bill: &Bill| {
        let mut map = match foot(bill) {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        map.insert("period_start".into(), text(bill.period.start).into());
        map.insert("period_end".into(), text(bill.period.end).into());
        map.insert("lines".into(), lines(bill).into());
        Value::Object(map)
    };
    json!({
        "preview": preview.id,
        "now": bill(&preview.now),
        "after": bill(&preview.after),
        "difference": preview.difference.to_text(),
        "next": bill(&preview.next),
        "input_sha256": preview.input_sha256,
    })
}

fn foot(bill: &Bill) -> Value {
    let totals = &bill.totals;
    json!({
        "currency": bill.currency.to_string(),
        "subtotal": totals.subtotal.to_text(),
        "discount": totals.discount.to_text(),
        "tax": totals.tax.to_text(),
        "total": totals.total.to_text(),
    })
}

fn lines(bill: &Bill) -> Vec<Map<String, Value>> {
    let line = |line: &billing_domain::rating::RatedLine| {
        let row = json!({
            "usage_type": line.usage_type,
            "metric_label": line.metric_label,
            "unit": line.unit,
            "quantity": line.quantity.to_string(),
            "quantity_billable": line.quantity_billable.to_string(),
            "unit_billable": line.unit_billable,
            "amount": line.amount.to_text(),
            "fixed": line.fixed,
            "span_start": text(line.span.start),
            "span_end": text(line.span.end),
        });
        match row {
            Value::Object(row) => row,
            _ => Map::new(),
        }
    };
    bill.lines.iter().map(line).collect()
}

async fn check(asked: InvoiceArguments, as_json: bool) -> Result<(), Failure> {
    let outcomes = blocking(move || {
        let backend = asked.book.open_existing()?;
        let billing = asked.book.billing(&backend);
        billing.preview_outcomes(&name_of(&asked.invoice), backend.now())
    })
    .await?;
    let rows: Vec<_> = outcomes.iter().flat_map(rows).collect();
    let differing = outcomes.iter().filter(|outcome| !outcome.as_previewed()).count();
    output::report(
        &Report {
            columns: vec![
                "preview",
                "made_at",
                "made_by",
                "previewed",
                "billed",
                "verdict",
                "input",
                "before",
                "after",
            ],
            rows,
            totals: json!({ "previews": outcomes.len(), "differing": differing }),
        },
        as_json,
    );
    // Several plans may be looked at before one is taken: one preview that came true is enough.
    if differing < outcomes.len() || outcomes.is_empty() {
        return Ok(());
    }
    let message = "The bill has other inputs than every preview of it.";
    Err(BillingError::new(ErrorCode::FailedPrecondition, message).into())
}

/// One row a preview, or one for each input that changed.
fn rows(outcome: &PreviewOutcome) -> Vec<Map<String, Value>> {
    let preview = &outcome.preview;
    let row = |change: Option<&InputChange>| {
        let verdict = if change.is_none() { "billed as previewed" } else { "input changed" };
        let row = json!({
            "preview": preview.id,
            "made_at": text(preview.made_at),
            "made_by": preview.made_by,
            "previewed": preview.total.to_text(),
            "billed": outcome.billed.to_text(),
            "currency": preview.total.currency.to_string(),
            "verdict": verdict,
            "input": change.map(|change| format!("{} {}", change.kind.as_str(), change.name).trim().to_owned()),
            "before": change.and_then(|change| change.before.clone()),
            "after": change.and_then(|change| change.after.clone()),
        });
        match row {
            Value::Object(row) => row,
            _ => Map::new(),
        }
    };
    if outcome.changes.is_empty() {
        return vec![row(None)];
    }
    outcome.changes.iter().map(|change| row(Some(change))).collect()
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
