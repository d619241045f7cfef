//! Payment methods: provider tokens with a role, never card numbers.
//!
//! Here are the nouns and the seam; the rules stand beside: [`roles`], [`tokens`], [`card_numbers`], [`expiry`],
//! [`rehearsal`].

pub mod card_numbers;
pub mod expiry;
pub mod rehearsal;
pub mod roles;
#[cfg(test)]
pub(crate) mod testing;
pub mod tokens;

use crate::contact::Contact;
use crate::{BillingError, Namespace};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which method is charged first. At most one primary and one secondary, always.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Charged first.
    Primary,
    /// Charged when the primary is refused.
    Secondary,
    /// Never charged by itself.
    Normal,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// What is kept of a method: enough to recognise it, nothing to charge it elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethod {
    /// The name given by the tenant, such as `payment-method-1`.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// `Visa`, `Mastercard`, `SEPA debit`, when known.
    pub brand: Option<String>,
    /// The last four digits, when known.
    pub last_four: Option<String>,
    /// Month and year of expiry, when it has one.
    pub expiry: Option<Expiry>,
    /// Whom to ask.
    pub contact: Contact,
    /// Who added it, when known.
    pub added_by: Option<String>,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

impl Role {
    /// The stable name used in JSON and in the UI; what else the tenant says, word for word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Normal => "normal",
            Self::Other(word) => word,
        }
    }
}

impl PaymentMethod {
    /// What people call it: `Visa ···· 4242`, or its name when the token did not tell.
    #[must_use]
    pub fn label(&self) -> String {
        match (&self.brand, &self.last_four) {
            (Some(brand), Some(last_four)) => format!("{brand} ···· {last_four}"),
            (Some(brand), None) => format!("{brand} ({})", self.name),
            _ => self.name.clone(),
        }
    }
}

/// The last month in which a card is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expiry {
    /// Four digits.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

/// What creating a method needs: a token of the payment provider, never a card number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaymentMethod {
    /// Token from the provider, such as `tok_...` or `pm_...`.
    pub token: String,
    /// The role it shall have.
    pub role: Role,
    /// Whose it is.
    pub contact: Contact,
}

/// What a tenant's payment methods can do, wherever the tenant lives. All calls want namespace `system`.
#[async_trait]
pub trait PaymentMethods {
    /// Stores a token as a method and answers its name.
    ///
    /// `InvalidInput` for an empty token, anything that holds a card number, or an unknown role.
    async fn create_payment_method(
        &self,
        namespace: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError>;

    /// Removes a method. `FailedPrecondition` for the primary while something is owed.
    async fn delete_payment_method(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError>;

    /// Makes it primary; a former primary becomes normal. Nothing if it is primary.
    async fn make_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError>;

    /// Makes it secondary; a former secondary becomes normal. Nothing if it is secondary.
    async fn make_secondary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError>;

    /// Makes it primary and the former primary secondary. Nothing if it is primary.
    async fn swap_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError>;
}
