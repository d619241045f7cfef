//! One file per command: read the arguments, call one use case, print.

mod accounts;
mod audit;
mod care;
mod demo;
mod export;
mod import;
mod invoices;
mod payment_methods;
mod payments;
mod plans;
mod preview;
mod prices;
mod quotas;
mod receipt;
mod report;
mod sync;
mod tokens;
mod what_if;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use billing_domain::BillingError;

/// Runs what was asked for.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let json = arguments.common.json;
    match arguments.command {
        Command::Import { what } => import::run(what, json).await,
        Command::Demo { book } => demo::run(book, json).await,
        Command::Serve(arguments) => crate::serve::run(arguments).await,
        Command::Tokens { what } => tokens::run(what, json).await,
        Command::Report { what } => report::run(what, json).await,
        Command::Export(arguments) => export::run(arguments, json).await,
        Command::Prices { what } => prices::run(what, json).await,
        Command::Invoices { what } => invoices::run(what, json).await,
        Command::Payments { what } => payments::run(what, json).await,
        Command::PaymentMethods { what } => payment_methods::run(what, json).await,
        Command::Receipt(asked) => receipt::run(asked, json).await,
        Command::Preview { what } => preview::run(what, json).await,
        Command::WhatIf(arguments) => what_if::run(arguments, json).await,
        Command::Plans { what } => plans::run(what, json).await,
        Command::Quotas { what } => quotas::run(what, json).await,
        Command::Verify { book } => care::verify(book, json).await,
        Command::Audit { what } => audit::run(what, json).await,
        Command::Backup(arguments) => care::backup(arguments, json).await,
        Command::Restore(arguments) => care::restore(arguments, json).await,
        Command::Sync(arguments) => sync::run(arguments, json).await,
        Command::Accounts { what } => accounts::run(what, json).await,
    }
}

/// Runs blocking work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BillingError> + Send + 'static,
) -> Result<T, BillingError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(BillingError::internal("The work broke off.")),
    }
}
