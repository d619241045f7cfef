//! The seam on SQLite: invoices. They are kept for the whole tenant, so that any namespace answers the same.

use super::{LocalBackend, blocking};
use crate::billing::{Billing, status_of, stored_pdf, wire_invoices};
use async_trait::async_trait;
use billing_domain::invoices::{Invoice, InvoiceStatus, Invoices};
use billing_domain::{BillingError, Namespace};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use std::sync::Arc;

impl LocalBackend {
    /// The billing side of this book; its calls block.
    #[must_use]
    pub fn billing(&self) -> Billing {
        Billing::new(Arc::clone(self.store()), self.actor())
    }

    /// Runs a billing call on a blocking thread, with the present instant. A move whose time has come is carried out
    /// before, so that it is on the bill; what keeps it from that does not keep the call.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn bill<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Billing, DateTime<Utc>) -> Result<T, BillingError> + Send + 'static,
    ) -> Result<T, BillingError> {
        let (billing, now, backend) = (self.billing(), self.now(), self.clone());
        blocking(move || {
            let _ = backend.resume_moves();
            work(&billing, now)
        })
        .await
    }
}

#[async_trait]
impl Invoices for LocalBackend {
    async fn list_invoices(
        &self,
        _namespace: &Namespace,
        limit: Option<u32>,
    ) -> Result<Vec<Invoice>, BillingError> {
        let now = self.now();
        let mut invoices = self.read_current(move |book| wire_invoices(book, now)).await?;
        if let Some(limit) = limit {
            invoices.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        Ok(invoices)
    }

    async fn invoice_pdf(&self, _namespace: &Namespace, name: &str) -> Result<Vec<u8>, BillingError> {
        let (name, now) = (name.to_owned(), self.now());
        self.read(move |book| paid_pdf(book, &name, now)).await
    }
}

/// The stored document of a paid invoice, and of no other (`api-facts`, "Shapes").
fn paid_pdf(book: &Reader<'_>, name: &str, now: DateTime<Utc>) -> Result<Vec<u8>, BillingError> {
    match status_of(book, name, now)? {
        InvoiceStatus::Paid => Ok(stored_pdf(book, name)?.bytes),
        InvoiceStatus::Pending => Err(BillingError::refused(format!(
            "{name} is still running and has no document yet. Wait for the end of its period."
        ))),
        InvoiceStatus::Cancelled => Err(BillingError::refused(format!(
            "{name} is cancelled: there is no document of a paid invoice."
        ))),
        _ => Err(BillingError::refused(format!(
            "The document of {name} is served once it is paid. Settle the invoice, then ask again."
        ))),
    }
}
