//! Charging invoices and giving money back through a payment provider.
//!
//! Every step that counts is committed before the next begins: attempts with their keys are planned, an attempt is marked
//! as sent and only then sent, its answer is recorded. Whatever dies in between, [`Payments::charge`] and
//! [`Payments::resolve`] go on from what the book says: they ask the provider first and never send under a new key what
//! may have been sent already.

mod charge;
mod describe;
mod record;
mod refund;
mod rehearse;
mod resolve;
mod run;
mod test_provider;

#[cfg(test)]
mod tests;

pub use rehearse::{ChargeRehearsal, RehearsedStep};
pub use resolve::Resolved;
pub use run::{Going, Step, Steps, ToTheEnd};
pub use test_provider::{TestMoney, TestProvider};

pub(crate) use record::{check_legs, drop_planned};

pub use billing_domain::payments::attempts::AttemptState;
pub use billing_domain::payments::{AttemptKind, PaymentProvider, Reason};
pub use billing_store::payments::{AttemptRecord, NewAttempt, StepRecord};

use crate::LocalBackend;
use billing_domain::BillingError;
use std::sync::Arc;

/// The payments of a book through one provider.
#[derive(Clone)]
pub struct Payments {
    backend: LocalBackend,
    provider: Arc<dyn PaymentProvider>,
}

/// What a charge or a refund came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOutcome {
    /// The attempts of this asking, in the order of being tried.
    pub attempts: Vec<AttemptRecord>,
}

impl RunOutcome {
    /// The attempt that tells how it went: the one under way, else the last one that was not skipped.
    #[must_use]
    pub fn decisive(&self) -> Option<&AttemptRecord> {
        let tried = || self.attempts.iter().filter(|record| record.state != AttemptState::Skipped);
        tried().find(|record| record.state.is_under_way()).or_else(|| tried().next_back())
    }

    /// Where that attempt stands.
    #[must_use]
    pub fn state(&self) -> AttemptState {
        self.decisive().map_or(AttemptState::Skipped, |record| record.state)
    }
}

impl Payments {
    /// Payments of a book through `provider`.
    #[must_use]
    pub fn new(backend: LocalBackend, provider: Arc<dyn PaymentProvider>) -> Self {
        Self { backend, provider }
    }

    /// Who is asked.
    #[must_use]
    pub fn provider(&self) -> &Arc<dyn PaymentProvider> {
        &self.provider
    }
}

impl LocalBackend {
    /// The attempts of one invoice, or of the whole book, oldest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn payment_attempts(&self, invoice: Option<&str>) -> Result<Vec<AttemptRecord>, BillingError> {
        let invoice = invoice.map(str::to_owned);
        self.read(move |book| {
            Ok(match &invoice {
                Some(name) => book.attempts_of(name)?,
                None => book.attempts()?,
            })
        })
        .await
    }

    /// The local test provider of this book: its memory is a file beside the book's own.
    #[must_use]
    pub fn test_provider(&self) -> TestProvider {
        TestProvider::kept_in(self.store().path().with_extension("test-provider.jsonl"))
    }
}
