//! `receipt INVOICE [LINE]`: how a line, the foot, or all of an invoice came to its amounts, as text or as JSON.

use super::blocking;
use super::invoices::name_of;
use crate::arguments::ReceiptArguments;
use crate::failure::Failure;
use crate::output;
use billing_domain::BillingError;
use billing_service::billing::LineReceipt;
use serde_json::{Value, json};

pub async fn run(asked: ReceiptArguments, as_json: bool) -> Result<(), Failure> {
    let line = asked.line;
    let found = blocking(move || {
        let backend = asked.invoice.book.open_existing()?;
        let name = name_of(&asked.invoice.invoice);
        let billing = asked.invoice.book.billing(&backend);
        match line {
            Some(line) => Ok(vec![billing.receipt(&name, line, backend.now())?]),
            None => billing.receipts(&name, backend.now()),
        }
    })
    .await?;
    if as_json {
        let mut receipts = found.iter().map(told).collect::<Result<Vec<_>, _>>()?;
        let value = if line.is_some() { receipts.swap_remove(0) } else { json!({ "receipts": receipts }) };
        output::json(&value);
    } else {
        for receipt in &found {
            println!("{}", receipt.text);
        }
    }
    Ok(())
}

fn told(found: &LineReceipt) -> Result<Value, BillingError> {
    let receipt: Value = serde_json::from_str(&found.json)
        .map_err(|error| BillingError::internal(format!("The receipt cannot be read: {error}.")))?;
    Ok(json!({
        "invoice": found.invoice,
        "line": found.line,
        "usage_type": found.usage_type,
        "receipt": receipt,
        "facts_now": found.facts_now.map(|sum| sum.to_string()),
    }))
}
