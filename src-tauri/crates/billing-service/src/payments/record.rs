//! What a step leaves in the book: the attempt's state, the invoice's record and standing, the legs, the trail. One
//! transaction each, checked before it is committed.

use crate::billing::{check_invoice, check_money, credit_refund, trail_of, unknown_invoice};
use billing_domain::audit::AuditEntry;
use billing_domain::invoices::state::{PaymentOutcome, Standing};
use billing_domain::payments::attempts::{AttemptState, Change};
use billing_domain::payments::legs::{self, RECEIVABLE};
use billing_domain::payments::{AttemptKind, Reason};
use billing_domain::{BillingError, Money};
use billing_store::invoices::{InvoiceRecord, NewPayment, PaymentKind};
use billing_store::payments::{AttemptRecord, Movement, StepRecord};
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};

/// Marks an attempt as sent, unless somebody else has moved it on since it was `seen`.
pub(super) fn record_sending(
    tx: &Writer<'_>,
    key: &str,
    seen: AttemptState,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let attempt = attempt(tx, key)?;
    if attempt.state != seen {
        return Err(BillingError::refused(
            "Somebody else is at this charge just now. Nothing was sent; look at the invoice again.",
        ));
    }
    let others = tx.attempts_of(&attempt.attempt.invoice)?;
    if others.iter().any(|other| other.attempt.key != key && other.state.is_under_way()) {
        return Err(BillingError::refused("Another attempt of this invoice is under way. Nothing was sent."));
    }
    let change = Change { state: AttemptState::Sent, reference: None, reason: None };
    step(tx, &attempt, &change, None, who, now)
}

/// Records what became of an attempt. Does nothing when it has ended already.
pub(super) fn record(
    tx: &Writer<'_>,
    key: &str,
    change: &Change,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let known = attempt(tx, key)?;
    if known.state.is_final() || says_the_same(&known, change) {
        return Ok(());
    }
    if !known.state.may_become(change.state) {
        let (from, to) = (known.state.as_str(), change.state.as_str());
        return Err(BillingError::internal(format!("An attempt cannot go from {from} to {to}.")));
    }
    let name = &known.attempt.invoice;
    let before = invoice(tx, name)?.head.standing;
    let others = waiting_with(tx, &known)?;
    let standing = match known.attempt.kind {
        AttemptKind::Charge => after_charge(&before, &known, change, others.is_empty(), now)?,
        AttemptKind::Refund if change.state == AttemptState::Succeeded => {
            before.refund(known.attempt.amount, now)?
        }
        AttemptKind::Refund => before.clone(),
    };
    let payment = add_payment(tx, &known, change, now)?;
    step(tx, &known, change, payment, who, now)?;
    if matches!(change.state, AttemptState::Succeeded | AttemptState::NotTaken) {
        skip(tx, &others, "not_needed", "The attempt before it ended the charge.", who, now)?;
    }
    tx.set_standing(name, &standing)?;
    if known.attempt.kind == AttemptKind::Refund && change.state == AttemptState::Succeeded {
        credit_refund(tx, &invoice(tx, name)?, known.attempt.amount, &known.attempt.note, (who, now))?;
    }
    note(tx, &known, change, &before, who, now)?;
    check_invoice(&invoice(tx, name)?)?;
    check_money(tx, name, &standing)
}

/// Drops what is planned and was never sent, so that an invoice can be settled or cancelled otherwise.
///
/// # Errors
/// `FailedPrecondition` while something is under way at the provider.
pub(crate) fn drop_planned(
    tx: &Writer<'_>,
    name: &str,
    standing: Standing,
    who: &str,
    now: DateTime<Utc>,
) -> Result<Standing, BillingError> {
    let open: Vec<AttemptRecord> =
        tx.attempts_of(name)?.into_iter().filter(|attempt| !attempt.state.is_final()).collect();
    if let Some(under_way) = open.iter().find(|attempt| attempt.state.is_under_way()) {
        let what = match under_way.attempt.kind {
            AttemptKind::Charge => "charge",
            AttemptKind::Refund => "refund",
        };
        return Err(BillingError::refused(format!(
            "A {what} of {} by {} is under way, or its end is unknown. Ask the provider first: otherwise the money could \
             move twice.",
            under_way.attempt.amount, under_way.attempt.label
        )));
    }
    if open.is_empty() {
        return Ok(standing);
    }
    let charging = open.iter().any(|attempt| attempt.attempt.kind == AttemptKind::Charge);
    skip(tx, &open, "given_up", "Given up before it was sent.", who, now)?;
    if charging { standing.pay(open[0].attempt.amount, PaymentOutcome::Failed, now) } else { Ok(standing) }
}

/// Every movement has legs that sum to 0, and what left the receivable is what the invoice says.
pub(crate) fn check_legs(movements: &[Movement], standing: &Standing) -> Result<(), BillingError> {
    let mut settled = Money::zero(standing.total.currency);
    for movement in movements {
        legs::check(&movement.legs)?;
        let receivable = movement.legs.iter().filter(|leg| leg.ledger == RECEIVABLE).map(|leg| leg.amount);
        let receivable = Money::sum(standing.total.currency, receivable)?;
        let expected = match movement.kind {
            AttemptKind::Charge => movement.amount.negated()?,
            AttemptKind::Refund => movement.amount,
        };
        if receivable != expected {
            return Err(BillingError::internal(format!(
                "A movement of {} has a leg of {receivable} on what is owed.",
                movement.amount
            )));
        }
        settled = settled.checked_sub(receivable)?;
    }
    if settled == standing.paid.checked_sub(standing.refunded)? {
        return Ok(());
    }
    Err(BillingError::internal(format!(
        "The legs of the money settle {settled}, the invoice says otherwise."
    )))
}

