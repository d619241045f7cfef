//! `payment-methods ..`

use crate::book::BookArgument;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum PaymentMethodsCommand {
    /// Every method with its role and expiry, and what the next charge would try.
    List {
        #[command(flatten)]
        book: BookArgument,
    },
}
