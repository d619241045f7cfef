//! `import ..`

use crate::book::BookArgument;
use crate::watch::Told;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
