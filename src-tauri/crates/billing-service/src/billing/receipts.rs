//! The receipt of a line: the derivation as kept, as text and as JSON.

use super::Billing;
use super::detail::{Current, current};
use billing_domain::BillingError;
use billing_domain::rating::Receipt;
use chrono::{DateTime, Utc};

/// How a line came to its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReceipt {
    /// The invoice.
    pub invoice: String,
    /// The line, from 1.
    pub line: u32,
    /// Display text of the line.
    pub usage_type: String,
    /// Structured.
    pub receipt: Receipt,
    /// For people.
    pub text: String,
    /// For a checking script.
    pub json: String,
}

impl Billing {
    /// The receipt of line `line` (from 1) of an invoice.
    ///
    /// # Errors
    /// `NotFound` for an unknown invoice or line.
    pub fn receipt(&self, invoice: &str, line: u32, now: DateTime<Utc>) -> Result<LineReceipt, BillingError> {
        let record = self.store.read(|book| {
            Ok::<_, BillingError>(match current(book, invoice, now)? {
                Current::Draft(draft) => draft.record,
                Current::Stored(record) => *record,
            })
        })?;
        let index = usize::try_from(line).ok().and_then(|n| n.checked_sub(1));
        let found = index.and_then(|index| record.lines.get(index)).ok_or_else(|| {
            let count = record.lines.len();
            BillingError::not_found(format!("{invoice} has lines 1 to {count}, not {line}."))
        })?;
        let receipt: Receipt = serde_json::from_str(&found.receipt)
            .map_err(|error| BillingError::internal(format!("The receipt cannot be read: {error}.")))?;
        Ok(LineReceipt {
            invoice: invoice.to_owned(),
            line,
            usage_type: found.usage_type.clone(),
            text: receipt.to_string(),
            json: found.receipt.clone(),
            receipt,
        })
    }
}
