//! What the quotas screen shows, the limits a person sets from it, and taking what a limit allows.

mod console_limits;
mod counting;
mod view;

pub use console_limits::CONSOLE_LIMITS;
pub(crate) use console_limits::with_limit;
pub use counting::CountedQuota;
pub use view::{QuotaRow, QuotasView};

use crate::LocalBackend;
use billing_domain::BillingError;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_store::quotas::QuotaSample;

impl LocalBackend {
    /// The quotas screen: every kind, worst first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn quotas_view(&self) -> Result<QuotasView, BillingError> {
        let usual = self.usual_thresholds();
        self.read_current(move |book| view::view(book, usual)).await
    }

    /// Earlier readings of a kind, oldest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn quota_history(
        &self,
        family: QuotaFamily,
        kind: &str,
    ) -> Result<Vec<QuotaSample>, BillingError> {
        let kind = kind.to_owned();
        self.read(move |book| Ok(book.quota_samples(family, &kind)?)).await
    }
}

#[cfg(test)]
mod tests;
