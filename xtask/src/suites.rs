//! The suites: what each runs, and how the number of its tests is read from what it prints.

use std::fmt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::journeys::Stage;
use crate::{fakes, node, paths, process, rust};

/// What `cargo xtask test NAME` chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Rust,
    Ui,
    Browser,
    Desktop,
    Conformance,
}

impl Group {
    pub const ALL: &[Self] = &[Self::Rust, Self::Ui, Self::Browser, Self::Desktop, Self::Conformance];

    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Ui => "ui",
            Self::Browser => "browser",
            Self::Desktop => "desktop",
            Self::Conformance => "conformance",
        }
    }
}

/// One row of the table at the end.
pub struct Suite {
    pub name: &'static str,
    pub group: Group,
    pub run: fn() -> Result<Count>,
}

/// How much a suite looked at.
#[derive(Debug, PartialEq, Eq)]
pub enum Count {
    Tests(u32),
    /// Tests, and how many of them said that what they read is not there.
    TestsUnchecked(u32, u32),
    /// Checks that have no tests: files, crates.
    Of(u32, &'static str),
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tests(number) => write!(out, "{number} tests"),
            Self::TestsUnchecked(number, empty) => write!(out, "{number} tests, {empty} EMPTY"),
            Self::Of(number, what) => write!(out, "{number} {what}"),
        }
    }
}

pub const ALL: &[Suite] = &[
    Suite { name: "format", group: Group::Rust, run: format },
    Suite { name: "clippy, warnings are errors", group: Group::Rust, run: clippy },
    Suite { name: "Rust tests", group: Group::Rust, run: rust_tests },
    Suite { name: "bindings are up to date", group: Group::Rust, run: bindings },
    Suite { name: "architecture", group: Group::Rust, run: architecture },
    Suite { name: "licences, bans, sources", group: Group::Rust, run: licences },
    Suite { name: "UI types (svelte-check)", group: Group::Ui, run: ui_types },
    Suite { name: "UI lint (eslint)", group: Group::Ui, run: ui_lint },
    Suite { name: "UI tests (vitest)", group: Group::Ui, run: ui_tests },
    Suite { name: "browser tests with axe", group: Group::Browser, run: browser },
    Suite { name: "desktop journeys", group: Group::Desktop, run: desktop },
    Suite { name: "conformance (schemathesis)", group: Group::Conformance, run: conformance },
];

fn format() -> Result<Count> {
    passing(&mut rust::cargo(&["fmt", "--all", "--check"]))?;
    Ok(Count::Of(members()?, "packages"))
}

