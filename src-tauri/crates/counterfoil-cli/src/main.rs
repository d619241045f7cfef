//! Counterfoil without a window: what the window does, for scripts and for terminals.
//!
//! Exit 0: done. 1: refused, or found wrong; the reason is on stderr. 2: bad arguments.

mod arguments;
mod book;
mod commands;
mod failure;
mod output;
mod serve;
mod tenants;
mod timing;
mod watch;

use arguments::Arguments;
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Wrong arguments end the program here with code 2.
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::system("The program could not start", &error))?;
    runtime.block_on(commands::run(arguments))
}
