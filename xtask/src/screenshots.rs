//! `cargo xtask screenshots`: the README's pictures, taken in the real window on the demo account.

use anyhow::Result;

use crate::desktop::VirtualDisplay;
use crate::{node, packages, paths, process, rust};

pub fn run() -> Result<()> {
    packages::for_suites()?;
    node::build()?;
    rust::build_programs(false)?;
    let display = VirtualDisplay::open()?;
    // The tour is a journey like the others, only that it keeps what it sees; a plain test run skips it.
    let mut tour = rust::nextest("binary(desktop) and test(/^tour::/)")?;
    tour.args(["--run-ignored", "only"]);
    tour.env("COUNTERFOIL_BIN", paths::binary("debug", "counterfoil"));
    tour.env("COUNTERFOIL_CLI", paths::binary("debug", "counterfoil-cli"));
    tour.env("COUNTERFOIL_PICTURES", paths::root().join("docs/pictures"));
    process::run(&mut display.command(&tour))?;
    println!("docs/pictures is up to date.");
    Ok(())
}
