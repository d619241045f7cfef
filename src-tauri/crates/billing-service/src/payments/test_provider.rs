//! The local test provider: deterministic, moves no money, and says so wherever a person sees it.
//!
//! The last word of a token is its script: `tok_visa_4242_1128_insufficient-funds`, `pm_visa_4242_timeout-taken`.
//! Without one everything succeeds. It remembers every key and everything it "took", in a file of its own or in memory,
//! so that a test can count what was taken, and a second start can ask what became of an attempt.

mod memory;

use async_trait::async_trait;
use billing_domain::payment_methods::tokens::{TokenFacts, token_facts};
use billing_domain::payments::{
    Answer, AttemptKind, ChargeOrder, Found, PaymentProvider, ProviderToken, Reason, RefundOrder, Sought,
};
use billing_domain::{BillingError, Money};
use memory::{Entry, Memory, Outcome};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::time::Duration;

/// The stable name.
const NAME: &str = "test";

/// What people read.
const LABEL: &str = "Local test provider (no real money)";

/// Moves no money.
#[derive(Debug)]
pub struct TestProvider {
    memory: Memory,
}

/// Something that was "taken" or "given back".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestMoney {
    /// The attempt's key.
    pub key: String,
    /// Which way.
    pub kind: AttemptKind,
    /// How much.
    pub amount: Money,
    /// What it is called here.
    pub reference: String,
}

/// What a token's last word makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Succeeds,
    Declined,
    InsufficientFunds,
    ExpiredCard,
    /// The answer is lost, the money taken.
    TimeoutTaken,
    /// The request is lost the first time it is sent.
    TimeoutLost,
    ResetBefore,
    ResetAfter,
    /// Too many requests, always.
    Busy,
    /// The request arrives twice.
    Twice,
    /// Being worked on: taken only when it is asked about a second time.
    Pending,
    /// Charges succeed, refunds are declined.
    RefundDeclined,
    /// Charges succeed, the answer to a refund is lost.
    RefundTimeout,
}

const SCRIPTS: [(&str, Script); 12] = [
    ("declined", Script::Declined),
    ("insufficient-funds", Script::InsufficientFunds),
    ("expired-card", Script::ExpiredCard),
    ("timeout-taken", Script::TimeoutTaken),
    ("timeout-lost", Script::TimeoutLost),
    ("reset-before", Script::ResetBefore),
    ("reset-after", Script::ResetAfter),
    ("busy", Script::Busy),
    ("twice", Script::Twice),
    ("pending", Script::Pending),
    ("refund-declined", Script::RefundDeclined),
    ("refund-timeout", Script::RefundTimeout),
];

impl Script {
    fn of(token: &str) -> Self {
        let word = token.rsplit('_').next().unwrap_or_default();
        SCRIPTS.iter().find(|(known, _)| *known == word).map_or(Self::Succeeds, |(_, script)| *script)
    }

    fn word(self) -> &'static str {
        SCRIPTS.iter().find(|(_, script)| *script == self).map_or("", |(word, _)| *word)
    }
}

impl TestProvider {
    /// Forgets everything when it is dropped.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { memory: Memory::in_memory() }
    }

    /// Remembers in a file, one line each; the file is made when something is to be remembered.
    #[must_use]
    pub fn kept_in(file: PathBuf) -> Self {
        Self { memory: Memory::kept_in(file) }
    }

    /// Everything that was taken and given back, oldest first.
    ///
    /// # Errors
    /// `Unavailable` when its file cannot be read.
    pub fn taken(&self) -> Result<Vec<TestMoney>, BillingError> {
        self.memory.with(|entries, _| {
            let done = entries.iter().filter(|entry| entry.outcome == Outcome::Taken);
            done.map(|entry| {
                Ok(TestMoney {
                    key: entry.key.clone(),
                    kind: entry.kind(),
                    amount: entry.money()?,
                    reference: entry.reference.clone(),
                })
            })
            .collect()
        })
    }

    fn deliver(&self, key: &str, kind: AttemptKind, amount: Money, script: Script, of: &str) -> Answer {
        let worked = self.memory.with(|entries, add| {
            if let Some(known) = latest(entries, key)
                && known.outcome != Outcome::Lost
            {
                return Ok((known.clone(), true));
            }
            let seen = entries.iter().any(|entry| entry.key == key);
            let entry = Entry::new(
                key,
                kind,
                amount,
                reference(kind, key),
                outcome(script, kind, seen),
                script.word(),
                of,
            );
            add(&entry)?;
            Ok((entry, false))
        });
        match worked {
            Ok((entry, repeated)) => answer(&entry, script, kind, amount, repeated),
            Err(error) => {
                Answer::Unknown { reference: None, reason: Reason::new("test_file", error.message) }
            }
        }
    }
}

