//! One asking for money, step by step: what is next, sending it, and what came back. Charges and refunds both go here.

use super::record::{record, record_sending};
use super::{Payments, RunOutcome};
use billing_domain::payments::attempts::{
    AfterFound, AttemptState, Change, Next, after_answer, after_found, has_settled, never_arrived, next,
};
use billing_domain::payments::{AttemptKind, ChargeOrder, ProviderToken, Reason, RefundOrder, Sought};
use billing_domain::{BillingError, ErrorCode};
use billing_store::Reader;
use billing_store::payments::AttemptRecord;

/// A step that has just been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The attempts and their keys are on disk.
    Planned,
    /// An attempt is marked as sent, on disk; it goes out next.
    Sending,
    /// The provider has answered; nothing of that is on disk yet.
    Answered,
    /// What became of the attempt is on disk.
    Recorded,
}

/// Whether to go on after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// With the next step.
    On,
    /// No further: what is on disk stands, and is taken up again by the next charge or by asking the provider.
    Stop,
}

/// Is told of each step, and may stop between two of them: somebody watches, or the program is about to end.
pub trait Steps: Send + Sync {
    /// After a step.
    fn done(&self, step: Step) -> Going;
}

/// Watches nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct ToTheEnd;

impl Steps for ToTheEnd {
    fn done(&self, _: Step) -> Going {
        Going::On
    }
}

/// What the book says is next, with everything that is needed to do it.
enum Doing {
    Send(AttemptRecord, Option<ProviderToken>),
    Ask(AttemptRecord),
    Nothing(Vec<AttemptRecord>),
}

impl Payments {
    /// Takes the run of an invoice to its end, or to where only the provider's answer helps.
    pub(super) async fn go(
        &self,
        invoice: &str,
        run: u32,
        steps: &dyn Steps,
    ) -> Result<RunOutcome, BillingError> {
        loop {
            let change = match self.doing(invoice, run).await? {
                Doing::Nothing(attempts) => return Ok(RunOutcome { attempts }),
                Doing::Send(attempt, token) => self.send(&attempt, token, steps).await?,
                Doing::Ask(attempt) => match self.ask(&attempt).await? {
                    Asked::Told(change) => change,
                    Asked::MayBeSentAgain => {
                        let token = self.token(&attempt).await?;
                        self.send(&attempt, token, steps).await?
                    }
                },
            };
            if change.state == AttemptState::Unknown {
                return self.outcome(invoice, run).await;
            }
        }
    }

    async fn outcome(&self, invoice: &str, run: u32) -> Result<RunOutcome, BillingError> {
        let invoice = invoice.to_owned();
        self.backend
            .read(move |book| Ok(RunOutcome { attempts: attempts_of_run(book, &invoice, run)? }))
            .await
    }

    async fn doing(&self, invoice: &str, run: u32) -> Result<Doing, BillingError> {
        let invoice = invoice.to_owned();
        self.backend
            .read(move |book| {
                let attempts = attempts_of_run(book, &invoice, run)?;
                let states: Vec<AttemptState> = attempts.iter().map(|attempt| attempt.state).collect();
                Ok(match next(&states) {
                    Next::Nothing => Doing::Nothing(attempts),
                    Next::Ask(place) => Doing::Ask(attempts[place].clone()),
                    Next::Send(place) => {
                        let token = book.payment_token(&attempts[place].attempt.method)?;
                        Doing::Send(attempts[place].clone(), token.map(ProviderToken::new))
                    }
                })
            })
            .await
    }

    async fn token(&self, attempt: &AttemptRecord) -> Result<Option<ProviderToken>, BillingError> {
        let method = attempt.attempt.method.clone();
        self.backend.read(move |book| Ok(book.payment_token(&method)?.map(ProviderToken::new))).await
    }

    /// Marks as sent, sends once, records the answer.
    async fn send(
        &self,
        record: &AttemptRecord,
        token: Option<ProviderToken>,
        steps: &dyn Steps,
    ) -> Result<Change, BillingError> {
        let attempt = &record.attempt;
        if attempt.kind == AttemptKind::Charge && token.is_none() {
            return self.without_method(record).await;
        }
        self.mark_sent(record).await?;
        going(steps, Step::Sending)?;
        let answer = match (attempt.kind, token) {
            (AttemptKind::Charge, Some(token)) => {
                let order = ChargeOrder {
                    key: attempt.key.clone(),
                    token,
                    amount: attempt.amount,
                    invoice: attempt.invoice.clone(),
                };
                self.provider.charge(&order).await
            }
            _ => {
                let order = RefundOrder {
                    key: attempt.key.clone(),
                    charge: self.charge_reference(record).await?,
                    amount: attempt.amount,
                    invoice: attempt.invoice.clone(),
                };
                self.provider.refund(&order).await
            }
        };
        going(steps, Step::Answered)?;
        let change = after_answer(answer, attempt.amount, record.last_sent(), self.backend.now());
        self.save(record, change.clone()).await?;
        going(steps, Step::Recorded)?;
        Ok(change)
    }

