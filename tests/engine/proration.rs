//! The identities of a change of plan, on the lines that the bill really gets.

use crate::check;
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::terms::Terms;
use billing_domain::period::PeriodUnit;
use billing_domain::price_book::PriceBook;
use billing_domain::subscriptions::held::HeldPlan;
use billing_domain::{Currency, Money, Period};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn plan(key: &str, fee: i64, start: DateTime<Utc>, currency: Currency) -> HeldPlan {
    HeldPlan {
        plan: key.into(),
        title: key.into(),
        start,
        cancelled_at: None,
        trial_end: None,
        unit: PeriodUnit::Month,
        fee: Money::new(fee, currency),
    }
}

fn terms(plans: Vec<HeldPlan>, currency: Currency) -> Terms {
    Terms {
        currency,
        prices: PriceBook::default(),
        plans,
        addons: vec![],
        included_addons: BTreeMap::new(),
        coupons: vec![],
        taxes: vec![],
    }
}

fn lines(terms: &Terms, month: Period) -> Vec<i64> {
    let bill = Bill::make(&terms.input(month, vec![], vec![]).unwrap()).unwrap();
    assert!(bill.totals.check(&bill.lines.iter().map(|line| line.amount).collect::<Vec<_>>()).is_ok());
    bill.lines.iter().map(|line| line.amount.minor).collect()
}

/// A month, a second in it, two fees, a currency.
fn changes() -> impl Strategy<Value = (Period, DateTime<Utc>, i64, i64, Currency)> {
    let currency = prop::sample::select(vec!["USD", "JPY", "KWD"]);
    (1970i32..2100, 1u32..=12, any::<u32>(), 1i64..100_000_000, 1i64..100_000_000, currency).prop_map(
        |(year, month, second, a, b, currency)| {
            let month = Period::month(year, month).unwrap();
            let at = month.start + TimeDelta::seconds(i64::from(second) % month.seconds());
            (month, at, a, b, currency.parse().unwrap())
        },
    )
}

fn january(currency: Currency, fee: i64) -> Terms {
    terms(vec![plan("a", fee, DateTime::from_timestamp(-86_400 * 366, 0).unwrap(), currency)], currency)
}

#[test]
fn a_change_of_plan_keeps_its_identities() {
    check("identities of a change of plan", 5_000, &changes(), |(month, at, a, b, currency)| {
        let before = january(currency, a);
        prop_assert_eq!(lines(&before, month), vec![a], "a whole period is the full price");

        let after = before.with_plan(plan("b", b, at, currency));
        let told = lines(&after, month);
        if at > month.start {
            prop_assert_eq!(told.len(), 3);
            let (full, credit) = (told[0], told[1]);
            prop_assert_eq!(full, a);
            // What was used, computed apart: seconds before the change, rounded half away from zero.
            let seconds = i128::from((at - month.start).num_seconds());
            let all = i128::from(month.seconds());
            let used = (2 * i128::from(a) * seconds + all) / (2 * all);
            prop_assert!((used + i128::from(-credit) - i128::from(a)).abs() <= 1, "credit + used = full");
        } else {
            prop_assert_eq!(told, vec![b], "from the first second on it is the new plan's month");
        }

        let same = before.with_plan(plan("a", a, at, currency));
        prop_assert_eq!(lines(&same, month).iter().sum::<i64>(), a, "A to A is nothing");
        let back = after.with_plan(plan("a", a, at, currency));
        prop_assert_eq!(lines(&back, month).iter().sum::<i64>(), a, "A to B to A at one instant is nothing");
        let next = Period::month_of(month.end).unwrap();
        prop_assert_eq!(lines(&after, next), vec![b], "the next month is the new plan's");
        Ok(())
    });
}

/// Coupons do not touch the lines themselves.
#[test]
fn lines_are_the_same_with_and_without_coupons() {
    check("lines apart from coupons", 1_000, &changes(), |(month, at, a, b, currency)| {
        let plain = january(currency, a).with_plan(plan("b", b, at, currency));
        let mut with = plain.clone();
        let coupon = billing_domain::coupons::Coupon {
            title: "Half".into(),
            discount_type: billing_domain::coupons::DiscountType::Percentage,
            discount_amount: 5_000,
        };
        with.coupons.push(billing_domain::invoices::terms::CouponTerm {
            coupon: AccountCoupon { coupon, currency },
            valid_from: DateTime::UNIX_EPOCH,
            valid_until: None,
        });
        prop_assert_eq!(lines(&plain, month), lines(&with, month));
        Ok(())
    });
}
