//! Stored invoice documents: bytes with their hash, kept as issued.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeSet;

/// What is known of a stored document without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfInfo {
    /// Of the bytes, in lower-case hex.
    pub sha256: String,
    /// BCP 47.
    pub language: String,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
    /// Size.
    pub bytes: u64,
}

/// A stored document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPdf {
    /// The document.
    pub bytes: Vec<u8>,
    /// Of the bytes, as it was stored; whoever serves them compares.
    pub sha256: String,
    /// BCP 47.
    pub language: String,
    /// When it was stored.
    pub stored_at: DateTime<Utc>,
}

impl Reader<'_> {
    /// What is known of an invoice's document.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoice_pdf_info(&self, invoice: &str) -> Result<Option<PdfInfo>, StoreError> {
        let found = self
            .sql
            .prepare_cached(
                "SELECT sha256, invoice_pdf.language, stored_at, length(bytes) FROM invoice_pdf \
                 JOIN invoice ON invoice.id = invoice_pdf.invoice WHERE invoice.name = ?1",
            )?
            .query_row([invoice], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(3)?))
            })
            .optional()?;
        found
            .map(|(sha256, language, stored, bytes)| {
                Ok(PdfInfo { sha256, language, stored_at: instant(&stored)?, bytes: bytes.unsigned_abs() })
            })
            .transpose()
    }

    /// An invoice's document.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoice_pdf(&self, invoice: &str) -> Result<Option<StoredPdf>, StoreError> {
        let columns = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?));
        let found = self
            .sql
            .prepare_cached(
                "SELECT bytes, sha256, invoice_pdf.language, stored_at FROM invoice_pdf \
                 JOIN invoice ON invoice.id = invoice_pdf.invoice WHERE invoice.name = ?1",
            )?
            .query_row([invoice], columns)
            .optional()?;
        found
            .map(|(bytes, sha256, language, stored)| {
                Ok(StoredPdf { bytes, sha256, language, stored_at: instant(&stored)? })
            })
            .transpose()
    }

    /// Names of the invoices that have a stored document.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invoices_with_pdf(&self) -> Result<BTreeSet<String>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT invoice.name FROM invoice_pdf JOIN invoice ON invoice.id = invoice_pdf.invoice",
        )?;
        let names = query.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Stores an invoice's document, once.
    ///
    /// # Errors
    /// [`StoreError`]; a second document breaks a constraint.
    pub fn add_invoice_pdf(&self, invoice: &str, pdf: &StoredPdf) -> Result<(), StoreError> {
        let id = self.invoice_id(invoice)?;
        self.sql.execute(
            "INSERT INTO invoice_pdf (invoice, bytes, sha256, language, stored_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, pdf.bytes, pdf.sha256, pdf.language, instant_text(pdf.stored_at)],
        )?;
        Ok(())
    }
}
