//! The states of a move from plan to plan: CREATING -> WAITING_FOR_APPROVAL | FINISHED | FAILED, its track, and how it
//! goes on from the steps that were done.

use super::steps::{DoneStep, MoveStep, Undo};
use super::{Plan, TransitionMethod, TransitionState};
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
    /// When it shall take effect; the instant of asking for a move at once.
    pub planned_at: DateTime<Utc>,
    /// True when a support ticket shall be written.
    pub wants_ticket: bool,
    /// The number of the preview that the one who asked had seen.
    pub preview: Option<i64>,
    /// The states it went through, oldest first; never empty.
    pub track: Vec<TransitionStep>,
    /// What was done, oldest first.
    pub done: Vec<DoneStep>,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// The ticket is to be written.
    WriteTicket,
    /// Somebody is to be asked.
    AskApproval,
    /// Another person has to say yes or no; only that goes on.
    AwaitDecision,
    /// Its time has not come; only time goes on.
    AwaitTime(DateTime<Utc>),
    /// Plan, add-ons, quotas and subscription are to change, all in one transaction.
    Switch,
    /// It has come to an end.
    Nothing,
}

impl NextStep {
    /// True when the console itself has something to do.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        matches!(self, Self::WriteTicket | Self::AskApproval | Self::Switch)
    }
}

/// Where a move stands, for people: the public states know no move that only waits for its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Steps are under way, or were interrupted.
    UnderWay,
    /// Another person must say yes or no.
    WaitingForApproval,
    /// Nothing is left to do but to wait for its time.
    Scheduled,
    /// Done.
    Finished,
    /// Refused, called off or broken; everything is as before.
    Failed,
}

impl Phase {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::WaitingForApproval => "waiting_for_approval",
            Self::Scheduled => "scheduled",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }
}

/// Whether a move onto `plan` waits for a person: the plan says so; the provider's staff make it (SUPPORT, and any way
/// that this console does not know); or it would delete the tenant and nobody has confirmed that yet (`guarded`).
#[must_use]
pub fn waits_for_a_person(plan: &Plan, guarded: bool) -> bool {
    let flow = &plan.transition_flow;
    flow.requires_manual_approval
        || match flow.method {
            TransitionMethod::Wizard => false,
            TransitionMethod::Support | TransitionMethod::Other(_) => true,
            TransitionMethod::Recreate => !guarded,
        }
}

impl Transition {
    /// Where it stands: the last step of its track.
    #[must_use]
    pub fn state(&self) -> TransitionState {
        self.track.last().map_or(TransitionState::Creating, |step| step.state.clone())
    }

    /// The step of that kind, once it was done.
    #[must_use]
    pub fn done_step(&self, step: MoveStep) -> Option<&DoneStep> {
        self.done.iter().find(|done| done.step == step)
    }

    /// When it takes effect: as planned, but never before another person has said yes.
    ///
    /// It is read from what was stored, not from the clock, so that a move that is carried out late, because the program
    /// was not running, changes the same as one that was carried out in time.
    #[must_use]
    pub fn effect_at(&self) -> DateTime<Utc> {
        let approved = self.done_step(MoveStep::Approved).map(|done| done.at);
        approved.map_or(self.planned_at, |approved| approved.max(self.planned_at))
    }

    /// What comes next at `now`.
    #[must_use]
    pub fn next(&self, now: DateTime<Utc>) -> NextStep {
        if !self.state().is_open() {
            return NextStep::Nothing;
        }
        if self.wants_ticket && self.ticket.is_none() {
            return NextStep::WriteTicket;
        }
        if self.requires_manual_approval && self.done_step(MoveStep::Approved).is_none() {
            let asked = self.state() == TransitionState::WaitingForApproval;
            return if asked { NextStep::AwaitDecision } else { NextStep::AskApproval };
        }
        let effect = self.effect_at();
        if now < effect { NextStep::AwaitTime(effect) } else { NextStep::Switch }
    }

