//! `cargo xtask run`: the window on the demo account, or the same console in a browser.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, Running};
use crate::{desktop, node, packages, paths, rust};

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
        println!("The same console in a browser instead:");
        serve_demo(profile)
    }
}

/// Serves the demo account to a browser on this machine until Ctrl+C.
fn serve_demo(profile: &str) -> Result<()> {
    let home = paths::target().join("demo");
    let (book, token) = (home.join("book"), home.join("token"));
    let cli = || Command::new(paths::binary(profile, "counterfoil-cli"));
    fs::create_dir_all(&home).context("could not make the demo's folder")?;
    process::run(cli().arg("demo").arg("--book").arg(&book))?;

    let mut serve = cli();
    serve.args(["serve", "--ui", "--listen", "127.0.0.1:0"]).arg("--book").arg(&book);
    serve.arg("--token-file").arg(&token);
    let mut server = Running::start(&mut serve)?;
    println!("\n{}\nEnd it with Ctrl+C.", server.first_line()?);
    server.wait()
}
