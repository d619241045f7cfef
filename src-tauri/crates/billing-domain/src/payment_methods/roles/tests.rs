//! Role rules, example by example and as properties.

use super::*;
use crate::ErrorCode;
use crate::payment_methods::testing::{methods, words};
use proptest::prelude::*;

type Rule = fn(&[PaymentMethod], &str) -> Result<RoleChanges, BillingError>;

#[track_caller]
fn check(rule: Rule, before: &str, name: &str, after: &str) {
    let before = methods(before);
    let changes = rule(&before, name).unwrap();
    assert_eq!(words(&changes.applied_to(&before)), after);
}

#[test]
fn primary_sends_the_former_primary_to_normal() {
    check(make_primary, "visa* sepa+ amex", "amex", "visa sepa+ amex*");
    check(make_primary, "visa* sepa+ amex", "sepa", "visa sepa* amex");
    check(make_primary, "visa* sepa+ amex", "visa", "visa* sepa+ amex");
    check(make_primary, "visa sepa", "sepa", "visa sepa*");
}

#[test]
fn secondary_can_leave_no_primary() {
    check(make_secondary, "visa* sepa+ amex", "amex", "visa* sepa amex+");
    check(make_secondary, "visa* sepa+ amex", "visa", "visa+ sepa amex");
    check(make_secondary, "visa* sepa+ amex", "sepa", "visa* sepa+ amex");
}

#[test]
fn swap_sends_the_former_primary_to_secondary() {
    check(swap_primary, "visa* sepa+ amex", "sepa", "visa+ sepa* amex");
    check(swap_primary, "visa* sepa+ amex", "amex", "visa+ sepa amex*");
    check(swap_primary, "visa* sepa", "sepa", "visa+ sepa*");
    check(swap_primary, "visa sepa+ amex", "amex", "visa sepa amex*");
    check(swap_primary, "visa* sepa+", "visa", "visa* sepa+");
}

#[test]
fn nobody_knows_that_name() {
    for rule in [make_primary as Rule, make_secondary, swap_primary] {
        assert_eq!(rule(&methods("visa*"), "sepa").unwrap_err().code, ErrorCode::NotFound);
    }
}

#[test]
fn a_new_method_takes_the_role_it_asks_for() {
    let before = methods("visa* sepa+");
    let after = |role| words(&admit(&before, &role).unwrap().applied_to(&before));
    assert_eq!(after(Role::Primary), "visa sepa+");
    assert_eq!(after(Role::Secondary), "visa* sepa");
    assert_eq!(after(Role::Normal), "visa* sepa+");
    let strange = admit(&before, &Role::Other("BACKUP".to_owned()));
    assert_eq!(strange.unwrap_err().code, ErrorCode::InvalidInput);
}

#[test]
fn the_primary_stays_while_something_is_owed() {
    let methods = methods("visa* sepa+");
    assert_eq!(
        allow_deletion(&methods, "visa", true).unwrap_err().code,
        ErrorCode::FailedPrecondition,
        "an open invoice would have nothing to be charged to"
    );
    assert!(allow_deletion(&methods, "visa", false).is_ok());
    assert!(allow_deletion(&methods, "sepa", true).is_ok());
    assert_eq!(allow_deletion(&methods, "amex", false).unwrap_err().code, ErrorCode::NotFound);
}

/// Any set of methods that keeps the invariant.
fn some_methods() -> impl Strategy<Value = Vec<PaymentMethod>> {
    (1usize..6, proptest::option::of(0usize..6), proptest::option::of(0usize..6)).prop_map(
        |(count, first, second)| {
            let mark = |at: usize| match (first == Some(at), second == Some(at)) {
                (true, _) => "*",
                (false, true) => "+",
                _ => "",
            };
            let words: Vec<_> = (0..count).map(|at| format!("m{at}{}", mark(at))).collect();
            methods(&words.join(" "))
        },
    )
}

fn holds(methods: &[PaymentMethod], role: &Role) -> usize {
    methods.iter().filter(|method| method.role == *role).count()
}

proptest! {
    #[test]
    fn at_most_one_primary_and_one_secondary_whatever_is_done(
        start in some_methods(),
        steps in proptest::collection::vec((0usize..3, any::<prop::sample::Index>()), 1..30),
    ) {
        let rules = [make_primary as Rule, make_secondary, swap_primary];
        let mut methods = start;
        for (rule, which) in steps {
            let name = which.get(&methods).name.clone();
            let changes = rules[rule](&methods, &name).unwrap();
            methods = changes.applied_to(&methods);
            prop_assert!(holds(&methods, &Role::Primary) <= 1);
            prop_assert!(holds(&methods, &Role::Secondary) <= 1);
        }
    }

    #[test]
    fn swapping_to_the_secondary_and_back_restores(start in some_methods()) {
        if let (Some(first), Some(second)) = (primary(&start), secondary(&start)) {
            let there = swap_primary(&start, &second.name).unwrap().applied_to(&start);
            let back = swap_primary(&there, &first.name).unwrap().applied_to(&there);
            prop_assert_eq!(back, start.clone());
        }
    }

    #[test]
    fn the_same_again_does_nothing(start in some_methods(), which in any::<prop::sample::Index>()) {
        let name = which.get(&start).name.clone();
        for rule in [make_primary as Rule, make_secondary, swap_primary] {
            let after = rule(&start, &name).unwrap().applied_to(&start);
            prop_assert!(rule(&after, &name).unwrap().is_none());
        }
    }
}
