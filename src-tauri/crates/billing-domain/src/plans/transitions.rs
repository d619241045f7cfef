//! The states of a move from plan to plan: CREATING -> WAITING_FOR_APPROVAL | FINISHED | FAILED, and its track.

use super::TransitionState;
use crate::BillingError;
use chrono::{DateTime, Utc};

/// What happens to a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransitionEvent {
    /// The billing department is asked.
    AskApproval,
    /// Plan, add-ons and quotas have changed together.
    Finish,
    /// Refused or broken; everything is as before.
    Fail,
}

impl TransitionState {
    /// True while it may still change, and so while no other move may be asked for.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Creating | Self::WaitingForApproval)
    }

    /// The state after an event.
    ///
    /// # Errors
    /// `FailedPrecondition` from a terminal or unknown state, or when approval would be asked for twice.
    pub fn after(&self, event: TransitionEvent) -> Result<Self, BillingError> {
        match (self, event) {
            (Self::Creating, TransitionEvent::AskApproval) => Ok(Self::WaitingForApproval),
            (Self::Creating | Self::WaitingForApproval, TransitionEvent::Finish) => Ok(Self::Finished),
            (Self::Creating | Self::WaitingForApproval, TransitionEvent::Fail) => Ok(Self::Failed),
            _ => Err(BillingError::refused(format!(
                "The request to change the plan is {}; nothing more can be done with it.",
                self.in_words()
            ))),
        }
    }

    /// The stable name used in JSON and in the UI; what else the tenant says, word for word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Creating => "creating",
            Self::WaitingForApproval => "waiting_for_approval",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Other(word) => word,
        }
    }

    /// The state as a person would say it.
    #[must_use]
    pub fn in_words(&self) -> &str {
        match self {
            Self::Creating => "being created",
            Self::WaitingForApproval => "waiting for approval",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Other(word) => word,
        }
    }
}

/// One step of the track: what became of the request, when and through whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionStep {
    /// The state it entered.
    pub state: TransitionState,
    /// When.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub who: String,
    /// Why, for a failure or a refusal.
    pub reason: Option<String>,
}

/// A stored request to move, with its track. The provider's token is not part of it: it became a payment method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// A UUID; a secret, for it opens the state without a token.
    pub id: String,
    /// The plan held when it was asked for.
    pub from_plan: Option<String>,
    /// The plan asked for.
    pub to_plan: String,
    /// Who asked.
    pub requester: String,
    /// Who decided, once somebody has.
    pub approver: Option<String>,
    /// True when it had to wait for the billing department.
    pub requires_manual_approval: bool,
    /// The support ticket's text, when one was written.
    pub ticket: Option<String>,
    /// Add-ons to take with the move.
    pub subscribe_addons: Vec<String>,
    /// Add-ons to drop with the move.
    pub unsubscribe_addons: Vec<String>,
    /// What happened, oldest first; never empty.
    pub track: Vec<TransitionStep>,
}

impl Transition {
    /// Where it stands: the last step of its track.
    #[must_use]
    pub fn state(&self) -> TransitionState {
        self.track.last().map_or(TransitionState::Creating, |step| step.state.clone())
    }

    /// Adds the step that an event leads to.
    ///
    /// # Errors
    /// As [`TransitionState::after`].
    pub fn step(
        &mut self,
        event: TransitionEvent,
        at: DateTime<Utc>,
        who: &str,
        reason: Option<&str>,
    ) -> Result<(), BillingError> {
        let state = self.state().after(event)?;
        let reason = reason.map(str::to_owned);
        self.track.push(TransitionStep { state, at, who: who.to_owned(), reason });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENTS: [TransitionEvent; 3] =
        [TransitionEvent::AskApproval, TransitionEvent::Finish, TransitionEvent::Fail];

    fn after(state: TransitionState) -> [Option<TransitionState>; 3] {
        EVENTS.map(|event| state.after(event).ok())
    }

    #[test]
    fn every_state_and_every_event() {
        use TransitionState::{Creating, Failed, Finished, WaitingForApproval};
        assert_eq!(after(Creating), [Some(WaitingForApproval), Some(Finished), Some(Failed)]);
        assert_eq!(after(WaitingForApproval), [None, Some(Finished), Some(Failed)]);
        assert_eq!(after(Finished), [None, None, None]);
        assert_eq!(after(Failed), [None, None, None]);
        assert_eq!(after(TransitionState::Other("STATE_NEW".to_owned())), [None, None, None]);
    }

    proptest! {
        #[test]
        fn a_terminal_state_is_never_left(events in proptest::collection::vec(0usize..3, 0..12)) {
            let mut state = TransitionState::Creating;
            let mut ended = None;
            for event in events {
                if let Ok(next) = state.after(EVENTS[event]) {
                    prop_assert_eq!(&ended, &None, "a terminal state was left");
                    state = next;
                }
                if !state.is_open() {
                    ended = Some(state.clone());
                }
            }
        }
    }
}
