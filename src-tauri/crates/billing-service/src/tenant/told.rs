//! What screens read of a tenant's copy: the provider's invoices by state, and one of them with all that is known of it.

pub use billing_store::tenant::{
    AnomalyRecord, DocumentRecord, IntentRecord, IntentState, MonthRecord, PartRecord, PartState, SyncRecord,
    SyncState, TenantInvoiceRecord,
};

use crate::billing::pdf_text::has_words;
use crate::billing::{InvoiceQuery, InvoiceTab, TabSummary, sums};
use crate::usage::{TypeUsage, priced};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::{BillingError, Money};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::convert::Infallible;

/// The provider's invoices of one tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldInvoices {
    /// Every tab in order, for what the search found.
    pub tabs: Vec<TabSummary>,
    /// The newest period first, each with whether its document is held.
    pub rows: Vec<(TenantInvoiceRecord, bool)>,
    /// Sum over the tab, one per currency.
    pub totals: Vec<Money>,
}

/// One invoice of the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldInvoice {
    /// As it was told.
    pub record: TenantInvoiceRecord,
    /// Its document, when it was fetched.
    pub document: Option<DocumentRecord>,
    /// What the provider told about it that cannot be.
    pub anomalies: Vec<AnomalyRecord>,
    /// What was used in its period by the copy's hours, with its cost where there is a price.
    pub evidence: Vec<TypeUsage>,
}

/// Lists the provider's invoices.
///
/// # Errors
/// Those of the store.
pub fn told_invoices(book: &Reader<'_>, query: &InvoiceQuery) -> Result<ToldInvoices, BillingError> {
    let held = book.tenant_document_counts()?;
    let sought = query.search.trim().to_lowercase();
    let mut all = book.tenant_invoices()?;
    let mut in_documents = BTreeSet::new();
    if !sought.is_empty() {
        book.each_tenant_document(|name, sha256, bytes| {
            let found = has_words::<Infallible>(sha256, &sought, || Ok(bytes.to_vec()));
            if found == Ok(true) {
                in_documents.insert(name.to_owned());
            }
        })?;
    }
    all.retain(|record| {
        let name = &record.invoice.name;
        name.to_lowercase().contains(&sought) || in_documents.contains(name)
    });
    all.sort_by_key(|record| std::cmp::Reverse(record.invoice.period.start));
    let of = |tab: InvoiceTab| all.iter().filter(move |record| tab.holds(&record.invoice.status));
    let amounts = |tab| sums(of(tab).map(|record| record.invoice.amount));
    let mut tabs = Vec::new();
    for tab in InvoiceTab::ORDER {
        tabs.push(TabSummary { tab, count: of(tab).count(), totals: amounts(tab)? });
    }
    let rows = of(query.tab).map(|record| (record.clone(), held.contains_key(&record.invoice.name)));
    Ok(ToldInvoices { rows: rows.collect(), totals: amounts(query.tab)?, tabs })
}

/// One of them.
///
/// # Errors
/// `NotFound`; those of the store.
pub fn told_invoice(book: &Reader<'_>, name: &str) -> Result<ToldInvoice, BillingError> {
    let record = find(book, name)?;
    let about = |anomaly: &AnomalyRecord| anomaly.topic == "invoices" && anomaly.object == name;
    Ok(ToldInvoice {
        document: book.tenant_document(name)?,
        anomalies: book.tenant_anomalies()?.into_iter().filter(about).collect(),
        evidence: priced(book, record.invoice.period)?,
        record,
    })
}

/// Its document; without one the reason why.
///
/// # Errors
/// `NotFound` when the invoice is not known, or its document is not held.
pub fn told_document(book: &Reader<'_>, name: &str) -> Result<DocumentRecord, BillingError> {
    let record = find(book, name)?;
    book.tenant_document(name)?
        .ok_or_else(|| BillingError::not_found(why_no_document(&record.invoice.status, name)))
}

/// Why no document of an invoice is held.
#[must_use]
pub fn why_no_document(status: &InvoiceStatus, name: &str) -> String {
    match status {
        InvoiceStatus::Paid => {
            format!(
                "The document of {name} is not downloaded. Connect and sync: it is fetched with the next sync."
            )
        }
        InvoiceStatus::Pending => format!("{name} is still running: the provider makes its document later."),
        _ => format!(
            "The document of {name} is not downloaded: the provider hands it out once the invoice is paid."
        ),
    }
}

/// Invoices that the provider calls overdue, the oldest first.
///
/// # Errors
/// Those of the store.
pub fn told_overdue(book: &Reader<'_>) -> Result<Vec<TenantInvoiceRecord>, BillingError> {
    let mut late = book.tenant_invoices()?;
    late.retain(|record| record.invoice.status == InvoiceStatus::Overdue && record.gone_since.is_none());
    late.sort_by_key(|record| record.invoice.period.start);
    Ok(late)
}

/// When the list of invoices was last whole.
///
/// # Errors
/// Those of the store.
pub fn invoices_as_of(book: &Reader<'_>) -> Result<Option<DateTime<Utc>>, BillingError> {
    let parts = book.tenant_parts()?;
    Ok(parts.into_iter().find(|part| part.part == "invoices").and_then(|part| part.fetched_at))
}

fn find(book: &Reader<'_>, name: &str) -> Result<TenantInvoiceRecord, BillingError> {
    let found = book.tenant_invoices()?.into_iter().find(|record| record.invoice.name == name);
    found.ok_or_else(|| {
        BillingError::not_found(format!("The copy holds no invoice {name:?}. A sync brings what is new."))
    })
}

/// The hash of a stored document, made anew, and the one that was made when it came.
///
/// # Errors
/// As [`told_document`].
pub fn document_hashes(book: &Reader<'_>, name: &str) -> Result<(String, String), BillingError> {
    let document = told_document(book, name)?;
    let now = Sha256::digest(&document.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((now, document.sha256))
}
