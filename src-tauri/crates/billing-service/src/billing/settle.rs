//! What happens to an issued invoice: payments, cancelling, refunds. The rules are the domain's `Standing`.

use super::close::check;
use super::corrections;
use super::credit_notes::credit_refund;
use super::detail::{self, Current};
use super::{Acting, Billing, InvoiceDetail, NewPayment, PaymentKind, trail_of, unknown_invoice};
use crate::payments::{AttemptKind, check_legs, drop_planned};
use billing_domain::invoices::state::{Document, PaymentOutcome, Standing};
use billing_domain::payments::legs;
use billing_domain::{BillingError, Money};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};

/// What the trail is told of a change.
struct Told {
    action: &'static str,
    words: String,
    reason: String,
}

impl Billing {
    /// Records an attempt to pay, whatever came of it; paid in full is PAID. A timeout is `Unknown`, never failed.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is issued and owed; `InvalidInput` for more than is owed.
    pub fn settle(
        &self,
        name: &str,
        method: &str,
        amount: Money,
        outcome: PaymentOutcome,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<InvoiceDetail, BillingError> {
        let payment = NewPayment {
            at: now,
            kind: PaymentKind::Payment,
            method: method.to_owned(),
            amount,
            outcome,
            note: note.to_owned(),
        };
        let words = format!("{}: {amount} by {method}", format!("{outcome:?}").to_lowercase());
        let told = Told { action: "invoice.payment", words, reason: note.to_owned() };
        self.change(name, now, told, Some(payment), move |standing| standing.pay(amount, outcome, now))
    }

    /// Pays all that is owed, by one successful payment.
    ///
    /// # Errors
    /// As [`Billing::settle`].
    pub fn mark_paid(
        &self,
        name: &str,
        method: &str,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<InvoiceDetail, BillingError> {
        let owed = self.invoice(name, now)?.header.balance;
        self.settle(name, method, owed, PaymentOutcome::Succeeded, note, now)
    }

    /// Cancels an invoice before it is due and while nothing is paid; also the running one.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` otherwise.
    pub fn cancel(
        &self,
        name: &str,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<InvoiceDetail, BillingError> {
        let words = if reason.is_empty() { "cancelled".to_owned() } else { format!("cancelled: {reason}") };
        let told = Told { action: "invoice.cancel", words, reason: reason.to_owned() };
        self.change(name, now, told, None, move |standing| standing.cancel(now))
    }

    /// Gives money back; `None` is all that is left. All makes it REFUNDED, a part leaves it PAID.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is paid; `InvalidInput` for more than was paid.
    pub fn refund(
        &self,
        name: &str,
        amount: Option<Money>,
        note: &str,
        now: DateTime<Utc>,
    ) -> Result<InvoiceDetail, BillingError> {
        let header = self.invoice(name, now)?.header;
        let amount = amount.map_or_else(|| header.paid.checked_sub(header.refunded), Ok)?;
        let payment = NewPayment {
            at: now,
            kind: PaymentKind::Refund,
            method: String::new(),
            amount,
            outcome: PaymentOutcome::Succeeded,
            note: note.to_owned(),
        };
        let words = format!("refunded {amount}");
        let told = Told { action: "invoice.refund", words, reason: note.to_owned() };
        self.change(name, now, told, Some(payment), move |standing| standing.refund(amount, now))
    }

    /// Load, let the rule decide, save: standing, payment record and trail in one transaction.
    fn change(
        &self,
        name: &str,
        now: DateTime<Utc>,
        told: Told,
        payment: Option<NewPayment>,
        rule: impl FnOnce(&Standing) -> Result<Standing, BillingError> + Send + 'static,
    ) -> Result<InvoiceDetail, BillingError> {
        let (name, acting) = (name.to_owned(), self.acting(now));
        self.store.write(move |tx| {
            let before = standing(tx, &name, &acting)?;
            // What a provider may be doing must end first; what was only planned is given up.
            let before = drop_planned(tx, &name, before, &acting.actor, now)?;
            let standing = rule(&before)?;
            tx.set_standing(&name, &standing)?;
            if let Some(payment) = &payment {
                add_outside(tx, &name, payment)?;
            }
            let record = tx.invoice(&name)?.ok_or_else(|| unknown_invoice(&name))?;
            if let Some(refund) = payment.as_ref().filter(|payment| payment.kind == PaymentKind::Refund) {
                credit_refund(tx, &record, refund.amount, &refund.note, (&acting.actor, now))?;
            }
            if standing.document == Document::Void {
                corrections::release(tx, &standing.period, &acting)?;
            }
            let status = before.status(now).as_str().to_owned();
            let before = format!("{status}, {} paid", before.paid);
            let line = acting.line(told.action, &trail_of(&name), Some(before), &told.words);
            acting.add(tx, line.because(&told.reason))?;
            check(&record)?;
            check_money(tx, &name, &record.head.standing)?;
            detail::of_stored(tx, &record, acting.now)
        })
    }
}

/// Records what came or went past every provider.
fn add_outside(tx: &Writer<'_>, name: &str, payment: &NewPayment) -> Result<(), BillingError> {
    let id = tx.add_payment(name, payment)?;
    if payment.outcome == PaymentOutcome::Succeeded {
        let kind = match payment.kind {
            PaymentKind::Payment => AttemptKind::Charge,
            PaymentKind::Refund => AttemptKind::Refund,
        };
        tx.add_legs(id, &legs::legs_of(kind, payment.amount, legs::OUTSIDE)?)?;
    }
    Ok(())
}

/// Where an invoice stands; a running one is kept as it is now, so that it can be cancelled with its amounts.
fn standing(tx: &Writer<'_>, name: &str, acting: &Acting) -> Result<Standing, BillingError> {
    match detail::current(tx, name, acting.now)? {
        Current::Stored(record) => Ok(record.head.standing),
        Current::Draft(draft) => {
            tx.put_draft(&draft.record)?;
            Ok(draft.record.head.standing)
        }
    }
}

/// The invariant of money: what an invoice says has come and gone is the sum of its records, and their legs balance.
pub(crate) fn check_money(tx: &Reader<'_>, name: &str, standing: &Standing) -> Result<(), BillingError> {
    let payments = tx.payments_of(name)?;
    let sum = |kind: PaymentKind| {
        let done = payments.iter().filter(|p| p.kind == kind && p.outcome == PaymentOutcome::Succeeded);
        Money::sum(standing.total.currency, done.map(|p| p.amount))
    };
    if sum(PaymentKind::Payment)? == standing.paid && sum(PaymentKind::Refund)? == standing.refunded {
        return check_legs(&tx.movements(Some(name))?, standing);
    }
    Err(BillingError::internal(format!("The payments of {name} do not add up.")))
}
