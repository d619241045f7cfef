//! Arguments of `backup` and `restore`.

use crate::book::BookArgument;
use clap::Args;
use std::path::PathBuf;

/// `backup --book B -o F`.
#[derive(Debug, Clone, Args)]
pub struct BackupArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// The new file.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// `restore F --book B`.
#[derive(Debug, Clone, Args)]
pub struct RestoreArguments {
    /// A file that `backup` made.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub book: BookArgument,
}
