//! Differences by hand: each cause with its amount, and the amounts add up.

use super::*;
use crate::invoices::inputs::InputKind;
use crate::price_book::{BillableRule, DivisionFactor, Price, PriceModel, STANDARD_TAX};
use crate::rating::{FixedCharge, MeteredUsage, UsagePart};
use crate::tax::TaxRate;
use crate::usage::UsageStatus;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn version(number: u32, prices: &[(&str, &str)]) -> PriceVersion {
    let price = |(label, unit_price): &(&str, &str)| Price {
        metric_label: (*label).into(),
        usage_type: format!("Type {label}"),
        unit: "GB".into(),
        unit_billable: "GB".into(),
        factor: DivisionFactor::Constant(Decimal::ONE),
        rule: BillableRule::Exact,
        included: Decimal::ZERO,
        model: PriceModel::PerUnit { unit_price: d(unit_price) },
        tax_category: STANDARD_TAX.into(),
    };
    PriceVersion {
        number,
        valid_from: chrono::DateTime::UNIX_EPOCH,
        currency: Currency::USD,
        prices: prices.iter().map(price).collect(),
        plan_fees: vec![],
        addon_fees: vec![],
        plan_prices: vec![],
    }
}

fn book() -> PriceBook {
    PriceBook { versions: vec![version(1, &[("gb", "0.105"), ("cpu", "2")])] }
}

fn input<'b>(book: &'b PriceBook, usage: &[(&str, &str)]) -> BillInput<'b> {
    let march = Period::month(2026, 3).unwrap();
    let metered = |(label, quantity): &(&str, &str)| MeteredUsage {
        metric_label: (*label).into(),
        usage_type: format!("Type {label}"),
        unit: "GB".into(),
        quantity: d(quantity),
        status: UsageStatus::Active,
    };
    let usage = usage.iter().map(metered).collect();
    BillInput {
        period: march,
        currency: Currency::USD,
        parts: vec![UsagePart { span: march, plan: None, trial: false, usage }],
        prices: book.version_at(march.start),
        fees: vec![],
        corrections: vec![],
        coupons: vec![],
        taxes: vec![TaxRate { category: STANDARD_TAX.into(), label: "VAT".into(), percent: 7.into() }],
    }
}

/// The bill as it went out; `ours` keeps the derivations.
fn billed(input: &BillInput<'_>, ours: bool) -> BilledInvoice {
    let bill = Bill::make(input).unwrap();
    let line = |line: &crate::rating::RatedLine| BilledLine {
        usage_type: line.usage_type.clone(),
        metric_label: line.metric_label.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        amount: line.amount,
        span: line.span,
        tax_category: line.tax_category.clone(),
        receipt: ours.then(|| line.receipt.clone()),
    };
    BilledInvoice {
        period: bill.period,
        lines: bill.lines.iter().map(line).collect(),
        totals: bill.totals.clone(),
        price_version: bill.price_version,
        inputs: if ours { input.named() } else { vec![] },
    }
}

fn compare(billed: &BilledInvoice, now: &BillInput<'_>, known: &Known<'_>) -> Vec<Difference> {
    let differences = rerate(billed, now, &Bill::make(now).unwrap(), known).unwrap();
    for difference in &differences {
        let zero = usd(0);
        let shares = Money::sum(Currency::USD, difference.causes.iter().map(|share| share.amount)).unwrap();
        let whole = difference.rated.unwrap_or(zero).checked_sub(difference.billed.unwrap_or(zero)).unwrap();
        assert_eq!(shares, whole, "the causes of {} add up", difference.what);
    }
    differences
}

fn told(differences: &[Difference]) -> Vec<(&str, Vec<(Cause, i64)>)> {
    let shares = |d: &Difference| d.causes.iter().map(|s| (s.cause.clone(), s.amount.minor)).collect();
    differences.iter().map(|d| (d.what.as_str(), shares(d))).collect()
}

#[test]
fn nothing_changed_nothing_differs() {
    let book = book();
    let input = input(&book, &[("gb", "12.5"), ("cpu", "3")]);
    assert_eq!(compare(&billed(&input, true), &input, &Known::default()), []);
    assert_eq!(compare(&billed(&input, false), &input, &Known::default()), []);
}

#[test]
fn restated_and_late_hours_have_their_own_amounts() {
    let book = book();
    let then = billed(&input(&book, &[("gb", "10")]), true);
    let late = LateUsage { restated_hours: 2, restated_by: d("-4"), late_hours: 1 };
    let known = Known { prices: Some(&book), late: [("gb".to_owned(), late)].into() };
    // 10 -> 6 -> 20: 1.05 -> 0.63 -> 2.10
    let differences = compare(&then, &input(&book, &[("gb", "20")]), &known);
    assert_eq!(
        told(&differences)[0],
        ("Type gb", vec![(Cause::HoursRestated { hours: 2 }, -42), (Cause::MissingHours { hours: 1 }, 147)])
    );
    assert_eq!(told(&differences)[2], ("total", vec![(Cause::Follows, 113)]));
}

#[test]
fn a_quantity_that_moves_no_cent_is_told_all_the_same() {
    let book = book();
    let then = billed(&input(&book, &[("gb", "10")]), true);
    let differences = compare(&then, &input(&book, &[("gb", "10.01")]), &Known::default());
    assert_eq!(told(&differences), [("Type gb", vec![(Cause::MissingHours { hours: 0 }, 0)])]);
}

