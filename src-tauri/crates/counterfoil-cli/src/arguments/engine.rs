//! `preview ..`, `what-if ..`

use super::InvoiceArguments;
use super::instant;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum PreviewCommand {
    /// The bill of a month as things stand.
    Month {
        #[command(flatten)]
        book: BookArgument,
        /// The month, such as 2026-03; this one without.
        #[arg(value_parser = instant::parse)]
        month: Option<DateTime<Utc>>,
    },
    /// A move onto another plan: what is credited, charged, and billed in the month of the change.
    Plan {
        #[command(flatten)]
        book: BookArgument,
        /// The plan's key.
        plan: String,
        /// When it takes effect; now without.
        #[arg(long, value_parser = instant::parse)]
        at: Option<DateTime<Utc>>,
        /// An add-on to take with it; may be given several times.
        #[arg(long, value_name = "ADDON")]
        subscribe: Vec<String>,
        /// An add-on to drop with it; may be given several times.
        #[arg(long, value_name = "ADDON")]
        drop: Vec<String>,
    },
    /// An add-on subscribed, or dropped.
    Addon {
        #[command(flatten)]
        book: BookArgument,
        /// Its key.
        addon: String,
        /// Drop it instead.
        #[arg(long)]
        drop: bool,
        /// When it takes effect; now without.
        #[arg(long, value_parser = instant::parse)]
        at: Option<DateTime<Utc>>,
    },
    /// Whether an invoice was billed as previewed; exit code 1 when no preview of it came true.
    Check(InvoiceArguments),
}

#[derive(Debug, Args)]
pub struct WhatIfArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// The plan's key.
    #[arg(long)]
    pub plan: String,
    /// An add-on to have had from the first day on; without any, those that were subscribed.
    #[arg(long = "addon", value_name = "ADDON")]
    pub addons: Vec<String>,
    /// No add-on at all.
    #[arg(long, conflicts_with = "addons")]
    pub no_addons: bool,
    /// At most so many of the last months that have ended.
    #[arg(long, default_value_t = 24)]
    pub months: usize,
}
