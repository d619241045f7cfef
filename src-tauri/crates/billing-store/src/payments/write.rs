//! Writing attempts: planned with their key, then moved from state to state, each with a step that stays.

use super::{NewAttempt, StepRecord, kind_word};
use crate::values::instant_text;
use crate::{StoreError, Writer};
use billing_domain::payments::attempts::AttemptState;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

impl Writer<'_> {
    /// Keeps a planned attempt. Nothing may be sent before this is committed.
    ///
    /// # Errors
    /// [`StoreError`]; a key or a place that is taken breaks a constraint.
    pub fn plan_attempt(&self, attempt: &NewAttempt, at: DateTime<Utc>, who: &str) -> Result<(), StoreError> {
        let invoice = self.invoice_id(&attempt.invoice)?;
        let refunds = attempt.refunds.as_deref().map(|key| self.attempt_id(key)).transpose()?;
        self.sql
            .prepare_cached(
                "INSERT INTO payment_attempt (key, invoice, run, place, kind, provider, method, label, amount_minor, \
                     refunds, note, state) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                attempt.key,
                invoice,
                attempt.run,
                attempt.place,
                kind_word(attempt.kind),
                attempt.provider,
                attempt.method,
                attempt.label,
                attempt.amount.minor,
                refunds,
                attempt.note,
                AttemptState::Planned.as_str()
            ])?;
        let planned = StepRecord {
            state: AttemptState::Planned,
            at,
            who: who.to_owned(),
            reference: None,
            reason: None,
        };
        self.add_step(self.sql.last_insert_rowid(), &planned, None)
    }

    /// Moves an attempt on. `payment` is the invoice's record that the step made, as [`Writer::add_payment`] numbers it.
    ///
    /// # Errors
    /// [`StoreError`]; an attempt that has ended, or a second one under way, breaks a constraint.
    pub fn move_attempt(&self, key: &str, step: &StepRecord, payment: Option<i64>) -> Result<(), StoreError> {
        let id = self.attempt_id(key)?;
        self.sql
            .prepare_cached(
                "UPDATE payment_attempt SET state = ?2, reference = coalesce(?3, reference) WHERE id = ?1",
            )?
            .execute(params![id, step.state.as_str(), step.reference])?;
        self.add_step(id, step, payment)
    }

    fn add_step(&self, attempt: i64, step: &StepRecord, payment: Option<i64>) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO payment_attempt_step (attempt, n, state, at, who, reference, reason_code, reason, payment) \
                 SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 \
                 FROM payment_attempt_step WHERE attempt = ?1",
            )?
            .execute(params![
                attempt,
                step.state.as_str(),
                instant_text(step.at),
                step.who,
                step.reference,
                step.reason.as_ref().map(|reason| &reason.code),
                step.reason.as_ref().map(|reason| &reason.words),
                payment
            ])?;
        Ok(())
    }

    fn attempt_id(&self, key: &str) -> Result<i64, StoreError> {
        let found = self
            .sql
            .prepare_cached("SELECT id FROM payment_attempt WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| StoreError::Corrupt(format!("there is no attempt {key:?}")))
    }
}
