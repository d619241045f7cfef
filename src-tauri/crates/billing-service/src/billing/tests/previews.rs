//! Preview = bill: what was shown is what is billed, or the inputs that changed are named.

use super::book::{Book, at, team, usd};
use crate::billing::draft::draft;
use crate::billing::previews::make;
use crate::billing::{Acting, PreviewOf, subscribe};
use crate::testing::plan;
use billing_domain::coupons::discount::AccountCoupon;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::inputs::{InputKind, changes};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{AddonService, Plan};
use billing_domain::subscriptions::held::HeldPlan;
use billing_domain::{BillingError, Currency, Decimal, ErrorCode, Period};
use billing_store::Writer;
use billing_store::invoices::CouponRecord;
use billing_store::subscriptions::SubscriptionRecord;
use billing_store::usage::{Fact, NewSource, Origin, SeriesFacts};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// From April on: some labels cost every plan the same, some have a price of their own under the plan `random`.
const OWN_PRICES: &str = r#"{"currency": "USD", "valid_from": "2026-04-01", "prices": [
    {"metric_label": "lb-hours", "usage_type": "HTTP Load Balancer", "unit": "Hour", "model": "graduated",
     "tiers": [{"up_to": 1000, "unit_price": "0.10"}, {"up_to": null, "unit_price": "0.05"}]},
    {"metric_label": "lb-hours", "plan": "random", "usage_type": "HTTP Load Balancer", "unit": "Hour",
     "included": "100", "model": "volume",
     "tiers": [{"up_to": 500, "unit_price": "0.09"}, {"up_to": null, "unit_price": "0.0333"}]},
    {"metric_label": "requests", "usage_type": "HTTP Requests", "unit": "1k Requests", "rule": "exact",
     "model": "per_unit", "unit_price": "0.000123"},
    {"metric_label": "egress", "usage_type": "RE Egress", "unit": "GB", "unit_billable": "month",
     "factor": "hours_in_period", "rule": "exact", "model": "package", "package_size": "0.7", "package_price": "0.08"},
    {"metric_label": "egress", "plan": "random", "usage_type": "RE Egress", "unit": "GB", "model": "flat",
     "amount": "12.345"}]}"#;

/// The book of [`Book::acme`] with its plan, and two more, on offer.
pub fn offering() -> Book {
    let book = Book::acme();
    let mut business = plan("business", "");
    business.flat_price = usd(93_000);
    let plans =
        [plan("team", ""), business, Plan { name: "free".into(), flat_price: usd(0), ..plan("free", "") }];
    book.load_prices(OWN_PRICES, at("2026-01-01T00:00:00Z")).unwrap();
    book.store
        .write::<_, BillingError>(move |tx| {
            for (position, plan) in (0..).zip(&plans) {
                tx.add_plan(plan, position)?;
            }
            Ok(tx.set_current_plan("team", team().start)?)
        })
        .unwrap();
    book
}

fn to_plan(plan: &str, at: DateTime<Utc>) -> PreviewOf {
    PreviewOf::Plan { plan: plan.into(), at, subscribe: vec![], unsubscribe: vec![] }
}

#[test]
fn a_month_is_billed_as_previewed() {
    let book = offering();
    let preview =
        book.preview(&PreviewOf::Month(at("2026-03-10T00:00:00Z")), at("2026-04-01T00:00:00Z")).unwrap();
    assert_eq!((preview.after.totals.total, preview.difference), (usd(58_780), usd(0)));
    let issued = book.close(at("2026-04-01T00:00:00Z"), at("2026-04-01T03:00:00Z")).unwrap();
    let march =
        issued.iter().find(|invoice| invoice.header.period.start == at("2026-03-01T00:00:00Z")).unwrap();
    let outcomes = book.preview_outcomes(&march.header.name, at("2026-04-02T00:00:00Z")).unwrap();
    assert_eq!(outcomes.len(), 1);
    assert!(outcomes[0].as_previewed(), "{outcomes:?}");
    assert_eq!(outcomes[0].preview.made_by, "n.srisuk");
}

