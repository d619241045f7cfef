//! The switches of the window's binary.

use std::path::PathBuf;

use clap::Parser;

/// `counterfoil [--demo | --book BOOK] [FILE_OR_LINK]`: what the window opens with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(name = "counterfoil", version, about = "Counterfoil, the desktop billing console")]
pub struct Arguments {
    /// Open the demo account; it is made on first use.
    #[arg(long, conflicts_with = "book")]
    pub demo: bool,

    /// Open the account kept in this folder.
    #[arg(long, value_name = "BOOK")]
    pub book: Option<PathBuf>,

    /// Leave the graphics card out: for virtual desktops whose card is of no use (Linux).
    #[arg(long)]
    pub no_gpu: bool,

    /// Print how long it took until the first figures stood in the window, and end.
    #[arg(long)]
    pub timings: bool,

    /// A CSV file to import, or a link such as counterfoil://invoices/INV-000134.
    #[arg(value_name = "FILE_OR_LINK")]
    pub open: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Arguments;

    #[test]
    fn nothing_given_opens_what_was_open_last() {
        assert_eq!(Arguments::parse_from(["counterfoil"]), Arguments::default());
    }

    #[test]
    fn demo_and_book_exclude_each_other() {
        assert!(Arguments::try_parse_from(["counterfoil", "--demo", "--book", "b"]).is_err());
        assert!(Arguments::parse_from(["counterfoil", "--demo"]).demo);
        assert_eq!(Arguments::parse_from(["counterfoil", "--book", "b"]).book, Some("b".into()));
    }

    #[test]
    fn a_file_or_a_link_can_be_opened() {
        let link = "counterfoil://invoices/INV-1";
        assert_eq!(Arguments::parse_from(["counterfoil", link]).open.as_deref(), Some(link));
    }
}