fn clippy() -> Result<Count> {
    passing(&mut rust::cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    Ok(Count::Of(members()?, "packages"))
}

const BINDINGS: &str = "test(bindings)";

fn rust_tests() -> Result<Count> {
    nextest(&format!("not (binary(desktop) or binary(architecture) or {BINDINGS})"))
}

fn bindings() -> Result<Count> {
    nextest(BINDINGS)
}

fn architecture() -> Result<Count> {
    nextest("binary(architecture)")
}

/// Without advisories: their database is a download, and this gate also works offline.
fn licences() -> Result<Count> {
    // Every platform's packages are looked at, so all must be here; offline, they may be already.
    let _ = process::run(&mut rust::cargo(&["fetch", "--locked", "--quiet"]));
    let mut deny = Command::new(rust::DENY.ready()?);
    deny.current_dir(paths::root());
    let text = passing(deny.args(["--offline", "--all-features", "check", "bans", "licenses", "sources"]))?;
    let checks = text
        .lines()
        .rev()
        .find(|line| line.contains("licenses ok"))
        .map_or(0, |line| line.matches("ok").count());
    Ok(Count::Of(u32::try_from(checks)?, "checks"))
}

fn ui_types() -> Result<Count> {
    let text = passing(node::script("check").args(["--", "--output", "machine"]))?;
    let files = number_before(&text, "FILES").context("svelte-check did not say how many files it read")?;
    Ok(Count::Of(files, "files"))
}

fn ui_lint() -> Result<Count> {
    let text = passing(&mut node::script("lint"))?;
    let files =
        number_before(&text, "files looked at").context("the lint did not say how many files it read")?;
    Ok(Count::Of(files, "files"))
}

fn ui_tests() -> Result<Count> {
    let text = passing(&mut node::script("test"))?;
    let line = text.lines().rev().find(|line| line.trim_start().starts_with("Tests ")).unwrap_or_default();
    counted(number_before(line, "passed"))
}

fn browser() -> Result<Count> {
    let mut script = node::script("test:browser");
    script.env("COUNTERFOIL_CLI", paths::binary("debug", "counterfoil-cli"));
    let text = passing(&mut script)?;
    counted(text.lines().rev().find_map(|line| number_before(line, "passed, ")))
}

fn desktop() -> Result<Count> {
    let stage = Stage::set()?;
    count_nextest(&passing(&mut stage.journeys("binary(desktop)", &[])?)?)
}

/// Our server against the public document, which is the vendor's and lies beside the checkout, not in it.
fn conformance() -> Result<Count> {
    let document = paths::root().join("../shared/spec/openapi-fair.json");
    if !document.exists() {
        println!("!!! NOT CHECKED: {} is not there, so conformance was not tried !!!", document.display());
        return Ok(Count::TestsUnchecked(0, 1));
    }
    let home = paths::root().join("tests/conformance");
    let python = fakes::python_with(&paths::target().join("conformance"), &home.join("requirements.txt"))?;
    let mut run = Command::new(python);
    run.arg(home.join("run.py")).arg("--cli").arg(paths::binary("debug", "counterfoil-cli"));
    let text = passing(run.arg("--document").arg(document))?;
    let calls = text.lines().rev().find_map(|line| number_before(line, "calls"));
    Ok(Count::Of(calls.context("it did not say how many calls it made")?, "calls"))
}

fn nextest(filter: &str) -> Result<Count> {
    count_nextest(&passing(&mut rust::nextest(filter)?)?)
}

/// `Summary [ 0.123s] 12 tests run: 12 passed, 0 skipped`
fn count_nextest(text: &str) -> Result<Count> {
    let line = text.lines().rev().find(|line| line.contains("Summary [")).unwrap_or_default();
    let count = counted(number_before(line, "tests run").or_else(|| number_before(line, "test run")))?;
    // A test that found nothing to read passes, but must not pass for one that has checked something.
    match (count, u32::try_from(text.matches("NOT CHECKED:").count())?) {
        (Count::Tests(number), empty) if empty > 0 => Ok(Count::TestsUnchecked(number, empty)),
        (count, _) => Ok(count),
    }
}

/// A suite that ran nothing has proven nothing.
fn counted(number: Option<u32>) -> Result<Count> {
    match number {
        Some(0) | None => bail!("no test ran"),
        Some(number) => Ok(Count::Tests(number)),
    }
}

fn passing(command: &mut Command) -> Result<String> {
    let finished = process::run_and_keep(command)?;
    if !finished.success {
        bail!("see above");
    }
    Ok(finished.text)
}

/// The packages of this workspace, as `cargo metadata` numbers them.
fn members() -> Result<u32> {
    let text = process::quiet(&mut rust::cargo(&["tree", "--workspace", "--depth", "0", "--prefix", "none"]));
    let text = text.context("cargo tree could not list the packages")?;
    Ok(u32::try_from(text.lines().filter(|line| !line.trim().is_empty()).count())?)
}

/// `.. 12 passed` -> 12.
fn number_before(text: &str, word: &str) -> Option<u32> {
    text.split(word).next().filter(|head| head.len() < text.len())?.split_whitespace().last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Count, count_nextest, number_before};

    #[test]
    fn nextest_summaries_are_counted() {
        let text = "PASS ..\n     Summary [   0.052s] 12 tests run: 12 passed, 3 skipped\n";
        assert_eq!(count_nextest(text).unwrap(), Count::Tests(12));
        let one = "     Summary [   0.052s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(count_nextest(one).unwrap(), Count::Tests(1));
    }

    #[test]
    fn tests_without_their_data_are_told() {
        let text = "!!! NOT CHECKED: bills.csv is not there !!!\n  Summary [ 0.1s] 12 tests run: 12 passed";
        assert_eq!(count_nextest(text).unwrap().to_string(), "12 tests, 1 EMPTY");
    }

    #[test]
    fn a_suite_without_tests_is_no_success() {
        assert!(count_nextest("     Summary [   0.0s] 0 tests run: 0 passed, 9 skipped").is_err());
        assert!(count_nextest("").is_err());
    }

    #[test]
    fn the_other_runners_are_counted() {
        assert_eq!(number_before("      Tests  7 passed (7)", "passed"), Some(7));
        assert_eq!(number_before("1 COMPLETED 310 FILES 0 ERRORS", "FILES"), Some(310));
        assert_eq!(number_before("9 passed, 0 failed", "passed, "), Some(9));
        assert_eq!(number_before("conformance: 26 operations, 1388 calls", "calls"), Some(1388));
        assert_eq!(number_before("nothing here", "passed"), None);
    }
}
