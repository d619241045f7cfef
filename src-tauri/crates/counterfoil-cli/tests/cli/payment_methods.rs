//! What the next charge would try, as a script reads it.

use crate::desk::{Desk, column};

#[test]
fn methods_stand_in_the_order_of_the_charge() {
    let desk = Desk::new();
    assert!(desk.run(&["demo"]).status.success());
    let methods = desk.json(&["payment-methods", "list"]);
    assert_eq!(column(&methods, "role"), ["primary", "secondary", "normal"]);
    assert_eq!(column(&methods, "expiry")[0], "2026-04");
    let next = &methods["totals"]["next_charge"];
    assert_eq!(next["would_try"][0], methods["rows"][0]["name"]);
    let owed = desk.json(&["invoices", "show", next["invoice"].as_str().unwrap()]);
    assert_eq!(next["balance"], owed["balance"]);
}
