//! Previews and what-if on the demo: the same figures as the bill.

use crate::desk::{Desk, column};

const OTHER: &str = "organization-p25-v3";

fn demo() -> Desk {
    let desk = Desk::new();
    assert!(desk.run(&["demo"]).status.success());
    desk
}

#[test]
fn a_month_as_it_stands_is_the_running_invoice() {
    let desk = demo();
    let preview = desk.json(&["preview", "month"]);
    let running = desk.json(&["invoices", "show", "running-2026-03"]);
    for figure in ["subtotal", "discount", "tax", "total"] {
        assert_eq!(preview["after"][figure], running[figure], "{figure}");
    }
    assert_eq!(preview["difference"], "0.00");
    let check = desk.json(&["preview", "check", "running-2026-03"]);
    assert_eq!(column(&check, "verdict"), ["billed as previewed"]);
}

#[test]
fn a_plan_that_was_only_looked_at_names_what_differs() {
    let desk = demo();
    let preview = desk.json(&["preview", "plan", OTHER, "--at", "2026-03-25"]);
    let lines = preview["after"]["lines"].as_array().unwrap();
    let fixed: Vec<_> =
        lines.iter().filter(|line| line["fixed"] == true).map(|line| &line["usage_type"]).collect();
    assert_eq!(fixed.len(), 3, "charged, credited, charged: {fixed:?}");
    let told = desk.refused(&["preview", "check", "running-2026-03"]);
    assert!(told.contains("other inputs than every preview"), "{told}");
    let unknown = desk.refused(&["preview", "plan", "galactic"]);
    assert!(unknown.starts_with("error[not_found]"), "{unknown}");
}

#[test]
fn what_if_adds_up_and_says_the_limits() {
    let desk = demo();
    let found = desk.json(&["what-if", "--plan", OTHER, "--months", "3"]);
    assert_eq!(column(&found, "month"), ["2025-12", "2026-01", "2026-02"]);
    let invoices = desk.json(&["invoices", "list", "--search", "INV-"]);
    let january = invoices["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["period_start"] == "2026-01-01T00:00:00Z" && row["status"] != "CANCELLED");
    assert_eq!(found["rows"][1]["held"], january.unwrap()["total"]);
    assert!(found["totals"]["limits_exceeded"].is_array());
}