#[test]
fn a_price_version_is_parted_from_the_hours() {
    let mut book = book();
    let then = billed(&input(&book, &[("gb", "10")]), true);
    book.versions.push(version(2, &[("gb", "0.2"), ("cpu", "2")]));
    let known = Known { prices: Some(&book), ..Known::default() };
    // 1.05 -> 20 at the old price 2.10 -> 4.00
    let differences = compare(&then, &input(&book, &[("gb", "20")]), &known);
    let version = Cause::PriceVersion { billed: Some(1), now: Some(2) };
    assert_eq!(
        told(&differences)[0],
        ("Type gb", vec![(Cause::MissingHours { hours: 0 }, 105), (version, 190)])
    );
}

#[test]
fn roundings_are_told_from_edits() {
    let book = book();
    let now = input(&book, &[("gb", "0.9")]); // 0.0945 -> 0.09
    for (ours, told_by_receipt, amount, cause) in [
        (true, "0.10", 10, Cause::Rounding),
        (true, "0.09", 10, Cause::Manual),
        (false, "", 10, Cause::ProviderRounding),
        (false, "", 11, Cause::ProviderRounding), // the price with two decimals: 0.9 GB are 1 GB at 0.11
        (false, "", 57, Cause::Manual),
    ] {
        let mut then = billed(&now, ours);
        then.lines[0].amount = usd(amount);
        if let Some(Receipt::Usage(receipt)) = &mut then.lines[0].receipt {
            receipt.amount = told_by_receipt.into();
        }
        then.totals.subtotal = usd(amount);
        let differences = compare(&then, &now, &Known::default());
        assert_eq!(told(&differences)[0], ("Type gb", vec![(cause, 9 - amount)]), "{amount}, ours: {ours}");
    }
}

#[test]
fn a_line_on_one_side_says_why() {
    let book = book();
    let both = input(&book, &[("gb", "10"), ("cpu", "1")]);
    let only = input(&book, &[("gb", "10")]);
    let without = |mut invoice: BilledInvoice| {
        invoice.lines.retain(|line| line.metric_label != "cpu");
        invoice
    };
    let first = |then: &BilledInvoice, now: &BillInput<'_>| {
        compare(then, now, &Known::default())[0].causes[0].cause.clone()
    };
    assert_eq!(first(&billed(&only, true), &both), Cause::MissingHours { hours: 0 });
    assert_eq!(first(&without(billed(&both, true)), &both), Cause::Manual, "its usage was known");
    assert_eq!(first(&without(billed(&both, false)), &both), Cause::NotOnInvoice);
    assert_eq!(first(&billed(&both, false), &only), Cause::OnlyOnInvoice);
    let mut added = billed(&both, true);
    added.inputs.retain(|input| input.kind != InputKind::Usage || !input.name.starts_with("cpu"));
    assert_eq!(first(&added, &only), Cause::Manual, "nothing asked for it");
}

#[test]
fn fees_tell_part_from_price() {
    let book = book();
    let mut now = input(&book, &[]);
    let march = now.period;
    let from = |day: i64| Period { start: march.start + chrono::TimeDelta::days(day), end: march.end };
    let fee = |full: i64, span: Period| FixedCharge {
        title: "Team".into(),
        full: usd(full),
        period: march,
        span,
        tax_category: STANDARD_TAX.into(),
    };
    now.fees = vec![fee(31_00, from(1))];
    let mut then = now.clone();
    then.fees = vec![fee(31_00, from(2))];
    let first = |then: &BilledInvoice| {
        let differences = compare(then, &now, &Known::default());
        told(&differences)[0].1.clone()
    };
    assert_eq!(first(&billed(&then, true)), [(Cause::Proration, 100)]);
    then.fees = vec![fee(62_00, from(1))];
    assert_eq!(first(&billed(&then, true)), [(Cause::Terms, -3_000)]);
    let mut by_month = billed(&now, false);
    by_month.lines[0].amount = usd(31_00);
    by_month.totals.subtotal = usd(31_00);
    assert_eq!(first(&by_month), [(Cause::Proration, -100)], "the whole fee for a part");
}

#[test]
fn the_foot_tells_tax_from_rounding_from_addition() {
    let book = book();
    let now = input(&book, &[("gb", "10"), ("cpu", "1")]); // 3.05, tax 0.2135 -> 0.21
    let find = |change: &dyn Fn(&mut Totals)| {
        let mut then = billed(&now, true);
        change(&mut then.totals);
        let differences = compare(&then, &now, &Known::default());
        let first = told(&differences)[0].clone();
        (first.0.to_owned(), first.1)
    };
    let tax = |minor: i64| {
        move |totals: &mut Totals| {
            totals.taxes[0].amount = usd(minor);
            totals.tax = usd(minor);
            totals.total = usd(305 + minor);
        }
    };
    assert_eq!(find(&tax(22)), ("tax".into(), vec![(Cause::Rounding, -1)]));
    assert_eq!(find(&tax(30)), ("tax".into(), vec![(Cause::Tax, -9)]));
    assert_eq!(find(&|totals| totals.total = usd(327)), ("total".into(), vec![(Cause::Manual, -1)]));
    assert_eq!(find(&|totals| totals.subtotal = usd(306)).0, "subtotal");
}
