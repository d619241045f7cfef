//! FOCUS bills: kept exactly, twice is once, sums to the last digit.

use crate::desk::{Desk, column, fixture, shared};
use serde_json::Value;

/// Sums of a report by a group, as `group currency billed_cost`.
fn costs(desk: &Desk, by: &str) -> Vec<String> {
    let report = desk.json(&["report", "cost", "--by", by]);
    let rows = report["rows"].as_array().unwrap();
    let text = |row: &Value| {
        let group = row[by].as_str().unwrap_or("null");
        format!("{group} {} {}", row["currency"].as_str().unwrap(), row["billed_cost"].as_str().unwrap())
    };
    rows.iter().map(text).collect()
}

#[test]
fn our_own_bill_comes_in_exactly_and_a_second_time_adds_nothing() {
    let desk = Desk::new();
    let file = fixture("focus.csv");
    assert_eq!(desk.import("focus", &file), [7, 0, 0, 0]);
    assert_eq!(desk.import("focus", &file), [0, 7, 0, 0]);
    assert_eq!(
        costs(&desk, "provider"),
        ["CloudOne USD 10.00000170000", "Wolke EUR 9007199254741001.110000000000001"]
    );
    assert_eq!(
        costs(&desk, "namespace"),
        ["Dock USD -2.49999990000", "Quay USD 12.50000160000", "ab-1 EUR 9007199254741001.110000000000001"],
        "a sub-account without a name goes by its id"
    );
    assert_eq!(costs(&desk, "region").len(), 4, "a credit has no region");
}

#[test]
fn two_currencies_are_never_added() {
    let desk = Desk::new();
    desk.import("focus", &fixture("focus.csv"));
    let totals = &desk.json(&["report", "cost", "--by", "month"])["totals"];
    let by_currency = totals["by_currency"].as_array().unwrap();
    let sums: Vec<&str> = by_currency.iter().map(|sum| sum["billed_cost"].as_str().unwrap()).collect();
    assert_eq!(sums, ["9007199254741001.110000000000001", "10.00000170000"]);
    assert!(totals["billed_cost"].is_null());
}

#[test]
fn a_bill_with_a_quote_cut_off_changes_nothing() {
    let desk = Desk::new();
    let whole = std::fs::read_to_string(fixture("focus.csv")).unwrap();
    let cut = whole.find("Datenbank \"").unwrap();
    let file = desk.file("cut.csv", &whole[..cut + 10]);
    let said = desk.refused(&["import", "focus", &file]);
    assert!(said.starts_with("error[invalid_input]: ") && said.contains("never closed"), "{said}");
    assert_eq!(desk.json(&["report", "cost"])["rows"].as_array().unwrap().len(), 0);
}

#[test]
fn real_bills_add_up_to_the_last_digit() {
    let Some(file) = shared("data/focus_sample_1000.csv") else { return };
    let desk = Desk::new();
    assert_eq!(desk.import("focus", &file), [1000, 0, 0, 0]);
    assert_eq!(desk.import("focus", &file), [0, 1000, 0, 0]);
    assert_eq!(costs(&desk, "provider")[0], "AWS USD 18.00663861840");
    let by_account = desk.json(&["report", "cost", "--by", "provider,namespace"]);
    let mut names = column(&by_account, "namespace");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 68);
    assert_eq!(by_account["totals"]["billed_cost"], "20.52022672899");
}
