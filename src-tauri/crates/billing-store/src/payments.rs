//! Attempts at a payment provider, their steps, and the legs of the money that moved. No rule decides here.
//!
//! What succeeded or failed also stands in the invoice's own records (`invoices/payments.rs`); a step names its record.

mod legs;
mod read;
mod write;

pub use legs::Movement;

use billing_domain::Money;
use billing_domain::payments::AttemptKind;
use billing_domain::payments::Reason;
use billing_domain::payments::attempts::AttemptState;
use chrono::{DateTime, Utc};

/// An attempt to keep, before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttempt {
    /// Its idempotency key, never used before.
    pub key: String,
    /// The invoice's name.
    pub invoice: String,
    /// Which asking of that invoice, from 1.
    pub run: u32,
    /// Its place in the order of being tried, from 1.
    pub place: u32,
    /// Which way.
    pub kind: AttemptKind,
    /// The provider's stable name.
    pub provider: String,
    /// The payment method's name.
    pub method: String,
    /// As shown to people: `Visa ···· 4242`.
    pub label: String,
    /// Above 0, in the invoice's currency.
    pub amount: Money,
    /// The key of the charge that a refund gives back.
    pub refunds: Option<String>,
    /// What a person noted; may be empty.
    pub note: String,
}

/// One state that an attempt has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRecord {
    /// The state from then on.
    pub state: AttemptState,
    /// When.
    pub at: DateTime<Utc>,
    /// Who asked for it.
    pub who: String,
    /// The provider's name for it, as far as known then.
    pub reference: Option<String>,
    /// Why.
    pub reason: Option<Reason>,
}

/// An attempt with all its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRecord {
    /// What was kept before sending.
    pub attempt: NewAttempt,
    /// Where it stands.
    pub state: AttemptState,
    /// The provider's name for it.
    pub reference: Option<String>,
    /// Oldest first; never empty.
    pub steps: Vec<StepRecord>,
}

impl AttemptRecord {
    /// When it was sent first; nothing of it can be older at the provider.
    #[must_use]
    pub fn first_sent(&self) -> Option<DateTime<Utc>> {
        self.sendings().next()
    }

    /// When it was sent last.
    #[must_use]
    pub fn last_sent(&self) -> Option<DateTime<Utc>> {
        self.sendings().last()
    }

    /// What is left of a charge that took money, among `all` attempts of its invoice; none for anything else.
    #[must_use]
    pub fn refundable(&self, all: &[Self]) -> Option<Money> {
        if self.attempt.kind != AttemptKind::Charge || self.state != AttemptState::Succeeded {
            return None;
        }
        let given = all.iter().filter(|other| {
            other.attempt.refunds.as_ref() == Some(&self.attempt.key)
                && other.state == AttemptState::Succeeded
        });
        given.map(|refund| refund.attempt.amount).try_fold(self.attempt.amount, Money::checked_sub).ok()
    }

    /// What was said last.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        self.steps.last().and_then(|step| step.reason.as_ref())
    }

    fn sendings(&self) -> impl Iterator<Item = DateTime<Utc>> + '_ {
        self.steps.iter().filter(|step| step.state == AttemptState::Sent).map(|step| step.at)
    }
}

const fn kind_word(kind: AttemptKind) -> &'static str {
    match kind {
        AttemptKind::Charge => "charge",
        AttemptKind::Refund => "refund",
    }
}
