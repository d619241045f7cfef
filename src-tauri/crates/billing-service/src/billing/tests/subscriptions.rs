//! Holding plans: fees by the second, trials, billing periods.

use super::book::{Book, at, team, usd};
use crate::billing::NewSubscription;
use billing_domain::ErrorCode;
use billing_domain::period::PeriodUnit;

#[test]
fn only_one_plan_is_held_at_a_time() {
    let book = Book::acme();
    let next = NewSubscription {
        name: "subscription-2".into(),
        plan_name: "Organization plan".into(),
        plan_object_name: "organization".into(),
        start: at("2026-04-16T00:00:00Z"),
        flat_price: usd(90_000),
        ..team()
    };
    book.subscribe(next, at("2026-04-16T00:00:00Z")).unwrap();
    let april = book.running(at("2026-04-20T00:00:00Z")).unwrap().unwrap();
    let fees: Vec<_> =
        april.lines.iter().filter(|l| l.fixed).map(|l| (l.usage_type.as_str(), l.amount)).collect();
    let expected =
        [("Team plan", usd(50_000)), ("Credit: Team plan", usd(-25_000)), ("Organization plan", usd(45_000))];
    assert_eq!(fees, expected, "15 of 30 days each");
    let held = book.store.read(|book| book.subscriptions()).unwrap();
    assert_eq!(held[1].cancelled_at, Some(at("2026-04-16T00:00:00Z")));
}

#[test]
fn a_trial_month_asks_for_nothing_and_shows_everything() {
    let book = Book::acme();
    let trial = NewSubscription {
        start: at("2026-04-01T00:00:00Z"),
        trial_end: Some(at("2026-05-01T00:00:00Z")),
        ..team()
    };
    book.subscribe(trial, at("2026-04-01T00:00:00Z")).unwrap();
    let april = book.running(at("2026-04-20T00:00:00Z")).unwrap().unwrap();
    assert!(april.header.trial);
    assert_eq!(april.lines.iter().map(|l| l.amount).collect::<Vec<_>>(), [usd(30), usd(-30)]);
    assert_eq!(april.header.total, usd(0));
}

#[test]
fn billing_periods_are_written_once() {
    let book = Book::acme();
    book.add_billing_periods(at("2026-05-15T00:00:00Z")).unwrap();
    book.add_billing_periods(at("2026-05-15T00:00:00Z")).unwrap();
    let periods = book.store.read(|book| book.billing_periods("subscription-1")).unwrap();
    let starts: Vec<_> = periods.iter().map(|p| p.period.start.format("%Y-%m-%d").to_string()).collect();
    assert_eq!(starts, ["2026-05-01", "2026-04-01", "2026-03-01"], "newest first");
    assert!(periods.iter().all(|p| p.uid.len() == 36));
}

#[test]
fn cancelling_ends_the_fee_at_that_second() {
    let book = Book::acme();
    let end = at("2026-04-16T00:00:00Z");
    book.cancel_subscription("subscription-1", end, end).unwrap();
    let april = book.running(at("2026-04-20T00:00:00Z")).unwrap().unwrap();
    let fixed: Vec<_> = april.lines.iter().filter(|l| l.fixed).map(|l| l.amount).collect();
    assert_eq!(fixed, [usd(50_000), usd(-25_000)], "what is not held is given back");
    let again = book.cancel_subscription("subscription-1", end, end).unwrap_err();
    assert_eq!(again.code, ErrorCode::FailedPrecondition);
    assert_eq!(book.cancel_subscription("nobody", end, end).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn terms_that_make_no_sense_are_refused() {
    let book = Book::acme();
    let start = team().start;
    for wrong in [
        NewSubscription { period_unit: PeriodUnit::Other("FORTNIGHT".into()), ..team() },
        NewSubscription { flat_price: usd(-1), ..team() },
        NewSubscription { trial_end: Some(start), ..team() },
    ] {
        assert_eq!(book.subscribe(wrong, start).unwrap_err().code, ErrorCode::InvalidInput);
    }
}

#[test]
fn no_plan_is_slipped_in_before_a_later_one() {
    let book = Book::acme();
    let earlier =
        NewSubscription { name: "subscription-0".into(), start: at("2026-02-01T00:00:00Z"), ..team() };
    let refused = book.subscribe(earlier, at("2026-04-01T00:00:00Z")).unwrap_err();
    assert_eq!(refused.code, ErrorCode::FailedPrecondition);
}
