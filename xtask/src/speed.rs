//! `cargo xtask speed`: the waits that a person feels, measured on the programs as they are released. Never a test.

use anyhow::Result;
use std::process::Command;

use crate::journeys::Stage;
use crate::{node, packages, paths, process, rust};

pub fn run() -> Result<()> {
    packages::for_suites()?;
    node::build()?;
    rust::build_programs_for_suites()?;
    let examples = ["build", "--release", "-p", "counterfoil", "--bins", "--example", "empty_window"];
    process::run(&mut rust::cargo(&examples))?;
    let stage = Stage::set()?;
    let mut start = Command::new("python3");
    start.arg(paths::root().join("bench/start.py")).arg("--target").arg(paths::target().join("release"));
    process::run(&mut stage.on_display(&start))?;
    let arguments = ["--run-ignored", "only", "--no-capture"];
    let mut waits = stage.journeys("binary(desktop) and test(/^speed::/)", &arguments)?;
    process::run(waits.env("COUNTERFOIL_BIN", paths::binary("release", "counterfoil")))?;
    process::run(&mut rust::cargo(&["run", "--release", "-p", "billing-documents", "--example", "redraw"]))
}
