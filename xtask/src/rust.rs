//! The Rust side: cargo with our root, tools fetched when missing, and nextest's filters.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{fakes, paths, process};

/// A development tool from the registry: the program's name, the package's, the version this house is checked with.
pub struct Tool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
}

pub const NEXTEST: Tool = Tool { program: "cargo-nextest", package: "cargo-nextest", version: "0.9.143" };
pub const DENY: Tool = Tool { program: "cargo-deny", package: "cargo-deny", version: "0.20.2" };

impl Tool {
    /// Where the tool is, after it was installed if need be. That takes minutes, once.
    pub fn ready(&self) -> Result<PathBuf> {
        let home = paths::target().join("tools");
        let own = home.join("bin").join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if own.is_file() {
            return Ok(own);
        }
        if let Some(found) = paths::find_program(self.program) {
            return Ok(found);
        }
        println!("{} is missing: installing {} {} once", self.program, self.package, self.version);
        let mut install = cargo(&["install", "--locked", "--debug", self.package, "--version", self.version]);
        // A folder of its own: a tool's build must neither wait for ours nor grow our cache.
        install.arg("--root").arg(&home).env("CARGO_TARGET_DIR", home.join("build"));
        process::run(&mut install)?;
        std::fs::remove_dir_all(home.join("build")).context("could not clear the tool's build folder")?;
        Ok(own)
    }
}

/// `cargo ARGUMENTS` in the root of the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(paths::root()).args(arguments);
    command
}

/// `cargo nextest run` over all members, narrowed by a nextest filter expression.
///
/// Always the whole workspace, so that every suite shares one set of features and nothing is built twice.
pub fn nextest(filter: &str) -> Result<Command> {
    let mut command = Command::new(NEXTEST.ready()?);
    command.current_dir(paths::root()).args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    // `.config/nextest.toml` leaves the desktop journeys out of a plain run; here the filter alone decides.
    command.args(["--ignore-default-filter", "--filterset", filter]);
    command.env("COUNTERFOIL_FAKES", fakes::home());
    Ok(command)
}

/// Builds the window and the command line in one go, for use.
pub fn build_programs(release: bool) -> Result<()> {
    let mut build = cargo(&["build", "--workspace", "--bins"]);
    if release {
        build.arg("--release");
    }
    process::run(&mut build)
}

/// Builds the same programs for the suites.
///
/// Together with a test, because cargo then chooses the libraries' features as it does for all tests: each
/// library is built once and not twice.
pub fn build_programs_for_suites() -> Result<()> {
    process::run(&mut cargo(&["build", "--workspace", "--bins", "--test", "desktop"]))
}

/// The folder under `target` that [`build_programs`] fills.
pub fn profile(release: bool) -> &'static str {
    if release { "release" } else { "debug" }
}
