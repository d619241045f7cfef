//! The invoice's PDF: made from what is frozen, stored once, served as stored.

use super::chart::usage_chart;
use super::detail::{Current, current};
use super::{Billing, trail_of, unknown_invoice};
use billing_documents::pdf::invoice::{
    Adjustment, InvoiceDocument, InvoiceKind, InvoiceLine, NEWEST_TEMPLATE, Party as PrintedParty, Tax,
    UnitPrice as PrintedPrice, render_invoice,
};
use billing_documents::{Language, dates};
use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::profile::{Party, percent_text};
use billing_domain::rating::UnitPrice;
use billing_domain::tax::TaxLine;
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;
use billing_store::invoices::{CreditNoteRecord, InvoiceHead, InvoiceRecord, LineRecord, StoredPdf};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// A document to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceFile {
    /// Suggested file name.
    pub file_name: String,
    /// PDF.
    pub bytes: Vec<u8>,
    /// Of the bytes, in lower-case hex.
    pub sha256: String,
    /// When it was stored; `None` for a running invoice, which is printed anew each time.
    pub stored_at: Option<DateTime<Utc>>,
}

impl Billing {
    /// The document of any invoice: as stored, or printed now while it runs (and marked so).
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` when it was cancelled before it was issued.
    pub fn invoice_pdf(&self, name: &str, now: DateTime<Utc>) -> Result<InvoiceFile, BillingError> {
        self.store.read(|book| match current(book, name, now)? {
            Current::Draft(draft) => {
                let bytes = render(book, &draft.record, InvoiceKind::Running)?;
                Ok(file(name, sha256(&bytes), bytes, None))
            }
            Current::Stored(_) => {
                let pdf = stored_pdf(book, name)?;
                Ok(file(name, pdf.sha256, pdf.bytes, Some(pdf.stored_at)))
            }
        })
    }
}

/// The stored document, compared with its hash.
///
/// # Errors
/// `NotFound` for an unknown invoice, `FailedPrecondition` for one without a document, `Internal` when the bytes are
/// not those that were stored.
pub fn stored_pdf(book: &Reader<'_>, name: &str) -> Result<StoredPdf, BillingError> {
    let Some(pdf) = book.invoice_pdf(name)? else {
        let known = book.invoice(name)?.is_some();
        let none = format!("Invoice {name} has no document: it was cancelled before it was issued.");
        return Err(if known { BillingError::refused(none) } else { unknown_invoice(name) });
    };
    unchanged(&trail_of(name), pdf)
}

fn unchanged(whose: &str, pdf: StoredPdf) -> Result<StoredPdf, BillingError> {
    if sha256(&pdf.bytes) == pdf.sha256 {
        return Ok(pdf);
    }
    Err(BillingError::internal(format!(
        "The stored document of {whose} is not the one that was issued. Restore the book from a backup."
    )))
}

/// A document to show, compared with its hash.
pub(super) fn as_stored(name: &str, pdf: StoredPdf) -> Result<InvoiceFile, BillingError> {
    let pdf = unchanged(name, pdf)?;
    Ok(file(name, pdf.sha256, pdf.bytes, Some(pdf.stored_at)))
}

/// Prints a credit note, to be stored: in the language and with the parties of its invoice.
pub(super) fn credit_note(
    record: &InvoiceRecord,
    note: &CreditNoteRecord,
    now: DateTime<Utc>,
) -> Result<StoredPdf, BillingError> {
    let head = &record.head;
    let document = InvoiceDocument {
        template_version: NEWEST_TEMPLATE,
        number: Some(note.name.clone()),
        corrects: Some(note.invoice.clone()),
        issued: Some(note.issued_at.date_naive()),
        due: None,
        lines: vec![InvoiceLine {
            description: note.reason.clone(),
            amount: note.net.to_text(),
            fixed: true,
            ..InvoiceLine::default()
        }],
        subtotal: note.net.to_text(),
        taxes: note.taxes.iter().map(tax).collect(),
        total: note.total.to_text(),
        ..frame(head, InvoiceKind::CreditNote)
    };
    let bytes = printed_bytes(&document)?;
    Ok(StoredPdf { sha256: sha256(&bytes), bytes, language: head.language.clone(), stored_at: now })
}

/// Prints an issued invoice, to be stored.
pub(super) fn issued(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    now: DateTime<Utc>,
) -> Result<StoredPdf, BillingError> {
    let bytes = render(book, record, InvoiceKind::Invoice)?;
    Ok(StoredPdf { sha256: sha256(&bytes), bytes, language: record.head.language.clone(), stored_at: now })
}

fn render(book: &Reader<'_>, record: &InvoiceRecord, kind: InvoiceKind) -> Result<Vec<u8>, BillingError> {
    printed_bytes(&document(book, record, kind)?)
}

fn printed_bytes(document: &InvoiceDocument) -> Result<Vec<u8>, BillingError> {
    render_invoice(document)
        .map_err(|error| BillingError::invalid(format!("The document cannot be printed: {error}.")))
}

fn language(head: &InvoiceHead) -> Language {
    if head.language == "th" { Language::Th } else { Language::En }
}

/// What every document of an invoice says: the parties, the period, the currency. Nothing is charged yet.
fn frame(head: &InvoiceHead, kind: InvoiceKind) -> InvoiceDocument {
    InvoiceDocument {
        language: language(head),
        template_version: head.template_version,
        kind,
        number: None,
        corrects: None,
        seller: party(&head.seller),
        buyer: party(&head.buyer),
        period_start: head.standing.period.start,
        period_end: head.standing.period.end,
        issued: None,
        due: None,
        currency: head.subtotal.currency.to_string(),
        lines: Vec::new(),
        subtotal: String::new(),
        discounts: Vec::new(),
        taxes: Vec::new(),
        total: String::new(),
        paid: Vec::new(),
        balance: None,
        payment_note: Vec::new(),
        chart: None,
        notes: Vec::new(),
    }
}

fn document(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    kind: InvoiceKind,
) -> Result<InvoiceDocument, BillingError> {
    let head = &record.head;
    let language = language(head);
    Ok(InvoiceDocument {
        number: head.number.map(|_| head.name.clone()),
        issued: head.issued_at.map(|at| at.date_naive()),
        due: head.standing.due.map(|at| at.date_naive()),
        lines: record.lines.iter().map(|line| printed(line, record, language)).collect(),
        subtotal: head.subtotal.to_text(),
        discounts: record.discounts.iter().map(discount).collect::<Result<_, _>>()?,
        taxes: record.taxes.iter().map(tax).collect(),
        total: head.standing.total.to_text(),
        payment_note: head.payment_note.clone(),
        chart: usage_chart(book, record, language)?,
        ..frame(head, kind)
    })
}

fn party(party: &Party) -> PrintedParty {
    PrintedParty { name: party.name.clone(), address: party.address.clone(), tax_id: party.tax_id.clone() }
}

fn printed(line: &LineRecord, record: &InvoiceRecord, language: Language) -> InvoiceLine {
    let measured = |quantity: Decimal| (!line.fixed).then(|| quantity.to_string());
    InvoiceLine {
        description: line.usage_type.clone(),
        detail: detail(line, &record.head.standing.period, language),
        quantity: measured(line.quantity),
        unit: line.unit.clone(),
        quantity_billable: measured(line.quantity_billable),
        unit_billable: line.unit_billable.clone(),
        unit_price: match line.unit_price {
            UnitPrice::None => PrintedPrice::None,
            UnitPrice::Each(price) => PrintedPrice::Each(price.to_text(line.amount.currency.exponent())),
            UnitPrice::Tiered => PrintedPrice::Tiered,
        },
        amount: line.amount.to_text(),
        fixed: line.fixed,
    }
}

/// The metric label, and the line's own part of the period.
fn detail(line: &LineRecord, period: &Period, language: Language) -> String {
    let own = line.span.filter(|span| span != period);
    let span = own.map(|span| dates::span(language, span.start, span.end));
    let parts = [line.metric_label.clone(), span.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn discount(discount: &Discount) -> Result<Adjustment, BillingError> {
    Ok(Adjustment { label: discount.label(), amount: discount.amount.negated()?.to_text() })
}

fn tax(tax: &TaxLine) -> Tax {
    let label = format!("{} {}", tax.rate.label, percent_text(tax.rate.percent));
    Tax { label, base: tax.base.to_text(), amount: tax.amount.to_text() }
}

fn file(name: &str, sha256: String, bytes: Vec<u8>, stored_at: Option<DateTime<Utc>>) -> InvoiceFile {
    InvoiceFile { file_name: format!("{name}.pdf"), bytes, sha256, stored_at }
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
