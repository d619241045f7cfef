//! Money through a payment provider: what a charge would do, doing it, giving money back, asking what became of it.

use crate::values::{DecimalText, MoneyText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which charge to rehearse.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChargeQuery {
    /// The invoice's name.
    pub name: String,
    /// Through whom: a name of [`ProviderView`]; none takes the usual one.
    pub provider: Option<String>,
}

/// A payment provider that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderView {
    /// `test`, `stripe`.
    pub name: String,
    /// For people.
    pub label: String,
    /// True when no real money moves: say it loudly.
    pub test: bool,
}

/// One method that would be tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargeStepView {
    /// `Visa ···· 4242`.
    pub method: String,
    /// `primary` or `secondary`.
    pub role: String,
    /// True when the card is over.
    pub expired: bool,
}

/// What a charge would do. Nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargeRehearsalView {
    /// All that can be asked, the usual one first.
    pub providers: Vec<ProviderView>,
    /// The one it would go through.
    pub provider: ProviderView,
    /// What would be charged.
    pub amount: MoneyText,
    /// In the order of being tried.
    pub steps: Vec<ChargeStepView>,
    /// The attempt that was begun and would be taken up.
    pub open: Option<AttemptView>,
    /// Why it cannot be charged.
    pub refused: Option<String>,
}

/// Charges an invoice, or goes on with a charge that was begun.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChargeStart {
    /// The invoice's name.
    pub name: String,
    /// Through whom.
    pub provider: String,
}

/// Gives money back through the provider that took it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RefundStart {
    /// The invoice's name.
    pub name: String,
    /// Through whom.
    pub provider: String,
    /// In the invoice's currency; none for all that is left.
    pub amount: Option<DecimalText>,
    /// Why; may be empty.
    pub note: String,
}

/// One attempt at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttemptView {
    /// Its idempotency key: what to look for in the provider's own lists.
    pub key: String,
    /// RFC 3339: when it came to where it stands.
    pub at: String,
    /// `charge` or `refund`.
    pub kind: String,
    /// `test`, `stripe`.
    pub provider: String,
    /// True for the local test provider: no money moved.
    pub test: bool,
    /// Label of the method.
    pub method: String,
    /// Positive for a charge, negative for a refund.
    pub amount: MoneyText,
    /// `planned`, `sent`, `succeeded`, `declined`, `not_taken`, `unknown`, `skipped`.
    pub state: String,
    /// The provider's name for it.
    pub reference: Option<String>,
    /// Why, in words.
    pub reason: Option<String>,
    /// What is left to be given back; none for what took nothing.
    pub refundable: Option<MoneyText>,
}
