//! A provider's invoices: listed as it tells them, shown with its document, verified and never recomputed.

mod pro_forma;

pub use pro_forma::provider_pro_forma;

use super::invoices::status_word;
use super::tenants::{anomaly, tenant_of};
use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::Money;
use billing_domain::invoices::InvoiceStatus;
use billing_service::accounts::OpenAccount;
use billing_service::billing::InvoiceQuery;
use billing_service::tenant::told::{
    DocumentRecord, TenantInvoiceRecord, document_hashes, told_document, told_invoice, told_invoices,
    why_no_document,
};
use billing_service::usage::TypeUsage;

/// One invoice of the provider.
pub async fn provider_invoice(
    context: Context,
    input: InvoiceRef,
) -> Result<ProviderInvoiceView, CommandError> {
    let account = context.account()?;
    tenant_of(&account)?;
    let told = account.backend.read(move |book| told_invoice(book, &input.name)).await?;
    let (record, held) = (&told.record, told.document.is_some());
    let missing = why_no_document(&record.invoice.status, &record.invoice.name);
    let amounts: Option<Vec<Money>> =
        told.evidence.iter().map(|kind| Some(kind.cost.as_ref()?.amount)).collect();
    let currency = record.invoice.amount.currency;
    let ours = amounts
        .filter(|amounts| !amounts.is_empty() && amounts.iter().all(|amount| amount.currency == currency));
    Ok(ProviderInvoiceView {
        row: row(record, held),
        first_seen_at: instant_text(record.first_seen_at),
        fetched_at: instant_text(record.fetched_at),
        gone_since: record.gone_since.map(instant_text),
        no_document: (!held).then_some(missing),
        document: told.document.as_ref().map(document),
        anomalies: told.anomalies.into_iter().map(anomaly).collect(),
        evidence_total: ours.map(|ours| Money::sum(currency, ours)).transpose()?.map(Into::into),
        evidence: told.evidence.into_iter().map(evidence).collect(),
    })
}

/// The stored bytes against the hash that was made when they came.
pub async fn provider_document_verify(
    context: Context,
    input: InvoiceRef,
) -> Result<DocumentVerdict, CommandError> {
    let account = context.account()?;
    tenant_of(&account)?;
    let (sha256, stored_sha256) =
        account.backend.read(move |book| document_hashes(book, &input.name)).await?;
    Ok(DocumentVerdict { unchanged: sha256 == stored_sha256, sha256, stored_sha256 })
}

/// The list of a remote account.
pub(super) async fn list(account: &OpenAccount, query: InvoiceQuery) -> Result<InvoicesView, CommandError> {
    let currency = account.record.currency;
    let list = account.backend.read(move |book| told_invoices(book, &query)).await?;
    // Two currencies are never one sum; nothing at all is 0.00 in the account's own.
    let one = |sums: &[Money]| match sums {
        [] => Some(Money::zero(currency).into()),
        [only] => Some((*only).into()),
        _ => None,
    };
    Ok(InvoicesView {
        tabs: list
            .tabs
            .iter()
            .map(|summary| InvoiceTabCount {
                tab: super::invoices::tab_code(summary.tab),
                count: u32::try_from(summary.count).unwrap_or(u32::MAX),
                sum: one(&summary.totals),
            })
            .collect(),
        total: one(&list.totals),
        balance: None,
        rows: list.rows.iter().map(|(record, held)| row(record, *held)).collect(),
        provider: true,
    })
}

/// The stored document; a missing one says why.
pub(super) async fn pdf(account: &OpenAccount, name: String) -> Result<PdfFile, CommandError> {
    let file_name = format!("{name}.pdf");
    let (stored, hashes) = account
        .backend
        .read(move |book| Ok((told_document(book, &name)?, document_hashes(book, &name)?)))
        .await?;
    let unchanged = Some(hashes.0 == hashes.1);
    Ok(super::invoices::pdf_file(file_name, &stored.bytes, hashes.0, unchanged))
}

/// What the public API does not tell (issued, due, balance) stays unknown.
pub(super) fn row(record: &TenantInvoiceRecord, held: bool) -> InvoiceRow {
    let invoice = &record.invoice;
    InvoiceRow {
        number: (invoice.status != InvoiceStatus::Pending).then(|| invoice.name.clone()),
        name: invoice.name.clone(),
        period: invoice.period.into(),
        issued_at: None,
        due_at: None,
        status: status_word(&invoice.status),
        overdue_days: None,
        active: invoice.active,
        amount: invoice.amount.into(),
        balance: None,
        pdf_stored: held,
        gone_since: record.gone_since.map(instant_text),
        reconciled_on: None,
        notes: 0,
    }
}

fn document(record: &DocumentRecord) -> ProviderDocument {
    ProviderDocument {
        sha256: record.sha256.clone(),
        fetched_at: instant_text(record.fetched_at),
        source: record.source.clone(),
        size_kb: u32::try_from(record.bytes.len().div_ceil(1000)).unwrap_or(u32::MAX),
    }
}

fn evidence(kind: TypeUsage) -> EvidenceRow {
    EvidenceRow {
        usage_type: kind.usage_type,
        metric_label: kind.metric_label,
        quantity: kind.quantity.into(),
        unit: kind.unit,
        amount: kind.cost.map(|cost| cost.amount.into()),
    }
}
