//! Attempts and rehearsals as JSON and as text. A token is in neither.

use crate::output;
use billing_service::payments::{AttemptKind, AttemptRecord, ChargeRehearsal};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// An attempt with its steps.
pub fn attempt(record: &AttemptRecord) -> Map<String, Value> {
    let attempt = &record.attempt;
    let steps: Vec<Value> = record
        .steps
        .iter()
        .map(|step| {
            json!({
                "state": step.state.as_str(),
                "at": instant(step.at),
                "who": step.who,
                "reference": step.reference,
                "reason_code": step.reason.as_ref().map(|reason| &reason.code),
                "reason": step.reason.as_ref().map(|reason| &reason.words),
            })
        })
        .collect();
    let fields = json!({
        "key": attempt.key,
        "invoice": attempt.invoice,
        "run": attempt.run,
        "kind": kind(attempt.kind),
        "planned_at": record.steps.first().map(|step| instant(step.at)),
        "provider": attempt.provider,
        "method": attempt.label,
        "currency": attempt.amount.currency.to_string(),
        "amount": attempt.amount.to_text(),
        "state": record.state.as_str(),
        "reference": record.reference,
        "reason_code": record.reason().map(|reason| &reason.code),
        "reason": record.reason().map(|reason| &reason.words),
        "refunds": attempt.refunds,
        "note": attempt.note,
        "steps": steps,
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// An attempt for people, on one line.
pub fn line(record: &AttemptRecord) -> String {
    let attempt = &record.attempt;
    let state = record.state.as_str().replace('_', " ");
    let end = match (record.reason(), &record.reference) {
        (Some(reason), _) => format!(": {}", reason.words),
        (None, Some(reference)) => format!(": {reference}"),
        (None, None) => String::new(),
    };
    format!("{} of {} by {}: {state}{end}", kind(attempt.kind), attempt.amount, attempt.label)
}

/// Prints what a charge would do.
pub fn rehearsal(invoice: &str, rehearsal: &ChargeRehearsal, as_json: bool) {
    if as_json {
        let steps = rehearsal
            .steps
            .iter()
            .map(|step| json!({ "method": step.label, "role": step.role.as_str(), "expired": step.expired }));
        output::json(&json!({
            "invoice": invoice,
            "provider": rehearsal.provider,
            "test": rehearsal.is_test,
            "currency": rehearsal.amount.currency.to_string(),
            "amount": rehearsal.amount.to_text(),
            "steps": steps.collect::<Vec<_>>(),
            "open": rehearsal.open.as_ref().map(attempt),
            "refused": rehearsal.refused,
        }));
        return;
    }
    println!("{} for {invoice} through {}:", rehearsal.amount, rehearsal.provider_label);
    for step in &rehearsal.steps {
        let expired = if step.expired { " (expired: it will surely be refused)" } else { "" };
        println!("  {} {}{expired}", step.role.as_str(), step.label);
    }
    if let Some(open) = &rehearsal.open {
        println!("  goes on with what was begun: {}", line(open));
    }
}

const fn kind(kind: AttemptKind) -> &'static str {
    match kind {
        AttemptKind::Charge => "charge",
        AttemptKind::Refund => "refund",
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
