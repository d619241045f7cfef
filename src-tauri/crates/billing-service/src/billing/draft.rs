//! A bill as a draft invoice, and drafts as they are now.

use super::gather;
use billing_documents::pdf::invoice::NEWEST_TEMPLATE;
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::inputs::NamedInput;
use billing_domain::invoices::profile::BillingProfile;
use billing_domain::invoices::state::{Document, Settlement, Standing};
use billing_domain::rating::{RatedLine, Unbilled};
use billing_domain::{BillingError, Money, Period};
use billing_store::Reader;
use billing_store::invoices::{InvoiceHead, InvoiceRecord, LineRecord};
use chrono::{DateTime, Utc};

/// A draft made just now.
pub(super) struct Draft {
    pub(super) record: InvoiceRecord,
    pub(super) bill: Bill,
}

impl Draft {
    /// What is metered and not billed.
    pub(super) fn unbilled(&self) -> &[Unbilled] {
        &self.bill.unbilled
    }
}

/// `running-2026-03`.
pub(super) fn running_name(month: &Period) -> String {
    month.start.format("running-%Y-%m").to_string()
}

/// Bills a month as things stand in this snapshot.
pub(super) fn draft(book: &Reader<'_>, month: Period) -> Result<Draft, BillingError> {
    let terms = gather::terms(book)?;
    let input = gather::input(book, &terms, month)?;
    let bill = Bill::make(&input)?;
    Ok(Draft { record: record(&bill, input.named(), &gather::profile(book)?)?, bill })
}

/// The draft of the month that runs at `now`; `None` when there is nothing to bill or it is billed already.
pub(super) fn open_draft(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Option<Draft>, BillingError> {
    let month = Period::month_of(now)?;
    let heads = book.invoice_heads()?;
    if heads.iter().any(|head| head.standing.period == month && head.standing.document != Document::Draft) {
        return Ok(None);
    }
    let draft = draft(book, month)?;
    Ok((!draft.bill.is_empty()).then_some(draft))
}

fn record(
    bill: &Bill,
    inputs: Vec<NamedInput>,
    profile: &BillingProfile,
) -> Result<InvoiceRecord, BillingError> {
    let totals = &bill.totals;
    let standing = Standing {
        document: Document::Draft,
        settlement: Settlement::Unpaid,
        period: bill.period,
        due: None,
        total: totals.total,
        paid: Money::zero(bill.currency),
        refunded: Money::zero(bill.currency),
        credited: Money::zero(bill.currency),
    };
    let head = InvoiceHead {
        name: running_name(&bill.period),
        number: None,
        standing,
        trial: bill.trial,
        issued_at: None,
        subtotal: totals.subtotal,
        discount: totals.discount,
        tax: totals.tax,
        price_version: bill.price_version,
        template_version: NEWEST_TEMPLATE,
        language: profile.language.clone(),
        seller: profile.seller.clone(),
        buyer: profile.buyer.clone(),
        payment_note: profile.payment_note.clone(),
    };
    Ok(InvoiceRecord {
        head,
        lines: bill.lines.iter().map(line).collect::<Result<_, _>>()?,
        discounts: totals.discounts.clone(),
        taxes: totals.taxes.clone(),
        inputs,
    })
}

pub(super) fn line(line: &RatedLine) -> Result<LineRecord, BillingError> {
    let receipt = serde_json::to_string(&line.receipt);
    Ok(LineRecord {
        usage_type: line.usage_type.clone(),
        metric_label: line.metric_label.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        unit_billable: line.unit_billable.clone(),
        quantity_billable: line.quantity_billable,
        unit_price: line.unit_price,
        amount: line.amount,
        fixed: line.fixed,
        span: Some(line.span),
        tax_category: line.tax_category.clone(),
        receipt: receipt
            .map_err(|error| BillingError::internal(format!("A receipt cannot be kept: {error}.")))?,
    })
}
