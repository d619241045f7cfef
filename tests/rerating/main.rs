//! Re-rating against faults that were put in on purpose: each is found, none is invented, and its cause is told.
//! `RERATING_INVOICES` sets how many random invoices; the long run is 10,000.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod coupons;
mod faults;

use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::rerating::{Difference, Known, rerate};
use billing_domain::{ErrorCode, Money};
use billing_tests::random_bills::{Account, Random};
use faults::{Case, FAULTS};
use std::collections::BTreeMap;

fn invoices() -> usize {
    std::env::var("RERATING_INVOICES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_200)
}

fn compared(case: &Case) -> Vec<Difference> {
    let now = case.now.input();
    let known = Known { prices: Some(&case.now.prices), late: case.late.clone() };
    rerate(&case.billed, &now, &Bill::make(&now).unwrap(), &known).unwrap()
}

/// The causes of each difference add up to it, whatever they are.
fn adds_up(difference: &Difference) {
    let currency = difference.causes[0].amount.currency;
    let zero = Money::zero(currency);
    let (billed, rated) = (difference.billed.unwrap_or(zero), difference.rated.unwrap_or(zero));
    let shares = Money::sum(currency, difference.causes.iter().map(|share| share.amount)).unwrap();
    assert_eq!(shares, rated.checked_sub(billed).unwrap(), "the causes of {} add up", difference.what);
}

#[test]
fn every_fault_is_found_and_its_cause_is_told() {
    let wanted = invoices();
    let mut random = Random(4);
    let (mut made, mut right, mut sound) = (0, 0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    while made < wanted {
        let account = Account::random(&mut random);
        match Bill::make(&account.input()) {
            Ok(_) => {}
            Err(error) if error.code == ErrorCode::InvalidInput => continue,
            Err(error) => panic!("{error}"),
        }
        for ours in [true, false] {
            let untouched = Case::sound(&account, ours);
            assert_eq!(compared(&untouched), [], "nothing is invented");
            sound += 1;
        }
        // A kind that this bill has no place for (a coupon where there is none) gives way to the next.
        let first = made % FAULTS.len();
        let kinds = FAULTS.iter().cycle().skip(first).take(FAULTS.len());
        let Some((fault, case)) =
            kinds.filter_map(|fault| Some((fault, (fault.make)(&account, &mut random)?))).next()
        else {
            continue;
        };
        made += 1;
        let differences = compared(&case);
        assert!(!differences.is_empty(), "{} was not found: {:?}", fault.name, case.billed);
        differences.iter().for_each(adds_up);
        let mut causes = differences.iter().flat_map(|d| &d.causes).map(|share| share.cause.as_str());
        let told: Vec<&str> = causes.by_ref().filter(|cause| *cause != "follows").collect();
        let is_right = !told.is_empty() && told.iter().all(|cause| *cause == fault.cause);
        let count = by_kind.entry(fault.name).or_default();
        count.0 += 1;
        if is_right {
            count.1 += 1;
            right += 1;
        } else if misses.len() < 12 {
            misses.push(format!("{}: told {told:?}, {differences:?}", fault.name));
        }
    }
    for (name, (found, right)) in &by_kind {
        println!("{name}: {found} put in, {found} found, {right} with the right cause");
    }
    println!(
        "{made} invoices with a fault, all found; {right} with the right cause; {sound} sound ones, none invented"
    );
    assert_eq!(by_kind.len(), FAULTS.len(), "every kind had its turn");
    assert!(right * 100 >= made * 99, "{right} of {made}:\n{}", misses.join("\n"));
}
