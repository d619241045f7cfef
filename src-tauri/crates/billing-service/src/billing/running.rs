//! The running invoice: the open month, rated as things stand now.

use super::draft::{open_draft, running_name};
use super::{Billing, InvoiceDetail, detail};
use billing_domain::{BillingError, Period};
use chrono::{DateTime, Utc};

impl Billing {
    /// Rates the open month anew and keeps the result as the running invoice; `None` when there is nothing to bill.
    ///
    /// Reads (`invoice`, `invoices`) rate it anew by themselves; this call keeps it on disk as well.
    ///
    /// # Errors
    /// What rating and the store say.
    pub fn running(&self, now: DateTime<Utc>) -> Result<Option<InvoiceDetail>, BillingError> {
        self.store.write(move |tx| {
            let Some(draft) = open_draft(tx, now)? else {
                tx.delete_draft(&running_name(&Period::month_of(now)?))?;
                return Ok(None);
            };
            tx.put_draft(&draft.record)?;
            detail::of_draft(&draft, now).map(Some)
        })
    }
}
