//! Giving money back through the provider that took it: to the same method, at most what it took.

use super::charge::{Begun, new_key, same_provider};
use super::run::{Step, Steps, going};
use super::{Payments, RunOutcome};
use crate::billing::unknown_invoice;
use billing_domain::payments::AttemptKind;
use billing_domain::{BillingError, Money};
use billing_store::Writer;
use billing_store::payments::{AttemptRecord, NewAttempt};
use chrono::{DateTime, Utc};

/// What a person asks for.
#[derive(Clone)]
struct Asked {
    amount: Option<Money>,
    note: String,
}

impl Payments {
    /// Gives back `amount`, or all that is left of the last charge; or goes on with a refund that was begun.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is paid and this provider took money for it, or while something else of
    /// it is under way; `InvalidInput` for more than is left of one charge; `Cancelled` when `steps` says stop.
    pub async fn refund(
        &self,
        invoice: &str,
        amount: Option<Money>,
        note: &str,
        steps: &dyn Steps,
    ) -> Result<RunOutcome, BillingError> {
        let (name, provider) = (invoice.to_owned(), self.provider.name().to_owned());
        let (now, who) = (self.backend.now(), self.backend.actor().to_owned());
        let asked = Asked { amount, note: note.to_owned() };
        let begun = self.backend.write(move |tx| begin(tx, &name, &provider, &asked, &who, now)).await?;
        if begun.is_new {
            going(steps, Step::Planned)?;
        }
        self.go(invoice, begun.run, steps).await
    }
}

fn begin(
    tx: &Writer<'_>,
    name: &str,
    provider: &str,
    asked: &Asked,
    who: &str,
    now: DateTime<Utc>,
) -> Result<Begun, BillingError> {
    let attempts = tx.attempts_of(name)?;
    if let Some(open) = attempts.iter().find(|attempt| !attempt.state.is_final()) {
        same_provider(open, provider)?;
        let same = asked.amount.is_none_or(|amount| amount == open.attempt.amount);
        if open.attempt.kind != AttemptKind::Refund || !same {
            return Err(BillingError::refused(format!(
                "Something else of this invoice is under way: {} by {}. Ask the provider about it first.",
                open.attempt.amount, open.attempt.label
            )));
        }
        return Ok(Begun { run: open.attempt.run, is_new: false });
    }
    let run = attempts.iter().map(|attempt| attempt.attempt.run).max().unwrap_or(0) + 1;
    plan(tx, name, provider, run, &attempts, asked, who, now)?;
    Ok(Begun { run, is_new: true })
}

#[allow(clippy::too_many_arguments, reason = "one transaction's facts, used once")]
fn plan(
    tx: &Writer<'_>,
    name: &str,
    provider: &str,
    run: u32,
    attempts: &[AttemptRecord],
    asked: &Asked,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let standing = tx.invoice(name)?.ok_or_else(|| unknown_invoice(name))?.head.standing;
    let (charge, left) = refundable(attempts, provider, asked.amount)?;
    let amount = match asked.amount {
        Some(amount) => amount,
        None => {
            Money::new(left.minor.min(standing.paid.checked_sub(standing.refunded)?.minor), left.currency)
        }
    };
    // The rule of the invoice decides first: what it refuses is never sent.
    standing.refund(amount, now)?;
    let attempt = NewAttempt {
        key: new_key(),
        invoice: name.to_owned(),
        run,
        place: 1,
        kind: AttemptKind::Refund,
        provider: provider.to_owned(),
        method: charge.attempt.method.clone(),
        label: charge.attempt.label.clone(),
        amount,
        refunds: Some(charge.attempt.key.clone()),
        note: asked.note.trim().to_owned(),
    };
    Ok(tx.plan_attempt(&attempt, now, who)?)
}

/// The newest charge of this provider that has enough left, and what is left of it.
fn refundable<'a>(
    attempts: &'a [AttemptRecord],
    provider: &str,
    amount: Option<Money>,
) -> Result<(&'a AttemptRecord, Money), BillingError> {
    let mut most: Option<Money> = None;
    let charges = attempts.iter().rev().filter(|attempt| attempt.attempt.provider == provider);
    for (charge, left) in charges.filter_map(|charge| Some((charge, charge.refundable(attempts)?))) {
        let enough = amount.is_none_or(|amount| amount.minor <= left.minor);
        if left.minor > 0 && enough {
            return Ok((charge, left));
        }
        most = most.into_iter().chain([left]).max_by_key(|left| left.minor);
    }
    Err(match (most, amount) {
        (None, _) => BillingError::refused(format!(
            "No money of this invoice came through {provider}. Give it back the way it came, and write the refund down."
        )),
        (Some(most), Some(amount)) if most.minor > 0 => BillingError::invalid(format!(
            "{amount} is more than is left of one charge: {most}. Give it back in parts."
        )),
        _ => BillingError::refused(format!("All that {provider} took for this invoice was given back.")),
    })
}