    /// Where it stands, for people.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        match (self.state(), self.next(now)) {
            (TransitionState::Finished, _) => Phase::Finished,
            (TransitionState::Failed, _) => Phase::Failed,
            (_, NextStep::AwaitDecision) => Phase::WaitingForApproval,
            (_, NextStep::AwaitTime(_)) => Phase::Scheduled,
            _ => Phase::UnderWay,
        }
    }

    /// Writes down a step that was done.
    pub fn note(
        &mut self,
        step: MoveStep,
        at: DateTime<Utc>,
        who: &str,
        note: impl Into<String>,
        undo: Undo,
    ) {
        self.done.push(DoneStep { step, at, who: who.to_owned(), note: note.into(), undo });
    }

    /// Adds the state that an event leads to.
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

    fn at(day: u32) -> DateTime<Utc> {
        use chrono::TimeZone;
        Utc.with_ymd_and_hms(2026, 3, day, 0, 0, 0).unwrap()
    }

    fn asked(planned: u32, waits: bool, wants_ticket: bool) -> Transition {
        let first = TransitionStep {
            state: TransitionState::Creating,
            at: at(1),
            who: "n.srisuk".to_owned(),
            reason: None,
        };
        Transition {
            id: "1".to_owned(),
            from_plan: None,
            to_plan: "teams".to_owned(),
            requester: "n.srisuk".to_owned(),
            approver: None,
            requires_manual_approval: waits,
            ticket: None,
            subscribe_addons: vec![],
            unsubscribe_addons: vec![],
            planned_at: at(planned),
            wants_ticket,
            preview: None,
            track: vec![first],
            done: vec![],
        }
    }

    #[test]
    fn each_step_follows_from_those_that_were_done() {
        let mut asked = asked(5, true, true);
        assert_eq!(asked.next(at(1)), NextStep::WriteTicket);
        asked.ticket = Some("please".to_owned());
        assert_eq!((asked.next(at(1)), asked.phase(at(1))), (NextStep::AskApproval, Phase::UnderWay));
        asked.step(TransitionEvent::AskApproval, at(1), "n.srisuk", None).unwrap();
        assert_eq!(asked.phase(at(9)), Phase::WaitingForApproval, "time alone does not approve");
        asked.note(MoveStep::Approved, at(3), "a.weber", "", Undo::Nothing);
        assert_eq!((asked.next(at(4)), asked.phase(at(4))), (NextStep::AwaitTime(at(5)), Phase::Scheduled));
        assert_eq!(asked.next(at(5)), NextStep::Switch);
        asked.step(TransitionEvent::Finish, at(5), "a.weber", None).unwrap();
        assert_eq!((asked.next(at(9)), asked.phase(at(9))), (NextStep::Nothing, Phase::Finished));
    }

    #[test]
    fn nothing_takes_effect_before_it_is_approved() {
        let mut late = asked(2, true, false);
        late.step(TransitionEvent::AskApproval, at(1), "n.srisuk", None).unwrap();
        late.note(MoveStep::Approved, at(4), "a.weber", "", Undo::Nothing);
        assert_eq!((late.effect_at(), late.next(at(9))), (at(4), NextStep::Switch));
        assert_eq!(asked(2, false, false).effect_at(), at(2));
    }

    #[test]
    fn whose_work_it_is_decides_whether_a_move_waits() {
        let mut plan = crate::plans::testing::plan("p");
        let mut waits = |method, guarded| {
            plan.transition_flow.method = method;
            waits_for_a_person(&plan, guarded)
        };
        assert!(!waits(TransitionMethod::Wizard, false));
        assert!(waits(TransitionMethod::Support, false));
        assert!(waits(TransitionMethod::Other("METHOD_NEW".to_owned()), false));
        assert!(waits(TransitionMethod::Recreate, false) && !waits(TransitionMethod::Recreate, true));
        plan.transition_flow.method = TransitionMethod::Wizard;
        plan.transition_flow.requires_manual_approval = true;
        assert!(waits_for_a_person(&plan, true));
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
