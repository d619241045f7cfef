//! Stand-ins for Stripe, which the suite `payments` runs against: installed once, as their lock files say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{packages, paths, process};

/// Where they are, in a cache that no checkout holds.
pub fn home() -> PathBuf {
    paths::target().join("fakes")
}

/// Installs both, unless they are there as the lock files say.
pub fn install() -> Result<()> {
    install_node()?;
    install_python()
}

fn locks() -> PathBuf {
    paths::root().join("tests/payments/fakes")
}

fn install_node() -> Result<()> {
    let (home, lock) = (home().join("node"), locks().join("package-lock.json"));
    let stamp = home.join("node_modules/.installed-lock.json");
    if same(&stamp, &lock) {
        return Ok(());
    }
    fs::create_dir_all(&home)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(locks().join(name), home.join(name))
            .with_context(|| format!("{name} of the payment fakes"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut install = Command::new(npm);
    install.current_dir(&home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    process::run(&mut install)?;
    fs::copy(&lock, &stamp).context("could not note that stripe-stateful-mock is installed")?;
    Ok(())
}

fn install_python() -> Result<()> {
    python_with(&home().join("python"), &locks().join("requirements.txt")).map(drop)
}

/// A Python of its own in `home` with what a lock file names, made unless it is there; the answer is its program.
pub fn python_with(home: &Path, lock: &Path) -> Result<PathBuf> {
    let stamp = home.join("installed.txt");
    let program = || ["bin/python", "Scripts/python.exe"].map(|name| home.join(name));
    let there = |all: [PathBuf; 2]| all.into_iter().find(|python| python.exists());
    if same(&stamp, lock)
        && let Some(python) = there(program())
    {
        return Ok(python);
    }
    packages::for_python()?;
    // What is half installed is no environment to build on.
    let _ = fs::remove_dir_all(home);
    process::run(Command::new("python3").args(["-m", "venv"]).arg(home))?;
    let python = there(program()).context("the new environment has no Python")?;
    let mut install = Command::new(&python);
    // Every version is named there, so that nothing else is looked for.
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--disable-pip-version-check",
        "--requirement",
    ]);
    process::run(install.arg(lock))?;
    fs::copy(lock, &stamp).with_context(|| format!("could not note what {} holds", home.display()))?;
    Ok(python)
}

fn same(stamp: &Path, lock: &Path) -> bool {
    match (fs::read(stamp), fs::read(lock)) {
        (Ok(installed), Ok(wanted)) => installed == wanted,
        _ => false,
    }
}
