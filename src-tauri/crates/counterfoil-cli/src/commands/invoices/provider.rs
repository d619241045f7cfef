//! Invoices of a provider, in the copy of its tenant: as it told them, with its documents. Nothing is computed.

use super::name_of;
use crate::output::{Report, instant};
use billing_domain::{BillingError, Currency, Money};
use billing_service::LocalBackend;
use billing_store::tenant::{DocumentRecord, TenantInvoiceRecord};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// True for the copy of a tenant.
pub fn is_copy(backend: &LocalBackend) -> Result<bool, BillingError> {
    Ok(backend.store().read(|book| book.account())?.is_some_and(|account| account.kind == "remote"))
}

/// The list, in the provider's own order.
pub fn list(backend: &LocalBackend, search: &str, limit: Option<usize>) -> Result<Report, BillingError> {
    let (invoices, documents) = backend
        .store()
        .read(|book| Ok::<_, BillingError>((book.tenant_invoices()?, book.tenant_document_counts()?)))?;
    let found: Vec<_> = invoices
        .into_iter()
        .filter(|record| record.invoice.name.to_lowercase().contains(&search.to_lowercase()))
        .collect();
    let currencies: BTreeSet<Currency> = found.iter().map(|record| record.invoice.amount.currency).collect();
    let total = |currency: Currency| {
        let amounts =
            found.iter().map(|record| record.invoice.amount).filter(|amount| amount.currency == currency);
        Ok(json!({ "currency": currency.to_string(), "total": Money::sum(currency, amounts)?.to_text() }))
    };
    let totals = currencies.into_iter().map(total).collect::<Result<Vec<_>, BillingError>>()?;
    let shown = found.iter().take(limit.unwrap_or(usize::MAX));
    Ok(Report {
        columns: vec![
            "number",
            "status",
            "period_start",
            "period_end",
            "currency",
            "total",
            "document",
            "fetched_at",
        ],
        rows: shown.map(|record| row(record, documents.contains_key(&record.invoice.name))).collect(),
        totals: json!({ "invoices": found.len(), "by_currency": totals }),
    })
}

/// The document that is held.
pub fn document(backend: &LocalBackend, name: &str) -> Result<DocumentRecord, BillingError> {
    let named = name.to_owned();
    let held = backend.store().read(move |book| {
        Ok::<_, BillingError>(match book.tenant_document(&named)? {
            None => book.tenant_document(&name_of(&named))?,
            held => held,
        })
    })?;
    held.ok_or_else(|| {
        BillingError::not_found(format!(
            "The document of {name} is not held. The provider gives documents of paid invoices; sync to fetch it."
        ))
    })
}

fn row(record: &TenantInvoiceRecord, document: bool) -> Map<String, Value> {
    let invoice = &record.invoice;
    let fields: [(&str, Value); 10] = [
        ("number", invoice.name.clone().into()),
        ("status", invoice.status.as_str().into()),
        ("active", invoice.active.into()),
        ("period_start", instant(invoice.period.start).into()),
        ("period_end", instant(invoice.period.end).into()),
        ("currency", invoice.amount.currency.to_string().into()),
        ("total", invoice.amount.to_text().into()),
        ("document", if document { "held" } else { "not downloaded" }.into()),
        ("fetched_at", instant(record.fetched_at).into()),
        ("gone_since", record.gone_since.map(instant).into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
