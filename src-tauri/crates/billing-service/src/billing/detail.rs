//! One invoice as a screen or a command line shows it.

use super::draft::{Draft, draft, open_draft};
use super::{Billing, unknown_invoice};
use billing_domain::audit::AuditEntry;
use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::invoices::profile::Party;
use billing_domain::invoices::state::{Document, Settlement};
use billing_domain::rating::{Unbilled, UnitPrice};
use billing_domain::tax::TaxLine;
use billing_domain::{BillingError, Decimal, Money, Period};
use billing_store::Reader;
use billing_store::invoices::{CreditNoteRecord, InvoiceHead, InvoiceRecord, NewPayment, PdfInfo};
use billing_store::payments::AttemptRecord;
use chrono::{DateTime, Utc};

/// What a list row and the head of a detail say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceHeader {
    /// `INV-000001`, or `running-2026-03`.
    pub name: String,
    /// `None` until issued.
    pub number: Option<u32>,
    /// As on the wire, by the date asked for.
    pub status: InvoiceStatus,
    /// How far the money has come.
    pub settlement: Settlement,
    /// True while amounts still move.
    pub active: bool,
    /// What is billed.
    pub period: Period,
    /// When it was issued.
    pub issued_at: Option<DateTime<Utc>>,
    /// The last instant to pay in.
    pub due_at: Option<DateTime<Utc>>,
    /// Whole days past due, for OVERDUE.
    pub days_overdue: Option<u32>,
    /// Sum of the lines.
    pub subtotal: Money,
    /// Above or equal 0.
    pub discount: Money,
    /// Sum of the taxes.
    pub tax: Money,
    /// `subtotal - discount + tax`; its currency is the invoice's.
    pub total: Money,
    /// What has come.
    pub paid: Money,
    /// What was given back.
    pub refunded: Money,
    /// What credit notes took off the claim.
    pub credited: Money,
    /// What is still asked for.
    pub balance: Money,
    /// True when usage was waived.
    pub trial: bool,
    /// What it was rated with.
    pub price_version: Option<u32>,
    /// True when the document as issued is stored.
    pub has_pdf: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailLine {
    /// From 1; what `receipt` is asked with.
    pub n: u32,
    /// Display text.
    pub usage_type: String,
    /// The metered kind; empty for a fixed line.
    pub metric_label: String,
    /// Unit of `quantity`.
    pub unit: String,
    /// As metered.
    pub quantity: Decimal,
    /// Unit of `quantity_billable`.
    pub unit_billable: String,
    /// As billed.
    pub quantity_billable: Decimal,
    /// What one billable unit costs.
    pub unit_price: UnitPrice,
    /// Rounded once.
    pub amount: Money,
    /// True for a fee.
    pub fixed: bool,
    /// Its own part of the invoice's period; `None` when it is for the whole of it.
    pub span: Option<Period>,
}

/// A whole invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceDetail {
    /// Head and foot.
    pub header: InvoiceHeader,
    /// In printing order.
    pub lines: Vec<DetailLine>,
    /// One per coupon.
    pub discounts: Vec<Discount>,
    /// One per category and rate.
    pub taxes: Vec<TaxLine>,
    /// What was booked, oldest first: payments and refunds, failed ones as well.
    pub payments: Vec<NewPayment>,
    /// Credit notes of it, the oldest first.
    pub credit_notes: Vec<CreditNoteRecord>,
    /// Attempts at payment providers, oldest first.
    pub attempts: Vec<AttemptRecord>,
    /// The document as issued, without its bytes.
    pub pdf: Option<PdfInfo>,
    /// Who asks for the money.
    pub seller: Party,
    /// Who pays.
    pub buyer: Party,
    /// BCP 47 tag of the document.
    pub language: String,
    /// Metered and not billed; told for running invoices and previews only.
    pub unbilled: Vec<Unbilled>,
    /// What was done with it, oldest first.
    pub trail: Vec<AuditEntry>,
    /// The invoice that bills the month of a cancelled one again.
    pub replaced_by: Option<String>,
}

impl Billing {
    /// An invoice by its name; a running one is rated anew.
    ///
    /// # Errors
    /// `NotFound` when nobody knows the name.
    pub fn invoice(&self, name: &str, now: DateTime<Utc>) -> Result<InvoiceDetail, BillingError> {
        self.store.read(|book| match current(book, name, now)? {
            Current::Draft(draft) => of_draft(&draft, now),
            Current::Stored(record) => of_stored(book, &record, now),
        })
    }
}

/// An invoice as it is now.
pub(super) enum Current {
    /// Rated anew.
    Draft(Box<Draft>),
    /// As frozen.
    Stored(Box<InvoiceRecord>),
}

impl Current {
    /// As it stands, stored or rated anew.
    pub(super) fn into_record(self) -> InvoiceRecord {
        match self {
            Self::Draft(draft) => draft.record,
            Self::Stored(record) => *record,
        }
    }
}

