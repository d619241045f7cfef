//! From usage and prices to an issued invoice, its receipt and its document.

use crate::desk::{Desk, column};

const PRICES: &str = r#"{"cpu": {"usage_type": "vCPU", "unit": "h", "tiers": [
    {"up_to": 10, "unit_price": "1.005"}, {"up_to": null, "unit_price": "0.50"}]}}"#;

/// A book with one issued invoice of USD 11.05.
pub fn billed() -> Desk {
    let desk = Desk::new();
    let usage = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                 shop,web,cpu,vCPU,2026-02-03T00:00:00Z,12.9,h\n";
    desk.import("usage", &desk.file("usage.csv", usage));
    let loaded = desk.json(&["prices", "load", &desk.file("prices.json", PRICES)]);
    assert_eq!((loaded["prices"].as_u64(), loaded["currency"].as_str()), (Some(1), Some("USD")));
    let closed = desk.json(&["invoices", "close", "--until", "2026-03"]);
    assert_eq!(column(&closed, "number"), ["INV-000001"]);
    desk
}

#[test]
fn an_invoice_shows_its_lines_and_sums() {
    let invoice = billed().json(&["invoices", "show", "1"]);
    assert_eq!(invoice["number"], "INV-000001");
    assert_eq!(invoice["period_start"], "2026-02-01T00:00:00Z");
    assert_eq!(invoice["period_end"], "2026-03-01T00:00:00Z");
    let line = &invoice["lines"][0];
    assert_eq!(line["quantity"], "12.9");
    assert_eq!(line["quantity_billable"], "12");
    assert_eq!(line["amount"], "11.05", "10 x 1.005 + 2 x 0.50");
    assert_eq!(line["fixed"], false);
    for (field, amount) in [("subtotal", "11.05"), ("discount", "0.00"), ("tax", "0.00"), ("total", "11.05")]
    {
        assert_eq!(invoice[field], amount, "{field}");
    }
}

#[test]
fn a_receipt_says_how_a_line_came_to_its_amount() {
    let desk = billed();
    let receipt = desk.json(&["receipt", "1", "1"]);
    assert_eq!(receipt["receipt"]["usage"]["amount"], "11.05");
    let text = String::from_utf8(desk.run(&["receipt", "INV-000001", "1"]).stdout).unwrap();
    assert!(text.contains("1.005") && text.contains("11.05"), "{text}");
    assert!(desk.refused(&["receipt", "1", "2"]).starts_with("error[not_found]"));
}

#[test]
fn a_document_is_written_and_is_the_same_again() {
    let desk = billed();
    let (one, two) = (desk.file("one.pdf", ""), desk.file("two.pdf", ""));
    desk.json(&["invoices", "pdf", "1", "-o", &one]);
    desk.json(&["invoices", "pdf", "1", "-o", &two]);
    let bytes = std::fs::read(one).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(bytes, std::fs::read(two).unwrap());
}

