//! PDFs of paid invoices: fetched once each, and kept byte for byte.

use super::super::link::is_out_of_reach;
use super::super::offline::OfflineBackend;
use super::report::Brought;
use super::{Part, SyncControl};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::{BillingError, ErrorCode, Namespace};

impl OfflineBackend {
    /// One that cannot be had does not keep the others; they are named in the end.
    pub(super) async fn sync_documents(
        &self,
        control: &SyncControl,
        brought: &mut Brought,
    ) -> Result<(), BillingError> {
        let missing = self.missing_documents().await?;
        let mut refused: Vec<(String, BillingError)> = Vec::new();
        for (done, name) in missing.iter().enumerate() {
            control.at(Part::Documents, done as u64, missing.len() as u64);
            match control.call(self.fetch_document(name)).await {
                Ok(bytes) => {
                    brought.documents += u64::from(self.keep_document(name, bytes).await?);
                }
                Err(error)
                    if error.code == ErrorCode::Cancelled || error.code == ErrorCode::Unauthenticated =>
                {
                    return Err(error);
                }
                Err(error) => {
                    let gone = is_out_of_reach(&error);
                    refused.push((name.clone(), error));
                    // A tenant that has stopped answering is not asked for a hundred more.
                    if gone && refused.iter().filter(|(_, error)| is_out_of_reach(error)).count() >= 3 {
                        break;
                    }
                }
            }
        }
        match refused.into_iter().next() {
            None => Ok(()),
            Some((name, error)) => {
                let message = format!("Not every document could be fetched; {name}: {}", error.message);
                Err(BillingError { message, ..error })
            }
        }
    }

    async fn fetch_document(&self, name: &str) -> Result<Vec<u8>, BillingError> {
        let name = name.to_owned();
        let bytes =
            self.live(|tenant| async move { tenant.invoice_pdf(&Namespace::system(), &name).await }).await?;
        if bytes.starts_with(b"%PDF") {
            return Ok(bytes);
        }
        Err(BillingError::internal("What the tenant sent as the document is no PDF."))
    }

    /// Paid invoices without a document, in the order of the list.
    async fn missing_documents(&self) -> Result<Vec<String>, BillingError> {
        self.book
            .read(|book| {
                let held = book.tenant_document_counts()?;
                let invoices = book.tenant_invoices()?.into_iter();
                let paid = invoices.filter(|record| record.invoice.status == InvoiceStatus::Paid);
                let listed = paid.filter(|record| record.gone_since.is_none());
                Ok(listed.map(|record| record.invoice.name).filter(|name| !held.contains_key(name)).collect())
            })
            .await
    }
}
