//! The legs of every payment and refund that succeeded: added with their record, never changed.

use crate::values::money;
use crate::{Reader, StoreError, Writer};
use billing_domain::Money;
use billing_domain::payments::AttemptKind;
use billing_domain::payments::legs::Leg;
use rusqlite::params;

/// A payment or refund that succeeded, and where its money went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The invoice's name.
    pub invoice: String,
    /// Which way.
    pub kind: AttemptKind,
    /// What the record says.
    pub amount: Money,
    /// In order of their ledgers.
    pub legs: Vec<Leg>,
}

impl Reader<'_> {
    /// Every payment and refund that succeeded, oldest first; of one invoice when it is named.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn movements(&self, invoice: Option<&str>) -> Result<Vec<Movement>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT invoice.name, payment.kind, payment.amount_minor, invoice.currency, payment.id \
             FROM invoice_payment AS payment JOIN invoice ON invoice.id = payment.invoice \
             WHERE payment.outcome = 'succeeded' AND (?1 IS NULL OR invoice.name = ?1) ORDER BY payment.id",
        )?;
        let mut rows = query.query([invoice])?;
        let mut movements = Vec::new();
        while let Some(row) = rows.next()? {
            let refund = row.get::<_, String>(1)? == "refund";
            movements.push(Movement {
                invoice: row.get(0)?,
                kind: if refund { AttemptKind::Refund } else { AttemptKind::Charge },
                amount: money(row.get(2)?, &row.get::<_, String>(3)?)?,
                legs: self.legs_of(row.get(4)?)?,
            });
        }
        Ok(movements)
    }

    fn legs_of(&self, payment: i64) -> Result<Vec<Leg>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT ledger, amount_minor, currency FROM money_leg WHERE payment = ?1 ORDER BY ledger",
        )?;
        let mut rows = query.query([payment])?;
        let mut legs = Vec::new();
        while let Some(row) = rows.next()? {
            legs.push(Leg { ledger: row.get(0)?, amount: money(row.get(1)?, &row.get::<_, String>(2)?)? });
        }
        Ok(legs)
    }
}

impl Writer<'_> {
    /// Writes down where the money of a record came from and went, as [`Writer::add_payment`] numbers it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_legs(&self, payment: i64, legs: &[Leg]) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO money_leg (payment, ledger, amount_minor, currency) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for leg in legs {
            insert.execute(params![payment, leg.ledger, leg.amount.minor, leg.amount.currency.as_str()])?;
        }
        Ok(())
    }
}
