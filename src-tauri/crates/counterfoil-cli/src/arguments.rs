//! The command line. Stable: scripts and checks call it.

use crate::book::BookArgument;
use crate::watch::Told;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Counterfoil without a window.
#[derive(Debug, Parser)]
#[command(name = "counterfoil-cli", version, about)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Print one JSON value; amounts and quantities are strings.
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring a file into a book; the same file again adds nothing.
    Import(ImportArguments),
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    #[command(subcommand)]
    pub what: ImportCommand,
}

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A FOCUS 1.x bill as CSV.
    Focus(ImportFile),
    /// Hourly usage as CSV.
    Usage(ImportFile),
}

#[derive(Debug, Args)]
pub struct ImportFile {
    /// The file.
    pub file: PathBuf,
    #[command(flatten)]
    pub book: BookArgument,
    /// How progress is told.
    #[arg(long, value_enum, default_value = "auto")]
    pub progress: Told,
    /// Rows in one transaction; fewer keep more when the import is killed, and take longer.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub batch: Option<u32>,
}
