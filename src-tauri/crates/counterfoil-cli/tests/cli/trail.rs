//! Marks and notes from the command line, and the trail they leave.

use crate::desk::{Desk, column};

#[test]
fn what_is_marked_and_noted_stands_in_the_list_and_in_the_trail() {
    let desk = Desk::new();
    assert!(desk.run(&["demo"]).status.success());
    let marked = |desk: &Desk| {
        let list = desk.json(&["invoices", "list", "--search", "INV-000024"]);
        (column(&list, "reconciled"), list["rows"][0]["notes"].clone())
    };
    assert_eq!(marked(&desk).0, ["null"]);
    let done = desk.json(&["invoices", "reconcile", "24", "--day", "2026-03-18", "--statement", "page 2"]);
    assert_eq!((&done["invoice"], &done["changed"]), (&"INV-000024".into(), &true.into()));
    desk.json(&["invoices", "note", "24", "Ask Weber"]);
    assert_eq!(marked(&desk), (vec!["2026-03-18".to_owned()], 1.into()));
    desk.json(&["invoices", "reconcile", "24", "--undo"]);
    assert_eq!(marked(&desk).0, ["null"]);
    assert!(desk.refused(&["invoices", "note", "24", "4242 4242 4242 4242"]).contains("card number"));
    assert!(desk.refused(&["invoices", "reconcile", "running-2026-03"]).contains("still running"));

    let trail = desk.json(&["audit", "list", "--object", "INV-000024", "--who", "command line"]);
    assert_eq!(
        column(&trail, "action"),
        ["invoice.reconcile.remove", "invoice.note.add", "invoice.reconcile"]
    );
    assert_eq!(column(&trail, "before")[0], "reconciled on 2026-03-18, page 2");
    let payments = desk.json(&["audit", "list", "--action", "invoice.payment", "--to", "2025-01"]);
    assert!(column(&payments, "action").iter().all(|action| action == "invoice.payment"));
    assert!(column(&payments, "at").iter().all(|at| at.as_str() < "2025-01"));

    let verdict = desk.json(&["audit", "verify"]);
    assert_eq!(verdict["ok"], true);
    assert_eq!(desk.json(&["audit", "list", "--limit", "1"])["totals"]["lines"], verdict["lines"]);
    assert_eq!(desk.json(&["verify"])["ok"], true);
}
