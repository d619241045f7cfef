//! Where an invoice stands: two axes inside, one value on the wire, and which changes are allowed.
//!
//! Every change is asked here with `now` as an argument; what is not in the table of the domain rules is refused.

use super::InvoiceStatus;
use crate::{BillingError, Money, Period};
use chrono::{DateTime, Utc};

/// The document's own axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Document {
    /// The period runs; amounts move.
    Draft,
    /// Issued: nothing on it changes any more.
    Final,
    /// Cancelled.
    Void,
}

/// How far the money has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settlement {
    /// Nothing has come.
    Unpaid,
    /// A charge is under way, or its outcome is unknown.
    Processing,
    /// A part has come.
    PartlyPaid,
    /// All has come.
    Paid,
    /// The last attempt failed and nothing has come.
    Failed,
    /// All that had come was given back.
    Refunded,
}

/// What came of an attempt to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaymentOutcome {
    /// The money has come.
    Succeeded,
    /// It has not.
    Failed,
    /// A timeout: nobody knows until the provider answers. Never treated as failed.
    Unknown,
}

/// Everything that decides about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The document's axis.
    pub document: Document,
    /// The money's axis.
    pub settlement: Settlement,
    /// What is billed.
    pub period: Period,
    /// The last instant to pay in; `None` until issued.
    pub due: Option<DateTime<Utc>>,
    /// What is asked for.
    pub total: Money,
    /// What has come.
    pub paid: Money,
    /// What was given back.
    pub refunded: Money,
    /// What credit notes took off the claim without money moving.
    pub credited: Money,
}

impl Standing {
    /// The value on the wire. OVERDUE is told by the date alone, so that the mark comes and clears by itself.
    #[must_use]
    pub fn status(&self, now: DateTime<Utc>) -> InvoiceStatus {
        match (self.document, self.settlement) {
            (Document::Draft, _) => InvoiceStatus::Pending,
            (Document::Void, _) => InvoiceStatus::Cancelled,
            (Document::Final, Settlement::Paid) => InvoiceStatus::Paid,
            (Document::Final, Settlement::Refunded) => InvoiceStatus::Refunded,
            (Document::Final, _) if self.is_late(now) => InvoiceStatus::Overdue,
            (Document::Final, _) => InvoiceStatus::Issued,
        }
    }

    /// True while the amount may still change.
    #[must_use]
    pub fn active(&self) -> bool {
        self.document == Document::Draft
    }

    /// What is still asked for: nothing for a running, cancelled or refunded invoice.
    ///
    /// # Errors
    /// As [`Money::checked_sub`].
    pub fn balance(&self) -> Result<Money, BillingError> {
        if self.document != Document::Final || self.settlement == Settlement::Refunded {
            return Ok(Money::zero(self.total.currency));
        }
        self.total.checked_sub(self.credited)?.checked_sub(self.paid)
    }

