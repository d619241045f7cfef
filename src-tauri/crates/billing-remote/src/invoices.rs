//! Invoices of a remote tenant.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::invoices::{Invoice, Invoices};
use billing_domain::{BillingError, Namespace};
use billing_wire::Operation;
use billing_wire::invoices::{InvoiceList, InvoicePdf};

#[async_trait]
impl Invoices for RemoteBackend {
    async fn list_invoices(
        &self,
        namespace: &Namespace,
        limit: Option<u32>,
    ) -> Result<Vec<Invoice>, BillingError> {
        let mut call = Outgoing::new(Operation::ListInvoices, &[namespace.as_str()])?;
        if let Some(limit) = limit {
            call = call.query("limit", limit);
        }
        let mut invoices = self.ask::<InvoiceList>(&call).await?;
        // The API has no "none at all": 0 means no limit there.
        invoices.truncate(limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX));
        Ok(invoices)
    }

    async fn invoice_pdf(&self, namespace: &Namespace, name: &str) -> Result<Vec<u8>, BillingError> {
        let call = Outgoing::new(Operation::DownloadInvoicePdf, &[namespace.as_str()])?.query("name", name);
        self.ask::<InvoicePdf>(&call).await
    }
}
