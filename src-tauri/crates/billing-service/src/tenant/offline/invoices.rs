//! Invoices of a tenant and their PDFs, live or from the copy.

use super::super::mirror::{self, InvoiceCounts};
use super::super::questions::Question;
use super::{AnswerSource, Kept, OfflineBackend};
use async_trait::async_trait;
use billing_domain::invoices::{Invoice, Invoices};
use billing_domain::{BillingError, Namespace};
use billing_store::Reader;
use std::sync::{Arc, Mutex, PoisonError};

#[async_trait]
impl Invoices for OfflineBackend {
    /// A whole list is kept; a limited one is not, for it says nothing of the others.
    async fn list_invoices(
        &self,
        namespace: &Namespace,
        limit: Option<u32>,
    ) -> Result<Vec<Invoice>, BillingError> {
        let fetched = match limit {
            None => self.fetch_invoices(namespace).await.map(|(invoices, _)| invoices),
            limit => {
                let live = namespace.clone();
                self.live(|tenant| async move { tenant.list_invoices(&live, limit).await }).await
            }
        };
        match fetched {
            Ok(invoices) => {
                self.note("list_invoices", AnswerSource::Live { at: self.book.now() });
                Ok(invoices)
            }
            Err(error) => {
                let most = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
                self.or_copy("list_invoices", error, move |book| {
                    let list = super::kept::<Vec<Invoice>>(book, &Question::list_invoices())?;
                    Ok(list.map(|mut list| {
                        list.value.truncate(most);
                        list
                    }))
                })
                .await
            }
        }
    }

    async fn invoice_pdf(&self, namespace: &Namespace, name: &str) -> Result<Vec<u8>, BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        match self.live(|tenant| async move { tenant.invoice_pdf(&live, &asked).await }).await {
            Ok(bytes) => {
                self.keep_document(name, bytes.clone()).await?;
                self.note("invoice_pdf", AnswerSource::Live { at: self.book.now() });
                Ok(bytes)
            }
            Err(error) => {
                let name = name.to_owned();
                self.or_copy("invoice_pdf", error, move |book| stored(book, &name)).await
            }
        }
    }
}

impl OfflineBackend {
    /// The whole list, kept; and what it brought.
    pub(crate) async fn fetch_invoices(
        &self,
        namespace: &Namespace,
    ) -> Result<(Vec<Invoice>, InvoiceCounts), BillingError> {
        let live = namespace.clone();
        let invoices = self.live(|tenant| async move { tenant.list_invoices(&live, None).await }).await?;
        let counts = Arc::new(Mutex::new(InvoiceCounts::default()));
        let told = Arc::clone(&counts);
        self.keep(Question::list_invoices(), &invoices, move |tx, all, at| {
            *told.lock().unwrap_or_else(PoisonError::into_inner) = mirror::invoices(tx, all, at)?;
            Ok(())
        })
        .await?;
        let counts = *counts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok((invoices, counts))
    }

    /// Keeps a provider's document, when its invoice is in the copy. True when it was not held before.
    pub(crate) async fn keep_document(&self, invoice: &str, bytes: Vec<u8>) -> Result<bool, BillingError> {
        let (invoice, source, at) = (invoice.to_owned(), self.address.to_string(), self.book.now());
        self.book.write(move |tx| mirror::document(tx, &invoice, bytes, &source, at)).await
    }
}

fn stored(book: &Reader<'_>, name: &str) -> Result<Option<Kept<Vec<u8>>>, BillingError> {
    let document = book.tenant_document(name)?;
    Ok(document.map(|kept| Kept { value: kept.bytes, as_of: kept.fetched_at, from: kept.source }))
}
