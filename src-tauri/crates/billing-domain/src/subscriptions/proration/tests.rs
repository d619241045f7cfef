//! Proration by hand, then its identities.

use super::*;
use crate::Currency;
use proptest::prelude::*;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn minor(line: Option<ProratedLine>) -> i64 {
    line.map_or(0, |line| line.amount.minor)
}

#[test]
fn half_of_a_leap_february_by_the_second() {
    let february = Period::month(2024, 2).unwrap();
    let change = change_plan(usd(5_000), usd(20_000), &february, at("2024-02-15T12:00:00Z")).unwrap();
    assert_eq!((minor(change.credit), minor(change.charge)), (-2_500, 10_000), "14.5 of 29 days");
    let change = change_plan(usd(5_000), usd(20_000), &february, at("2024-02-15T12:00:01Z")).unwrap();
    // 1,252,799 of 2,505,600 seconds: 24.999980.. and 99.999920..
    assert_eq!((minor(change.credit), minor(change.charge)), (-2_500, 10_000));
}

#[test]
fn a_change_outside_the_period_is_refused() {
    let march = Period::month(2026, 3).unwrap();
    assert!(change_plan(usd(1), usd(2), &march, at("2026-02-28T23:59:59Z")).is_err());
    assert!(change_plan(usd(1), usd(2), &march, at("2026-04-01T00:00:01Z")).is_err());
    let end = change_plan(usd(1), usd(2), &march, march.end).unwrap();
    assert_eq!(end, PlanChange { credit: None, charge: None });
}

#[test]
fn direction_is_by_the_price_of_a_second() {
    let month = Period::month(2026, 3).unwrap();
    let year = Period::new(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")).unwrap();
    let check = |old, new, expected| assert_eq!(direction(old, new).unwrap(), expected);
    check((usd(5_000), &month), (usd(6_000), &month), Direction::Upgrade);
    check((usd(5_000), &month), (usd(50_000), &year), Direction::Downgrade);
    check((usd(31), &month), (usd(365), &year), Direction::Level);
    let baht = Money::new(1, "THB".parse().unwrap());
    assert!(direction((usd(1), &month), (baht, &month)).is_err());
}

proptest! {
    #[test]
    fn credit_and_used_make_the_full_fee(fee in 0i64..10_000_000, second in 0i64..=2_678_400) {
        let march = Period::month(2026, 3).unwrap();
        let cut = march.start + chrono::TimeDelta::seconds(second);
        let part = |start, end| Period::new(start, end).map_or(0, |span| prorate(usd(fee), &span, &march).unwrap().minor);
        let sum = part(march.start, cut) + part(cut, march.end);
        prop_assert!((sum - fee).abs() <= 1, "{sum} against {fee}");
    }

    #[test]
    fn a_to_a_is_nothing(fee in 0i64..10_000_000, second in 0i64..=2_678_400) {
        let march = Period::month(2026, 3).unwrap();
        let change = change_plan(usd(fee), usd(fee), &march, march.start + chrono::TimeDelta::seconds(second)).unwrap();
        prop_assert_eq!(minor(change.credit) + minor(change.charge), 0);
    }

    #[test]
    fn there_and_back_at_one_instant_is_nothing(a in 0i64..10_000_000, b in 0i64..10_000_000, second in 0i64..=2_678_400) {
        let march = Period::month(2026, 3).unwrap();
        let cut = march.start + chrono::TimeDelta::seconds(second);
        let there = change_plan(usd(a), usd(b), &march, cut).unwrap();
        let back = change_plan(usd(b), usd(a), &march, cut).unwrap();
        let sum: i64 = [there.credit, there.charge, back.credit, back.charge].into_iter().map(minor).sum();
        prop_assert_eq!(sum, 0);
    }

    #[test]
    fn a_whole_period_is_the_full_price(fee in 0i64..10_000_000, month in 1u32..=12) {
        let period = Period::month(2024, month).unwrap();
        prop_assert_eq!(prorate(usd(fee), &period, &period).unwrap(), usd(fee));
    }
}
