//! Reading attempts: those of an invoice, those that have not ended, all of them.

use super::{AttemptRecord, NewAttempt, StepRecord};
use crate::values::{instant, money};
use crate::{Reader, StoreError};
use billing_domain::payments::attempts::AttemptState;
use billing_domain::payments::{AttemptKind, Reason};
use rusqlite::Row;

/// Which attempts.
enum Which<'w> {
    All,
    /// Of the invoice of this name.
    Of(&'w str),
    /// Planned, sent or unknown.
    Open,
    /// With this key.
    Keyed(&'w str),
}

impl Reader<'_> {
    /// The attempts of one invoice, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attempts_of(&self, invoice: &str) -> Result<Vec<AttemptRecord>, StoreError> {
        self.attempts_where(&Which::Of(invoice))
    }

    /// Every attempt of the book, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attempts(&self) -> Result<Vec<AttemptRecord>, StoreError> {
        self.attempts_where(&Which::All)
    }

    /// Those that have not ended, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_attempts(&self) -> Result<Vec<AttemptRecord>, StoreError> {
        self.attempts_where(&Which::Open)
    }

    /// The attempt with that key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attempt(&self, key: &str) -> Result<Option<AttemptRecord>, StoreError> {
        Ok(self.attempts_where(&Which::Keyed(key))?.pop())
    }

    fn attempts_where(&self, which: &Which<'_>) -> Result<Vec<AttemptRecord>, StoreError> {
        let (condition, value) = match which {
            Which::All => ("?1 IS NULL", None),
            Which::Of(invoice) => ("invoice.name = ?1", Some(*invoice)),
            Which::Open => ("?1 IS NULL AND attempt.state IN ('planned', 'sent', 'unknown')", None),
            Which::Keyed(key) => ("attempt.key = ?1", Some(*key)),
        };
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT attempt.id, attempt.key, invoice.name, run, place, attempt.kind, provider, method, label, \
                 amount_minor, invoice.currency, charge.key, note, attempt.state, attempt.reference \
             FROM payment_attempt AS attempt JOIN invoice ON invoice.id = attempt.invoice \
                 LEFT JOIN (SELECT id, key FROM payment_attempt) AS charge ON charge.id = attempt.refunds \
             WHERE {condition} ORDER BY attempt.id"
        ))?;
        let mut rows = query.query([value])?;
        let mut attempts = Vec::new();
        while let Some(row) = rows.next()? {
            attempts.push(self.attempt_in(row)?);
        }
        Ok(attempts)
    }

    fn attempt_in(&self, row: &Row<'_>) -> Result<AttemptRecord, StoreError> {
        let kind = match row.get::<_, String>(5)?.as_str() {
            "refund" => AttemptKind::Refund,
            _ => AttemptKind::Charge,
        };
        let attempt = NewAttempt {
            key: row.get(1)?,
            invoice: row.get(2)?,
            run: row.get(3)?,
            place: row.get(4)?,
            kind,
            provider: row.get(6)?,
            method: row.get(7)?,
            label: row.get(8)?,
            amount: money(row.get(9)?, &row.get::<_, String>(10)?)?,
            refunds: row.get(11)?,
            note: row.get(12)?,
        };
        Ok(AttemptRecord {
            attempt,
            state: state(&row.get::<_, String>(13)?)?,
            reference: row.get(14)?,
            steps: self.attempt_steps(row.get(0)?)?,
        })
    }

    fn attempt_steps(&self, attempt: i64) -> Result<Vec<StepRecord>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT state, at, who, reference, reason_code, reason FROM payment_attempt_step WHERE attempt = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([attempt])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            let code: Option<String> = row.get(4)?;
            let words: Option<String> = row.get(5)?;
            steps.push(StepRecord {
                state: state(&row.get::<_, String>(0)?)?,
                at: instant(&row.get::<_, String>(1)?)?,
                who: row.get(2)?,
                reference: row.get(3)?,
                reason: code.zip(words).map(|(code, words)| Reason { code, words }),
            });
        }
        Ok(steps)
    }
}

fn state(word: &str) -> Result<AttemptState, StoreError> {
    AttemptState::of(word)
        .ok_or_else(|| StoreError::Corrupt(format!("{word:?} is not a state of an attempt")))
}
