//! `verify`, `backup`, `restore`.

use super::blocking;
use crate::arguments::{BackupArguments, RestoreArguments};
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output;
use billing_domain::{BillingError, ErrorCode};
use billing_service::care;
use serde_json::json;

/// Checks every promise of a book; a broken one is a failure.
pub async fn verify(book: BookArgument, json: bool) -> Result<(), Failure> {
    let checks = blocking(move || {
        let backend = book.open_existing()?;
        let checks = care::verify(backend.store(), backend.now())?;
        // Looked at as a part of the whole above; here for the time that the audit screen shows.
        billing_service::audit::verify(backend.store(), backend.actor(), backend.now())?;
        Ok(checks)
    })
    .await?;
    let wrong: usize = checks.iter().map(|check| check.findings.len()).sum();
    if json {
        let checks: Vec<_> =
            checks.iter().map(|check| json!({ "check": check.name, "findings": check.findings })).collect();
        output::json(&json!({ "ok": wrong == 0, "checks": checks }));
    } else {
        for check in &checks {
            println!("{}  {}", if check.findings.is_empty() { "ok   " } else { "WRONG" }, check.name);
            check.findings.iter().for_each(|finding| println!("       {finding}"));
        }
    }
    if wrong == 0 {
        return Ok(());
    }
    let message = format!(
        "The book breaks {wrong} of its promises. Restore a backup, and keep this file for the inquiry."
    );
    Err(BillingError::new(ErrorCode::Internal, message).into())
}

/// Copies a book into one file.
pub async fn backup(arguments: BackupArguments, json: bool) -> Result<(), Failure> {
    let to = arguments.output;
    let backend = blocking(move || arguments.book.open_existing()).await?;
    backend.back_up(&to).await?;
    let account =
        backend.read(|book| Ok(book.account()?)).await?.map(|account| account.name).unwrap_or_default();
    if json {
        output::json(&json!({ "file": to, "account": account }));
    } else {
        println!("{account} is copied to {}.", to.display());
    }
    Ok(())
}

/// Puts a copy in the place of a book that is not there.
pub async fn restore(arguments: RestoreArguments, json: bool) -> Result<(), Failure> {
    let book = arguments.book.book.clone();
    let account = blocking(move || care::restore(&arguments.file, &arguments.book.book)).await?;
    if json {
        output::json(&json!({ "book": book, "account": account.name }));
    } else {
        println!("{} is back in {}.", account.name, book.display());
    }
    Ok(())
}
