//! Usage: exact quantities, currencies that the document does not carry, and the round trips.

use super::*;
use crate::Shape;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::usage::{
    CalculatedUsage as LineNoun, CurrentUsage as CurrentNoun, HourlyUsage as HourNoun, Series,
    UsageItem as ItemNoun, UsageStatus, UsageSummary as SummaryNoun,
};
use billing_domain::{Currency, Money, Period};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn write<S: Shape>(noun: &S::Noun) -> Value {
    serde_json::to_value(S::encode(noun).unwrap()).unwrap()
}

fn line(currency: &str) -> LineNoun {
    LineNoun {
        usage_type: "CE - App Stack Combo".into(),
        metric_labels: vec!["container-usage-large".into()],
        period: Period::month(2026, 3).unwrap(),
        quantity: "9007199254740993.000000000000123".parse().unwrap(),
        unit: "MB".into(),
        quantity_billable: i64::MAX,
        unit_billable: "TB".into(),
        amount: Money::new(1_234, currency.parse().unwrap()),
        fixed: false,
        status: UsageStatus::Other("STATUS_LATE".into()),
    }
}

fn current(items: Vec<LineNoun>, currency: &str) -> CurrentNoun {
    let currency: Currency = currency.parse().unwrap();
    let title = "Spring".into();
    CurrentNoun {
        items,
        coupons: vec![Coupon { title, discount_type: DiscountType::Percentage, discount_amount: 1_235 }],
        discount: Money::new(12, currency),
        total_cost: Money::new(1_222, currency),
    }
}

#[test]
fn a_priced_line_keeps_every_digit() {
    let written = write::<CalculatedUsage>(&line("USD"));
    assert_eq!(written["quantity"].to_string(), "9007199254740993.000000000000123");
    assert_eq!(written["quantity_billable"], json!("9223372036854775807"));
    assert_eq!(written["amount"], json!("1234"));
    assert_eq!(read::<CalculatedUsage>(written).decode().unwrap(), line("USD"));
}

#[test]
fn totals_take_the_currency_of_their_lines() {
    for noun in [current(vec![line("EUR")], "EUR"), current(vec![], "USD"), current(vec![], "THB")] {
        let written = write::<CurrentUsage>(&noun);
        let said = written.get("currency_code").is_some();
        assert_eq!(said, noun.total_cost.currency.as_str() == "THB", "said only where nothing else tells");
        assert_eq!(read::<CurrentUsage>(written).decode().unwrap(), noun);
    }
    let mixed = write::<CurrentUsage>(&current(vec![line("EUR"), line("USD")], "EUR"));
    assert!(read::<CurrentUsage>(mixed).decode().is_err(), "two currencies have no total");
}

#[test]
fn series_and_hours_go_through_whole() {
    let series = Series {
        namespace: "shop".into(),
        object: "pa4-resource1".into(),
        metric_label: "container-usage-large".into(),
        usage_type: "Containers".into(),
        unit: "Hours".into(),
        deployment: "pa4-deployment1".into(),
        container: "pa4-deployment1-abcd12".into(),
    };
    let period = Period::month(2026, 3).unwrap();
    let quantity = "0.000000000000001".parse().unwrap();
    let item = ItemNoun { series, period, quantity, hourly_breakdown_query: "eyJhIjoxfQ==".into() };
    let plain = ItemNoun {
        series: Series { deployment: String::new(), container: String::new(), ..item.series.clone() },
        ..item.clone()
    };
    assert!(write::<UsageItem>(&plain).get("deployment").is_none(), "the document's shape unless needed");
    let items = vec![item, plain];
    assert_eq!(read::<UsageItemList>(write::<UsageItemList>(&items)).decode().unwrap(), items);

    let unit = "Hours".into();
    let hours = vec![HourNoun { period, quantity, unit, deployment: "d".into(), container: "c".into() }];
    assert_eq!(read::<HourlyUsageList>(write::<HourlyUsageList>(&hours)).decode().unwrap(), hours);
}

#[test]
fn the_summary_tells_its_values_as_text() {
    let noun = SummaryNoun {
        name: "Public Load Balancers".into(),
        service: "App Stack".into(),
        usage: "20.5".parse().unwrap(),
        usage_unit: "hours".into(),
        at: "2026-03-01T00:00:00.5Z".parse().unwrap(),
        billing: "0.854166666666667".parse().unwrap(),
        billing_unit: "days".into(),
    };
    let written = write::<UsageSummaryList>(&vec![noun.clone()]);
    let item = &written["usage_summary_items"][0];
    assert_eq!(item["billing_metric_data"], json!({"unit": "days", "value": "0.854166666666667"}));
    assert_eq!(item["usage_metric_data"]["metric_value"]["timestamp"].to_string(), "1772323200.5");
    assert_eq!(read::<UsageSummaryList>(written).decode().unwrap(), [noun]);
}

#[test]
fn requests_tell_their_range_and_default_it() {
    let range = Period::month(2026, 3).unwrap();
    let now = "2026-05-02T12:00:00Z".parse().unwrap();
    assert_eq!(UsageSummaryRequest::of(range).range(now).unwrap(), range);
    assert_eq!(UsageRangeRequest::of("system", range).range(now).unwrap(), range);
    let unix: UsageSummaryRequest = read(json!({"start_time": "1772323200", "end_time": ""}));
    assert_eq!(unix.range(now).unwrap().start, range.start);
    let wrong: UsageSummaryRequest = read(json!({"start_time": "soon"}));
    assert!(wrong.range(now).is_err());
}
