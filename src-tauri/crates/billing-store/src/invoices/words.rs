//! The words that columns use for domain values.

use crate::StoreError;
use billing_domain::Decimal;
use billing_domain::coupons::DiscountType;
use billing_domain::invoices::state::{Document, PaymentOutcome, Settlement};
use billing_domain::rating::UnitPrice;

const DOCUMENTS: [(Document, &str); 3] =
    [(Document::Draft, "draft"), (Document::Final, "final"), (Document::Void, "void")];

const SETTLEMENTS: [(Settlement, &str); 6] = [
    (Settlement::Unpaid, "unpaid"),
    (Settlement::Processing, "processing"),
    (Settlement::PartlyPaid, "partly_paid"),
    (Settlement::Paid, "paid"),
    (Settlement::Failed, "failed"),
    (Settlement::Refunded, "refunded"),
];

const OUTCOMES: [(PaymentOutcome, &str); 3] = [
    (PaymentOutcome::Succeeded, "succeeded"),
    (PaymentOutcome::Failed, "failed"),
    (PaymentOutcome::Unknown, "unknown"),
];

fn word<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

fn value<T: Copy>(table: &[(T, &'static str)], text: &str) -> Result<T, StoreError> {
    let found = table.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
    found.ok_or_else(|| StoreError::Corrupt(format!("{text:?} in an invoice")))
}

pub(super) fn document_word(document: Document) -> &'static str {
    word(&DOCUMENTS, document)
}

pub(super) fn document(text: &str) -> Result<Document, StoreError> {
    value(&DOCUMENTS, text)
}

pub(super) fn settlement_word(settlement: Settlement) -> &'static str {
    word(&SETTLEMENTS, settlement)
}

pub(super) fn settlement(text: &str) -> Result<Settlement, StoreError> {
    value(&SETTLEMENTS, text)
}

pub(super) fn outcome_word(outcome: PaymentOutcome) -> &'static str {
    word(&OUTCOMES, outcome)
}

pub(super) fn outcome(text: &str) -> Result<PaymentOutcome, StoreError> {
    value(&OUTCOMES, text)
}

pub(super) fn discount_type_word(kind: &DiscountType) -> &str {
    match kind {
        DiscountType::FixedAmount => "FIXED_AMOUNT",
        DiscountType::Percentage => "PERCENTAGE",
        DiscountType::Other(word) => word,
    }
}

pub(super) fn discount_type(text: String) -> DiscountType {
    match text.as_str() {
        "FIXED_AMOUNT" => DiscountType::FixedAmount,
        "PERCENTAGE" => DiscountType::Percentage,
        _ => DiscountType::Other(text),
    }
}

pub(super) fn unit_price_word(price: UnitPrice) -> Option<String> {
    match price {
        UnitPrice::None => None,
        UnitPrice::Each(price) => Some(price.to_string()),
        UnitPrice::Tiered => Some("tiered".to_owned()),
    }
}

pub(super) fn unit_price(text: Option<&str>) -> Result<UnitPrice, StoreError> {
    match text {
        None => Ok(UnitPrice::None),
        Some("tiered") => Ok(UnitPrice::Tiered),
        Some(text) => decimal(text).map(UnitPrice::Each),
    }
}

fn decimal(text: &str) -> Result<Decimal, StoreError> {
    crate::values::decimal(text)
}

/// Lines of an address or paragraphs of a note, as one column.
pub(super) fn joined(lines: &[String]) -> String {
    lines.join("\n")
}

/// Reads [`joined`] back.
pub(super) fn split(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() }
}
