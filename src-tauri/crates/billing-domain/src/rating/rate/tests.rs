//! A month rated by hand, and what is never billed.

use super::*;
use crate::Currency;
use crate::price_book::{BillableRule, DivisionFactor, Tier};
use crate::rating::Receipt;
use proptest::prelude::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn price(label: &str, unit: &str, model: PriceModel) -> Price {
    Price {
        metric_label: label.into(),
        usage_type: format!("Type {label}"),
        unit: unit.into(),
        unit_billable: unit.into(),
        factor: DivisionFactor::Constant(Decimal::ONE),
        rule: BillableRule::FloorMinOne,
        included: Decimal::ZERO,
        model,
        tax_category: "standard".into(),
    }
}

fn book(prices: Vec<Price>) -> PriceVersion {
    PriceVersion {
        number: 3,
        valid_from: chrono::DateTime::UNIX_EPOCH,
        currency: Currency::USD,
        prices,
        plan_fees: vec![],
        addon_fees: vec![],
        plan_prices: vec![],
    }
}

fn used(label: &str, unit: &str, quantity: &str) -> MeteredUsage {
    MeteredUsage {
        metric_label: label.into(),
        usage_type: "seen".into(),
        unit: unit.into(),
        quantity: d(quantity),
        status: UsageStatus::Active,
    }
}

fn march() -> Period {
    Period::month(2026, 3).unwrap()
}

fn each(unit_price: &str) -> PriceModel {
    PriceModel::PerUnit { unit_price: d(unit_price) }
}

fn amounts(rating: &Rating) -> Vec<(String, String, String)> {
    let shown = |l: &RatedLine| (l.metric_label.clone(), l.quantity_billable.to_string(), l.amount.to_text());
    rating.lines.iter().map(shown).collect()
}

