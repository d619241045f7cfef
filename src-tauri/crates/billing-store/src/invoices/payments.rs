//! Attempts to pay and refunds: added, never changed.

use super::words::{outcome, outcome_word};
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::Money;
use billing_domain::invoices::state::PaymentOutcome;
use chrono::{DateTime, Utc};
use rusqlite::params;

/// Which way the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentKind {
    /// From the buyer.
    Payment,
    /// Back to the buyer.
    Refund,
}

/// An attempt to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// When.
    pub at: DateTime<Utc>,
    /// Which way.
    pub kind: PaymentKind,
    /// As shown to people: `Visa ···· 4242`, `bank transfer`.
    pub method: String,
    /// Above 0.
    pub amount: Money,
    /// What came of it.
    pub outcome: PaymentOutcome,
    /// Reference, reason of a failure; may be empty.
    pub note: String,
}

/// A recorded attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    /// The invoice's name.
    pub invoice: String,
    /// What was recorded.
    pub payment: NewPayment,
}

impl Reader<'_> {
    /// The attempts of one invoice, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn payments_of(&self, invoice: &str) -> Result<Vec<NewPayment>, StoreError> {
        let records = self.payments_where(Some(invoice))?;
        Ok(records.into_iter().map(|record| record.payment).collect())
    }

    /// Every attempt of the book, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn payments(&self) -> Result<Vec<PaymentRecord>, StoreError> {
        self.payments_where(None)
    }

    fn payments_where(&self, invoice: Option<&str>) -> Result<Vec<PaymentRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT invoice.name, invoice.currency, at, kind, method, amount_minor, outcome, note \
             FROM invoice_payment JOIN invoice ON invoice.id = invoice_payment.invoice \
             WHERE ?1 IS NULL OR invoice.name = ?1 ORDER BY invoice_payment.id",
        )?;
        let mut rows = query.query([invoice])?;
        let mut payments = Vec::new();
        while let Some(row) = rows.next()? {
            let refund = row.get::<_, String>(3)? == "refund";
            let payment = NewPayment {
                at: instant(&row.get::<_, String>(2)?)?,
                kind: if refund { PaymentKind::Refund } else { PaymentKind::Payment },
                method: row.get(4)?,
                amount: crate::values::money(row.get(5)?, &row.get::<_, String>(1)?)?,
                outcome: outcome(&row.get::<_, String>(6)?)?,
                note: row.get(7)?,
            };
            payments.push(PaymentRecord { invoice: row.get(0)?, payment });
        }
        Ok(payments)
    }
}

impl Writer<'_> {
    /// Records an attempt and answers its number. What succeeded needs its legs too: [`Writer::add_legs`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_payment(&self, invoice: &str, payment: &NewPayment) -> Result<i64, StoreError> {
        let id = self.invoice_id(invoice)?;
        let kind = match payment.kind {
            PaymentKind::Payment => "payment",
            PaymentKind::Refund => "refund",
        };
        self.sql
            .prepare_cached(
                "INSERT INTO invoice_payment (invoice, at, kind, method, amount_minor, outcome, note) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                id,
                instant_text(payment.at),
                kind,
                payment.method,
                payment.amount.minor,
                outcome_word(payment.outcome),
                payment.note
            ])?;
        Ok(self.sql.last_insert_rowid())
    }
}
