//! The janitor: asks the provider about everything whose end is not known. It never sends money anywhere.

use super::Payments;
use billing_domain::BillingError;
use billing_domain::payments::attempts::AttemptState;
use billing_store::payments::AttemptRecord;

/// One attempt that had not ended, and what is known of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// As it stands now.
    pub attempt: AttemptRecord,
    /// Where it stood before.
    pub before: AttemptState,
    /// False when it is another provider's, so that it was not asked about.
    pub asked: bool,
}

impl Payments {
    /// Asks about every attempt that was sent and has not ended. What was planned and never sent is told as well: the
    /// next charge of its invoice takes it up.
    ///
    /// # Errors
    /// Those of the store. A provider that cannot be asked is no error: its attempts stay unknown and say so.
    pub async fn resolve(&self) -> Result<Vec<Resolved>, BillingError> {
        let open = self.backend.read(|book| Ok(book.open_attempts()?)).await?;
        let mut resolved = Vec::new();
        for attempt in open {
            resolved.push(self.resolve_one(attempt).await?);
        }
        Ok(resolved)
    }

    /// As [`Payments::resolve`], for one invoice.
    ///
    /// # Errors
    /// As [`Payments::resolve`].
    pub async fn resolve_invoice(&self, invoice: &str) -> Result<Vec<Resolved>, BillingError> {
        let name = invoice.to_owned();
        let open = self.backend.read(move |book| Ok(book.attempts_of(&name)?)).await?;
        let mut resolved = Vec::new();
        for attempt in open.into_iter().filter(|attempt| !attempt.state.is_final()) {
            resolved.push(self.resolve_one(attempt).await?);
        }
        Ok(resolved)
    }

    async fn resolve_one(&self, attempt: AttemptRecord) -> Result<Resolved, BillingError> {
        let before = attempt.state;
        let asked = before.is_under_way() && attempt.attempt.provider == self.provider.name();
        if !asked {
            return Ok(Resolved { attempt, before, asked });
        }
        self.ask_only(&attempt).await?;
        let key = attempt.attempt.key.clone();
        let now = self.backend.read(move |book| Ok(book.attempt(&key)?)).await?;
        Ok(Resolved { attempt: now.unwrap_or(attempt), before, asked })
    }
}
