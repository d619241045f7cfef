//! What a tenant told, written into the tables that screens read, in the transaction that keeps the answer.

use super::questions::Question;
use billing_domain::BillingError;
use billing_domain::invoices::observed::impossible_change;
use billing_domain::invoices::{Invoice, InvoiceStatus};
use billing_domain::plans::LocalizedPlans;
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{InUse, QuotaFigure, QuotaFigures};
use billing_domain::tenants::{Anomaly, AnomalyCode};
use billing_store::tenant::{AnomalyRecord, NewDocument};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The kind of an account whose figures a tenant tells.
pub(crate) const REMOTE: &str = "remote";

/// The limits that a remote tenant has told; `None` in a book that makes its own.
pub(crate) fn told_limits(book: &Reader<'_>) -> Result<Option<QuotaFigures>, BillingError> {
    if book.account()?.is_none_or(|account| account.kind != REMOTE) {
        return Ok(None);
    }
    let told = super::offline::kept::<QuotaFigures>(book, &Question::quota_usage())?;
    Ok(told.map(|kept| kept.value))
}

/// The plans on offer and the one that is held.
pub(super) fn plans(
    tx: &Writer<'_>,
    offered: &[LocalizedPlans],
    held: Option<&LocalizedPlans>,
    at: DateTime<Utc>,
) -> Result<(), BillingError> {
    let held = held.and_then(LocalizedPlans::current).map(|plan| plan.name.as_str());
    Ok(tx.replace_tenant_plans(offered, held, at)?)
}

/// Counts, their names, and a reading of each that has changed.
pub(super) fn quota_figures(
    tx: &Writer<'_>,
    figures: &QuotaFigures,
    at: DateTime<Utc>,
) -> Result<(), BillingError> {
    let kind = |family, (kind, figure): (&String, &QuotaFigure)| QuotaKind {
        family,
        kind: kind.clone(),
        display_name: figure.display_name.clone(),
        description: figure.description.clone(),
        in_use: figure.in_use,
    };
    let mut kinds: Vec<_> = figures.objects.iter().map(|entry| kind(QuotaFamily::Object, entry)).collect();
    kinds.extend(figures.resources.iter().map(|entry| kind(QuotaFamily::Resource, entry)));
    kinds.extend(figures.apis.iter().map(|(rpc, api)| QuotaKind {
        family: QuotaFamily::Api,
        kind: rpc.clone(),
        display_name: api.display_name.clone(),
        description: api.description.clone(),
        in_use: InUse::Missing,
    }));
    tx.replace_tenant_quota_kinds(&kinds, at)?;
    crate::quotas::keep_figures(tx, figures, at)
}

/// What a list of invoices brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InvoiceCounts {
    /// Listed.
    pub listed: u64,
    /// Not seen before.
    pub new: u64,
    /// Told otherwise than before.
    pub changed: u64,
    /// No longer listed.
    pub gone: u64,
    /// Changes that cannot be.
    pub anomalies: u64,
}

/// Every invoice of a whole list. What cannot be is recorded and taken over all the same: it is the provider's word.
pub(super) fn invoices(
    tx: &Writer<'_>,
    all: &[Invoice],
    at: DateTime<Utc>,
) -> Result<InvoiceCounts, BillingError> {
    let held: BTreeMap<_, _> =
        tx.tenant_invoices()?.into_iter().map(|record| (record.invoice.name.clone(), record)).collect();
    let mut counts = InvoiceCounts { listed: all.len() as u64, ..InvoiceCounts::default() };
    for (position, invoice) in (0..).zip(all) {
        match held.get(&invoice.name).map(|record| &record.invoice) {
            None => counts.new += 1,
            Some(before) if before == invoice => {}
            Some(before) => {
                counts.changed += 1;
                if let Some(anomaly) = impossible_change(before, invoice) {
                    counts.anomalies += 1;
                    tx.add_tenant_anomaly(&record_of("invoices", &invoice.name, anomaly, at))?;
                }
            }
        }
        tx.put_tenant_invoice(invoice, position, at)?;
    }
    let listed: BTreeSet<_> = all.iter().map(|invoice| invoice.name.as_str()).collect();
    let missed = held.values().filter(|record| !listed.contains(record.invoice.name.as_str()));
    for record in missed {
        let name = &record.invoice.name;
        if record.invoice.status == InvoiceStatus::Pending {
            // A running invoice gives way to the final one, which has a name of its own.
            tx.drop_tenant_invoice(name)?;
        } else if record.gone_since.is_none() {
            counts.gone += 1;
            tx.miss_tenant_invoice(name, at)?;
            let gone = Anomaly::new(AnomalyCode::InvoiceGone, "The tenant no longer lists it.");
            tx.add_tenant_anomaly(&record_of("invoices", name, gone, at))?;
        }
    }
    take_currency(tx, all)?;
    Ok(counts)
}

/// What is kept of an anomaly: about what, and when it was seen.
pub(super) fn record_of(topic: &str, object: &str, anomaly: Anomaly, at: DateTime<Utc>) -> AnomalyRecord {
    AnomalyRecord {
        at,
        topic: topic.to_owned(),
        object: object.to_owned(),
        message: anomaly.message,
        code: Some(anomaly.code.as_str().to_owned()),
    }
}

/// An account is billed in what its newest invoice says.
fn take_currency(tx: &Writer<'_>, all: &[Invoice]) -> Result<(), BillingError> {
    let newest = all.iter().max_by_key(|invoice| invoice.period.end);
    match (newest, tx.account()?) {
        (Some(newest), Some(account)) if account.currency != newest.amount.currency => {
            Ok(tx.set_account_currency(newest.amount.currency)?)
        }
        _ => Ok(()),
    }
}

/// Lower-case hex.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A provider's document. Another content than before is kept beside it and recorded. True when it is new.
pub(super) fn document(
    tx: &Writer<'_>,
    invoice: &str,
    bytes: Vec<u8>,
    source: &str,
    at: DateTime<Utc>,
) -> Result<bool, BillingError> {
    if !tx.tenant_invoices()?.iter().any(|record| record.invoice.name == invoice) {
        return Ok(false);
    }
    let sha256 = sha256_of(&bytes);
    let before = tx.tenant_document(invoice)?;
    if let Some(before) = before.filter(|before| before.sha256 != sha256) {
        let told = format!("Its document has changed since {}.", before.fetched_at.format("%Y-%m-%d"));
        let changed = Anomaly::new(AnomalyCode::DocumentChanged, told);
        tx.add_tenant_anomaly(&record_of("invoices", invoice, changed, at))?;
    }
    let new = NewDocument { invoice: invoice.to_owned(), sha256, bytes, source: source.to_owned(), at };
    Ok(tx.add_tenant_document(&new)?)
}