    /// PENDING -> ISSUED: the period has ended. A bill of nothing is settled at once.
    ///
    /// # Errors
    /// `FailedPrecondition` before the end of the period, or when it is not a draft.
    pub fn issue(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, BillingError> {
        if self.document != Document::Draft {
            return Err(self.refuse("issued", now));
        }
        if now < self.period.end {
            return Err(BillingError::refused(format!(
                "The period runs until {}; its invoice cannot be issued before.",
                self.period.end.format("%Y-%m-%d %H:%M UTC")
            )));
        }
        let settlement = if self.total.minor <= 0 { Settlement::Paid } else { Settlement::Unpaid };
        Ok(Self { document: Document::Final, settlement, due: Some(due), ..self.clone() })
    }

    /// PENDING or ISSUED -> CANCELLED: before it is due, nothing paid or credited, no charge under way.
    ///
    /// # Errors
    /// `FailedPrecondition` otherwise.
    pub fn cancel(&self, now: DateTime<Utc>) -> Result<Self, BillingError> {
        let untouched = self.paid.minor == 0
            && self.credited.minor == 0
            && matches!(self.settlement, Settlement::Unpaid | Settlement::Failed);
        if self.document == Document::Void || self.is_late(now) || !untouched {
            return Err(self.refuse("cancelled", now));
        }
        Ok(Self { document: Document::Void, ..self.clone() })
    }

    /// ISSUED -> a charge of all that is owed begins: no second one, no cancelling until it has ended.
    ///
    /// # Errors
    /// `FailedPrecondition` unless it is issued and owed, and no charge is under way.
    pub fn begin_charge(&self, now: DateTime<Utc>) -> Result<Self, BillingError> {
        let ready =
            matches!(self.settlement, Settlement::Unpaid | Settlement::PartlyPaid | Settlement::Failed);
        if self.document != Document::Final || !ready || self.balance()?.minor <= 0 {
            return Err(self.refuse("charged", now));
        }
        Ok(Self { settlement: Settlement::Processing, ..self.clone() })
    }

    /// Takes note of an attempt to pay. Paid in full is PAID, also from OVERDUE.
    ///
    /// # Errors
    /// `FailedPrecondition` unless it is issued and owed; `InvalidInput` for an amount that is not above 0, is in
    /// another currency or exceeds what is owed.
    pub fn pay(
        &self,
        amount: Money,
        outcome: PaymentOutcome,
        now: DateTime<Utc>,
    ) -> Result<Self, BillingError> {
        let owed = self.document == Document::Final
            && !matches!(self.settlement, Settlement::Paid | Settlement::Refunded);
        if !owed {
            return Err(self.refuse("paid", now));
        }
        within(amount, self.balance()?, "owed")?;
        let paid = match outcome {
            PaymentOutcome::Succeeded => self.paid.checked_add(amount)?,
            PaymentOutcome::Failed | PaymentOutcome::Unknown => self.paid,
        };
        let settlement = match outcome {
            PaymentOutcome::Unknown => Settlement::Processing,
            _ if paid == self.total.checked_sub(self.credited)? => Settlement::Paid,
            _ if paid.minor > 0 => Settlement::PartlyPaid,
            _ => Settlement::Failed,
        };
        Ok(Self { settlement, paid, ..self.clone() })
    }

    /// PAID -> REFUNDED when all that was paid is given back; a part leaves it PAID (a credit note).
    ///
    /// # Errors
    /// `FailedPrecondition` unless it is paid; `InvalidInput` for more than was paid.
    pub fn refund(&self, amount: Money, now: DateTime<Utc>) -> Result<Self, BillingError> {
        if self.document != Document::Final || self.settlement != Settlement::Paid {
            return Err(self.refuse("refunded", now));
        }
        within(amount, self.paid.checked_sub(self.refunded)?, "left to give back")?;
        let refunded = self.refunded.checked_add(amount)?;
        let settlement = if refunded == self.paid { Settlement::Refunded } else { Settlement::Paid };
        Ok(Self { settlement, refunded, ..self.clone() })
    }

    /// Takes a credit note off the claim. When nothing is left to pay, it is settled in full: PAID, also from OVERDUE.
    ///
    /// # Errors
    /// `FailedPrecondition` unless it is issued and owed, or while a charge is under way; `InvalidInput` for more than is
    /// owed.
    pub fn credit(&self, amount: Money, now: DateTime<Utc>) -> Result<Self, BillingError> {
        let owed = self.document == Document::Final
            && matches!(self.settlement, Settlement::Unpaid | Settlement::Failed | Settlement::PartlyPaid);
        if !owed {
            return Err(self.refuse("credited", now));
        }
        within(amount, self.balance()?, "owed")?;
        let credited = self.credited.checked_add(amount)?;
        let left = self.total.checked_sub(credited)?.checked_sub(self.paid)?;
        let settlement = if left.minor == 0 { Settlement::Paid } else { self.settlement };
        Ok(Self { settlement, credited, ..self.clone() })
    }

    fn is_late(&self, now: DateTime<Utc>) -> bool {
        self.document == Document::Final && self.due.is_some_and(|due| now > due)
    }

    fn refuse(&self, what: &str, now: DateTime<Utc>) -> BillingError {
        let why = match self.status(now) {
            InvoiceStatus::Pending => "its period is still running",
            InvoiceStatus::Paid => "it is paid",
            InvoiceStatus::Refunded => "it is refunded",
            InvoiceStatus::Cancelled => "it is cancelled",
            _ if self.settlement == Settlement::Processing => "a charge is under way",
            InvoiceStatus::Overdue => "it is overdue",
            _ if self.paid.minor > 0 => "a part of it is paid",
            _ if self.credited.minor > 0 => "a part of it is credited",
            _ => "it is issued and not paid",
        };
        BillingError::refused(format!("The invoice cannot be {what}: {why}."))
    }
}

fn within(amount: Money, most: Money, what: &str) -> Result<(), BillingError> {
    if amount.currency != most.currency {
        return Err(BillingError::invalid(format!(
            "The invoice is in {}, not {}.",
            most.currency, amount.currency
        )));
    }
    if amount.minor <= 0 || amount.minor > most.minor {
        return Err(BillingError::invalid(format!("{amount} is not between 0 and what is {what}, {most}.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