#[test]
fn rating_again_finds_what_changed_and_says_why() {
    let desk = billed();
    assert_eq!(desk.json(&["invoices", "rerate"])["totals"]["differing"], 0);
    let usage = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                 shop,web,cpu,vCPU,2026-02-03T00:00:00Z,14,h\n";
    assert_eq!(desk.import("usage", &desk.file("again.csv", usage)), [0, 0, 1, 0]);
    let said = desk.refused(&["invoices", "rerate", "1"]);
    assert!(said.contains("INV-000001"), "{said}");
    let output = desk.command(&["invoices", "rerate", "1", "--json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["rows"][0]["rated"], "12.05");
    assert_eq!(report["rows"][0]["differences"][0]["causes"][0], "1 hours were restated");
}

#[test]
fn closing_twice_issues_nothing_twice() {
    let desk = billed();
    assert_eq!(desk.json(&["invoices", "close", "--until", "2026-03"])["totals"]["invoices"], 0);
    assert_eq!(column(&desk.json(&["invoices", "list"]), "number"), ["INV-000001"]);
}

#[test]
fn the_receipts_of_an_invoice_are_its_lines_and_its_foot() {
    let desk = billed();
    let all = desk.json(&["receipt", "1"]);
    let receipts = all["receipts"].as_array().unwrap();
    assert_eq!(receipts.len(), 2);
    assert_eq!(
        receipts[0]["receipt"]["usage"]["facts"],
        serde_json::json!([{ "day": "2026-02-03", "quantity": "12.9" }])
    );
    assert_eq!(receipts[1]["receipt"]["foot"]["total"], "11.05");
    assert_eq!(desk.json(&["receipt", "1", "0"])["receipt"], receipts[1]["receipt"]);
}

#[test]
fn an_audit_adds_up_every_hour_and_finds_the_one_that_changed() {
    let desk = billed();
    for more in [&[][..], &["--from-roll-ups"]] {
        let audit = desk.json(&[&["invoices", "audit"], more].concat());
        assert_eq!(
            (&audit["rows"][0]["rated"], &audit["rows"][0]["matches"]),
            (&"11.05".into(), &true.into())
        );
        assert_eq!(audit["totals"]["hours"].as_u64(), more.is_empty().then_some(1));
    }
    let usage = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                 shop,web,cpu,vCPU,2026-02-03T01:00:00Z,0.1,h\n";
    assert_eq!(desk.import("usage", &desk.file("late.csv", usage)), [1, 0, 0, 0]);
    assert!(desk.refused(&["invoices", "audit"]).contains("INV-000001"), "13 hours, and 12 are billed");
    let output = desk.command(&["invoices", "audit", "--json"]).output().unwrap();
    let audit: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(audit["totals"], serde_json::json!({ "invoices": 1, "hours": 2, "differing": 1 }));
    assert_eq!(audit["rows"][0]["findings"][0], "billed: vCPU (cpu), 12.9 h, USD 11.05");
}

#[test]
fn a_difference_goes_on_the_next_invoice_or_is_taken_back() {
    let desk = billed();
    let usage = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                 shop,web,cpu,vCPU,2026-02-03T00:00:00Z,14,h\n";
    desk.import("usage", &desk.file("again.csv", usage));
    let open = desk.json(&["invoices", "differences"]);
    assert_eq!(
        (&open["rows"][0]["invoice"], &open["rows"][0]["open"]),
        (&"INV-000001".into(), &"1.00".into())
    );
    let corrected = desk.json(&["invoices", "correct", "1", "--reason", "meter"]);
    assert_eq!(corrected["rows"][0]["settled"], true);
    let correction = corrected["rows"][0]["corrections"][0]["correction"].to_string();
    assert!(desk.refused(&["invoices", "correct", "1"]).starts_with("error[failed_precondition]"));
    desk.json(&["invoices", "withdraw", &correction]);
    assert_eq!(desk.json(&["invoices", "differences", "1"])["totals"]["open"], 1);
    desk.json(&["invoices", "correct", "1"]);
    let closed = desk.json(&["invoices", "close", "--until", "2026-04"]);
    assert_eq!(column(&closed, "total"), ["1.00"], "March has nothing but the correction");
    let receipts = desk.json(&["receipt", "2", "1"]);
    assert_eq!(receipts["receipt"]["correction"]["amount"], "1.00");
}

#[test]
fn a_credit_note_has_a_number_and_a_document() {
    let desk = billed();
    let credited = desk.json(&["invoices", "credit", "1", "1.05", "--reason", "Outage"]);
    assert_eq!((&credited["credited"], &credited["balance"]), (&"1.05".into(), &"10.00".into()));
    assert_eq!(column(&desk.json(&["invoices", "credit-notes"]), "number"), ["CN-000001"]);
    let file = desk.file("cn.pdf", "");
    desk.json(&["invoices", "pdf", "CN-000001", "-o", &file]);
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
    assert!(
        desk.refused(&["invoices", "credit", "1", "0.001", "--reason", "x"])
            .starts_with("error[invalid_input]")
    );
    assert!(desk.refused(&["invoices", "cancel", "1"]).starts_with("error[failed_precondition]"));
    desk.json(&["verify"]);
}

#[test]
fn a_cancelled_month_is_billed_again_when_asked() {
    let desk = billed();
    assert_eq!(desk.json(&["invoices", "cancel", "1"])["status"], "cancelled");
    assert_eq!(desk.json(&["invoices", "close", "--until", "2026-03"])["totals"]["invoices"], 0);
    assert_eq!(desk.json(&["invoices", "reissue", "1"])["number"], "INV-000002");
}

#[test]
fn price_versions_are_held_against_each_other() {
    let desk = billed();
    desk.json(&["prices", "load", &desk.file("next.json", PRICES.replace("0.50", "0.60"))]);
    assert_eq!(desk.json(&["prices", "list"])["totals"]["versions"], 2);
    assert_eq!(desk.json(&["prices", "show", "1"])["rows"][0]["price"], "graduated 1.005 up to 10, then 0.5");
    let differing = desk.json(&["prices", "show", "2", "--against", "1"]);
    assert_eq!(differing["rows"][0]["other_price"], "graduated 1.005 up to 10, then 0.5");
    assert_eq!(differing["rows"][0]["price"], "graduated 1.005 up to 10, then 0.6");
    assert_eq!(desk.json(&["prices", "show", "2", "--against", "2"])["totals"]["rows"], 0);
}
