//! Arguments of `tokens`.

use super::instant;
use billing_server::Role;
use chrono::{DateTime, Utc};
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum TokensCommand {
    /// Make a token: it is printed once, its digest goes into the file.
    Create {
        /// Who will have it.
        #[arg(long)]
        name: String,
        /// What it may do: viewer (reads), approver (reads, and asks for moves to another plan), billing_admin.
        #[arg(long, value_parser = role)]
        role: Role,
        /// From then on it is refused; without it, it has no end.
        #[arg(long, value_name = "T", value_parser = instant::parse)]
        expires: Option<DateTime<Utc>>,
        /// The one tenant it is good for; without it, whichever the server speaks for.
        #[arg(long)]
        tenant: Option<String>,
        /// The token file; a new one is made.
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
}

fn role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|error: billing_domain::BillingError| error.message)
}
