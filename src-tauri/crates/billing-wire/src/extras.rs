//! What our own server offers beside the public API, under `/api/counterfoil/v1/`: its table and its JSON.
//!
//! A client asks for [`ExtraOperation::Capabilities`] first. A tenant that is not ours answers 404 there and has none.

mod ingest;
mod methods;
mod reports;

pub use ingest::{IngestAnswer, NDJSON, UsageLine};
pub use methods::{PaymentMethodEntry, PaymentMethodList};
pub use reports::{UsageReport, UsageReportRow};

use crate::operations::{Effect, Method};
use crate::shape::{Shape, shape};
use billing_domain::BillingError;

/// One call beside the 26.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExtraOperation {
    /// GET [`Capabilities`]: what is there.
    Capabilities,
    /// GET [`PaymentMethodList`]: every payment method, in order of being added.
    ListPaymentMethods,
    /// POST of [`UsageLine`]s, one JSON object a line ([`NDJSON`]); answers [`IngestAnswer`]. May carry
    /// [`IDEMPOTENCY_KEY`].
    IngestUsage,
    /// GET [`PriceBook`]: the price book in force, as it was loaded.
    GetPriceBook,
    /// GET [`UsageReport`] with `?from=&to=` (RFC 3339): quantities by month and usage type.
    ReportUsageByMonth,
}

/// The header by which a repeated ingest is known: 1 to 128 visible ASCII characters. The same key with the same body
/// answers the same counts and changes nothing; with another body it is refused (409).
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

impl ExtraOperation {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Capabilities,
        Self::ListPaymentMethods,
        Self::IngestUsage,
        Self::GetPriceBook,
        Self::ReportUsageByMonth,
    ];

    /// The stable name, for logs and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Capabilities => "Capabilities",
            Self::ListPaymentMethods => "ListPaymentMethods",
            Self::IngestUsage => "IngestUsage",
            Self::GetPriceBook => "GetPriceBook",
            Self::ReportUsageByMonth => "ReportUsageByMonth",
        }
    }

    /// Its HTTP verb.
    #[must_use]
    pub const fn method(self) -> Method {
        match self {
            Self::IngestUsage => Method::Post,
            _ => Method::Get,
        }
    }

    /// Whether it only reads.
    #[must_use]
    pub const fn effect(self) -> Effect {
        match self {
            Self::IngestUsage => Effect::Writes,
            _ => Effect::Reads,
        }
    }

    /// Its path; none has placeholders.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Capabilities => "/api/counterfoil/v1/capabilities",
            Self::ListPaymentMethods => "/api/counterfoil/v1/payment_methods",
            Self::IngestUsage => "/api/counterfoil/v1/usage",
            Self::GetPriceBook => "/api/counterfoil/v1/price_book",
            Self::ReportUsageByMonth => "/api/counterfoil/v1/reports/usage_by_month",
        }
    }

    /// The word for it in [`Capabilities`]; `None` for the question itself.
    #[must_use]
    pub const fn capability(self) -> Option<&'static str> {
        match self {
            Self::Capabilities => None,
            Self::ListPaymentMethods => Some("payment_methods"),
            Self::IngestUsage => Some("usage_ingest"),
            Self::GetPriceBook => Some("price_book"),
            Self::ReportUsageByMonth => Some("usage_by_month"),
        }
    }
}

shape! {
    /// What a server offers beside the public API.
    pub struct Capabilities {
        /// Always `counterfoil`.
        server: String,
        /// The program's version.
        version: String,
        /// One word for each extra call that is there; a client skips the words that it does not know.
        capabilities: Vec<String>,
    }
}

impl Capabilities {
    /// What a server of this version offers.
    #[must_use]
    pub fn of(operations: &[ExtraOperation]) -> Self {
        let words = operations.iter().filter_map(|one| one.capability()).map(str::to_owned);
        Self {
            server: Some("counterfoil".to_owned()),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            capabilities: Some(words.collect()),
            ..Self::default()
        }
    }

    /// Whether a call is there.
    #[must_use]
    pub fn offers(&self, operation: ExtraOperation) -> bool {
        let Some(word) = operation.capability() else { return true };
        self.capabilities.iter().flatten().any(|there| there == word)
    }
}

shape! {
    /// The price book in force.
    pub struct PriceBook {
        /// Its JSON text, letter for letter as it was loaded; absent when none was loaded.
        source: String,
    }
}

impl Shape for PriceBook {
    type Noun = Option<String>;

    fn encode(noun: &Option<String>) -> Result<Self, BillingError> {
        Ok(Self { source: noun.clone(), ..Self::default() })
    }

    fn decode(self) -> Result<Option<String>, BillingError> {
        Ok(self.source)
    }
}

#[cfg(test)]
mod tests;
