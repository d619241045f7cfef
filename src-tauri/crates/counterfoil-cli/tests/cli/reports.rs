//! The screen questions: named fields, plain decimals, totals over all rows.

use crate::desk::{Desk, column};

fn desk() -> Desk {
    let desk = Desk::new();
    let mut text = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n".to_owned();
    for (namespace, object, label, hour, quantity) in [
        ("shop", "web", "cpu", "2026-02-28T23", "0.30"),
        ("shop", "web", "cpu", "2026-03-01T00", "0.000000000000001"),
        ("shop", "web", "net", "2026-03-01T00", "12"),
        ("shop", "db", "cpu", "2026-03-02T05", "7.5"),
        ("labs", "web", "cpu", "2026-03-02T05", "1"),
    ] {
        let (usage_type, unit) = if label == "cpu" { ("vCPU", "h") } else { ("Egress", "GB") };
        text.push_str(&format!(
            "{namespace},{object},{label},{usage_type},{hour}:00:00Z,{quantity},{unit}\n"
        ));
    }
    desk.import("usage", &desk.file("usage.csv", text));
    desk
}

#[test]
fn monthly_by_type() {
    let report = desk().json(&["report", "monthly-by-type"]);
    assert_eq!(column(&report, "month"), ["2026-02", "2026-03", "2026-03"]);
    assert_eq!(column(&report, "usage_type"), ["vCPU", "Egress", "vCPU"]);
    assert_eq!(column(&report, "unit"), ["h", "GB", "h"]);
    assert_eq!(column(&report, "quantity"), ["0.3", "12", "8.500000000000001"]);
    assert_eq!(report["totals"]["quantity"], "20.800000000000001");
}

#[test]
fn daily_by_metric_of_a_namespace_and_a_range() {
    let asked =
        ["report", "daily-by-metric", "--namespace", "shop", "--from", "2026-03", "--to", "2026-03-02"];
    let report = desk().json(&asked);
    assert_eq!(column(&report, "day"), ["2026-03-01", "2026-03-01"]);
    assert_eq!(column(&report, "metric_label"), ["cpu", "net"]);
    assert_eq!(column(&report, "quantity"), ["0.000000000000001", "12"]);
}

#[test]
fn object_hours_want_an_object() {
    let desk = desk();
    assert!(desk.refused(&["report", "object-hours"]).contains("--object"));
    let report = desk.json(&["report", "object-hours", "--object", "web", "--limit", "2"]);
    assert_eq!(column(&report, "hour"), ["2026-02-28T23:00:00Z", "2026-03-01T00:00:00Z"]);
    assert_eq!(column(&report, "object"), ["web", "web"]);
    assert_eq!(report["totals"]["rows"], 4, "the total is over all rows");
}

#[test]
fn pivot() {
    let report = desk().json(&["report", "pivot"]);
    assert_eq!(column(&report, "namespace"), ["labs", "shop", "shop"]);
    assert_eq!(column(&report, "quantity"), ["1", "12", "7.800000000000001"]);
}

#[test]
fn top_objects_at_list_price() {
    let desk = desk();
    let prices =
        r#"{"cpu": {"usage_type": "vCPU", "unit": "h", "tiers": [{"up_to": null, "unit_price": "0.10"}]}}"#;
    desk.json(&["prices", "load", &desk.file("prices.json", prices)]);
    let report = desk.json(&["report", "top-objects", "--from", "2026-03"]);
    assert_eq!(column(&report, "object"), ["db", "web", "web"]);
    assert_eq!(column(&report, "amount"), ["0.75", "0.1", "0.0000000000000001"]);
    assert_eq!(column(&report, "currency"), ["USD", "USD", "USD"]);
}

#[test]
fn people_read_a_table_and_the_time_it_took() {
    let output = desk().run(&["report", "pivot", "--timing"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("namespace  usage_type"), "{text}");
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("answered in "));
}

#[test]
fn amounts_by_type_and_by_day_come_to_the_month_so_far() {
    let desk = Desk::new();
    assert!(desk.run(&["demo"]).status.success());
    let month = desk.json(&["report", "month"]);
    let so_far = ["--from", "2026-03", "--to", "2026-03-20"];
    let by_type = desk.json(&[&["report", "amounts"], &so_far[..]].concat());
    assert_eq!(by_type["totals"]["amount"], month["totals"]["amount"]);
    assert_eq!(by_type["totals"]["rows"], month["rows"].as_array().unwrap().len());
    let by_day = desk.json(&[&["report", "amounts", "--step", "day"], &so_far[..]].concat());
    assert_eq!(by_day["totals"]["amount"], month["totals"]["amount"]);
    assert_eq!(column(&by_day, "day").last().map(AsRef::as_ref), Some("2026-03-19"));
    let running = desk.json(&["invoices", "show", "running-2026-03"]);
    let lines = running["lines"].as_array().unwrap().iter().filter(|line| line["fixed"] == false);
    let mut billed: Vec<_> = lines.map(|line| line["amount"].clone()).collect();
    let mut reported: Vec<_> =
        by_type["rows"].as_array().unwrap().iter().map(|row| row["amount"].clone()).collect();
    billed.sort_by_key(ToString::to_string);
    reported.sort_by_key(ToString::to_string);
    assert_eq!(billed, reported, "the report asks the same prices as the bill");
}

#[test]
fn usage_without_prices_has_no_amount() {
    let report = desk().json(&["report", "amounts"]);
    assert_eq!(report["rows"][0]["amount"], serde_json::Value::Null);
    assert_eq!(report["totals"]["amount"], serde_json::Value::Null);
    assert_eq!(report["totals"]["unpriced"], 2);
    assert!(!Desk::new().refused(&["report", "month"]).is_empty());
}
