//! One account in plain integers against the real service over a real store: random sequences of operations go to both,
//! and after every one of them all amounts are the same. `MODEL_OPERATIONS` sets how many operations, `MODEL_SEED` where
//! the random row begins.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod account;
mod bill;
mod book;
mod calendar;
mod case;
mod catalogue;
mod exact;
mod operations;
mod plans;
mod prices;
mod standing;

use operations::{Sequence, sequences};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::atomic::Ordering;

/// Operations in one sequence, on a fresh book.
const LENGTH: usize = 200;

/// Books that are worked on at the same time.
const SIDE_BY_SIDE: u64 = 2;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn the_service_and_the_model_agree_after_every_operation() {
    let wanted = number("MODEL_OPERATIONS", 20_000);
    let seed = number("MODEL_SEED", 7);
    let sequences = wanted.div_ceil(LENGTH as u64);
    let tally = case::Tally::default();
    std::thread::scope(|scope| {
        let row = |n: u64| {
            let cases = sequences / SIDE_BY_SIDE + u64::from(n < sequences % SIDE_BY_SIDE);
            let tally = &tally;
            scope.spawn(move || run(seed + n, cases, tally))
        };
        let rows: Vec<_> = (0..SIDE_BY_SIDE).map(row).collect();
        for row in rows {
            row.join().unwrap().unwrap_or_else(|failure| panic!("{failure}"));
        }
    });
    println!("{tally}");
    assert!(tally.operations.load(Ordering::Relaxed) >= wanted);
    tally.assert_every_deed_happened();
}

/// Runs a row of sequences; the first one that fails comes back as few operations as still fail, one a line.
fn run(seed: u64, cases: u64, tally: &case::Tally) -> Result<(), String> {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let strategy = sequences(LENGTH);
    for n in 0..cases {
        let sequence = strategy.new_tree(&mut runner).unwrap().current();
        if let Err(parting) = case::run(&sequence, tally) {
            let (sequence, parting) = smallest(sequence, parting);
            let lines: Vec<String> = sequence.operations.iter().map(|one| format!("  {one:?}")).collect();
            let Sequence { currency, .. } = sequence;
            let operations = lines.join("\n");
            return Err(format!(
                "MODEL_SEED={seed}, sequence {n}, currency {currency}: {parting}\n{operations}"
            ));
        }
    }
    Ok(())
}

/// Cuts a failing row behind its failure, then takes away what it does not take to fail: halves first, single ones last.
fn smallest(mut sequence: Sequence, mut parting: case::Parting) -> (Sequence, case::Parting) {
    let silent = case::Tally::default();
    sequence.operations.truncate(parting.operation);
    let mut size = sequence.operations.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from < sequence.operations.len() {
            let mut shorter = sequence.clone();
            shorter.operations.drain(from..(from + size).min(sequence.operations.len()));
            match case::run(&shorter, &silent) {
                Err(found) => {
                    shorter.operations.truncate(found.operation);
                    (sequence, parting) = (shorter, found);
                }
                Ok(()) => from += size,
            }
        }
        size /= 2;
    }
    (sequence, parting)
}
