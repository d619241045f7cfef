//! `receipt INVOICE LINE`: the derivation of a line, as text or as JSON.

use super::blocking;
use super::invoices::name_of;
use crate::arguments::ReceiptArguments;
use crate::failure::Failure;
use crate::output;
use billing_domain::BillingError;
use serde_json::{Value, json};

pub async fn run(asked: ReceiptArguments, as_json: bool) -> Result<(), Failure> {
    let found = blocking(move || {
        let backend = asked.invoice.book.open_existing()?;
        let name = name_of(&asked.invoice.invoice);
        asked.invoice.book.billing(&backend).receipt(&name, asked.line, backend.now())
    })
    .await?;
    if as_json {
        let receipt: Value = serde_json::from_str(&found.json)
            .map_err(|error| BillingError::internal(format!("The receipt cannot be read: {error}.")))?;
        output::json(&json!({
            "invoice": found.invoice,
            "line": found.line,
            "usage_type": found.usage_type,
            "receipt": receipt,
        }));
    } else {
        println!("{}", found.text);
    }
    Ok(())
}
