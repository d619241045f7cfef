//! Charging an invoice: all that is owed, primary method first, the secondary when the primary is declined, then it stops.

use super::run::{Step, Steps, attempts_of_run, going};
use super::{Payments, RunOutcome};
use crate::billing::{trail_of, unknown_invoice};
use billing_domain::BillingError;
use billing_domain::audit::AuditEntry;
use billing_domain::payment_methods::PaymentMethod;
use billing_domain::payment_methods::rehearsal::charge_order;
use billing_domain::payment_methods::roles;
use billing_domain::payments::AttemptKind;
use billing_store::Writer;
use billing_store::payments::{AttemptRecord, NewAttempt};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl Payments {
    /// Charges what is owed, or goes on with a charge that was begun: asked about first, sent again only under its key.
    ///
    /// Answers with the attempts of this charge, whatever came of them; a declined card is no error.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` unless it is issued and owed, without a primary or secondary method, or when it
    /// was begun through another provider; `Cancelled` when `steps` says stop.
    pub async fn charge(&self, invoice: &str, steps: &dyn Steps) -> Result<RunOutcome, BillingError> {
        let (name, provider) = (invoice.to_owned(), self.provider.name().to_owned());
        let (now, who) = (self.backend.now(), self.backend.actor().to_owned());
        let begun = self.backend.write(move |tx| begin(tx, &name, &provider, &who, now)).await?;
        if begun.is_new {
            going(steps, Step::Planned)?;
        }
        self.go(invoice, begun.run, steps).await
    }
}

pub(super) struct Begun {
    pub(super) run: u32,
    pub(super) is_new: bool,
}

/// Takes up the charge that is open, or plans one.
fn begin(
    tx: &Writer<'_>,
    name: &str,
    provider: &str,
    who: &str,
    now: DateTime<Utc>,
) -> Result<Begun, BillingError> {
    let attempts = tx.attempts_of(name)?;
    if let Some(open) = attempts.iter().find(|attempt| !attempt.state.is_final()) {
        same_provider(open, provider)?;
        if open.attempt.kind == AttemptKind::Refund {
            return Err(BillingError::refused(
                "A refund of this invoice is under way. Ask the provider about it first.",
            ));
        }
        return Ok(Begun { run: open.attempt.run, is_new: false });
    }
    let run = attempts.iter().map(|attempt| attempt.attempt.run).max().unwrap_or(0) + 1;
    plan(tx, name, provider, run, who, now)?;
    Ok(Begun { run, is_new: true })
}

/// What was begun with one provider ends with it: another one knows nothing of its keys.
pub(super) fn same_provider(open: &AttemptRecord, provider: &str) -> Result<(), BillingError> {
    if open.attempt.provider == provider {
        return Ok(());
    }
    Err(BillingError::refused(format!(
        "This was begun through {}, not through {provider}. Ask {} first what became of it.",
        open.attempt.provider, open.attempt.provider
    )))
}

fn plan(
    tx: &Writer<'_>,
    name: &str,
    provider: &str,
    run: u32,
    who: &str,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    let before = tx.invoice(name)?.ok_or_else(|| unknown_invoice(name))?.head.standing;
    let standing = before.begin_charge(now)?;
    let amount = before.balance()?;
    let methods = tx.payment_methods()?;
    let order = in_order(&methods, now)?;
    for (place, method) in (1..).zip(&order) {
        let attempt = NewAttempt {
            key: new_key(),
            invoice: name.to_owned(),
            run,
            place,
            kind: AttemptKind::Charge,
            provider: provider.to_owned(),
            method: method.name.clone(),
            label: method.label(),
            amount,
            refunds: None,
            note: String::new(),
        };
        tx.plan_attempt(&attempt, now, who)?;
    }
    tx.set_standing(name, &standing)?;
    let labels: Vec<String> = order.iter().map(|method| method.label()).collect();
    let after = format!("charge of {amount} begun through {provider}: {}", labels.join(", then "));
    tx.add_audit(&AuditEntry::new(now, who, "invoice.charge", &trail_of(name), None, Some(after)))?;
    debug_assert_eq!(attempts_of_run(tx, name, run).map(|run| run.len()), Ok(order.len()));
    Ok(())
}

fn in_order(methods: &[PaymentMethod], now: DateTime<Utc>) -> Result<Vec<&PaymentMethod>, BillingError> {
    let order = charge_order(methods, now);
    if order.is_empty() {
        return Err(BillingError::refused(
            "There is neither a primary nor a secondary payment method. Add one, or make one primary, under Payment \
             methods.",
        ));
    }
    order.iter().map(|step| roles::find(methods, &step.name)).collect()
}

/// 128 random bits: never given twice, and nothing about the account can be read from it.
pub(super) fn new_key() -> String {
    format!("counterfoil-{}", Uuid::new_v4().simple())
}