/// Finds an invoice; drafts are rated anew, so that nobody sees a stale figure.
pub(super) fn current(book: &Reader<'_>, name: &str, now: DateTime<Utc>) -> Result<Current, BillingError> {
    match book.invoice(name)? {
        Some(record) if record.head.standing.document == Document::Draft => {
            Ok(Current::Draft(Box::new(draft(book, record.head.standing.period)?)))
        }
        Some(record) => Ok(Current::Stored(Box::new(record))),
        None => match open_draft(book, now)? {
            Some(draft) if draft.record.head.name == name => Ok(Current::Draft(Box::new(draft))),
            _ => Err(unknown_invoice(name)),
        },
    }
}

/// Where an invoice stands on the wire.
pub(crate) fn status_of(
    book: &Reader<'_>,
    name: &str,
    now: DateTime<Utc>,
) -> Result<InvoiceStatus, BillingError> {
    Ok(match current(book, name, now)? {
        Current::Draft(_) => InvoiceStatus::Pending,
        Current::Stored(record) => record.head.standing.status(now),
    })
}

/// A draft, before anybody has stored it.
pub(super) fn of_draft(draft: &Draft, now: DateTime<Utc>) -> Result<InvoiceDetail, BillingError> {
    let mut detail = of_record(&draft.record, false, now)?;
    detail.unbilled = draft.unbilled().to_vec();
    Ok(detail)
}

/// A stored invoice with its payments, document and trail.
pub(super) fn of_stored(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    now: DateTime<Utc>,
) -> Result<InvoiceDetail, BillingError> {
    let name = &record.head.name;
    let pdf = book.invoice_pdf_info(name)?;
    let mut detail = of_record(record, pdf.is_some(), now)?;
    detail.payments = book.payments_of(name)?;
    detail.credit_notes = book.credit_notes(Some(name))?;
    detail.attempts = book.attempts_of(name)?;
    detail.trail = book.audit_of(&super::trail_of(name))?;
    detail.pdf = pdf;
    if record.head.standing.document == Document::Void {
        detail.replaced_by = billed_instead(book, record.head.standing.period)?;
    }
    Ok(detail)
}

/// The name of the invoice that bills a month and was not cancelled.
pub(super) fn billed_instead(book: &Reader<'_>, month: Period) -> Result<Option<String>, BillingError> {
    let stands =
        |head: &InvoiceHead| head.standing.period == month && head.standing.document == Document::Final;
    Ok(book.invoice_heads()?.into_iter().find(stands).map(|head| head.name))
}

fn of_record(
    record: &InvoiceRecord,
    has_pdf: bool,
    now: DateTime<Utc>,
) -> Result<InvoiceDetail, BillingError> {
    let head = &record.head;
    let lines = (1u32..).zip(&record.lines).map(|(n, line)| DetailLine {
        n,
        usage_type: line.usage_type.clone(),
        metric_label: line.metric_label.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        unit_billable: line.unit_billable.clone(),
        quantity_billable: line.quantity_billable,
        unit_price: line.unit_price,
        amount: line.amount,
        fixed: line.fixed,
        span: line.span.filter(|span| *span != head.standing.period),
    });
    Ok(InvoiceDetail {
        header: header(head, has_pdf, now)?,
        lines: lines.collect(),
        discounts: record.discounts.clone(),
        taxes: record.taxes.clone(),
        payments: Vec::new(),
        credit_notes: Vec::new(),
        attempts: Vec::new(),
        pdf: None,
        seller: head.seller.clone(),
        buyer: head.buyer.clone(),
        language: head.language.clone(),
        unbilled: Vec::new(),
        trail: Vec::new(),
        replaced_by: None,
    })
}

/// The head of an invoice at an instant.
pub(super) fn header(
    head: &InvoiceHead,
    has_pdf: bool,
    now: DateTime<Utc>,
) -> Result<InvoiceHeader, BillingError> {
    let standing = &head.standing;
    let status = standing.status(now);
    let late = standing.due.filter(|_| status == InvoiceStatus::Overdue);
    let days = late.map(|due| (now.date_naive() - due.date_naive()).num_days());
    Ok(InvoiceHeader {
        name: head.name.clone(),
        number: head.number,
        status,
        settlement: standing.settlement,
        active: standing.active(),
        period: standing.period,
        issued_at: head.issued_at,
        due_at: standing.due,
        days_overdue: days.and_then(|days| u32::try_from(days).ok()),
        subtotal: head.subtotal,
        discount: head.discount,
        tax: head.tax,
        total: standing.total,
        paid: standing.paid,
        refunded: standing.refunded,
        credited: standing.credited,
        balance: standing.balance()?,
        trial: head.trial,
        price_version: head.price_version,
        has_pdf,
    })
}
