//! Re-rating: an issued invoice against the same rating done again from the facts and prices of now.

use super::close::totals_of;
use super::receipts::read_receipt;
use super::{Billing, gather, unknown_invoice};
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::rerating::{BilledInvoice, BilledLine, Difference, Known, LateUsage, rerate};
use billing_domain::invoices::state::Document;
use billing_domain::{BillingError, Decimal, Money};
use billing_store::Reader;
use billing_store::invoices::{InvoiceRecord, LineRecord};
use std::collections::BTreeMap;

/// What re-rating found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RerateReport {
    /// The invoice.
    pub invoice: String,
    /// As billed.
    pub billed: Money,
    /// Rated again.
    pub rated: Money,
    /// The sum of the lines, rated again, before discounts and taxes.
    pub rated_subtotal: Money,
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

pub(super) fn report(book: &Reader<'_>, record: &InvoiceRecord) -> Result<RerateReport, BillingError> {
    let head = &record.head;
    let terms = gather::terms(book)?;
    let input = gather::input(book, &terms, head.standing.period)?;
    let again = Bill::make(&input)?;
    let billed = billed_invoice(record)?;
    let known = Known { prices: Some(&terms.prices), late: late(book, record, &again)? };
    Ok(RerateReport {
        invoice: head.name.clone(),
        billed: head.standing.total,
        rated: again.totals.total,
        rated_subtotal: again.totals.subtotal,
        differences: rerate(&billed, &input, &again, &known)?,
    })
}

/// A stored invoice, as re-rating takes it.
pub(super) fn billed_invoice(record: &InvoiceRecord) -> Result<BilledInvoice, BillingError> {
    let period = record.head.standing.period;
    let line = |line: &LineRecord| {
        Ok(BilledLine {
            usage_type: line.usage_type.clone(),
            metric_label: line.metric_label.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            amount: line.amount,
            span: line.span.unwrap_or(period),
            tax_category: line.tax_category.clone(),
            receipt: Some(read_receipt(&line.receipt)?),
        })
    };
    Ok(BilledInvoice {
        period,
        lines: record.lines.iter().map(line).collect::<Result<_, BillingError>>()?,
        totals: totals_of(record),
        price_version: record.head.price_version,
        inputs: record.inputs.clone(),
    })
}

/// What came or changed since, of the labels whose quantity differs: the hours of all others need not be read.
fn late(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    again: &Bill,
) -> Result<BTreeMap<String, LateUsage>, BillingError> {
    let head = &record.head;
    let since = head.issued_at.unwrap_or(head.standing.period.end);
    let then = record.lines.iter().map(|line| (&line.metric_label, line.quantity));
    let now = again.lines.iter().map(|line| (&line.metric_label, line.quantity));
    let mut sums: BTreeMap<&String, Decimal> = BTreeMap::new();
    for (label, quantity) in now.chain(then.map(|(label, quantity)| (label, quantity.negated()))) {
        let sum = sums.entry(label).or_default();
        *sum = sum.checked_add(quantity)?;
    }
    let differ = sums.into_iter().filter(|(label, sum)| !label.is_empty() && !sum.is_zero());
    differ
        .map(|(label, _)| Ok((label.clone(), book.late_usage(label, &head.standing.period, since)?)))
        .collect()
}
