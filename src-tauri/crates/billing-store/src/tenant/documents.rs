//! The PDFs of the provider's invoices, byte for byte.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// A document that has just come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The invoice's number.
    pub invoice: String,
    /// Of the bytes, lower-case hex.
    pub sha256: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The address that answered.
    pub source: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Of the bytes, lower-case hex.
    pub sha256: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The address that answered.
    pub source: String,
    /// When it came.
    pub fetched_at: DateTime<Utc>,
}

impl Reader<'_> {
    /// The newest document of an invoice.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_document(&self, invoice: &str) -> Result<Option<DocumentRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT sha256, bytes, source, fetched_at FROM tenant_document WHERE invoice = ?1
             ORDER BY fetched_at DESC LIMIT 1",
        )?;
        let row = query
            .query_row([invoice], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)))
            .optional()?;
        row.map(|(sha256, bytes, source, at)| {
            Ok(DocumentRecord { sha256, bytes, source, fetched_at: instant(&at)? })
        })
        .transpose()
    }

    /// Every document that is held: `take(invoice, sha256, bytes)`. Holds one at a time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_tenant_document(&self, mut take: impl FnMut(&str, &str, &[u8])) -> Result<(), StoreError> {
        let mut query = self.sql.prepare_cached("SELECT invoice, sha256, bytes FROM tenant_document")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let wrong = |_| StoreError::Corrupt("a provider's document".to_owned());
            let (invoice, sha256, bytes) = (row.get_ref(0)?, row.get_ref(1)?, row.get_ref(2)?);
            take(
                invoice.as_str().map_err(wrong)?,
                sha256.as_str().map_err(wrong)?,
                bytes.as_blob().map_err(wrong)?,
            );
        }
        Ok(())
    }

    /// How many documents are held of each invoice that has one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_document_counts(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        let mut query =
            self.sql.prepare_cached("SELECT invoice, count(*) FROM tenant_document GROUP BY invoice")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a document; the same bytes again are the same row. True when it is new.
    ///
    /// # Errors
    /// [`StoreError`]; a document of an invoice that is not kept breaks a constraint.
    pub fn add_tenant_document(&self, document: &NewDocument) -> Result<bool, StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT OR IGNORE INTO tenant_document (invoice, sha256, bytes, source, fetched_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let NewDocument { invoice, sha256, bytes, source, at } = document;
        Ok(insert.execute(params![invoice, sha256, bytes, source, instant_text(*at)])? > 0)
    }
}
