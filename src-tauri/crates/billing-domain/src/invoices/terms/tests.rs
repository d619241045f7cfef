//! Terms by hand: changes of plan, trials, add-ons, and the parts they cut a month into.

use super::*;
use crate::Money;
use crate::period::PeriodUnit;
use crate::price_book::{AddonFee, PriceVersion};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn plan(key: &str, start: &str, fee: i64) -> HeldPlan {
    HeldPlan {
        plan: key.into(),
        title: key.into(),
        start: at(start),
        cancelled_at: None,
        trial_end: None,
        unit: PeriodUnit::Month,
        fee: Money::new(fee, Currency::USD),
    }
}

fn terms(plans: Vec<HeldPlan>) -> Terms {
    Terms {
        currency: Currency::USD,
        prices: PriceBook::default(),
        plans,
        addons: vec![],
        included_addons: BTreeMap::new(),
        coupons: vec![],
        taxes: vec![],
    }
}

fn march() -> Period {
    Period::month(2026, 3).unwrap()
}

fn fees(terms: &Terms, month: Period) -> Vec<(String, i64)> {
    let input = terms.input(month, vec![], vec![]).unwrap();
    input.fees.iter().map(|fee| (fee.title.clone(), fee.line().unwrap().amount.minor)).collect()
}

fn told(title: &str, minor: i64) -> (String, i64) {
    (title.to_owned(), minor)
}

#[test]
fn a_change_of_plan_credits_the_old_and_charges_the_new() {
    let before = terms(vec![plan("team", "2026-01-01T00:00:00Z", 31_000)]);
    let after = before.with_plan(plan("business", "2026-03-22T00:00:00Z", 62_000));
    let expected = [told("team", 31_000), told("Credit: team", -10_000), told("business", 20_000)];
    assert_eq!(fees(&after, march()), expected);
    assert_eq!(fees(&after, Period::month(2026, 4).unwrap()), [told("business", 62_000)]);
}

#[test]
fn to_the_same_plan_and_there_and_back_at_one_instant_change_nothing() {
    let before = terms(vec![plan("team", "2026-01-01T00:00:00Z", 31_000)]);
    let noon = "2026-03-16T12:34:56Z";
    let again = before.with_plan(plan("team", noon, 31_000));
    let back = before.with_plan(plan("business", noon, 62_000)).with_plan(plan("team", noon, 31_000));
    for changed in [again, back] {
        let sum: i64 = fees(&changed, march()).iter().map(|fee| fee.1).sum();
        assert_eq!(sum, 31_000, "{:?}", fees(&changed, march()));
    }
}

#[test]
fn parts_are_cut_at_the_next_full_hour() {
    let mut first = plan("team", "2026-02-20T00:00:00Z", 1);
    first.trial_end = Some(at("2026-03-05T10:00:00Z"));
    let terms = terms(vec![first]).with_plan(plan("business", "2026-03-16T12:34:56Z", 1));
    let parts: Vec<_> =
        terms.parts(march()).unwrap().into_iter().map(|p| (p.span.end, p.plan, p.trial)).collect();
    assert_eq!(
        parts,
        [
            (at("2026-03-05T10:00:00Z"), Some("team".to_owned()), true),
            (at("2026-03-16T13:00:00Z"), Some("team".to_owned()), false),
            (march().end, Some("business".to_owned()), false),
        ]
    );
    let before = terms.parts(Period::month(2026, 1).unwrap()).unwrap();
    assert_eq!(before.iter().map(|part| part.plan.clone()).collect::<Vec<_>>(), [None]);
}

fn with_addon_fee(mut terms: Terms) -> Terms {
    let fee = AddonFee { addon: "waf".into(), title: "WAF".into(), amount: Money::new(3_100, Currency::USD) };
    terms.prices.versions.push(PriceVersion {
        number: 1,
        valid_from: DateTime::UNIX_EPOCH,
        currency: Currency::USD,
        prices: vec![],
        plan_prices: vec![],
        plan_fees: vec![],
        addon_fees: vec![fee],
    });
    terms
}

#[test]
fn an_add_on_costs_while_it_is_subscribed_and_not_included() {
    let base = with_addon_fee(terms(vec![plan("team", "2026-01-01T00:00:00Z", 0)]));
    let taken = base.with_addon("waf", true, at("2026-03-11T00:00:00Z"));
    assert_eq!(fees(&taken, march()), [told("WAF", 2_100)]);
    let dropped = taken.with_addon("waf", false, at("2026-03-21T00:00:00Z"));
    assert_eq!(fees(&dropped, march()), [told("WAF", 2_100), told("Credit: WAF", -1_100)]);
    assert_eq!(fees(&dropped, Period::month(2026, 4).unwrap()), []);
    let mut included = taken.with_plan(plan("business", "2026-03-21T00:00:00Z", 0));
    included.included_addons.insert("business".into(), ["waf".to_owned()].into());
    assert_eq!(fees(&included, march()), [told("WAF", 2_100), told("Credit: WAF", -1_100)]);
    assert_eq!(fees(&included, Period::month(2026, 4).unwrap()), []);
}

#[test]
fn subscribing_twice_and_dropping_what_does_not_run_change_nothing() {
    let base = with_addon_fee(terms(vec![]));
    let taken = base.with_addon("waf", true, at("2026-03-11T00:00:00Z"));
    assert_eq!(taken.with_addon("waf", true, at("2026-03-12T00:00:00Z")), taken);
    assert_eq!(base.with_addon("waf", false, at("2026-03-12T00:00:00Z")), base);
}
