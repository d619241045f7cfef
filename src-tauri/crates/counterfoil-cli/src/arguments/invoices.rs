//! `invoices ..`, `receipt ..`, `prices ..`

use super::export::DocumentLanguage;
use super::instant;
use super::payments::ProviderArguments;
use crate::book::BookArgument;
use chrono::{DateTime, NaiveDate, Utc};
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
    /// Write all that a dispute needs into one zip: document, differences, hourly evidence, receipts.
    Pack {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// The file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Of its words.
        #[arg(long, value_enum, default_value = "en")]
        language: DocumentLanguage,
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
    /// Usage that came or changed after an invoice was issued, with the amount at stake.
    Differences {
        #[command(flatten)]
        book: BookArgument,
        /// Only this invoice.
        invoice: Option<String>,
    },
    /// Put what is open of an issued invoice on the invoice of the next month.
    Correct {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// Why, for the trail.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Take a correction back while its month is not billed.
    Withdraw {
        #[command(flatten)]
        book: BookArgument,
        /// The number of the correction.
        correction: i64,
    },
    /// Issue a credit note: lowers what an issued invoice still asks for.
    Credit {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// With tax; all that is owed without.
        #[arg(allow_hyphen_values = true)]
        amount: Option<String>,
        /// Printed on it.
        #[arg(long)]
        reason: String,
        /// It settles a difference of usage.
        #[arg(long)]
        for_usage: bool,
    },
    /// Credit notes of all invoices, or of one.
    CreditNotes {
        #[command(flatten)]
        book: BookArgument,
        /// Only those of this invoice.
        invoice: Option<String>,
    },
    /// Cancel an invoice before it is due and while nothing is paid; the running one too.
    Cancel {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// Why, for the trail.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Mark an invoice as reconciled, ours or a provider's; or take the mark away.
    Reconcile {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// Take the mark away.
        #[arg(long)]
        undo: bool,
        /// The day, such as 2026-03-19; today without one.
        #[arg(long)]
        day: Option<NaiveDate>,
        /// Which statement, in your own words.
        #[arg(long, default_value = "")]
        statement: String,
    },
    /// Write a note on an invoice.
    Note {
        #[command(flatten)]
        invoice: InvoiceArguments,
        /// Plain text.
        text: String,
    },
    /// Bill the month of a cancelled invoice again, under a new number.
    Reissue(InvoiceArguments),
    /// Recompute issued invoices from every single hour of usage; the exit code is 1 when any figure differs.
    Audit(AuditArguments),
}

#[derive(Debug, Args)]
pub struct AuditArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// Trust the roll-ups and leave the hours alone: quick, and no proof of them.
    #[arg(long)]
    pub from_roll_ups: bool,
    /// Tell on stderr how long rating and comparing took.
    #[arg(long)]
    pub timing: bool,
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
    /// Every version of the price book.
    List {
        #[command(flatten)]
        book: BookArgument,
    },
    /// What costs what in a version; against another one, only what differs.
    Show {
        #[command(flatten)]
        book: BookArgument,
        /// The version; the newest without.
        version: Option<u32>,
        /// Compare with this version.
        #[arg(long)]
        against: Option<u32>,
    },
    /// Load a price book as the next version.
    Load {
        /// JSON, in the plain form or the fuller one.
        file: PathBuf,
        #[command(flatten)]
        book: BookArgument,
    },
}