#[test]
fn a_preview_is_kept_word_for_word() {
    let book = offering();
    let shown = book.preview(&to_plan("business", at("2026-03-17T00:00:00Z")), at("2026-03-16T00:00:00Z"));
    let shown = shown.unwrap();
    let kept = book.store.read(|book| book.preview_of(shown.id)).unwrap().unwrap();
    let figures = kept.shown.unwrap();
    assert_eq!(
        (kept.total, figures.now, figures.tax, figures.next),
        (shown.after.totals.total, shown.now.totals.total, shown.after.totals.tax, shown.next.totals.total)
    );
    let lines: Vec<_> =
        figures.lines.iter().map(|line| (line.title.as_str(), line.span, line.amount)).collect();
    let wanted: Vec<_> =
        shown.new_lines().iter().map(|line| (line.usage_type.as_str(), line.span, line.amount)).collect();
    assert_eq!(lines, wanted);
    assert!(lines.len() > 1, "a credit and a charge: {lines:?}");
    assert_eq!(book.store.read(|book| book.preview_of(shown.id + 1)).unwrap(), None);
}

#[test]
fn what_came_after_the_preview_is_named() {
    let book = offering();
    book.preview(&PreviewOf::Month(at("2026-04-10T00:00:00Z")), at("2026-04-10T00:00:00Z")).unwrap();
    book.used("shop", "lb-1", "lb-hours", "Hour", "2026-04-11T00:00:00Z", "7.5");
    book.add_coupon(super::book::percent("Loyal", 500), at("2026-04-12T00:00:00Z")).unwrap();
    let outcomes = book.preview_outcomes("running-2026-04", at("2026-04-20T00:00:00Z")).unwrap();
    assert!(!outcomes[0].as_previewed());
    let told: Vec<_> =
        outcomes[0].changes.iter().map(|c| (c.kind, c.name.as_str(), c.after.as_deref())).collect();
    let loyal = Some("2: Percentage 500 USD");
    assert_eq!(
        told,
        [(InputKind::Usage, "lb-hours [Hour]", Some("10.5")), (InputKind::Coupon, "Loyal", loyal)]
    );
}

