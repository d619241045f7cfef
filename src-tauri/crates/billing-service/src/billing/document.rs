//! The invoice's PDF: made from what is frozen, stored once, served as stored.

use super::chart::usage_chart;
use super::detail::{Current, current};
use super::{Billing, trail_of, unknown_invoice};
use billing_documents::pdf::invoice::{
    Adjustment, InvoiceDocument, InvoiceKind, InvoiceLine, Party as PrintedParty, Tax,
    UnitPrice as PrintedPrice, render_invoice,
};
use billing_documents::{Language, dates};
use billing_domain::coupons::discount::Discount;
use billing_domain::invoices::profile::{Party, percent_text};
use billing_domain::rating::UnitPrice;
use billing_domain::tax::TaxLine;
use billing_domain::{BillingError, Decimal, Period};
use billing_store::Reader;
use billing_store::invoices::{InvoiceRecord, LineRecord, StoredPdf};
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
    if sha256(&pdf.bytes) == pdf.sha256 {
        return Ok(pdf);
    }
    Err(BillingError::internal(format!(
        "The stored document of {} is not the one that was issued. Restore the book from a backup.",
        trail_of(name)
    )))
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
    let document = document(book, record, kind)?;
    render_invoice(&document)
        .map_err(|error| BillingError::invalid(format!("The document cannot be printed: {error}.")))
}

fn document(
    book: &Reader<'_>,
    record: &InvoiceRecord,
    kind: InvoiceKind,
) -> Result<InvoiceDocument, BillingError> {
    let head = &record.head;
    let language = if head.language == "th" { Language::Th } else { Language::En };
    Ok(InvoiceDocument {
        language,
        template_version: head.template_version,
        kind,
        number: head.number.map(|_| head.name.clone()),
        corrects: None,
        seller: party(&head.seller),
        buyer: party(&head.buyer),
        period_start: head.standing.period.start,
        period_end: head.standing.period.end,
        issued: head.issued_at.map(|at| at.date_naive()),
        due: head.standing.due.map(|at| at.date_naive()),
        currency: head.subtotal.currency.to_string(),
        lines: record.lines.iter().map(|line| printed(line, record, language)).collect(),
        subtotal: head.subtotal.to_text(),
        discounts: record.discounts.iter().map(discount).collect::<Result<_, _>>()?,
        taxes: record.taxes.iter().map(tax).collect(),
        total: head.standing.total.to_text(),
        paid: Vec::new(),
        balance: None,
        payment_note: head.payment_note.clone(),
        chart: usage_chart(book, record, language)?,
        notes: Vec::new(),
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
