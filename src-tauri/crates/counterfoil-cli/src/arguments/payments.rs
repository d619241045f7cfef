//! `payments ..`, and through whom money moves.

use crate::book::BookArgument;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum PaymentsCommand {
    /// Every attempt to charge or to give back, oldest first.
    List {
        #[command(flatten)]
        book: BookArgument,
        /// Only those of this invoice: its name or its number.
        #[arg(long)]
        invoice: Option<String>,
        /// Only those that have not ended.
        #[arg(long)]
        open: bool,
    },
    /// Ask the provider what became of every attempt that was sent and has not ended. Sends no money. Exit code 1 while
    /// something is still unknown.
    Resolve {
        #[command(flatten)]
        book: BookArgument,
        #[command(flatten)]
        provider: ProviderArguments,
    },
    /// Ask the provider what a payment method is: brand, last four digits, expiry.
    Describe {
        /// The method's name, such as payment-method-1.
        method: String,
        #[command(flatten)]
        book: BookArgument,
        #[command(flatten)]
        provider: ProviderArguments,
    },
}

/// Who moves the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Provider {
    /// The local test provider: moves no money.
    Test,
    /// Stripe.
    Stripe,
}

/// `--provider P --stripe-key-file F --stripe-address URL`.
#[derive(Debug, Clone, Args)]
pub struct ProviderArguments {
    /// Through whom: the local test provider moves no money.
    #[arg(long, value_enum, default_value = "test")]
    pub provider: Provider,
    /// The file that holds Stripe's secret key; the variable COUNTERFOIL_STRIPE_KEY_FILE without it.
    #[arg(long, value_name = "FILE")]
    pub stripe_key_file: Option<PathBuf>,
    /// Another address than Stripe's own: https, or http on this machine alone.
    #[arg(long, value_name = "URL")]
    pub stripe_address: Option<String>,
}
