//! `accounts ..`

use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    /// Every account of this machine.
    List,
    /// Put a book on the list: an existing one by its folder, or a new empty one.
    Add {
        /// The folder of an existing book.
        #[arg(long, value_name = "BOOK", conflicts_with = "currency")]
        book: Option<PathBuf>,
        /// The name of a new book.
        #[arg(long, required_unless_present = "book")]
        name: Option<String>,
        /// What a new book is billed in.
        #[arg(long, default_value = "USD")]
        currency: String,
    },
    /// Take an account off the list.
    Remove {
        /// Its id.
        id: String,
        /// Delete its book, too.
        #[arg(long)]
        wipe: bool,
    },
}
