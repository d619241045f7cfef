//! Hourly usage: reports of what came in, refusals by line, exit codes.

use crate::desk::{Desk, counts};

const HEADER: &str = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n";

#[test]
fn bad_rows_are_named_and_the_rest_is_taken() {
    let desk = Desk::new();
    let file = desk.file(
        "usage.csv",
        format!(
            "{HEADER}shop,web,cpu,vCPU,2026-03-01T00:00:00Z,0.1,h\nshop,web,cpu,vCPU,noon,1,h\n\
             shop,web,cpu,vCPU,2026-03-01T01:00:00Z,1e-06,h\n"
        ),
    );
    let report = desk.json(&["import", "usage", &file]);
    assert_eq!(counts(&report), [2, 0, 0, 1]);
    assert_eq!(report["refusals"][0]["line"], 3);
    assert!(report["refusals"][0]["reason"].as_str().unwrap().contains("noon"));
    let total = &desk.json(&["report", "pivot"])["totals"];
    assert_eq!(total["quantity"], "0.100001");
}

#[test]
fn a_changed_hour_is_restated() {
    let desk = Desk::new();
    let rows = |quantity: &str| format!("{HEADER}shop,web,cpu,vCPU,2026-03-01T00:00:00Z,{quantity},h\n");
    desk.import("usage", &desk.file("one.csv", rows("1.50")));
    assert_eq!(desk.import("usage", &desk.file("same.csv", rows("1.5"))), [0, 1, 0, 0]);
    assert_eq!(desk.import("usage", &desk.file("two.csv", rows("2"))), [0, 0, 1, 0]);
}

#[test]
fn exit_codes_tell_refused_from_wrongly_called() {
    let desk = Desk::new();
    assert!(desk.refused(&["import", "usage", "no-such-file.csv"]).starts_with("error[not_found]"));
    assert!(desk.refused(&["report", "pivot"]).contains("There is no book"), "no book is made by asking");
    assert!(!desk.book().join("books.db").exists());
    for wrong in [&["import", "invoice", "x"][..], &["report", "pivot", "--from", "yesterday"], &["nonsense"]]
    {
        assert_eq!(desk.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn the_book_may_be_named_by_its_file() {
    let desk = Desk::new();
    let file = desk.file("usage.csv", format!("{HEADER}shop,web,cpu,vCPU,2026-03-01T00:00:00Z,1,h\n"));
    desk.import("usage", &file);
    let output = std::process::Command::new(crate::desk::PROGRAM)
        .args(["report", "pivot", "--json", "--book"])
        .arg(desk.book().join("books.db"))
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"quantity\":\"1\""));
}
