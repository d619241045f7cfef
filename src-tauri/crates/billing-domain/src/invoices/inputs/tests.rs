//! Named inputs: what makes two bills the same, and what is told when they are not.

use super::*;
use crate::coupons::discount::AccountCoupon;
use crate::coupons::{Coupon, DiscountType};
use crate::rating::MeteredUsage;
use crate::tax::TaxRate;
use crate::{Currency, Money};

fn usage(label: &str, quantity: i64) -> MeteredUsage {
    MeteredUsage {
        metric_label: label.into(),
        usage_type: label.into(),
        unit: "GB".into(),
        quantity: quantity.into(),
        status: UsageStatus::Active,
    }
}

fn input(usage: Vec<MeteredUsage>) -> BillInput<'static> {
    let march = Period::month(2026, 3).unwrap();
    let fee = FixedCharge {
        title: "Team".into(),
        full: Money::new(50_000, Currency::USD),
        period: march,
        span: march,
        tax_category: "standard".into(),
    };
    let coupon =
        Coupon { title: "Partner".into(), discount_type: DiscountType::Percentage, discount_amount: 1_000 };
    BillInput {
        period: march,
        currency: Currency::USD,
        parts: vec![UsagePart { span: march, plan: Some("team".into()), trial: false, usage }],
        prices: None,
        fees: vec![fee],
        corrections: vec![],
        coupons: vec![AccountCoupon { coupon, currency: Currency::USD }],
        taxes: vec![TaxRate { category: "standard".into(), label: "VAT".into(), percent: 7.into() }],
    }
}

#[test]
fn the_order_of_usage_does_not_count_and_sums_do() {
    let one = input(vec![usage("a", 1), usage("b", 2), usage("a", 3)]).named();
    let other = input(vec![usage("a", 4), usage("b", 2)]).named();
    assert_eq!(one, other);
    assert_eq!(canonical_text(&one), canonical_text(&other));
}

#[test]
fn what_changed_is_named_with_both_values() {
    let then = input(vec![usage("a", 1), usage("gone", 2)]);
    let mut now = input(vec![usage("a", 5)]);
    now.coupons.clear();
    now.taxes[0].percent = 10.into();
    let told: Vec<_> = changes(&then.named(), &now.named())
        .into_iter()
        .map(|change| (change.kind, change.name, change.before, change.after))
        .collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            (InputKind::Usage, "a [GB]".to_owned(), text("1"), text("5")),
            (InputKind::Usage, "gone [GB]".to_owned(), text("2"), None),
            (InputKind::Coupon, "Partner".to_owned(), text("1: Percentage 1000 USD"), None),
            (InputKind::Tax, "standard".to_owned(), text("VAT 7 %"), text("VAT 10 %")),
        ]
    );
    assert!(changes(&then.named(), &then.named()).is_empty());
}

#[test]
fn every_field_of_the_input_is_told() {
    let base = input(vec![usage("a", 1)]);
    let plain = canonical_text(&base.named());
    type Edit = fn(&mut BillInput<'_>);
    let edits: [Edit; 9] = [
        |i| i.period.end += chrono::TimeDelta::seconds(1),
        |i| i.currency = "EUR".parse().unwrap(),
        |i| i.parts[0].trial = true,
        |i| i.parts[0].plan = None,
        |i| i.parts[0].usage[0].unit = "TB".into(),
        |i| i.parts[0].usage[0].status = UsageStatus::NoData,
        |i| i.fees[0].span.end -= chrono::TimeDelta::seconds(1),
        |i| i.fees[0].full.minor += 1,
        |i| i.coupons[0].coupon.discount_amount += 1,
    ];
    for (n, edit) in edits.into_iter().enumerate() {
        let mut changed = base.clone();
        edit(&mut changed);
        assert_ne!(canonical_text(&changed.named()), plain, "edit {n}");
    }
}
