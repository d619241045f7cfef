//! `cargo xtask screenshots`: the README's pictures, taken in the real window on the demo account.

use anyhow::Result;

use crate::journeys::Stage;
use crate::{node, packages, paths, process, rust};

pub fn run() -> Result<()> {
    packages::for_suites()?;
    node::build()?;
    rust::build_programs_for_suites()?;
    let stage = Stage::set()?;
    // The tour is a journey like the others, only that it keeps what it sees; a plain test run skips it.
    let mut tour = stage.journeys("binary(desktop) and test(/^tour::/)", &["--run-ignored", "only"])?;
    process::run(tour.env("COUNTERFOIL_PICTURES", paths::root().join("docs/pictures")))?;
    println!("docs/pictures is up to date.");
    Ok(())
}
