//! Credit notes: a part of an issued invoice taken back, with a number and a document of its own. Linked both ways: the
//! note names its invoice, the invoice lists its notes.

use super::close::{check, totals_of};
use super::document;
use super::{Acting, Billing, InvoiceDetail, InvoiceFile, detail, trail_of, unknown_invoice};
use crate::payments::drop_planned;
use billing_domain::invoices::credit_notes::{CreditKind, credit};
use billing_domain::invoices::state::{Document, Settlement};
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::{BillingError, Money};
use billing_store::Writer;
use billing_store::invoices::{CreditNoteRecord, InvoiceRecord};
use chrono::{DateTime, Utc};

/// A credit note to issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCreditNote {
    /// With tax; `None` is all that is still owed.
    pub amount: Option<Money>,
    /// Printed.
    pub reason: String,
    /// True when it settles a difference of usage, so that the difference is no longer open.
    pub for_usage: bool,
}

impl Billing {
    /// Lowers what an issued invoice still asks for. What was paid is given back by a refund, which has a credit note too.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is issued and owed; `InvalidInput` for more than is owed or without a
    /// reason.
    pub fn credit(
        &self,
        invoice: &str,
        note: &NewCreditNote,
        now: DateTime<Utc>,
    ) -> Result<InvoiceDetail, BillingError> {
        let (invoice, note, acting) = (invoice.to_owned(), note.clone(), self.acting(now));
        self.store.write(move |tx| {
            let record = tx.invoice(&invoice)?.ok_or_else(|| unknown_invoice(&invoice))?;
            let reason = note.reason.trim();
            if reason.is_empty() {
                return Err(BillingError::invalid("A credit note needs a reason: it is printed on it."));
            }
            refuse_card_numbers("reason", reason)?;
            // What a provider may be doing must end first; what was only planned is given up.
            let standing =
                drop_planned(tx, &invoice, record.head.standing.clone(), &acting.actor, acting.now)?;
            if standing.document == Document::Final && standing.settlement == Settlement::Paid {
                return Err(BillingError::refused(format!(
                    "{invoice} is paid. Refund what shall go back; the refund has a credit note of its own."
                )));
            }
            let amount = note.amount.map_or_else(|| standing.balance(), Ok)?;
            let standing = standing.credit(amount, acting.now)?;
            tx.set_standing(&invoice, &standing)?;
            let wanted = Wanted { amount, reason, kind: CreditKind::Claim, for_usage: note.for_usage };
            issue(tx, &record, &wanted, &acting)?;
            let record = tx.invoice(&invoice)?.ok_or_else(|| unknown_invoice(&invoice))?;
            check(&record)?;
            detail::of_stored(tx, &record, acting.now)
        })
    }

    /// Every credit note, or those of one invoice, the oldest first.
    ///
    /// # Errors
    /// `NotFound` for an unknown invoice.
    pub fn credit_notes(&self, invoice: Option<&str>) -> Result<Vec<CreditNoteRecord>, BillingError> {
        self.store.read(|book| {
            if let Some(name) = invoice {
                book.invoice(name)?.ok_or_else(|| unknown_invoice(name))?;
            }
            Ok(book.credit_notes(invoice)?)
        })
    }

    /// The document of a credit note, as stored.
    ///
    /// # Errors
    /// `NotFound`; `Internal` when the bytes are not those that were stored.
    pub fn credit_note_pdf(&self, name: &str) -> Result<InvoiceFile, BillingError> {
        self.store.read(|book| {
            let pdf = book
                .credit_note_pdf(name)?
                .ok_or_else(|| BillingError::not_found(format!("No credit note is called {name:?}.")))?;
            document::as_stored(name, pdf)
        })
    }
}

/// The credit note of money that went back, inside the change that records it.
pub(crate) fn credit_refund(
    tx: &Writer<'_>,
    record: &InvoiceRecord,
    amount: Money,
    note: &str,
    (who, now): (&str, DateTime<Utc>),
) -> Result<(), BillingError> {
    let reason = if note.is_empty() { "Refund" } else { note };
    let wanted = Wanted { amount, reason, kind: CreditKind::Refund, for_usage: false };
    issue(tx, record, &wanted, &Acting { actor: who.into(), now })
}

/// What a credit note shall say.
struct Wanted<'w> {
    amount: Money,
    reason: &'w str,
    kind: CreditKind,
    for_usage: bool,
}

/// Gives it the next number and keeps it with its document, inside a larger change.
fn issue(
    tx: &Writer<'_>,
    record: &InvoiceRecord,
    wanted: &Wanted<'_>,
    acting: &Acting,
) -> Result<(), BillingError> {
    let invoice = &record.head.name;
    let before = tx.credit_notes(Some(invoice))?;
    let before = Money::sum(wanted.amount.currency, before.iter().map(|note| note.total))?;
    let figures = credit(&totals_of(record), before, wanted.amount)?;
    let number = tx.last_credit_note_number()?.unwrap_or(0) + 1;
    let note = CreditNoteRecord {
        name: format!("CN-{number:06}"),
        number,
        invoice: invoice.clone(),
        issued_at: acting.now,
        issued_by: acting.actor.to_string(),
        reason: wanted.reason.to_owned(),
        kind: wanted.kind,
        for_usage: wanted.for_usage,
        net: figures.net,
        taxes: figures.taxes,
        tax: figures.tax,
        total: figures.total,
    };
    tx.add_credit_note(&note, &document::credit_note(record, &note, acting.now)?)?;
    let words = format!("{} over {}: {}", note.name, note.total, note.reason);
    let line = acting.line("invoice.credit_note", &trail_of(invoice), None, &words);
    acting.add(tx, line.because(&note.reason))
}
