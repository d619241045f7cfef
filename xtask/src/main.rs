//! `cargo xtask run` and `cargo xtask test`: set everything up on a fresh machine, then do it.

mod desktop;
mod fakes;
mod journeys;
mod node;
mod packages;
mod pairs;
mod paths;
mod process;
mod run;
mod rust;
mod screenshots;
mod speed;
mod suites;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--release]        build everything and open the window on the demo account
cargo xtask test [SUITE ..]        run every suite, or only: rust, ui, browser, desktop, conformance
cargo xtask fakes                  install the stand-ins for Stripe that the payments suite runs against
cargo xtask screenshots            write the pictures of the README into docs/pictures
cargo xtask speed                  measure on release builds what a person waits for
cargo xtask pairs                  take every screen in its dresses into target/pairs, beside the visual target

Missing system packages are installed with apt-get (as root or through sudo) or named.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::run(rest),
        Some("fakes") => fakes::install(),
        Some("screenshots") => screenshots::run(),
        Some("pairs") => pairs::run(),
        Some("speed") => speed::run(),
        Some("help" | "--help" | "-h") | None => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(anyhow::anyhow!("there is no `{other}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
