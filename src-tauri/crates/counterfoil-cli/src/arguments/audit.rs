//! Arguments of `audit`.

use super::instant;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Lines of the trail, newest first.
    List(AuditListArguments),
    /// Check the chain from its first line to its last; a broken one is a failure.
    Verify {
        #[command(flatten)]
        book: BookArgument,
    },
}

/// `audit list [--object O] [--action A] [--who W] [--from T] [--to T] [--text T] [--limit N]`.
#[derive(Debug, Clone, Args)]
pub struct AuditListArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// The object, or a part of its name.
    #[arg(long)]
    pub object: Option<String>,
    /// An action, or the group it is in: `invoice.cancel`, `invoice`.
    #[arg(long)]
    pub action: Option<String>,
    /// Who did it, as written.
    #[arg(long)]
    pub who: Option<String>,
    /// From this instant on.
    #[arg(long, value_parser = instant::parse, value_name = "INSTANT")]
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    #[arg(long, value_parser = instant::parse, value_name = "INSTANT")]
    pub to: Option<DateTime<Utc>>,
    /// Anywhere in a line.
    #[arg(long)]
    pub text: Option<String>,
    /// At most so many lines.
    #[arg(long, default_value_t = 1_000)]
    pub limit: u32,
}
