//! The rules of attempts, walked through whole.

use super::*;
use crate::Currency;
use proptest::prelude::*;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

fn reason() -> Reason {
    Reason::new("word", "In words.")
}

#[test]
fn nothing_follows_an_end() {
    for from in AttemptState::ALL {
        assert_eq!(AttemptState::of(from.as_str()), Some(from));
        for to in AttemptState::ALL {
            assert!(!(from.is_final() && from.may_become(to)), "{from:?} -> {to:?}");
            assert!(!from.may_become(AttemptState::Planned), "{from:?} is never planned anew");
        }
    }
    assert_eq!(AttemptState::of("paid"), None);
}

#[test]
fn money_moves_only_after_a_sending() {
    let answers = [AttemptState::Succeeded, AttemptState::Declined, AttemptState::Unknown];
    for to in answers {
        assert!(!AttemptState::Planned.may_become(to), "{to:?}");
        assert!(AttemptState::Sent.may_become(to) && AttemptState::Unknown.may_become(to), "{to:?}");
    }
    assert!(
        !AttemptState::Unknown.may_become(AttemptState::Skipped),
        "what may have been taken is never dropped"
    );
}

#[test]
fn an_uncertain_answer_is_unknown_and_never_failed() {
    let lost = Answer::Unknown { reference: None, reason: reason() };
    assert_eq!(after_answer(lost, usd(5), None, at(0)).state, AttemptState::Unknown);
    let other = Answer::Taken { reference: "ch_1".to_owned(), amount: usd(6) };
    let change = after_answer(other, usd(5), None, at(0));
    assert_eq!(
        (change.state, change.reason.unwrap().code.as_str()),
        (AttemptState::Unknown, "amount_differs")
    );
}

#[test]
fn a_pause_that_the_provider_asks_for_is_told() {
    let busy = Answer::NotTaken { reason: reason(), retry_after: Some(std::time::Duration::from_secs(7)) };
    let change = after_answer(busy, usd(5), None, at(0));
    assert_eq!(change.state, AttemptState::NotTaken);
    assert_eq!(change.reason.unwrap().words, "In words. Try again in 7 s.");
}

#[test]
fn a_second_sending_that_came_to_nothing_says_nothing_about_the_first() {
    let refused = |before, now| {
        let answer = Answer::NotTaken { reason: reason(), retry_after: None };
        after_answer(answer, usd(5), before, at(now)).state
    };
    assert_eq!(refused(Some(at(0)), 14), AttemptState::Unknown);
    assert_eq!(refused(Some(at(0)), 15), AttemptState::NotTaken);
    assert_eq!(refused(None, 0), AttemptState::NotTaken);
}

#[test]
fn absent_is_no_proof_while_it_may_be_on_its_way() {
    let ask = |keeps_keys, minute| after_found(Found::Absent, usd(5), at(0), keeps_keys, at(minute));
    assert_eq!(ask(true, 0), AfterFound::MayBeSentAgain, "the same key twice does nothing twice");
    assert_eq!(ask(false, 15), AfterFound::MayBeSentAgain);
    let AfterFound::Becomes(change) = ask(false, 14) else { panic!("it was sent again too early") };
    assert_eq!(change.state, AttemptState::Unknown);
    assert!(change.reason.unwrap().words.contains("00:15 UTC"));
}

#[test]
fn what_the_provider_is_still_at_stays_unknown() {
    let found = Found::UnderWay { reference: "pi_1".to_owned(), reason: reason() };
    let AfterFound::Becomes(change) = after_found(found, usd(5), at(0), true, at(999)) else {
        panic!("sent again")
    };
    assert_eq!((change.state, change.reference.as_deref()), (AttemptState::Unknown, Some("pi_1")));
}

#[test]
fn primary_then_on_decline_secondary_then_stop() {
    use AttemptState::{Declined, NotTaken, Planned, Sent, Skipped, Succeeded, Unknown};
    let check = |states: &[AttemptState], expected| assert_eq!(next(states), expected, "{states:?}");
    check(&[Planned, Planned], Next::Send(0));
    check(&[Sent, Planned], Next::Ask(0));
    check(&[Unknown, Planned], Next::Ask(0));
    check(&[Declined, Planned], Next::Send(1));
    check(&[Declined, Unknown], Next::Ask(1));
    check(&[Declined, Declined], Next::Nothing);
    check(&[Succeeded, Skipped], Next::Nothing);
    check(&[NotTaken, Skipped], Next::Nothing);
    check(&[], Next::Nothing);
}

proptest! {
    /// Whatever a run's attempts look like: while one is under way nothing is sent, and what was taken ends it.
    #[test]
    fn nothing_is_sent_beside_what_is_under_way(picks in proptest::collection::vec(0..7usize, 1..5)) {
        let states: Vec<_> = picks.into_iter().map(|pick| AttemptState::ALL[pick]).collect();
        if let Next::Send(place) = next(&states) {
            prop_assert!(states[..place].iter().all(|state| *state == AttemptState::Declined));
            prop_assert_eq!(states[place], AttemptState::Planned);
        }
    }
}
