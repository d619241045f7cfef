//! `prices load FILE`.

use super::blocking;
use crate::arguments::PricesCommand;
use crate::failure::Failure;
use crate::output;
use billing_domain::{BillingError, ErrorCode};
use serde_json::json;

pub async fn run(what: PricesCommand, json: bool) -> Result<(), Failure> {
    let PricesCommand::Load { file, book } = what;
    let loaded = blocking(move || {
        let text = std::fs::read_to_string(&file).map_err(|error| {
            let code = if error.kind() == std::io::ErrorKind::NotFound {
                ErrorCode::NotFound
            } else {
                ErrorCode::InvalidInput
            };
            BillingError::new(code, format!("{} could not be read: {error}.", file.display()))
        })?;
        let backend = book.open()?;
        book.billing(&backend).load_prices(&text, backend.now())
    })
    .await?;
    if json {
        output::json(&json!({
            "version": loaded.version,
            "is_new": loaded.is_new,
            "valid_from": loaded.valid_from.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            "currency": loaded.currency.to_string(),
            "prices": loaded.prices,
            "plan_fees": loaded.plan_fees,
        }));
        return Ok(());
    }
    let state = if loaded.is_new { "loaded" } else { "was loaded before" };
    println!(
        "Version {} {state}: {} prices and {} plan fees in {}, from {}.",
        loaded.version,
        loaded.prices,
        loaded.plan_fees,
        loaded.currency,
        loaded.valid_from.date_naive()
    );
    Ok(())
}