pub(super) fn invoice(book: &Reader<'_>, name: &str) -> Result<InvoiceRecord, BillingError> {
    book.invoice(name)?.ok_or_else(|| unknown_invoice(name))
}

fn attempt(book: &Reader<'_>, key: &str) -> Result<AttemptRecord, BillingError> {
    let found = book.attempt(key)?;
    found.ok_or_else(|| BillingError::not_found(format!("There is no attempt {key:?} in this book.")))
}

/// Asking again and again leaves one step, not a hundred.
fn says_the_same(known: &AttemptRecord, change: &Change) -> bool {
    let no_news = change.reference.is_none() || change.reference == known.reference;
    known.state == change.state
        && change.state == AttemptState::Unknown
        && no_news
        && known.reason() == change.reason.as_ref()
}

/// The other attempts of the run that were never sent.
fn waiting_with(book: &Reader<'_>, known: &AttemptRecord) -> Result<Vec<AttemptRecord>, BillingError> {
    let mut others = super::run::attempts_of_run(book, &known.attempt.invoice, known.attempt.run)?;
    others.retain(|other| other.attempt.key != known.attempt.key && other.state == AttemptState::Planned);
    Ok(others)
}

fn after_charge(
    before: &Standing,
    known: &AttemptRecord,
    change: &Change,
    is_last: bool,
    now: DateTime<Utc>,
) -> Result<Standing, BillingError> {
    let outcome = match change.state {
        AttemptState::Succeeded => PaymentOutcome::Succeeded,
        // The next method of the run is still to be tried: the charge goes on.
        AttemptState::Declined if !is_last => return Ok(before.clone()),
        AttemptState::Declined | AttemptState::NotTaken => PaymentOutcome::Failed,
        _ => PaymentOutcome::Unknown,
    };
    before.pay(known.attempt.amount, outcome, now)
}

/// The invoice's own record of an end; an attempt whose end is unknown has none yet.
fn add_payment(
    tx: &Writer<'_>,
    known: &AttemptRecord,
    change: &Change,
    now: DateTime<Utc>,
) -> Result<Option<i64>, BillingError> {
    let outcome = match change.state {
        AttemptState::Succeeded => PaymentOutcome::Succeeded,
        AttemptState::Declined | AttemptState::NotTaken => PaymentOutcome::Failed,
        _ => return Ok(None),
    };
    let attempt = &known.attempt;
    let said = change.reason.as_ref().map(|reason| reason.words.clone());
    let reference = change.reference.clone().or_else(|| known.reference.clone());
    let words = [Some(attempt.note.clone()).filter(|note| !note.is_empty()), said.or(reference)];
    let payment = NewPayment {
        at: now,
        kind: match attempt.kind {
            AttemptKind::Charge => PaymentKind::Payment,
            AttemptKind::Refund => PaymentKind::Refund,
        },
        method: attempt.label.clone(),
        amount: attempt.amount,
        outcome,
        note: words.into_iter().flatten().collect::<Vec<_>>().join(": "),
    };
    let id = tx.add_payment(&attempt.invoice, &payment)?;
    if outcome == PaymentOutcome::Succeeded {
        let through = legs::of_provider(&attempt.provider);
        let legs = legs::legs_of(attempt.kind, attempt.amount, &through)?;
        legs::check(&legs)?;
        tx.add_legs(id, &legs)?;
    }
    Ok(Some(id))
}

fn skip(
    tx: &Writer<'_>,
    attempts: &[AttemptRecord],
    code: &str,
    words: &str,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let reason = Some(Reason::new(code, words));
    let change = Change { state: AttemptState::Skipped, reference: None, reason };
    attempts.iter().try_for_each(|attempt| step(tx, attempt, &change, None, who, now))
}

fn step(
    tx: &Writer<'_>,
    known: &AttemptRecord,
    change: &Change,
    payment: Option<i64>,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let step = StepRecord {
        state: change.state,
        at: now,
        who: who.to_owned(),
        reference: change.reference.clone(),
        reason: change.reason.clone(),
    };
    Ok(tx.move_attempt(&known.attempt.key, &step, payment)?)
}

fn note(
    tx: &Writer<'_>,
    known: &AttemptRecord,
    change: &Change,
    before: &Standing,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let attempt = &known.attempt;
    let (action, what) = match attempt.kind {
        AttemptKind::Charge => ("invoice.charge", "charge"),
        AttemptKind::Refund => ("invoice.refund", "refund"),
    };
    let state = change.state.as_str().replace('_', " ");
    let why = change.reason.as_ref().map(|reason| format!(": {}", reason.words)).unwrap_or_default();
    let (provider, amount, label) = (&attempt.provider, attempt.amount, &attempt.label);
    let status = before.status(now).as_str().to_owned();
    let before = format!("{status}, {} paid", before.paid);
    let after = format!("{what} of {amount} by {label} through {provider}: {state}{why}");
    let object = trail_of(&attempt.invoice);
    tx.add_audit(&AuditEntry::new(now, who, action, &object, Some(before), Some(after)))?;
    Ok(())
}
