//! `invoices reconcile` and `invoices note`: what a person keeps of an invoice, ours or a provider's.

use super::name_of;
use crate::arguments::InvoiceArguments;
use crate::commands::blocking;
use crate::failure::Failure;
use crate::output;
use billing_domain::{BillingError, edits};
use billing_service::LocalBackend;
use billing_service::edits::{EditDone, Reconciliation};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

pub async fn reconcile(
    asked: InvoiceArguments,
    undo: bool,
    day: Option<NaiveDate>,
    statement: &str,
    as_json: bool,
) -> Result<(), Failure> {
    let (backend, name) = opened(asked).await?;
    let day = day.unwrap_or_else(|| backend.now().date_naive());
    let mark = Reconciliation { day, statement: edits::statement(statement)? };
    let done = backend.reconcile(vec![name.clone()], (!undo).then_some(mark)).await?;
    let words = if undo { "is not marked as reconciled any more" } else { "is marked as reconciled" };
    tell(&name, words, &done, as_json);
    Ok(())
}

pub async fn note(asked: InvoiceArguments, text: &str, as_json: bool) -> Result<(), Failure> {
    let (backend, name) = opened(asked).await?;
    let done = backend.add_note(&name, text).await?;
    tell(&name, "has a note more", &done, as_json);
    Ok(())
}

/// The rows of a list with `reconciled` (a day or null) and `notes` (how many).
pub fn with_marks(
    backend: &LocalBackend,
    rows: Vec<Map<String, Value>>,
) -> Result<Vec<Map<String, Value>>, BillingError> {
    let (reconciled, notes) =
        backend.store().read(|book| Ok::<_, BillingError>((book.reconciliations()?, book.note_counts()?)))?;
    let marked = |mut row: Map<String, Value>| {
        let name = row.get("number").and_then(Value::as_str).unwrap_or_default().to_owned();
        let day = reconciled.get(&name).map(|mark| mark.day.to_string());
        row.insert("reconciled".to_owned(), day.into());
        row.insert("notes".to_owned(), notes.get(&name).copied().unwrap_or_default().into());
        row
    };
    Ok(rows.into_iter().map(marked).collect())
}

/// A provider's invoice is called as it is; ours may be named by its number.
async fn opened(asked: InvoiceArguments) -> Result<(LocalBackend, String), Failure> {
    let opened = blocking(move || {
        let backend = asked.book.open_existing()?;
        let told = backend.store().read(|book| book.tenant_invoices())?;
        let known = told.iter().any(|record| record.invoice.name == asked.invoice);
        Ok((backend, if known { asked.invoice } else { name_of(&asked.invoice) }))
    });
    Ok(opened.await?)
}

fn tell(name: &str, words: &str, done: &EditDone, as_json: bool) {
    if as_json {
        output::json(&json!({ "invoice": name, "changed": done.id.is_some() }));
    } else if done.id.is_some() {
        println!("{name} {words}.");
    } else {
        println!("{name} was so already.");
    }
}