#[async_trait]
impl PaymentProvider for TestProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn label(&self) -> &str {
        LABEL
    }

    fn is_test(&self) -> bool {
        true
    }

    fn keeps_keys(&self) -> bool {
        true
    }

    async fn charge(&self, order: &ChargeOrder) -> Answer {
        let script = Script::of(order.token.expose());
        let deliver = || self.deliver(&order.key, AttemptKind::Charge, order.amount, script, "");
        match script {
            Script::Busy => Answer::NotTaken {
                reason: Reason::new("too_many_requests", "The test provider says that it is busy."),
                retry_after: Some(Duration::from_secs(1)),
            },
            Script::Twice => {
                deliver();
                deliver()
            }
            _ => deliver(),
        }
    }

    async fn refund(&self, order: &RefundOrder) -> Answer {
        let script = self.memory.with(|entries, _| {
            let charge = entries.iter().find(|entry| entry.reference == order.charge);
            Ok(charge.map(|charge| Script::of(&charge.script)))
        });
        match script {
            Ok(Some(script)) => {
                self.deliver(&order.key, AttemptKind::Refund, order.amount, script, &order.charge)
            }
            Ok(None) => Answer::NotTaken {
                reason: Reason::new("no_such_charge", "The test provider knows no such charge."),
                retry_after: None,
            },
            Err(error) => {
                Answer::Unknown { reference: None, reason: Reason::new("test_file", error.message) }
            }
        }
    }

    async fn find(&self, sought: &Sought) -> Result<Found, BillingError> {
        self.memory.with(|entries, add| {
            let Some(known) = latest(entries, &sought.key).cloned() else { return Ok(Found::Absent) };
            Ok(match known.outcome {
                Outcome::Taken => Found::Taken { amount: known.money()?, reference: known.reference },
                Outcome::Declined => Found::Declined {
                    reason: declined(Script::of(&known.script)),
                    reference: Some(known.reference),
                },
                Outcome::Lost => Found::Absent,
                Outcome::Pending => {
                    add(&known.ended(Outcome::Taken))?;
                    let words = "The test provider is still working on it. Ask again.";
                    Found::UnderWay { reference: known.reference, reason: Reason::new("processing", words) }
                }
            })
        })
    }

    async fn describe(&self, token: &ProviderToken) -> Result<TokenFacts, BillingError> {
        Ok(token_facts(token.expose()))
    }
}

fn latest<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().rev().find(|entry| entry.key == key)
}

/// What happens inside the provider, whatever of it is told outside.
fn outcome(script: Script, kind: AttemptKind, seen: bool) -> Outcome {
    match (kind, script) {
        (AttemptKind::Charge, Script::Declined | Script::InsufficientFunds | Script::ExpiredCard)
        | (AttemptKind::Refund, Script::RefundDeclined) => Outcome::Declined,
        (AttemptKind::Charge, Script::TimeoutLost | Script::ResetBefore) if !seen => Outcome::Lost,
        (AttemptKind::Charge, Script::Pending) => Outcome::Pending,
        _ => Outcome::Taken,
    }
}

/// What of it is told. A repeated request is answered as it would have been, had no answer been lost.
fn answer(entry: &Entry, script: Script, kind: AttemptKind, amount: Money, repeated: bool) -> Answer {
    let timeout =
        Reason::new("timeout", "The test provider did not answer in time: what happened is unknown.");
    let reset = Reason::new(
        "connection_lost",
        "The connection to the test provider broke off: what happened is unknown.",
    );
    let lost = match (kind, script) {
        (AttemptKind::Charge, Script::TimeoutTaken | Script::TimeoutLost)
        | (AttemptKind::Refund, Script::RefundTimeout) => Some(timeout),
        (AttemptKind::Charge, Script::ResetBefore | Script::ResetAfter) => Some(reset),
        _ => None,
    };
    let first_after_loss =
        entry.outcome == Outcome::Taken && matches!(script, Script::TimeoutLost | Script::ResetBefore);
    if let Some(reason) = lost.filter(|_| !repeated && !first_after_loss) {
        return Answer::Unknown { reference: None, reason };
    }
    match entry.outcome {
        Outcome::Taken => Answer::Taken { reference: entry.reference.clone(), amount },
        Outcome::Declined => {
            Answer::Declined { reference: Some(entry.reference.clone()), reason: declined(script) }
        }
        Outcome::Pending | Outcome::Lost => Answer::Unknown {
            reference: Some(entry.reference.clone()),
            reason: Reason::new("processing", "The test provider is working on it. Ask again."),
        },
    }
}

fn declined(script: Script) -> Reason {
    match script {
        Script::InsufficientFunds => Reason::new(
            "insufficient_funds",
            "Declined by the test provider: the account does not hold enough.",
        ),
        Script::ExpiredCard => {
            Reason::new("expired_card", "Declined by the test provider: the card is over.")
        }
        Script::RefundDeclined => Reason::new("refund_declined", "The test provider declined the refund."),
        _ => Reason::new("card_declined", "Declined by the test provider."),
    }
}

/// The same key has the same reference, always.
fn reference(kind: AttemptKind, key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    let hex: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    match kind {
        AttemptKind::Charge => format!("test_charge_{hex}"),
        AttemptKind::Refund => format!("test_refund_{hex}"),
    }
}
