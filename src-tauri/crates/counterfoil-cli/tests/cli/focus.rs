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

/// Rows whose cost is not list price x quantity, by plain integers: `price quantity cost difference`, and how many rows
/// come out, and how many tell no price.
const INTEGERS: &str = r#"
import csv, sys
def whole(text):
    digits, _, exponent = text.lower().partition("e")
    before, _, after = digits.partition(".")
    return int(before + after), len(after) - int(exponent or 0)
def told(value, scale):
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(scale + 1, "0")
    text = digits[: len(digits) - scale] + ("." + digits[len(digits) - scale :] if scale else "")
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
equal = unknown = 0
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
    figures = [row["ListUnitPrice"], row["PricingQuantity"], row[sys.argv[2]]]
    if any(figure in ("", "NULL") for figure in figures):
        unknown += 1
        continue
    (p, ps), (q, qs), (c, cs) = map(whole, figures)
    scale = max(ps + qs, cs, 0)
    difference = c * 10 ** (scale - cs) - p * q * 10 ** (scale - ps - qs)
    if difference:
        print(*figures, told(difference, scale))
    equal += difference == 0
print(equal, unknown)
"#;

#[test]
fn real_bills_are_recomputed_row_by_row() {
    let Some(file) = shared("data/focus_sample_1000.csv") else { return };
    let desk = Desk::new();
    desk.import("focus", &file);
    for (against, column) in [("list-cost", "ListCost"), ("billed-cost", "BilledCost")] {
        let python =
            std::process::Command::new("python3").args(["-c", INTEGERS, &file, column]).output().unwrap();
        assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
        let said = String::from_utf8(python.stdout).unwrap();
        let mut expected: Vec<&str> = said.lines().collect();
        let counts = expected.pop().unwrap();
        expected.sort_unstable();
        let report = desk.json(&["report", "recheck", "--against", against]);
        let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
        let row = |row: &Value| {
            ["unit_price", "quantity", "cost", "difference"].map(|name| text(row, name)).join(" ")
        };
        let mut found: Vec<String> = report["rows"].as_array().unwrap().iter().map(row).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{against}: exactly these rows, each with its difference");
        let totals = &report["totals"];
        assert_eq!(format!("{} {}", totals["rows_equal"], totals["rows_unknown"]), counts, "{against}");
        println!("{against}: {} of 1000 rows differ, {counts} equal and without a price", found.len());
    }
}
