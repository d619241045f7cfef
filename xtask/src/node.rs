//! The UI's side: packages as the lock file says, the build, and its suites.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, process};

/// Installs the UI's packages when the lock file is not the one that was installed last.
///
/// The stamp is a copy of the lock file inside `node_modules`, so that deleting the one deletes the other.
pub fn install() -> Result<()> {
    let lock = fs::read(paths::ui().join("package-lock.json")).context("ui/package-lock.json")?;
    let stamp = paths::ui().join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    process::run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).context("could not note that the UI's packages are installed")
}

/// Builds the UI into `ui/dist`, from where the window embeds it.
pub fn build() -> Result<()> {
    install()?;
    process::run(npm().args(["run", "--silent", "build"]))
}

/// A script of `ui/package.json`.
pub fn script(name: &str) -> Command {
    let mut command = npm();
    command.args(["run", name]);
    command
}

fn npm() -> Command {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(name);
    command.current_dir(paths::ui());
    command
}
