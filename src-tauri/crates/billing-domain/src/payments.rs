//! Payments: money asked of a payment provider, and money given back through it.
//!
//! Here are the nouns and the seam to a provider; the rules stand beside: [`attempts`] (states, what may follow, when
//! something may be sent again), [`legs`] (where money comes from and where it goes).

pub mod attempts;
pub mod legs;

use crate::payment_methods::tokens::TokenFacts;
use crate::{BillingError, Money};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use std::fmt;
use std::time::Duration;

/// Which way money was to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptKind {
    /// From the buyer's method.
    Charge,
    /// Back to it.
    Refund,
}

/// A provider's token, on its way to that provider: whoever prints it sees nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderToken(String);

impl ProviderToken {
    /// Wraps a token.
    #[must_use]
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The token, for the request that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProviderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProviderToken(..)")
    }
}

/// Why something came out as it did: a stable word, and a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable snake_case, the provider's own where it has one: `insufficient_funds`, `timeout`.
    pub code: String,
    /// What happened and what to do. Never holds a secret.
    pub words: String,
}

impl Reason {
    /// A reason by its word and its sentence.
    pub fn new(code: impl Into<String>, words: impl Into<String>) -> Self {
        Self { code: code.into(), words: words.into() }
    }
}

/// A charge to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeOrder {
    /// Made and kept before anything is sent; the same each time this attempt is sent.
    pub key: String,
    /// What is charged.
    pub token: ProviderToken,
    /// Above 0.
    pub amount: Money,
    /// What it is for, as the provider shows it: the name of the invoice.
    pub invoice: String,
}

/// A refund to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundOrder {
    /// As of a charge.
    pub key: String,
    /// The provider's reference of the charge that is given back.
    pub charge: String,
    /// Above 0, at most what is left of the charge.
    pub amount: Money,
    /// The name of the invoice.
    pub invoice: String,
}

/// What came back after sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The money has moved.
    Taken {
        /// The provider's name for it.
        reference: String,
        /// What has moved, as the provider says.
        amount: Money,
    },
    /// The method was refused: another one may be tried.
    Declined {
        /// The provider's name for the failed charge, when it gives one.
        reference: Option<String>,
        /// Why.
        reason: Reason,
    },
    /// Certainly nothing has moved and nothing is under way, and it is not the method's fault: not reached, wrong key,
    /// too many requests.
    NotTaken {
        /// Why.
        reason: Reason,
        /// When the provider wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// Nobody knows: a timeout, a lost or unreadable answer, a failure of the provider after it was sent.
    Unknown {
        /// The provider's name for it, when it gave one.
        reference: Option<String>,
        /// Why.
        reason: Reason,
    },
}

/// What a provider is asked when an attempt's end is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The attempt's key.
    pub key: String,
    /// Which way.
    pub kind: AttemptKind,
    /// What was asked for.
    pub amount: Money,
    /// When it was sent first: nothing of it can be older.
    pub since: DateTime<Utc>,
    /// The provider's name for it, when one is known already.
    pub reference: Option<String>,
    /// What was to be charged, when the method is still kept; of a refund `None`.
    pub token: Option<ProviderToken>,
    /// The charge that was to be given back; of a charge `None`.
    pub charge: Option<String>,
}

/// What the provider knows of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The money has moved.
    Taken {
        /// The provider's name for it.
        reference: String,
        /// What has moved.
        amount: Money,
    },
    /// It was refused.
    Declined {
        /// The provider's name for it, when it gives one.
        reference: Option<String>,
        /// Why.
        reason: Reason,
    },
    /// The provider is still at it.
    UnderWay {
        /// The provider's name for it.
        reference: String,
        /// In words.
        reason: Reason,
    },
    /// The provider knows nothing of that key, now.
    Absent,
}

/// Somebody who moves money for us.
///
/// The local test provider (billing-service) moves none and says so; Stripe (billing-stripe) does. No call is repeated
/// by a provider itself: whether something is sent again is decided in [`attempts`], and only with the same key.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Stable: `test`, `stripe`. Kept with every attempt.
    fn name(&self) -> &str;

    /// For people, such as `Stripe`. A provider that moves no money says so here, loudly.
    fn label(&self) -> &str;

    /// True when no money ever moves.
    fn is_test(&self) -> bool;

    /// True when a request with a key seen before does nothing and is answered as the first was.
    fn keeps_keys(&self) -> bool;

    /// Sends a charge once.
    async fn charge(&self, order: &ChargeOrder) -> Answer;

    /// Sends a refund once.
    async fn refund(&self, order: &RefundOrder) -> Answer;

    /// What became of an attempt. Changes nothing at the provider.
    ///
    /// An error means that the provider could not be asked: nothing is known then, as before.
    async fn find(&self, sought: &Sought) -> Result<Found, BillingError>;

    /// What the provider tells of the method behind a token: brand, last four, expiry. Moves no money.
    async fn describe(&self, token: &ProviderToken) -> Result<TokenFacts, BillingError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed() {
        let order = ChargeOrder {
            key: "k".to_owned(),
            token: ProviderToken::new("tok_visa_4242"),
            amount: Money::new(1, crate::Currency::USD),
            invoice: "INV-000001".to_owned(),
        };
        assert!(!format!("{order:?}").contains("4242"), "{order:?}");
    }
}
