//! `payments ..`, `invoices charge`, `invoices refund`: money through a provider.

mod show;

use super::blocking;
use super::invoices::name_of;
use crate::arguments::{InvoiceArguments, PaymentsCommand, Provider, ProviderArguments};
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::{BillingError, ErrorCode, Money};
use billing_service::LocalBackend;
use billing_service::payments::{AttemptState, PaymentProvider, Payments, RunOutcome, ToTheEnd};
use billing_stripe::{KEY_FILE, StripeProvider, from_key_file};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

pub async fn run(what: PaymentsCommand, json: bool) -> Result<(), Failure> {
    match what {
        PaymentsCommand::List { book, invoice, open } => list(book, invoice, open, json).await,
        PaymentsCommand::Resolve { book, provider } => resolve(book, provider, json).await,
        PaymentsCommand::Describe { method, book, provider } => describe(method, book, provider, json).await,
    }
}

/// Charges an invoice and tells what came of it.
pub async fn charge(
    asked: InvoiceArguments,
    provider: ProviderArguments,
    preview: bool,
    as_json: bool,
) -> Result<(), Failure> {
    let payments = open(asked.book, provider).await?;
    let name = name_of(&asked.invoice);
    if preview {
        let rehearsal = payments.rehearse(&name).await?;
        show::rehearsal(&name, &rehearsal, as_json);
        return match rehearsal.refused {
            Some(why) => Err(BillingError::refused(why).into()),
            None => Ok(()),
        };
    }
    let outcome = payments.charge(&name, &ToTheEnd).await?;
    tell(&name, &payments, &outcome, as_json)
}

/// Gives money back and tells what came of it.
pub async fn refund(
    asked: InvoiceArguments,
    amount: Option<String>,
    provider: ProviderArguments,
    note: &str,
    as_json: bool,
) -> Result<(), Failure> {
    let book = asked.book.clone();
    let payments = open(asked.book, provider).await?;
    let name = name_of(&asked.invoice);
    let amount = match amount {
        Some(text) => Some(money(book, &name, &text).await?),
        None => None,
    };
    let outcome = payments.refund(&name, amount, note, &ToTheEnd).await?;
    tell(&name, &payments, &outcome, as_json)
}

fn tell(name: &str, payments: &Payments, outcome: &RunOutcome, as_json: bool) -> Result<(), Failure> {
    let provider = payments.provider();
    if as_json {
        output::json(&json!({
            "invoice": name,
            "provider": provider.name(),
            "test": provider.is_test(),
            "state": outcome.state().as_str(),
            "attempts": outcome.attempts.iter().map(show::attempt).collect::<Vec<_>>(),
        }));
    } else {
        println!("{name} through {}:", provider.label());
        outcome.attempts.iter().for_each(|attempt| println!("  {}", show::line(attempt)));
    }
    if outcome.state() == AttemptState::Succeeded {
        return Ok(());
    }
    let why = outcome.decisive().and_then(|attempt| attempt.reason());
    let why = why.map_or_else(|| "The money has not moved.".to_owned(), |reason| reason.words.clone());
    let code = match outcome.state() {
        AttemptState::Unknown | AttemptState::Sent => ErrorCode::DeadlineExceeded,
        _ => ErrorCode::FailedPrecondition,
    };
    Err(BillingError::new(code, why).into())
}

async fn list(
    book: BookArgument,
    invoice: Option<String>,
    only_open: bool,
    as_json: bool,
) -> Result<(), Failure> {
    let backend = blocking(move || book.open_existing()).await?;
    let name = invoice.as_deref().map(name_of);
    let mut attempts = backend.payment_attempts(name.as_deref()).await?;
    if only_open {
        attempts.retain(|attempt| !attempt.state.is_final());
    }
    let open = attempts.iter().filter(|attempt| !attempt.state.is_final()).count();
    let report = Report {
        columns: vec![
            "invoice",
            "kind",
            "planned_at",
            "provider",
            "method",
            "currency",
            "amount",
            "state",
            "reference",
            "reason",
        ],
        rows: attempts.iter().map(show::attempt).collect(),
        totals: json!({ "attempts": attempts.len(), "open": open }),
    };
    output::report(&report, as_json);
    Ok(())
}

async fn resolve(book: BookArgument, provider: ProviderArguments, as_json: bool) -> Result<(), Failure> {
    let payments = open(book, provider).await?;
    let resolved = payments.resolve().await?;
    let rows = resolved.iter().map(|one| {
        let mut row = show::attempt(&one.attempt);
        row.insert("before".to_owned(), one.before.as_str().into());
        row.insert("asked".to_owned(), one.asked.into());
        row
    });
    let left = resolved.iter().filter(|one| !one.attempt.state.is_final()).count();
    let report = Report {
        columns: vec![
            "invoice", "kind", "provider", "method", "currency", "amount", "before", "state", "asked",
            "reason",
        ],
        rows: rows.collect(),
        totals: json!({ "attempts": resolved.len(), "resolved": resolved.len() - left, "open": left }),
    };
    output::report(&report, as_json);
    if left == 0 {
        return Ok(());
    }
    let message = format!(
        "{left} attempts have not ended. Ask again later; what was only planned goes on with the next charge of its \
         invoice."
    );
    Err(BillingError::new(ErrorCode::DeadlineExceeded, message).into())
}

async fn describe(
    method: String,
    book: BookArgument,
    provider: ProviderArguments,
    as_json: bool,
) -> Result<(), Failure> {
    let payments = open(book, provider).await?;
    let known = payments.describe(&method).await?;
    if as_json {
        output::json(&json!({
            "method": known.name,
            "label": known.label(),
            "brand": known.brand,
            "last_four": known.last_four,
            "expiry": known.expiry.map(|expiry| format!("{}-{:02}", expiry.year, expiry.month)),
        }));
    } else {
        println!("{} is {}.", known.name, known.label());
    }
    Ok(())
}

/// The payments of a book through the provider that was named.
async fn open(book: BookArgument, arguments: ProviderArguments) -> Result<Payments, Failure> {
    let stripe = match arguments.provider {
        Provider::Test => None,
        Provider::Stripe => Some(stripe(arguments)?),
    };
    let backend: LocalBackend = blocking(move || book.open_existing()).await?;
    let provider: Arc<dyn PaymentProvider> = match stripe {
        Some(stripe) => Arc::new(stripe),
        None => Arc::new(backend.test_provider()),
    };
    Ok(Payments::new(backend, provider))
}

fn stripe(arguments: ProviderArguments) -> Result<StripeProvider, Failure> {
    let file = arguments.stripe_key_file.or_else(|| std::env::var_os(KEY_FILE).map(PathBuf::from));
    let file = file.ok_or_else(|| {
        Failure::arguments(format!(
            "Stripe needs its secret key: name its file with --stripe-key-file or {KEY_FILE}"
        ))
    })?;
    Ok(from_key_file(&file, arguments.stripe_address.as_deref())?)
}

/// An amount in the currency of an invoice; a digit that it does not have is refused, not rounded.
async fn money(book: BookArgument, invoice: &str, text: &str) -> Result<Money, Failure> {
    let name = invoice.to_owned();
    let currency = blocking(move || {
        let backend = book.open_existing()?;
        Ok(book.billing(&backend).invoice(&name, backend.now())?.header.total.currency)
    })
    .await?;
    Money::from_text(text, currency).map_err(|error| Failure::arguments(error.message))
}
