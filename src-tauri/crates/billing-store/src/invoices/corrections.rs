//! Corrections: what the invoice of a later month puts right of an issued one.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::{Currency, Money, Period};
use chrono::{DateTime, Utc};
use rusqlite::params;

/// A correction to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The invoice that is corrected.
    pub invoice: String,
    /// The month whose invoice carries it.
    pub carried: Period,
    /// When.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// In words; may be empty.
    pub reason: String,
    /// One for each tax category.
    pub lines: Vec<CorrectionLine>,
}

/// The correction of one tax category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionLine {
    /// What its line is called.
    pub title: String,
    /// Joins it to its tax rate.
    pub tax_category: String,
    /// Before tax.
    pub amount: Money,
    /// The derivation, as JSON.
    pub receipt: String,
}

/// A correction that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRecord {
    /// Its number.
    pub id: i64,
    /// What was kept.
    pub correction: NewCorrection,
    /// When it was taken back, before it was billed.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    /// Every correction, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn corrections(&self) -> Result<Vec<CorrectionRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT correction.id, invoice.name, currency, carried_start, carried_end, made_at, made_by, reason, \
             withdrawn_at FROM correction JOIN invoice ON invoice.id = correction.invoice ORDER BY correction.id",
        )?;
        let mut rows = query.query([])?;
        let mut corrections = Vec::new();
        while let Some(row) = rows.next()? {
            let at = |column: usize| instant(&row.get::<_, String>(column)?);
            let id = row.get(0)?;
            let currency = row
                .get::<_, String>(2)?
                .parse()
                .map_err(|_| StoreError::Corrupt("the currency of an invoice".to_owned()))?;
            corrections.push(CorrectionRecord {
                id,
                correction: NewCorrection {
                    invoice: row.get(1)?,
                    carried: Period { start: at(3)?, end: at(4)? },
                    made_at: at(5)?,
                    made_by: row.get(6)?,
                    reason: row.get(7)?,
                    lines: self.correction_lines(id, currency)?,
                },
                withdrawn_at: row.get::<_, Option<String>>(8)?.as_deref().map(instant).transpose()?,
            });
        }
        Ok(corrections)
    }

    fn correction_lines(&self, id: i64, currency: Currency) -> Result<Vec<CorrectionLine>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT title, tax_category, amount_minor, receipt FROM correction_line WHERE correction = ?1 ORDER BY n",
        )?;
        let lines = query.query_map([id], |row| {
            Ok(CorrectionLine {
                title: row.get(0)?,
                tax_category: row.get(1)?,
                amount: Money::new(row.get(2)?, currency),
                receipt: row.get(3)?,
            })
        })?;
        Ok(lines.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// Keeps a correction; answers its number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_correction(&self, new: &NewCorrection) -> Result<i64, StoreError> {
        let invoice = self.invoice_id(&new.invoice)?;
        let id = self
            .sql
            .prepare_cached(
                "INSERT INTO correction (invoice, carried_start, carried_end, made_at, made_by, reason) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .insert(params![
                invoice,
                instant_text(new.carried.start),
                instant_text(new.carried.end),
                instant_text(new.made_at),
                new.made_by,
                new.reason
            ])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO correction_line (correction, n, title, tax_category, amount_minor, receipt) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (n, line) in (1u32..).zip(&new.lines) {
            insert.execute(params![id, n, line.title, line.tax_category, line.amount.minor, line.receipt])?;
        }
        Ok(id)
    }

    /// Takes a correction back.
    ///
    /// # Errors
    /// [`StoreError`]; a second time breaks a constraint.
    pub fn withdraw_correction(&self, id: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached("UPDATE correction SET withdrawn_at = ?2 WHERE id = ?1")?
            .execute(params![id, instant_text(at)])?;
        Ok(())
    }
}
