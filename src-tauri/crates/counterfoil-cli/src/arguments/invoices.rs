//! `invoices ..`, `receipt ..`, `prices ..`

use super::instant;
use super::payments::ProviderArguments;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum InvoicesCommand {
    /// Every invoice, the newest period first.
    List {
        #[command(flatten)]
        book: BookArgument,
        /// Only names, usage types and metric labels that hold this text.
        #[arg(long, default_value = "")]
        search: String,
        /// At most so many.
        #[arg(long)]
        limit: Option<usize>,
    },
    /// One invoice with its lines.
    Show(InvoiceArguments),
    /// Write the document of an invoice to a file.
    Pdf {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Issue the invoice of every month that has ended.
    Close {
        #[command(flatten)]
        book: BookArgument,
        /// Months that have ended by this month, day or instant.
        #[arg(long, value_parser = instant::parse)]
        until: DateTime<Utc>,
        /// Only show what would be issued.
        #[arg(long)]
        preview: bool,
    },
    /// Charge what is owed to the primary payment method, then the secondary; or go on with a charge that was begun. Exit
    /// code 1 unless the money has come.
    Charge {
        #[command(flatten)]
        invoice: InvoiceArguments,
        #[command(flatten)]
        provider: ProviderArguments,
        /// Only show what would be charged, to whom, through whom.
        #[arg(long)]
        preview: bool,
    },
    /// Give money back through the provider that took it. Exit code 1 unless it has gone.
    Refund {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// Such as 12.50; all that is left of the last charge without one.
        amount: Option<String>,
        #[command(flatten)]
        provider: ProviderArguments,
        /// Why; kept with the refund.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Rate issued invoices again; differences come with their causes, and the exit code is 1 when there are any.
    Rerate {
        #[command(flatten)]
        book: BookArgument,
        /// Only this invoice.
        invoice: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct InvoiceArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// Its name, such as INV-000001, or its number.
    pub invoice: String,
}

#[derive(Debug, Args)]
pub struct ReceiptArguments {
    #[command(flatten)]
    pub invoice: InvoiceArguments,
    /// The line, counted from 1; 0 for the foot. Without one, every line and the foot.
    pub line: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub enum PricesCommand {
    /// Load a price book as the next version.
    Load {
        /// JSON, in the plain form or the fuller one.
        file: PathBuf,
        #[command(flatten)]
        book: BookArgument,
    },
}
