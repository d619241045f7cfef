//! How figures cross to the UI: as text, so that TypeScript can show them and cannot add them up.

use billing_domain::{Decimal, Money, Period};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A decimal number in plain digits, such as `-1234.50`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string & { readonly __decimal: unique symbol }")]
pub struct DecimalText(pub String);

/// An amount with its currency; all decimals of the minor unit are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoneyText {
    /// Such as `1234.50`.
    pub amount: DecimalText,
    /// ISO 4217.
    pub currency: String,
}

/// Half-open `[start, end)`, RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeriodText {
    /// First instant inside.
    pub start: String,
    /// First instant after.
    pub end: String,
}

/// Input of commands that need none.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// The language of labels that Rust draws into charts and documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LanguageCode {
    /// English.
    #[default]
    En,
    /// Thai, with Buddhist-era dates.
    Th,
}

impl From<Decimal> for DecimalText {
    fn from(value: Decimal) -> Self {
        Self(value.to_string())
    }
}

impl From<u64> for DecimalText {
    fn from(value: u64) -> Self {
        Self(value.to_string())
    }
}

impl From<Money> for MoneyText {
    fn from(value: Money) -> Self {
        Self { amount: DecimalText(value.to_text()), currency: value.currency.to_string() }
    }
}

impl From<Period> for PeriodText {
    fn from(value: Period) -> Self {
        Self { start: instant_text(value.start), end: instant_text(value.end) }
    }
}

/// A unit price with every decimal it has, and at least two: `0.60`, `0.012`.
pub(crate) fn price_text(price: Decimal) -> DecimalText {
    DecimalText(price.to_text(2))
}

/// RFC 3339 in UTC, whole seconds.
pub(crate) fn instant_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
