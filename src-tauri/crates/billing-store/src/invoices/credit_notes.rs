//! Credit notes: numbered, frozen, each with its document.

use super::StoredPdf;
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::invoices::credit_notes::CreditKind;
use billing_domain::tax::TaxLine;
use billing_domain::{Currency, Money};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

/// A credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNoteRecord {
    /// `CN-000001`.
    pub name: String,
    /// Its place in the row of numbers.
    pub number: u32,
    /// The invoice that it corrects.
    pub invoice: String,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// By whom.
    pub issued_by: String,
    /// In words; printed.
    pub reason: String,
    /// Whether it lowers the claim or money goes back.
    pub kind: CreditKind,
    /// True when it settles a difference of usage.
    pub for_usage: bool,
    /// Before tax.
    pub net: Money,
    /// One per category and rate; above or equal 0.
    pub taxes: Vec<TaxLine>,
    /// Their sum.
    pub tax: Money,
    /// `net + tax`, above 0.
    pub total: Money,
}

impl Reader<'_> {
    /// Every credit note, or those of one invoice, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn credit_notes(&self, invoice: Option<&str>) -> Result<Vec<CreditNoteRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT credit_note.id, credit_note.name, credit_note.number, invoice.name, currency, \
             credit_note.issued_at, issued_by, reason, kind, for_usage, net_minor, credit_note.tax_minor, \
             credit_note.total_minor FROM credit_note JOIN invoice ON invoice.id = credit_note.invoice \
             WHERE ?1 IS NULL OR invoice.name = ?1 ORDER BY credit_note.number",
        )?;
        let mut rows = query.query([invoice])?;
        let mut notes = Vec::new();
        while let Some(row) = rows.next()? {
            let currency: Currency = row
                .get::<_, String>(4)?
                .parse()
                .map_err(|_| StoreError::Corrupt("the currency of an invoice".to_owned()))?;
            let money = |column: usize| Ok::<_, StoreError>(Money::new(row.get(column)?, currency));
            notes.push(CreditNoteRecord {
                name: row.get(1)?,
                number: row.get(2)?,
                invoice: row.get(3)?,
                issued_at: instant(&row.get::<_, String>(5)?)?,
                issued_by: row.get(6)?,
                reason: row.get(7)?,
                kind: if row.get::<_, String>(8)? == "refund" {
                    CreditKind::Refund
                } else {
                    CreditKind::Claim
                },
                for_usage: row.get(9)?,
                net: money(10)?,
                tax: money(11)?,
                total: money(12)?,
                taxes: self.credit_note_taxes(row.get(0)?, currency)?,
            });
        }
        Ok(notes)
    }

    fn credit_note_taxes(&self, id: i64, currency: Currency) -> Result<Vec<TaxLine>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT category, label, percent, base_minor, amount_minor FROM credit_note_tax \
             WHERE credit_note = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([id])?;
        let mut taxes = Vec::new();
        while let Some(row) = rows.next()? {
            taxes.push(super::read::tax(row, currency)?);
        }
        Ok(taxes)
    }

    /// The document of a credit note.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn credit_note_pdf(&self, name: &str) -> Result<Option<StoredPdf>, StoreError> {
        let found = self
            .sql
            .prepare_cached(
                "SELECT bytes, sha256, language, stored_at FROM credit_note_pdf \
                 JOIN credit_note ON credit_note.id = credit_note WHERE name = ?1",
            )?
            .query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)))
            .optional()?;
        found
            .map(|(bytes, sha256, language, stored)| {
                Ok(StoredPdf { bytes, sha256, language, stored_at: instant(&stored)? })
            })
            .transpose()
    }

    /// The highest number that was given.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_credit_note_number(&self) -> Result<Option<u32>, StoreError> {
        Ok(self.sql.prepare_cached("SELECT max(number) FROM credit_note")?.query_row([], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// Keeps a credit note with its document.
    ///
    /// # Errors
    /// [`StoreError`]; a taken number breaks a constraint.
    pub fn add_credit_note(&self, note: &CreditNoteRecord, pdf: &StoredPdf) -> Result<(), StoreError> {
        let invoice = self.invoice_id(&note.invoice)?;
        let kind = match note.kind {
            CreditKind::Claim => "claim",
            CreditKind::Refund => "refund",
        };
        let id = self
            .sql
            .prepare_cached(
                "INSERT INTO credit_note (name, number, invoice, issued_at, issued_by, reason, kind, for_usage, \
                 net_minor, tax_minor, total_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .insert(params![
                note.name,
                note.number,
                invoice,
                instant_text(note.issued_at),
                note.issued_by,
                note.reason,
                kind,
                note.for_usage,
                note.net.minor,
                note.tax.minor,
                note.total.minor
            ])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO credit_note_tax (credit_note, n, category, label, percent, base_minor, amount_minor) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (n, TaxLine { rate, base, amount }) in (1u32..).zip(&note.taxes) {
            let percent = rate.percent.to_string();
            insert.execute(params![id, n, rate.category, rate.label, percent, base.minor, amount.minor])?;
        }
        self.sql
            .prepare_cached(
                "INSERT INTO credit_note_pdf (credit_note, bytes, sha256, language, stored_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![id, pdf.bytes, pdf.sha256, pdf.language, instant_text(pdf.stored_at)])?;
        Ok(())
    }
}
