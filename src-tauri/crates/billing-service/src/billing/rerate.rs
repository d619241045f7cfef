//! Re-rating: an issued invoice against the same rating done again from the facts and prices of now.

use super::close::totals_of;
use super::draft::draft;
use super::{Billing, unknown_invoice};
use billing_domain::BillingError;
use billing_domain::Money;
use billing_domain::invoices::rerating::{BilledLine, Changes, Difference, compare};
use billing_domain::invoices::state::Document;
use billing_store::Reader;
use billing_store::invoices::InvoiceRecord;

/// What re-rating found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RerateReport {
    /// The invoice.
    pub invoice: String,
    /// As billed.
    pub billed: Money,
    /// Rated again.
    pub rated: Money,
    /// Empty when everything matches.
    pub differences: Vec<Difference>,
}

impl RerateReport {
    /// True when nothing differs.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.differences.is_empty()
    }
}

impl Billing {
    /// Rates the period of an issued invoice again and says where and why it differs. Changes nothing.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` for a running invoice, which is always rated anew.
    pub fn rerate(&self, name: &str) -> Result<RerateReport, BillingError> {
        self.store.read(|book| {
            let record = book.invoice(name)?.ok_or_else(|| unknown_invoice(name))?;
            if record.head.standing.document == Document::Draft {
                return Err(BillingError::refused("The running invoice is rated anew whenever it is shown."));
            }
            report(book, &record)
        })
    }

    /// Rates every issued invoice again, the newest first; cancelled ones are left out.
    ///
    /// # Errors
    /// What rating and the store say.
    pub fn rerate_all(&self) -> Result<Vec<RerateReport>, BillingError> {
        self.store.read(|book| {
            let mut reports = Vec::new();
            for head in book.invoice_heads()? {
                if head.standing.document == Document::Final {
                    let record = book.invoice(&head.name)?.ok_or_else(|| unknown_invoice(&head.name))?;
                    reports.push(report(book, &record)?);
                }
            }
            Ok(reports)
        })
    }
}

fn report(book: &Reader<'_>, record: &InvoiceRecord) -> Result<RerateReport, BillingError> {
    let head = &record.head;
    let again = draft(book, head.standing.period)?.bill;
    let since = head.issued_at.unwrap_or(head.standing.period.end);
    let restated = book.restated_since(&head.standing.period, since)?;
    let changes = Changes {
        restated: restated.into_iter().map(|label| (label.metric_label, label.hours)).collect(),
        billed_version: head.price_version,
        current_version: again.price_version,
    };
    let billed: Vec<BilledLine> = record
        .lines
        .iter()
        .map(|line| BilledLine {
            usage_type: line.usage_type.clone(),
            metric_label: line.metric_label.clone(),
            quantity: line.quantity,
            amount: line.amount,
        })
        .collect();
    let differences = compare((&billed, &totals_of(record)), (&again.lines, &again.totals), &changes)?;
    Ok(RerateReport {
        invoice: head.name.clone(),
        billed: head.standing.total,
        rated: again.totals.total,
        differences,
    })
}
