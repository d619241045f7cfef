//! What a charge would do, before the yes: which methods, in which order, how much, through whom. Nothing is sent.

use super::Payments;
use super::record::invoice;
use billing_domain::payment_methods::Role;
use billing_domain::payment_methods::rehearsal::charge_order;
use billing_domain::payment_methods::roles;
use billing_domain::{BillingError, Money};
use billing_store::Reader;
use billing_store::payments::AttemptRecord;
use chrono::{DateTime, Utc};

/// A charge, rehearsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeRehearsal {
    /// What would be charged.
    pub amount: Money,
    /// Who would be asked: [`super::PaymentProvider::name`].
    pub provider: String,
    /// For people.
    pub provider_label: String,
    /// True when no money would move.
    pub is_test: bool,
    /// In the order of being tried.
    pub steps: Vec<RehearsedStep>,
    /// The attempt that is open already and would be taken up.
    pub open: Option<AttemptRecord>,
    /// Why it cannot be charged; none when it can.
    pub refused: Option<String>,
}

/// One method that would be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsedStep {
    /// `Visa ···· 4242`.
    pub label: String,
    /// Primary or secondary.
    pub role: Role,
    /// True when the card is over: it would surely be refused.
    pub expired: bool,
}

impl Payments {
    /// Rehearses the charge of an invoice.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn rehearse(&self, invoice: &str) -> Result<ChargeRehearsal, BillingError> {
        let (name, now) = (invoice.to_owned(), self.backend.now());
        let mut rehearsal = self.backend.read(move |book| rehearse(book, &name, now)).await?;
        rehearsal.provider = self.provider.name().to_owned();
        rehearsal.provider_label = self.provider.label().to_owned();
        rehearsal.is_test = self.provider.is_test();
        Ok(rehearsal)
    }
}

fn rehearse(book: &Reader<'_>, name: &str, now: DateTime<Utc>) -> Result<ChargeRehearsal, BillingError> {
    let standing = invoice(book, name)?.head.standing;
    let methods = book.payment_methods()?;
    let mut steps = Vec::new();
    for step in charge_order(&methods, now) {
        let label = roles::find(&methods, &step.name)?.label();
        steps.push(RehearsedStep { label, role: step.role, expired: step.expired });
    }
    let open = book.attempts_of(name)?.into_iter().find(|attempt| !attempt.state.is_final());
    let refused = match &open {
        Some(_) => None,
        None => standing.begin_charge(now).err().map(|error| error.message),
    };
    Ok(ChargeRehearsal {
        amount: open.as_ref().map_or(standing.balance()?, |open| open.attempt.amount),
        provider: String::new(),
        provider_label: String::new(),
        is_test: true,
        steps,
        open,
        refused,
    })
}
