//! Receipts against `receipt_check.py`, which shares nothing with the program: every figure of random lines and feet is
//! recomputed there. `RECEIPT_LINES` sets how many lines; the long run is 1,000,000.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod checker;
mod invoices;
mod mutations;

use checker::Checker;
use invoices::Invoices;

fn asked_for(default: usize) -> usize {
    std::env::var("RECEIPT_LINES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

#[test]
fn an_independent_script_recomputes_every_figure() {
    let wanted = asked_for(20_000);
    let mut checker = Checker::start();
    let (mut lines, mut feet) = (0, 0);
    let mut invoices = Invoices::seeded(7);
    for invoice in &mut invoices {
        for receipt in &invoice.lines {
            checker.tell(receipt);
        }
        checker.tell(&invoice.foot);
        lines += invoice.lines.len();
        feet += 1;
        if lines >= wanted {
            break;
        }
    }
    let verdict = checker.finish();
    let last = verdict.said.lines().last().unwrap_or_default();
    println!("{lines} lines and {feet} feet, {} bills too exact to be made: {last}", invoices.refused);
    assert!(invoices.refused * 5 < feet, "most bills can be made");
    assert!(verdict.agrees, "{}", verdict.said);
    assert!(verdict.said.contains(&format!("{} receipts recomputed", lines + feet)), "{}", verdict.said);
}
