//! Properties of the billing engine against small models that share nothing with it. `ENGINE_CASES` sets how many random
//! cases; each test prints its count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod calendar;
mod foot;
mod proration;
mod roles;

/// How many random cases to run.
fn cases(default: u32) -> u32 {
    std::env::var("ENGINE_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

/// Runs a property so many times and says so.
fn check<S: proptest::strategy::Strategy>(
    what: &str,
    default: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), proptest::test_runner::TestCaseError>,
) {
    let cases = cases(default);
    let config = proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() };
    proptest::test_runner::TestRunner::new(config).run(strategy, property).unwrap();
    println!("{what}: {cases} cases");
}
