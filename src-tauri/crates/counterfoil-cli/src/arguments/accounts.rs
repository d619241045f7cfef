//! `accounts ..`

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    /// Every account of this machine.
    List,
    /// Put an account on the list: a book by its folder, a new empty book, or a tenant by its address.
    Add {
        /// The folder of an existing book.
        #[arg(long, value_name = "BOOK", conflicts_with_all = ["currency", "tenant"])]
        book: Option<PathBuf>,
        /// The name of a new book or tenant.
        #[arg(long, required_unless_present = "book")]
        name: Option<String>,
        /// What a new book is billed in.
        #[arg(long, default_value = "USD", conflicts_with = "tenant")]
        currency: String,
        #[command(flatten)]
        tenant: TenantArguments,
    },
    /// Test the connection to a tenant, step by step.
    Test {
        /// Its name or id.
        account: String,
        #[command(flatten)]
        credential: CredentialArguments,
    },
    /// Take an account off the list; its credential is forgotten.
    Remove {
        /// Its id.
        id: String,
        /// Delete its book, too.
        #[arg(long)]
        wipe: bool,
    },
}

/// How a new tenant is reached.
#[derive(Debug, Clone, Args)]
pub struct TenantArguments {
    /// The address of a tenant, as people paste it.
    #[arg(long, value_name = "ADDRESS")]
    pub tenant: Option<String>,
    #[command(flatten)]
    pub credential: CredentialArguments,
    /// Certificates (PEM) to trust beside those of the system.
    #[arg(long, value_name = "FILE", requires = "tenant")]
    pub ca: Option<PathBuf>,
    /// The proxy to go through.
    #[arg(long, value_name = "ADDRESS", requires = "tenant")]
    pub proxy: Option<String>,
}

/// What proves who one is. Secrets come from files, never from the command line, which others can read.
#[derive(Debug, Clone, Args)]
pub struct CredentialArguments {
    /// A file that holds an API token and nothing else.
    #[arg(long, value_name = "FILE", conflicts_with = "certificate")]
    pub token_file: Option<PathBuf>,
    /// A client certificate with its key: P12, or PEM.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// A file that holds the password of the certificate and nothing else.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub password_file: Option<PathBuf>,
}

/// `sync ..`
#[derive(Debug, Args)]
pub struct SyncArguments {
    /// The tenant's account: its name or id.
    #[arg(long)]
    pub account: String,
    #[command(flatten)]
    pub credential: CredentialArguments,
    /// Read the hours of a month again, whatever their sums say: `2026-02`.
    #[arg(long, value_name = "MONTH")]
    pub again: Option<String>,
    /// Change nothing: hold the copy against the tenant, counts and sums.
    #[arg(long, conflicts_with = "again")]
    pub verify: bool,
}
