//! Attempts: which state follows which, what a provider's answer means, and when something may be sent again.
//!
//! A run is one asking for the money of an invoice. Its attempts are planned together, one per method in charge order;
//! the next is sent only when the one before it was declined. What is sent and not answered stays UNKNOWN until the
//! provider says what became of it, and while it does, nothing else of its invoice is sent.

use super::{Answer, Found, Reason};
use crate::Money;
use chrono::{DateTime, TimeDelta, Utc};

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptState {
    /// Kept with its key; nothing was sent.
    Planned,
    /// Sent, or about to be: written down before the first byte goes out.
    Sent,
    /// The money has moved.
    Succeeded,
    /// The method was refused.
    Declined,
    /// Certainly nothing has moved, and it was not the method's fault.
    NotTaken,
    /// Nobody knows; only the provider's answer ends this.
    Unknown,
    /// Not needed: an earlier attempt of its run ended it.
    Skipped,
}

impl AttemptState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Sent,
        Self::Succeeded,
        Self::Declined,
        Self::NotTaken,
        Self::Unknown,
        Self::Skipped,
    ];

    /// The stable name used in SQL, JSON and the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sent => "sent",
            Self::Succeeded => "succeeded",
            Self::Declined => "declined",
            Self::NotTaken => "not_taken",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// True when nothing follows any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Declined | Self::NotTaken | Self::Skipped)
    }

    /// True while money may be moving: no other attempt of the invoice may start.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Sent | Self::Unknown)
    }

    /// Whether `next` may follow. Nothing follows a final state, and nothing but a sending is followed by an answer.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Planned => matches!(next, Self::Sent | Self::Skipped | Self::NotTaken),
            // Sent again, with the same key, after the provider was read back.
            Self::Sent | Self::Unknown => !matches!(next, Self::Planned | Self::Skipped),
            Self::Succeeded | Self::Declined | Self::NotTaken | Self::Skipped => false,
        }
    }
}

/// A state that an attempt takes on, and what is said with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The state from now on.
    pub state: AttemptState,
    /// The provider's name for it, when there is one.
    pub reference: Option<String>,
    /// Why; none when all went well.
    pub reason: Option<Reason>,
}

/// How long after the last sending a request may still be on its way. Only after that does "the provider knows nothing
/// of it" mean that nothing was taken. Decided: far more than any deadline of ours, and short enough to be waited for.
pub const SETTLES_AFTER: TimeDelta = TimeDelta::minutes(15);

/// What an answer makes of an attempt of `asked` that was just sent.
///
/// `sent_before` is when it had been sent before that, if it was: that this sending came to nothing then says nothing
/// about the earlier one, which may still be on its way.
#[must_use]
pub fn after_answer(
    answer: Answer,
    asked: Money,
    sent_before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Change {
    match answer {
        Answer::Taken { reference, amount } => taken(reference, amount, asked),
        Answer::Declined { reference, reason } => {
            Change { state: AttemptState::Declined, reference, reason: Some(reason) }
        }
        Answer::NotTaken { reason, retry_after } => {
            let reason = match retry_after {
                Some(pause) => Reason {
                    words: format!("{} Try again in {} s.", reason.words, pause.as_secs()),
                    ..reason
                },
                None => reason,
            };
            let is_certain = sent_before.is_none_or(|before| has_settled(before, now));
            let state = if is_certain { AttemptState::NotTaken } else { AttemptState::Unknown };
            Change { state, reference: None, reason: Some(reason) }
        }
        Answer::Unknown { reference, reason } => {
            Change { state: AttemptState::Unknown, reference, reason: Some(reason) }
        }
    }
}

/// What reading back leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterFound {
    /// The attempt changes; for [`AttemptState::Unknown`] only what is said about it.
    Becomes(Change),
    /// The provider knows nothing of it, and it may be sent again with the same key.
    MayBeSentAgain,
}

/// What a provider's word on an attempt means that was sent last at `last_sent`.
///
/// "Knows nothing of it" is no proof while the request may still be on its way. A provider that keeps keys may then be
/// sent the same key again at once: should the first one arrive after all, it does nothing. Any other provider is sent
/// nothing before [`SETTLES_AFTER`].
#[must_use]
pub fn after_found(
    found: Found,
    asked: Money,
    last_sent: DateTime<Utc>,
    keeps_keys: bool,
    now: DateTime<Utc>,
) -> AfterFound {
    AfterFound::Becomes(match found {
        Found::Taken { reference, amount } => taken(reference, amount, asked),
        Found::Declined { reference, reason } => {
            Change { state: AttemptState::Declined, reference, reason: Some(reason) }
        }
        Found::UnderWay { reference, reason } => {
            Change { state: AttemptState::Unknown, reference: Some(reference), reason: Some(reason) }
        }
        Found::Absent if keeps_keys || has_settled(last_sent, now) => return AfterFound::MayBeSentAgain,
        Found::Absent => Change {
            state: AttemptState::Unknown,
            reference: None,
            reason: Some(Reason::new(
                "not_known_yet",
                format!(
                    "The provider does not know this attempt, but it may still be on its way. Ask again after {}.",
                    (last_sent + SETTLES_AFTER).format("%H:%M UTC")
                ),
            )),
        },
    })
}

/// True once nothing that was sent then can still be on its way.
#[must_use]
pub fn has_settled(last_sent: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - last_sent >= SETTLES_AFTER
}

/// What the provider certainly never got.
#[must_use]
pub fn never_arrived() -> Change {
    let words = "The provider knows nothing of this attempt: nothing was taken. Charge again when you wish.";
    let reason = Some(Reason::new("never_arrived", words));
    Change { state: AttemptState::NotTaken, reference: None, reason }
}

/// Another amount than was asked for is nothing that a program may settle.
fn taken(reference: String, amount: Money, asked: Money) -> Change {
    if amount == asked {
        return Change { state: AttemptState::Succeeded, reference: Some(reference), reason: None };
    }
    let words = format!(
        "The provider says {amount} where {asked} was asked for. Nothing is booked; look at {reference} at the provider."
    );
    let reason = Some(Reason::new("amount_differs", words));
    Change { state: AttemptState::Unknown, reference: Some(reference), reason }
}

/// What a run does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Send the attempt at this place.
    Send(usize),
    /// Ask the provider about the attempt at this place; send nothing.
    Ask(usize),
    /// Nothing: it has ended.
    Nothing,
}

/// The next step of a run whose attempts stand so, in the order in which they are tried.
#[must_use]
pub fn next(states: &[AttemptState]) -> Next {
    for (place, state) in states.iter().enumerate() {
        match state {
            AttemptState::Declined => {}
            AttemptState::Planned => return Next::Send(place),
            AttemptState::Sent | AttemptState::Unknown => return Next::Ask(place),
            AttemptState::Succeeded | AttemptState::NotTaken | AttemptState::Skipped => return Next::Nothing,
        }
    }
    Next::Nothing
}

#[cfg(test)]
mod tests;
