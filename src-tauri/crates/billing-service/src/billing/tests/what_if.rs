//! What if: the plan really held gives the history as billed; another one gives what it would have cost.

use super::book::{at, usd};
use super::previews::offering;
use crate::billing::WhatIfQuery;
use billing_domain::ErrorCode;

fn query(plan: &str) -> WhatIfQuery {
    WhatIfQuery { plan: plan.into(), addons: None, months: 24 }
}

#[test]
fn the_plan_really_held_gives_the_history_to_the_cent() {
    let book = offering();
    book.close(at("2026-04-01T00:00:00Z"), at("2026-04-01T03:00:00Z")).unwrap();
    let same = book.what_if(&query("team"), at("2026-04-20T00:00:00Z")).unwrap();
    let told: Vec<_> = same.months.iter().map(|m| (m.held, m.simulated, m.billed)).collect();
    assert_eq!(told, [(usd(96), usd(96), true), (usd(58_780), usd(58_780), true)], "February and March");
    assert_eq!((same.difference, same.cheaper_months, same.break_even_percent), (Some(usd(0)), 0, None));
}

#[test]
fn another_plan_costs_its_fee_instead() {
    let book = offering();
    let dearer = book.what_if(&query("business"), at("2026-04-20T00:00:00Z")).unwrap();
    // Only March: the plan was held from its first day on. (930 - 500) less 10 %, with 7 % tax.
    assert_eq!(dearer.months.iter().map(|m| m.difference).collect::<Vec<_>>(), [usd(0), usd(41_409)]);
    assert_eq!(dearer.cheaper_months, 0);
    let free = book.what_if(&query("free"), at("2026-04-20T00:00:00Z")).unwrap();
    assert_eq!((free.cheaper_months, free.break_even_percent), (1, None));
    assert_eq!(
        book.what_if(&query("nobody"), at("2026-04-20T00:00:00Z")).unwrap_err().code,
        ErrorCode::NotFound
    );
}
