//! System packages: found missing, then installed, or named so that the person can install them.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{paths, process};

/// Debian packages that building and opening the window needs.
const WINDOW: &[&str] = &[
    "build-essential",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
    "libxdo-dev",
    "pkg-config",
    "file",
];

/// Debian packages that the suites need besides.
const SUITES: &[&str] =
    &["webkit2gtk-driver", "xvfb", "dbus-x11", "gnome-keyring", "poppler-utils", "chromium"];

/// Sees to it that the window can be built and opened.
pub fn for_window() -> Result<()> {
    ensure(WINDOW)
}

/// Sees to it that every suite can run.
pub fn for_suites() -> Result<()> {
    ensure(&[WINDOW, SUITES].concat())
}

/// Sees to it that Python can make an environment of its own.
pub fn for_python() -> Result<()> {
    if process::quiet(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_some() {
        return Ok(());
    }
    match std::env::consts::OS {
        "linux" => on_linux(&["python3", "python3-venv"]),
        _ => bail!("Python 3 with its venv module is needed: https://www.python.org"),
    }
}

fn ensure(debian: &[&str]) -> Result<()> {
    node_is_new_enough()?;
    match std::env::consts::OS {
        "linux" => on_linux(debian),
        "macos" => on_macos(),
        "windows" => on_windows(),
        other => bail!("Counterfoil is built on Linux, macOS and Windows, not on {other}"),
    }
}

fn on_linux(debian: &[&str]) -> Result<()> {
    if paths::find_program("dpkg-query").is_none() {
        println!("This is no Debian: if building fails, install what your system calls {}", debian.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = debian.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    let by_hand = format!("install them with: apt-get install {}", missing.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat()).context(by_hand)
}

/// dpkg knows a package in state `ii` when it is wanted and completely there.
fn installed(package: &str) -> bool {
    process::quiet(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}", package]))
        .is_some_and(|state| state.starts_with("ii"))
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let root = process::quiet(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        Command::new("apt-get")
    } else {
        if paths::find_program("sudo").is_none() {
            bail!("only root may install packages, and there is no sudo here");
        }
        let mut sudo = Command::new("sudo");
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    process::run(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// macOS brings its own webview; only the compiler has to be asked for.
fn on_macos() -> Result<()> {
    if process::quiet(Command::new("xcode-select").arg("-p")).is_none() {
        bail!("Apple's command line tools are missing: run `xcode-select --install`");
    }
    Ok(())
}

/// Windows 11 brings WebView2, Windows 10 mostly does; winget installs it where it is missing.
fn on_windows() -> Result<()> {
    const WEBVIEW2: &str = "Microsoft.EdgeWebView2Runtime";
    const KEY: &str =
        r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    if process::quiet(Command::new("reg").args(["query", KEY, "/v", "pv"])).is_some() {
        return Ok(());
    }
    println!("WebView2 is missing, winget installs it");
    process::run(Command::new("winget").args(["install", "--exact", "--silent", "--id", WEBVIEW2]))
        .with_context(|| format!("install it with: winget install {WEBVIEW2}"))
}

/// The oldest Node that the UI's build tools accept.
const NODE: (u32, u32) = (20, 19);

fn node_is_new_enough() -> Result<()> {
    let advice = || format!("Node {}.{} or newer is needed: https://nodejs.org", NODE.0, NODE.1);
    let version = process::quiet(Command::new("node").arg("--version")).with_context(advice)?;
    match node_version(&version) {
        Some(found) if found >= NODE => Ok(()),
        _ => bail!("{}, found {}", advice(), version.trim()),
    }
}

/// `v20.20.2` -> (20, 20).
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::node_version;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(node_version("v9.1.0"), Some((9, 1)));
        assert_eq!(node_version("20"), None);
    }
}
