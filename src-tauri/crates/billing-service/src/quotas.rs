//! What the quotas screen shows, the limits a person sets from it, and taking what a limit allows.

mod console_limits;
mod counting;
mod history;
mod view;

pub use console_limits::CONSOLE_LIMITS;
pub(crate) use console_limits::with_limit;
pub use counting::CountedQuota;
pub use history::{HISTORY_WEEKS, QuotaCourse, QuotaYear};
pub(crate) use history::{keep_figures, keep_reading, keep_readings};
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
        let (now, usual) = (self.now(), self.usual_thresholds());
        self.read_current(move |book| view::view(book, now, usual)).await
    }

    /// The last year of a kind, and the kind as it stands.
    ///
    /// # Errors
    /// `NotFound` for a kind that is not known, or an API, which has no usage.
    pub async fn quota_year(
        &self,
        family: QuotaFamily,
        kind: &str,
    ) -> Result<(QuotaRow, QuotaYear), BillingError> {
        let (kind, now, usual) = (kind.to_owned(), self.now(), self.usual_thresholds());
        self.read_current(move |book| {
            let rows = view::view(book, now, usual)?.rows;
            let row =
                rows.into_iter().find(|row| row.family == family && row.kind == kind && row.rate.is_none());
            let row =
                row.ok_or_else(|| BillingError::not_found(format!("No quota is counted as {kind:?}.")))?;
            let year = history::year(book, family, &kind, (row.in_use, row.limit), now)?;
            Ok((row, year))
        })
        .await
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