    /// The method was deleted: what was never sent is given up, what may have been sent waits for the provider.
    async fn without_method(&self, record: &AttemptRecord) -> Result<Change, BillingError> {
        let words = format!("{} was deleted, so that it cannot be charged any more.", record.attempt.label);
        let state = if record.state.is_under_way() { AttemptState::Unknown } else { AttemptState::NotTaken };
        let change = Change { state, reference: None, reason: Some(Reason::new("method_deleted", words)) };
        self.save(record, change.clone()).await?;
        Ok(change)
    }

    async fn mark_sent(&self, record: &AttemptRecord) -> Result<(), BillingError> {
        let (key, seen, now) = (record.attempt.key.clone(), record.state, self.backend.now());
        let who = self.backend.actor().to_owned();
        self.backend.write(move |tx| record_sending(tx, &key, seen, &who, now)).await
    }

    pub(super) async fn save(&self, attempt: &AttemptRecord, change: Change) -> Result<(), BillingError> {
        let (key, now, who) =
            (attempt.attempt.key.clone(), self.backend.now(), self.backend.actor().to_owned());
        self.backend.write(move |tx| record(tx, &key, &change, &who, now)).await
    }

    /// Asks the provider what became of an attempt and records what it says. Sends nothing.
    async fn ask(&self, record: &AttemptRecord) -> Result<Asked, BillingError> {
        let attempt = &record.attempt;
        let Some((first, last)) = record.first_sent().zip(record.last_sent()) else {
            return Err(BillingError::internal(format!("{} was never sent.", attempt.key)));
        };
        let sought = Sought {
            key: attempt.key.clone(),
            kind: attempt.kind,
            amount: attempt.amount,
            since: first,
            reference: record.reference.clone(),
            token: self.token(record).await?,
            charge: match attempt.kind {
                AttemptKind::Charge => None,
                AttemptKind::Refund => Some(self.charge_reference(record).await?),
            },
        };
        let after = match self.provider.find(&sought).await {
            Ok(found) => {
                after_found(found, attempt.amount, last, self.provider.keeps_keys(), self.backend.now())
            }
            Err(error) => AfterFound::Becomes(Change {
                state: AttemptState::Unknown,
                reference: None,
                reason: Some(Reason::new(
                    "provider_not_asked",
                    format!("The provider could not be asked: {}", error.message),
                )),
            }),
        };
        match after {
            AfterFound::Becomes(change) => {
                self.save(record, change.clone()).await?;
                Ok(Asked::Told(change))
            }
            AfterFound::MayBeSentAgain => Ok(Asked::MayBeSentAgain),
        }
    }

    /// As [`Payments::ask`], for somebody who sends nothing: what cannot be on its way any more was never taken.
    pub(super) async fn ask_only(&self, record: &AttemptRecord) -> Result<Change, BillingError> {
        let change = match self.ask(record).await? {
            Asked::Told(change) => return Ok(change),
            Asked::MayBeSentAgain => {
                let last = record.last_sent().unwrap_or_else(|| self.backend.now());
                if has_settled(last, self.backend.now()) {
                    never_arrived()
                } else {
                    let words = "The provider does not know this attempt yet. Ask again in some minutes, or charge \
                        again: the same attempt is then sent once more under its key.";
                    let reason = Some(Reason::new("not_known_yet", words));
                    Change { state: AttemptState::Unknown, reference: None, reason }
                }
            }
        };
        self.save(record, change.clone()).await?;
        Ok(change)
    }

    async fn charge_reference(&self, refund: &AttemptRecord) -> Result<String, BillingError> {
        let key = refund.attempt.refunds.clone().unwrap_or_default();
        let charge = self.backend.read(move |book| Ok(book.attempt(&key)?)).await?;
        charge
            .and_then(|charge| charge.reference)
            .ok_or_else(|| BillingError::internal("The charge that is given back has no reference."))
    }
}

enum Asked {
    Told(Change),
    MayBeSentAgain,
}

pub(super) fn attempts_of_run(
    book: &Reader<'_>,
    invoice: &str,
    run: u32,
) -> Result<Vec<AttemptRecord>, BillingError> {
    let mut attempts = book.attempts_of(invoice)?;
    attempts.retain(|record| record.attempt.run == run);
    attempts.sort_by_key(|record| record.attempt.place);
    Ok(attempts)
}

pub(super) fn going(steps: &dyn Steps, step: Step) -> Result<(), BillingError> {
    match steps.done(step) {
        Going::On => Ok(()),
        Going::Stop => Err(BillingError::new(
            ErrorCode::Cancelled,
            "Stopped between two steps. What was begun stands in the book: charge again, or ask the provider what \
             became of it.",
        )),
    }
}
