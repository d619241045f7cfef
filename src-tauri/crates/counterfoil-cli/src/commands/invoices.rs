//! `invoices ..`: the invoice side of a book.

mod audit;
mod corrections;
mod credit_notes;
mod marks;
mod provider;
mod show;

use super::{blocking, export, payments};
use crate::arguments::{InvoiceArguments, InvoicesCommand};
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::{BillingError, ErrorCode};
use billing_service::billing::{Billing, InvoiceDetail, InvoiceQuery, RerateReport};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::path::PathBuf;

pub async fn run(what: InvoicesCommand, json: bool) -> Result<(), Failure> {
    match what {
        InvoicesCommand::List { book, search, limit } => list(book, search, limit, json).await,
        InvoicesCommand::Show(invoice) => show_one(invoice, json).await,
        InvoicesCommand::Pdf { invoice, output } => pdf(invoice, output, json).await,
        InvoicesCommand::Pack { invoice, output, language } => {
            export::pack(invoice, output, language, json).await
        }
        InvoicesCommand::Close { book, until, preview } => close(book, until, preview, json).await,
        InvoicesCommand::Charge { invoice, provider, preview } => {
            payments::charge(invoice, provider, preview, json).await
        }
        InvoicesCommand::Refund { invoice, amount, provider, note } => {
            payments::refund(invoice, amount, provider, &note, json).await
        }
        InvoicesCommand::Rerate { book, invoice } => rerate(book, invoice, json).await,
        InvoicesCommand::Differences { book, invoice } => corrections::list(book, invoice, json).await,
        InvoicesCommand::Correct { invoice, reason } => corrections::correct(invoice, reason, json).await,
        InvoicesCommand::Withdraw { book, correction } => corrections::withdraw(book, correction, json).await,
        InvoicesCommand::Credit { invoice, amount, reason, for_usage } => {
            credit_notes::credit(invoice, amount, reason, for_usage, json).await
        }
        InvoicesCommand::CreditNotes { book, invoice } => credit_notes::list(book, invoice, json).await,
        InvoicesCommand::Cancel { invoice, reason } => {
            changed(invoice, json, move |billing, name, now| billing.cancel(name, &reason, now)).await
        }
        InvoicesCommand::Reconcile { invoice, undo, day, statement } => {
            marks::reconcile(invoice, undo, day, &statement, json).await
        }
        InvoicesCommand::Note { invoice, text } => marks::note(invoice, &text, json).await,
        InvoicesCommand::Reissue(invoice) => {
            changed(invoice, json, |billing, name, now| billing.reissue(name, now)).await
        }
        InvoicesCommand::Audit(asked) => audit::run(asked, json).await,
    }
}

/// The name of an invoice: as given, or made of its number.
pub(super) fn name_of(given: &str) -> String {
    match given.parse::<u32>() {
        Ok(number) => format!("INV-{number:06}"),
        Err(_) => given.to_owned(),
    }
}

async fn list(
    book: BookArgument,
    search: String,
    limit: Option<usize>,
    as_json: bool,
) -> Result<(), Failure> {
    let report = blocking(move || {
        let backend = book.open_existing()?;
        if provider::is_copy(&backend)? {
            let told = provider::list(&backend, &search, limit)?;
            return Ok(Report { rows: marks::with_marks(&backend, told.rows)?, ..told });
        }
        let query = InvoiceQuery { search, limit, ..InvoiceQuery::default() };
        let list = book.billing(&backend).invoices(&query, backend.now())?;
        let totals: Vec<_> = list
            .totals
            .iter()
            .map(|sum| json!({ "currency": sum.currency.to_string(), "total": sum.to_text() }))
            .collect();
        Ok(Report {
            columns: vec!["number", "status", "period_start", "period_end", "currency", "total", "balance"],
            rows: marks::with_marks(&backend, list.rows.iter().map(show::head).collect())?,
            totals: json!({ "invoices": list.found, "by_currency": totals }),
        })
    })
    .await?;
    output::report(&report, as_json);
    Ok(())
}