#[test]
fn a_change_of_plan_shows_credit_charge_and_the_next_month() {
    let book = offering();
    let preview =
        book.preview(&to_plan("business", at("2026-04-16T00:00:00Z")), at("2026-04-10T00:00:00Z")).unwrap();
    let fixed: Vec<_> =
        preview.after.lines.iter().filter(|l| l.fixed).map(|l| (l.usage_type.as_str(), l.amount)).collect();
    assert_eq!(
        fixed,
        [("Team plan", usd(50_000)), ("Credit: Team plan", usd(-25_000)), ("BUSINESS", usd(46_500))]
    );
    // 688.83 (715.30 - 71.53 + 45.06) less 481.79 (500.30 - 50.03 + 31.52).
    assert_eq!(preview.difference, usd(20_704));
    assert_eq!(preview.next.totals.subtotal, usd(93_000));
    let nobody = book.preview(&to_plan("nobody", at("2026-04-16T00:00:00Z")), at("2026-04-10T00:00:00Z"));
    assert_eq!(nobody.unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn an_addon_that_comes_with_the_plan_costs_nothing_even_when_the_plan_ends_first() {
    let book = offering();
    let addon = "f5xc_waap_advanced";
    let fees = r#"{"currency": "USD", "valid_from": "2026-05-01", "prices": [],
        "addon_fees": [{"addon": "f5xc_waap_advanced", "title": "WAAP", "amount": "90.00"}]}"#;
    book.load_prices(fees, at("2026-01-01T00:00:00Z")).unwrap();
    book.store
        .write::<_, BillingError>(move |tx| {
            let service = AddonService { name: addon.into(), display_name: "WAAP".into() };
            tx.add_plan(&Plan { included_addons: vec![service], ..plan("bundle", "") }, 7)?;
            change_plan(tx, "bundle", at("2026-05-01T00:00:00Z"))
        })
        .unwrap();
    let (ends, now) = (at("2026-05-10T00:00:00Z"), at("2026-05-02T00:00:00Z"));
    book.cancel_subscription("subscription-2", ends, now).unwrap();
    let of = PreviewOf::Addon { addon: addon.into(), begins: true, at: at("2026-05-20T00:00:00Z") };
    assert_eq!(book.preview(&of, now).unwrap().difference, usd(0), "nothing is subscribed, nothing is asked");
}

/// A change of plan as it really happens, in the given transaction.
fn change_plan(tx: &Writer<'_>, name: &str, when: DateTime<Utc>) -> Result<(), BillingError> {
    let offered = super::super::previews::plan_of(tx, name)?;
    let held = HeldPlan::on(&offered, when, tx.held_plan()?.is_none())?;
    let record = SubscriptionRecord {
        name: "subscription-2".into(),
        plan_name: held.title,
        plan_object_name: held.plan,
        start: held.start,
        cancelled_at: None,
        period_unit: held.unit,
        flat_price: held.fee,
        trial_end: held.trial_end,
    };
    subscribe(tx, record, when)?;
    Ok(tx.set_current_plan(name, when)?)
}

/// One random case: a plan on offer, the second of the change, a coupon, a quantity.
#[derive(Debug, Clone)]
struct Case {
    fee: i64,
    unit: PeriodUnit,
    second: i64,
    percent: i64,
    fixed: i64,
    quantity: i64,
    hour: i64,
}

fn cases() -> impl Strategy<Value = Case> {
    let unit =
        prop::sample::select(vec![PeriodUnit::Day, PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Year]);
    let month = 30 * 86_400i64;
    (0i64..2_000_000, unit, 0..month, 0i64..=10_000, 0i64..100_000, 1i64..5_000_000_000_000, 0..720i64)
        .prop_map(|(fee, unit, second, percent, fixed, quantity, hour)| Case {
            fee,
            unit,
            second,
            percent,
            fixed,
            quantity,
            hour,
        })
}

fn coupon(discount_type: DiscountType, discount_amount: i64) -> CouponRecord {
    let coupon = Coupon { title: format!("{discount_type:?}"), discount_type, discount_amount };
    let coupon = AccountCoupon { coupon, currency: Currency::USD };
    CouponRecord { coupon, valid_from: at("2026-01-01T00:00:00Z"), valid_until: None }
}

/// Runs a case in a transaction that is taken back; answers preview less bill, and the inputs that differ.
fn difference(tx: &Writer<'_>, case: &Case) -> Result<(i64, usize), BillingError> {
    let april = Period::month(2026, 4)?;
    let when = april.start + TimeDelta::seconds(case.second);
    let mut offered = plan("random", "");
    (offered.flat_price, offered.renewal_period_unit) = (usd(case.fee), case.unit.clone());
    tx.add_plan(&offered, 9)?;
    tx.add_coupon(&coupon(DiscountType::Percentage, case.percent))?;
    tx.add_coupon(&coupon(DiscountType::FixedAmount, case.fixed))?;
    let hour = april.start.timestamp() / 3_600 + case.hour;
    let fact = Fact::new(i32::try_from(hour).unwrap_or(0), Decimal::new(i128::from(case.quantity), 9)?);
    let source = NewSource { kind: "seed", name: "case".into(), sha256: None, started_at: when };
    let origin = Origin { source: tx.add_source(&source)?, at: when };
    let facts = [("lb-hours", "Hour"), ("requests", "1k Requests"), ("egress", "GB")].map(|(label, unit)| {
        let series = billing_domain::usage::Series {
            namespace: "random".into(),
            metric_label: label.into(),
            unit: unit.into(),
            ..billing_domain::usage::Series::default()
        };
        Ok::<_, BillingError>(SeriesFacts { series_id: tx.intern_series(&series)?, facts: vec![fact] })
    });
    tx.merge_usage(facts.into_iter().collect::<Result<_, _>>()?, origin)?;

    let acting = Acting { actor: "n.srisuk".into(), now: when };
    let preview = make(tx, &to_plan("random", when), &acting)?;
    change_plan(tx, "random", when)?;
    let billed = draft(tx, april)?.record;
    let kept = tx.previews_of(&april)?.swap_remove(0);
    let shown = preview.after.totals.total.minor;
    Ok((shown - billed.head.standing.total.minor, changes(&kept.inputs, &billed.inputs).len()))
}

/// `ENGINE_CASES` sets how many; the long run is 100,000.
#[test]
fn preview_less_bill_is_nothing_whatever_the_plan_the_second_the_coupon_and_the_quantity() {
    let count: u32 = std::env::var("ENGINE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let book = offering();
    let mut runner = TestRunner::new(Config { cases: count, failure_persistence: None, ..Config::default() });
    runner
        .run(&cases(), |case| {
            // The answer comes as a refusal, so that the transaction is taken back.
            let undone = book.store.write::<(), BillingError>(move |tx| {
                Err(BillingError::refused(format!("{:?}", difference(tx, &case)?)))
            });
            prop_assert_eq!(undone.unwrap_err().message, "(0, 0)");
            Ok(())
        })
        .unwrap();
    println!("{count} random changes of plan: preview less bill is 0 in all of them");
}
