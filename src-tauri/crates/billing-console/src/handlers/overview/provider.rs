//! What a provider's invoices and the copy's state say on the overview.

use super::super::provider_invoices::row;
use crate::CommandError;
use crate::commands::*;
use billing_domain::Money;
use billing_service::accounts::OpenAccount;
use billing_service::billing::InvoiceQuery;
use billing_service::tenant::told::{PartState, told_invoices, told_overdue};

/// In the place of what a local book is owed.
pub(super) struct Owed {
    pub(super) overdue_count: u32,
    pub(super) overdue_total: Option<Money>,
    pub(super) last_invoice: Option<InvoiceRow>,
    pub(super) needs: Vec<Need>,
}

/// `None` for a local book.
pub(super) async fn owed(account: &OpenAccount) -> Result<Option<Owed>, CommandError> {
    let Some(tenant) = &account.tenant else { return Ok(None) };
    let currency = account.record.currency;
    let status = tenant.status().await?;
    let (late, all) = account
        .backend
        .read(|book| Ok((told_overdue(book)?, told_invoices(book, &InvoiceQuery::default())?)))
        .await?;
    let amounts = || late.iter().map(|record| record.invoice.amount);
    let one_currency = amounts().all(|amount| amount.currency == currency);
    let overdue_total =
        (one_currency && !late.is_empty()).then(|| Money::sum(currency, amounts())).transpose()?;
    let mut needs: Vec<Need> = Vec::new();
    if status.unknown > 0 {
        needs.push(Need::ChangesUnknown { changes: status.unknown });
    }
    needs.extend(late.iter().map(|record| Need::ProviderOverdue {
        invoice: record.invoice.name.clone(),
        amount: record.invoice.amount.into(),
    }));
    let missing: Vec<String> = status
        .parts
        .iter()
        .filter(|part| part.state != PartState::Whole)
        .map(|part| part.part.clone())
        .collect();
    if !missing.is_empty() {
        needs.push(Need::CopyPartial { parts: missing });
    }
    if status.drafts > 0 {
        needs.push(Need::DraftsWait { drafts: status.drafts });
    }
    let last = all.rows.iter().find(|(record, _)| !record.invoice.active && record.gone_since.is_none());
    Ok(Some(Owed {
        overdue_count: u32::try_from(late.len()).unwrap_or(u32::MAX),
        overdue_total,
        last_invoice: last.map(|(record, held)| row(record, *held)),
        needs,
    }))
}