#[test]
fn one_line_for_a_label_over_all_namespaces() {
    let tiers = vec![
        Tier { up_to: Some(d("1000")), unit_price: d("0.10") },
        Tier { up_to: None, unit_price: d("0.05") },
    ];
    let version =
        book(vec![price("lb", "Hour", PriceModel::Graduated { tiers }), price("gb", "GB", each("0.08"))]);
    let usage = [used("lb", "Hour", "700.7"), used("gb", "GB", "0.2"), used("lb", "Hour", "499.9")];
    let rating = rate(&march(), &usage, Some(&version)).unwrap();
    // 1200.6 hours -> 1200: 1000 x 0.10 + 200 x 0.05 = 110.00; 0.2 GB -> 1 x 0.08
    let expected = [("lb", "1200", "110.00"), ("gb", "1", "0.08")];
    assert_eq!(amounts(&rating), expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    assert_eq!(rating.lines[0].unit_price, UnitPrice::Tiered);
    assert_eq!(rating.lines[1].unit_price, UnitPrice::Each(d("0.08")));
    assert_eq!(rating.lines[0].quantity, d("1200.6"), "the metered quantity stays exact");
}

#[test]
fn what_is_not_billed_says_why() {
    let version =
        book(vec![price("a", "GB", each("1")), price("z", "GB", each("1")), price("n", "GB", each("1"))]);
    let quiet = MeteredUsage { status: UsageStatus::NoData, ..used("a", "GB", "5") };
    let usage =
        [quiet, used("a", "TB", "1"), used("z", "GB", "0"), used("n", "GB", "-1"), used("new", "GB", "9")];
    let rating = rate(&march(), &usage, Some(&version)).unwrap();
    assert!(rating.lines.is_empty());
    let reasons: Vec<_> = rating.unbilled.iter().map(|u| u.reason.clone()).collect();
    let other_unit = UnbilledReason::OtherUnit { priced: "GB".into() };
    use UnbilledReason::{Negative, NoPrice, NotActive, Zero};
    assert_eq!(reasons, [NotActive, other_unit, Negative, NoPrice, Zero]);
    assert!(rating.unbilled.iter().any(|u| u.reason.blocks_issue()));
}

#[test]
fn without_a_price_book_nothing_is_billed_and_nothing_is_hidden() {
    let rating = rate(&march(), &[used("a", "GB", "5")], None).unwrap();
    assert_eq!(rating.unbilled[0].reason, UnbilledReason::NoPrice);
}

#[test]
fn hours_of_the_real_month_divide() {
    let mut vcpu = price("vcpu", "vCPU-Hour", each("10"));
    vcpu.factor = DivisionFactor::HoursInPeriod;
    vcpu.rule = BillableRule::Exact;
    // March has 744 hours: 1,860 vCPU-hours are 2.5 vCPU; February 2026 has 672.
    let rating =
        rate(&march(), &[used("vcpu", "vCPU-Hour", "1860")], Some(&book(vec![vcpu.clone()]))).unwrap();
    assert_eq!(amounts(&rating)[0].2, "25.00");
    let february = Period::month(2026, 2).unwrap();
    let rating = rate(&february, &[used("vcpu", "vCPU-Hour", "1860")], Some(&book(vec![vcpu]))).unwrap();
    assert_eq!(amounts(&rating)[0].2, "27.68", "1860 / 672 x 10 = 27.678..");
}

#[test]
fn an_endless_fraction_is_not_cut_before_the_price() {
    let mut third = price("t", "GB", each("0.03"));
    third.factor = DivisionFactor::Constant(d("3"));
    third.rule = BillableRule::Exact;
    // 0.5 / 3 x 0.03 = 0.005 exactly: a tie, which rounds away from zero.
    let rating = rate(&march(), &[used("t", "GB", "0.5")], Some(&book(vec![third]))).unwrap();
    assert_eq!(amounts(&rating)[0].2, "0.01");
    let Receipt::Usage(receipt) = &rating.lines[0].receipt else { panic!("a usage receipt") };
    assert!(!receipt.converted_is_exact);
    assert_eq!(receipt.converted, "0.166666666666666667");
}

#[test]
fn included_units_cost_nothing() {
    let mut free = price("r", "1k", each("0.5"));
    free.included = d("100");
    let version = book(vec![free]);
    for (quantity, amount) in [("99", "0.00"), ("100", "0.00"), ("101.9", "0.50"), ("1000", "450.00")] {
        let rating = rate(&march(), &[used("r", "1k", quantity)], Some(&version)).unwrap();
        assert_eq!(amounts(&rating)[0].2, amount, "{quantity}");
    }
}

#[test]
fn the_receipt_tells_the_whole_way() {
    let tiers = vec![
        Tier { up_to: Some(d("1000")), unit_price: d("0.10") },
        Tier { up_to: None, unit_price: d("0.0515") },
    ];
    let version = book(vec![price("lb", "Hour", PriceModel::Graduated { tiers })]);
    let rating = rate(&march(), &[used("lb", "Hour", "1001.7")], Some(&version)).unwrap();
    let expected = "\
lb, 2026-03-01T00:00:00Z to 2026-04-01T00:00:00Z
  quantity    1001.7 Hour
  converted   1001.7 / 1 = 1001.7
  billable    1001 Hour (floor_min_one)
  price       graduated, version 3
    above 0 up to 1000: 1000 x 0.1 = 100
    above 1000: 1 x 0.0515 = 0.0515
  unrounded   100.0515
  rounding    half away from zero, 2 decimals, once
  amount      USD 100.05
";
    assert_eq!(rating.lines[0].receipt.to_string(), expected);
}

proptest! {
    /// A second way to the same amount: whole numbers only, micro-units of money, rounded at the end.
    #[test]
    fn agrees_with_counting_in_whole_numbers(
        parts in proptest::collection::vec(0i64..5_000_000_000, 1..6),
        bounds in (1i64..2_000, 1i64..3_000),
        prices in proptest::array::uniform3(0i64..2_000_000),
    ) {
        let (first, second) = (bounds.0, bounds.0 + bounds.1);
        let micro = |n: i64| Decimal::new(i128::from(n), 6).unwrap();
        let tiers = vec![
            Tier { up_to: Some(first.into()), unit_price: micro(prices[0]) },
            Tier { up_to: Some(second.into()), unit_price: micro(prices[1]) },
            Tier { up_to: None, unit_price: micro(prices[2]) },
        ];
        let version = book(vec![price("m", "GB", PriceModel::Graduated { tiers })]);
        let usage: Vec<_> = parts.iter().map(|p| MeteredUsage { quantity: micro(*p), ..used("m", "GB", "0") }).collect();
        let rating = rate(&march(), &usage, Some(&version)).unwrap();
        let total: i64 = parts.iter().sum();
        let expected = (total > 0).then(|| {
            let units = i128::from((total / 1_000_000).max(1));
            let in_tier = |low: i64, high: i128| (units.min(high) - i128::from(low)).max(0);
            let sum = in_tier(0, first.into()) * i128::from(prices[0])
                + in_tier(first, second.into()) * i128::from(prices[1])
                + in_tier(second, i128::MAX) * i128::from(prices[2]);
            (sum + 5_000) / 10_000 // micro to cents, half up (never negative here)
        });
        prop_assert_eq!(rating.lines.first().map(|l| i128::from(l.amount.minor)), expected);
    }

    #[test]
    fn the_order_of_usage_does_not_matter(parts in proptest::collection::vec(1i64..5_000_000_000, 2..6)) {
        let version = book(vec![price("m", "GB", each("0.123456"))]);
        let mut usage: Vec<_> = parts.iter()
            .map(|p| MeteredUsage { quantity: Decimal::new(i128::from(*p), 6).unwrap(), ..used("m", "GB", "0") })
            .collect();
        let one = rate(&march(), &usage, Some(&version)).unwrap();
        usage.reverse();
        prop_assert_eq!(one, rate(&march(), &usage, Some(&version)).unwrap());
    }
}
