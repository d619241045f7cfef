//! The foot of an invoice against a reference model in plain integers.

use crate::check;
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::totals::totals;
use billing_domain::tax::TaxRate;
use billing_domain::{Currency, Decimal, Money};
use proptest::prelude::*;

const CATEGORIES: [&str; 3] = ["exempt", "reduced", "standard"];

#[derive(Debug, Clone)]
struct Foot {
    /// (category, minor).
    lines: Vec<(usize, i64)>,
    /// (is a percentage, steps of 0.01 % or minor).
    coupons: Vec<(bool, i64)>,
    /// Thousandths of a percent of reduced and standard.
    rates: [i64; 2],
}

fn feet() -> impl Strategy<Value = Foot> {
    let line = (0usize..3, -1_000_000i64..10_000_000);
    let coupon = (any::<bool>(), 0i64..10_001);
    (prop::collection::vec(line, 0..20), prop::collection::vec(coupon, 0..5), [0i64..30_000, 0i64..30_000])
        .prop_map(|(lines, coupons, rates)| Foot { lines, coupons, rates })
}

/// Half away from zero.
fn divided(top: i128, bottom: i128) -> i128 {
    let away = (2 * top.abs() + bottom) / (2 * bottom);
    if top < 0 { -away } else { away }
}

/// (subtotal, discount, tax, total) in minor units.
fn model(foot: &Foot) -> (i128, i128, i128, i128) {
    let subtotal: i128 = foot.lines.iter().map(|(_, minor)| i128::from(*minor)).sum();
    let mut left = subtotal.max(0);
    for (_, steps) in foot.coupons.iter().filter(|(percent, _)| *percent) {
        left -= divided(left * i128::from(*steps), 10_000).min(left);
    }
    for (_, minor) in foot.coupons.iter().filter(|(percent, _)| !*percent) {
        left -= i128::from(*minor).min(left);
    }
    let discount = subtotal.max(0) - left;
    let sums: Vec<Option<i128>> = (0..3)
        .map(|category| {
            let of = foot.lines.iter().filter(|(at, _)| *at == category).map(|(_, minor)| i128::from(*minor));
            let of: Vec<i128> = of.collect();
            (!of.is_empty()).then(|| of.into_iter().sum())
        })
        .collect();
    let weights: Vec<i128> = sums.iter().map(|sum| sum.unwrap_or(0).max(0)).collect();
    let all: i128 = weights.iter().sum();
    let mut parts: Vec<i128> =
        weights.iter().map(|weight| if all == 0 { 0 } else { weight * discount / all }).collect();
    // The largest remainders get the units that are missing; of equal ones, the first category that has lines.
    let mut order: Vec<usize> = (0..3).filter(|at| sums[*at].is_some()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(if all == 0 { 0 } else { weights[*at] * discount % all }));
    let missing = if all == 0 { 0 } else { discount - parts.iter().sum::<i128>() };
    for at in order.into_iter().take(usize::try_from(missing).unwrap()) {
        parts[at] += 1;
    }
    let tax: i128 = (1..3)
        .filter_map(|at| Some(divided((sums[at]? - parts[at]) * i128::from(foot.rates[at - 1]), 100_000)))
        .sum();
    (subtotal, discount, tax, subtotal - discount + tax)
}

#[test]
fn totals_are_the_reference_models() {
    check("feet against integers", 20_000, &feet(), |foot| {
        let usd = |minor| Money::new(minor, Currency::USD);
        let lines: Vec<(&str, Money)> =
            foot.lines.iter().map(|(category, minor)| (CATEGORIES[*category], usd(*minor))).collect();
        let coupons: Vec<AccountCoupon> = foot
            .coupons
            .iter()
            .map(|(percent, amount)| {
                let kind = if *percent { DiscountType::Percentage } else { DiscountType::FixedAmount };
                let coupon = Coupon { title: String::new(), discount_type: kind, discount_amount: *amount };
                AccountCoupon { coupon, currency: Currency::USD }
            })
            .collect();
        let rate = |at: usize| TaxRate {
            category: CATEGORIES[at].into(),
            label: "VAT".into(),
            percent: Decimal::new(i128::from(foot.rates[at - 1]), 3).unwrap(),
        };
        let found = totals(Currency::USD, &lines, &coupons, &[rate(2), rate(1)]).unwrap();
        let amounts: Vec<Money> = lines.iter().map(|(_, amount)| *amount).collect();
        prop_assert!(found.check(&amounts).is_ok());
        let minor = |money: Money| i128::from(money.minor);
        let told = (minor(found.subtotal), minor(found.discount), minor(found.tax), minor(found.total));
        prop_assert_eq!(told, model(&foot));
        Ok(())
    });
}
