//! Killed after every step, with the file opened anew each time: the same end, nothing taken twice, nothing silent.

use super::book::{Desk, INVOICE, StopAt};
use crate::payments::{AttemptState, Step, ToTheEnd};
use billing_domain::ErrorCode;

/// Tokens, and how it ends.
const STORIES: [(&[&str], AttemptState); 9] = [
    (&["tok_visa_4242"], AttemptState::Succeeded),
    (&["tok_visa_4242_declined"], AttemptState::Declined),
    (&["tok_visa_4242_declined", "pm_sepa_3097"], AttemptState::Succeeded),
    (&["tok_visa_4242_declined", "pm_sepa_3097_declined"], AttemptState::Declined),
    (&["tok_visa_4242_timeout-taken"], AttemptState::Succeeded),
    (&["tok_visa_4242_timeout-lost"], AttemptState::Succeeded),
    (&["tok_visa_4242_reset-before", "pm_sepa_3097"], AttemptState::Succeeded),
    (&["tok_visa_4242_pending"], AttemptState::Succeeded),
    (&["tok_visa_4242_declined", "pm_sepa_3097_timeout-taken"], AttemptState::Succeeded),
];

/// Charges until the end is known.
async fn to_the_end(desk: &Desk, ask_first: bool) -> AttemptState {
    for _ in 0..6 {
        if ask_first {
            desk.payments().resolve().await.unwrap();
            if desk.attempts().iter().all(|attempt| attempt.state.is_final()) {
                return last_state(desk);
            }
        }
        let outcome = desk.payments().charge(INVOICE, &ToTheEnd).await.unwrap();
        if !outcome.state().is_under_way() {
            return outcome.state();
        }
        desk.dies();
    }
    panic!("no end: {}", desk.told());
}

fn last_state(desk: &Desk) -> AttemptState {
    let attempts = desk.attempts();
    attempts.iter().rev().map(|attempt| attempt.state).find(|state| *state != AttemptState::Skipped).unwrap()
}

async fn never_killed(tokens: &[&str]) -> (AttemptState, i64, String) {
    let desk = Desk::with(tokens).await;
    let end = to_the_end(&desk, false).await;
    (end, desk.held(), desk.told())
}

#[tokio::test]
async fn a_charge_killed_at_every_step_is_charged_again_and_comes_to_the_same_end() {
    killed_at_every_step(false).await;
}

#[tokio::test]
async fn a_charge_killed_at_every_step_is_asked_about_and_comes_to_the_same_end() {
    killed_at_every_step(true).await;
}

async fn killed_at_every_step(ask_first: bool) {
    let mut killed = 0;
    for (tokens, end) in STORIES {
        let whole = never_killed(tokens).await;
        assert_eq!(whole.0, end, "{tokens:?}");
        for n in 0.. {
            let desk = Desk::with(tokens).await;
            let stop = StopAt::step(n);
            let result = desk.payments().charge(INVOICE, &stop).await;
            let Some(step) = *stop.stopped.lock().unwrap() else { break };
            assert_eq!(result.unwrap_err().code, ErrorCode::Cancelled);
            killed += 1;
            desk.dies();
            desk.agrees_so_far(step);
            let all_ended = desk.attempts().iter().all(|attempt| attempt.state.is_final());
            let got = if all_ended { last_state(&desk) } else { to_the_end(&desk, ask_first).await };
            assert_eq!((got, desk.held(), desk.told()), whole, "{tokens:?} killed after {step:?}, step {n}");
            desk.agrees();
        }
    }
    println!("{killed} crashes of charges");
    assert!(killed > 30, "{killed}");
}

#[tokio::test]
async fn a_refund_killed_at_every_step_comes_to_the_same_end() {
    let mut killed = 0;
    for script in ["", "_refund-timeout", "_refund-declined"] {
        for n in 0.. {
            let desk = Desk::with(&[&format!("tok_visa_4242{script}")]).await;
            desk.charge().await;
            let stop = StopAt::step(n);
            let _ = desk.payments().refund(INVOICE, Some(super::book::usd(700)), "", &stop).await;
            let Some(step) = *stop.stopped.lock().unwrap() else { break };
            killed += 1;
            desk.dies();
            let ended = desk.attempts().last().unwrap().state.is_final();
            while !ended && !desk.attempts().last().unwrap().state.is_final() {
                desk.payments().refund(INVOICE, None, "", &ToTheEnd).await.unwrap();
                desk.dies();
            }
            let refunds = desk.taken().len() - 1;
            assert_eq!(refunds, usize::from(script != "_refund-declined"), "{script} killed after {step:?}");
            desk.agrees();
        }
    }
    println!("{killed} crashes of refunds");
    assert!(killed >= 12, "{killed}");
}

impl Desk {
    /// In the moment of the crash: what was taken and is not booked yet hangs on an attempt that says so.
    fn agrees_so_far(&self, step: Step) {
        let booked = self.standing().paid.minor;
        if self.held() != booked {
            let open = self.attempts().iter().any(|attempt| super::book::under_way(attempt.state));
            assert!(open, "money was taken and the book does not know that it might be, after {step:?}");
        }
    }
}
