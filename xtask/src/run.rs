//! `cargo xtask run`: the window on the demo account, or the same console in a browser.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{desktop, node, packages, paths, process, rust};

pub fn run(arguments: &[String]) -> Result<()> {
    let release = match arguments {
        [] => false,
        [flag] if flag == "--release" => true,
        other => bail!("`cargo xtask run` knows only --release, not {}", other.join(" ")),
    };
    packages::for_window()?;
    node::build()?;
    rust::build_programs(release)?;
    let profile = rust::profile(release);
    if desktop::has_display() {
        process::run(Command::new(paths::binary(profile, "counterfoil")).arg("--demo"))
    } else {
        println!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
        );
        println!("The same console in a browser instead (end it with Ctrl+C):");
        serve_demo(profile)
    }
}

/// Serves the demo account to a browser on this machine until Ctrl+C; the server prints the address to open.
fn serve_demo(profile: &str) -> Result<()> {
    let mut serve = Command::new(paths::binary(profile, "counterfoil-cli"));
    process::run(serve.args(["serve", "--ui", "--demo"]).arg("--ui-dir").arg(paths::ui().join("dist")))
}
