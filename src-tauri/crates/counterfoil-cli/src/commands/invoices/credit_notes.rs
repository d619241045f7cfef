//! `invoices credit`, `invoices credit-notes`.

use super::{blocking, changed, name_of, show};
use crate::arguments::InvoiceArguments;
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::Money;
use billing_service::billing::{CreditNoteRecord, NewCreditNote};
use serde_json::{Map, Value, json};

pub async fn credit(
    invoice: InvoiceArguments,
    amount: Option<String>,
    reason: String,
    for_usage: bool,
    as_json: bool,
) -> Result<(), Failure> {
    changed(invoice, as_json, move |billing, name, now| {
        let currency = billing.invoice(name, now)?.header.total.currency;
        let amount = amount.map(|text| Money::from_text(&text, currency)).transpose()?;
        billing.credit(name, &NewCreditNote { amount, reason, for_usage }, now)
    })
    .await
}

pub async fn list(book: BookArgument, invoice: Option<String>, as_json: bool) -> Result<(), Failure> {
    let notes = blocking(move || {
        let invoice = invoice.map(|name| name_of(&name));
        book.billing(&book.open_existing()?).credit_notes(invoice.as_deref())
    })
    .await?;
    let report = Report {
        columns: vec!["number", "invoice", "issued_at", "kind", "currency", "net", "tax", "total", "reason"],
        rows: notes.iter().map(fields).collect(),
        totals: json!({ "credit_notes": notes.len() }),
    };
    output::report(&report, as_json);
    Ok(())
}

/// What is told of a credit note.
pub fn fields(note: &CreditNoteRecord) -> Map<String, Value> {
    let fields: [(&str, Value); 10] = [
        ("number", note.name.clone().into()),
        ("invoice", note.invoice.clone().into()),
        ("issued_at", show::instant(note.issued_at).into()),
        ("kind", note.kind.as_str().into()),
        ("for_usage", note.for_usage.into()),
        ("currency", note.total.currency.to_string().into()),
        ("net", note.net.to_text().into()),
        ("tax", note.tax.to_text().into()),
        ("total", note.total.to_text().into()),
        ("reason", note.reason.clone().into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