async fn show_one(asked: InvoiceArguments, as_json: bool) -> Result<(), Failure> {
    let detail = blocking(move || {
        let backend = asked.book.open_existing()?;
        asked.book.billing(&backend).invoice(&name_of(&asked.invoice), backend.now())
    })
    .await?;
    if as_json {
        output::json(&show::detail(&detail));
    } else {
        show::print(&detail);
    }
    Ok(())
}

/// Changes one invoice and shows it.
async fn changed(
    asked: InvoiceArguments,
    as_json: bool,
    change: impl FnOnce(&Billing, &str, DateTime<Utc>) -> Result<InvoiceDetail, BillingError> + Send + 'static,
) -> Result<(), Failure> {
    let detail = blocking(move || {
        let backend = asked.book.open_existing()?;
        change(&asked.book.billing(&backend), &name_of(&asked.invoice), backend.now())
    })
    .await?;
    if as_json {
        output::json(&show::detail(&detail));
    } else {
        show::print(&detail);
    }
    Ok(())
}

async fn pdf(asked: InvoiceArguments, to: PathBuf, as_json: bool) -> Result<(), Failure> {
    let (bytes, sha256, to) = blocking(move || {
        let backend = asked.book.open_existing()?;
        let name = name_of(&asked.invoice);
        let billing = asked.book.billing(&backend);
        let (bytes, sha256) = if provider::is_copy(&backend)? {
            let held = provider::document(&backend, &asked.invoice)?;
            (held.bytes, held.sha256)
        } else {
            let file = if name.starts_with("CN-") {
                billing.credit_note_pdf(&name)?
            } else {
                billing.invoice_pdf(&name, backend.now())?
            };
            (file.bytes, file.sha256)
        };
        std::fs::write(&to, &bytes).map_err(|error| {
            let message = format!("{} could not be written: {error}.", to.display());
            BillingError::new(ErrorCode::Unavailable, message)
        })?;
        Ok((bytes.len(), sha256, to))
    })
    .await?;
    if as_json {
        output::json(&json!({ "file": to, "bytes": bytes, "sha256": sha256 }));
    } else {
        println!("{} ({bytes} bytes)", to.display());
    }
    Ok(())
}

async fn close(
    book: BookArgument,
    until: DateTime<Utc>,
    preview: bool,
    as_json: bool,
) -> Result<(), Failure> {
    let closed = blocking(move || {
        let backend = book.open_existing()?;
        let billing = book.billing(&backend);
        if preview {
            billing.close_preview(until, backend.now())
        } else {
            billing.close(until, backend.now())
        }
    })
    .await?;
    let report = Report {
        columns: vec!["number", "status", "period_start", "period_end", "currency", "total"],
        rows: closed.iter().map(|detail| show::head(&detail.header)).collect(),
        totals: json!({ "invoices": closed.len() }),
    };
    output::report(&report, as_json);
    Ok(())
}

async fn rerate(book: BookArgument, invoice: Option<String>, as_json: bool) -> Result<(), Failure> {
    let reports = blocking(move || {
        let billing = book.billing(&book.open_existing()?);
        match invoice {
            Some(name) => Ok(vec![billing.rerate(&name_of(&name))?]),
            None => billing.rerate_all(),
        }
    })
    .await?;
    let rows = reports.iter().map(show::rerated);
    let differing = reports.iter().filter(|report| !report.matches()).count();
    let report = Report {
        columns: vec!["invoice", "currency", "billed", "rated", "matches"],
        rows: rows.collect(),
        totals: json!({ "invoices": reports.len(), "differing": differing }),
    };
    output::report(&report, as_json);
    if !as_json {
        reports.iter().for_each(show::print_differences);
    }
    differing_is_wrong(&reports)
}

fn differing_is_wrong(reports: &[RerateReport]) -> Result<(), Failure> {
    let names: Vec<&str> =
        reports.iter().filter(|report| !report.matches()).map(|report| report.invoice.as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(BillingError::refused(format!("Rated again, these come out differently: {}.", names.join(", ")))
        .into())
}
