//! `payment-methods ..`: what invoices are charged to, in the order in which it is tried.

use super::blocking;
use crate::arguments::PaymentMethodsCommand;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_service::payment_methods::PaymentMethodRow;
use serde_json::{Map, Value, json};

pub async fn run(what: PaymentMethodsCommand, as_json: bool) -> Result<(), Failure> {
    let PaymentMethodsCommand::List { book } = what;
    let backend = blocking(move || book.open_existing()).await?;
    let view = backend.payment_methods_view().await?;
    let next = view.next_charge.map(|next| {
        json!({
            "due": output::instant(next.due),
            "invoice": next.invoice,
            "balance": next.balance.amount().to_text(next.balance.currency.exponent()),
            "currency": next.balance.currency.to_string(),
            "would_try": view.rehearsal.iter().map(|step| step.name.clone()).collect::<Vec<_>>(),
        })
    });
    let report = Report {
        columns: vec!["name", "label", "role", "expiry", "expiry_mark", "added_at"],
        rows: view.rows.iter().map(row).collect(),
        totals: json!({ "methods": view.rows.len(), "no_primary": view.no_primary, "next_charge": next }),
    };
    output::report(&report, as_json);
    Ok(())
}

fn row(row: &PaymentMethodRow) -> Map<String, Value> {
    let method = &row.method;
    let value = json!({
        "name": method.name,
        "label": row.label,
        "role": method.role.as_str(),
        "brand": method.brand,
        "last_four": method.last_four,
        "expiry": method.expiry.map(|expiry| format!("{:04}-{:02}", expiry.year, expiry.month)),
        "expiry_mark": row.expiry.map(|mark| mark.as_str()),
        "expiry_days": row.expiry_days.map(|days| days.to_string()),
        "added_by": method.added_by,
        "added_at": output::instant(method.added_at),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
