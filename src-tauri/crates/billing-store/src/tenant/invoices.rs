//! The provider's invoices, as it lists them.

use crate::values::{instant, instant_text, money};
use crate::{Reader, StoreError, Writer};
use billing_domain::Period;
use billing_domain::invoices::{Invoice, InvoiceStatus};
use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

/// An invoice of the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantInvoiceRecord {
    /// As the provider tells it.
    pub invoice: Invoice,
    /// When it was first seen.
    pub first_seen_at: DateTime<Utc>,
    /// When it was last seen.
    pub fetched_at: DateTime<Utc>,
    /// Since when the provider no longer lists it.
    pub gone_since: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    /// All of them, in the provider's own order; those that it no longer lists come last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tenant_invoices(&self) -> Result<Vec<TenantInvoiceRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT name, status, active, amount_minor, currency, period_start, period_end, first_seen_at,
             fetched_at, gone_since FROM tenant_invoice ORDER BY gone_since IS NOT NULL, position, name",
        )?;
        let mut rows = query.query([])?;
        let mut invoices = Vec::new();
        while let Some(row) = rows.next()? {
            invoices.push(record(row)?);
        }
        Ok(invoices)
    }
}

impl Writer<'_> {
    /// Keeps an invoice as the provider tells it now, at its place in the list.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put_tenant_invoice(
        &self,
        invoice: &Invoice,
        position: u32,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO tenant_invoice (name, position, status, active, amount_minor, currency, period_start,
                 period_end, first_seen_at, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
                 ON CONFLICT (name) DO UPDATE SET position = ?2, status = ?3, active = ?4, amount_minor = ?5,
                 currency = ?6, period_start = ?7, period_end = ?8, fetched_at = ?9, gone_since = NULL",
            )?
            .execute(params![
                invoice.name,
                position,
                status_word(&invoice.status),
                invoice.active,
                invoice.amount.minor,
                invoice.amount.currency.as_str(),
                instant_text(invoice.period.start),
                instant_text(invoice.period.end),
                instant_text(at)
            ])?;
        Ok(())
    }

    /// Marks an invoice that the provider no longer lists.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn miss_tenant_invoice(&self, name: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE tenant_invoice SET gone_since = coalesce(gone_since, ?2) WHERE name = ?1",
            )?
            .execute(params![name, instant_text(at)])?;
        Ok(())
    }

    /// Drops a running invoice that the provider has replaced by its final one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_tenant_invoice(&self, name: &str) -> Result<(), StoreError> {
        self.sql.prepare_cached("DELETE FROM tenant_invoice WHERE name = ?1")?.execute([name])?;
        Ok(())
    }
}

fn record(row: &Row<'_>) -> Result<TenantInvoiceRecord, StoreError> {
    let at = |column: usize| instant(&row.get::<_, String>(column)?);
    let period = Period::new(at(5)?, at(6)?)
        .map_err(|_| StoreError::Corrupt("the period of a provider's invoice".to_owned()))?;
    let gone: Option<String> = row.get(9)?;
    Ok(TenantInvoiceRecord {
        invoice: Invoice {
            name: row.get(0)?,
            status: status_of(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
            active: row.get(2)?,
            amount: money(row.get(3)?, row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?,
            period,
        },
        first_seen_at: at(7)?,
        fetched_at: at(8)?,
        gone_since: gone.map(|text| instant(&text)).transpose()?,
    })
}

/// What a tenant says beyond these words is kept as it is.
fn status_word(status: &InvoiceStatus) -> String {
    match status {
        InvoiceStatus::Other(word) => format!("other:{word}"),
        known => known.as_str().to_owned(),
    }
}

fn status_of(word: &str) -> Result<InvoiceStatus, StoreError> {
    Ok(match word {
        "pending" => InvoiceStatus::Pending,
        "issued" => InvoiceStatus::Issued,
        "paid" => InvoiceStatus::Paid,
        "refunded" => InvoiceStatus::Refunded,
        "cancelled" => InvoiceStatus::Cancelled,
        "overdue" => InvoiceStatus::Overdue,
        other => match other.strip_prefix("other:") {
            Some(word) => InvoiceStatus::Other(word.to_owned()),
            None => return Err(StoreError::Corrupt(format!("{other:?} as the state of an invoice"))),
        },
    })
}
