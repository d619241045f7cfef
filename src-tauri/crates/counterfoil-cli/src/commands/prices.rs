//! `prices ..`: loading a price book, its versions, and what differs between two.

use super::blocking;
use crate::arguments::PricesCommand;
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::price_book::compare::{PriceChange, PriceEntry, PriceKey, compare};
use billing_domain::price_book::{DivisionFactor, PriceBook, PriceModel, PriceVersion, Tier};
use billing_domain::{BillingError, ErrorCode};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

pub async fn run(what: PricesCommand, json: bool) -> Result<(), Failure> {
    match what {
        PricesCommand::Load { file, book } => load(file, book, json).await,
        PricesCommand::List { book } => list(book, json).await,
        PricesCommand::Show { book, version, against } => show(book, version, against, json).await,
    }
}

async fn load(file: PathBuf, book: BookArgument, json: bool) -> Result<(), Failure> {
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
            "valid_from": instant(loaded.valid_from),
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

async fn list(book: BookArgument, as_json: bool) -> Result<(), Failure> {
    let prices = blocking(move || book.billing(&book.open_existing()?).price_book()).await?;
    let row = |version: &PriceVersion| {
        object([
            ("version", version.number.into()),
            ("valid_from", instant(version.valid_from).into()),
            ("currency", version.currency.to_string().into()),
            ("prices", (version.prices.len() + version.plan_prices.len()).into()),
            ("fees", (version.plan_fees.len() + version.addon_fees.len()).into()),
        ])
    };
    let report = Report {
        columns: vec!["version", "valid_from", "currency", "prices", "fees"],
        rows: prices.versions.iter().map(row).collect(),
        totals: json!({ "versions": prices.versions.len() }),
    };
    output::report(&report, as_json);
    Ok(())
}

async fn show(
    book: BookArgument,
    version: Option<u32>,
    against: Option<u32>,
    as_json: bool,
) -> Result<(), Failure> {
    let (changes, compared) = blocking(move || {
        let prices = book.billing(&book.open_existing()?).price_book()?;
        let newest = prices.versions.last().map(|version| version.number);
        let wanted = version
            .or(newest)
            .ok_or_else(|| BillingError::not_found("The book has no prices. Load a price book first."))?;
        let shown = find(&prices, wanted)?;
        match against {
            Some(number) => {
                let changes = compare(find(&prices, number)?, shown);
                Ok((changes.into_iter().filter(|change| !change.is_same()).collect(), true))
            }
            None => Ok((compare(shown, shown), false)),
        }
    })
    .await?;
    let rows = |changes: &[PriceChange]| changes.iter().map(|change| fields(change, compared)).collect();
    let report = Report {
        columns: if compared {
            vec!["what", "key", "plan", "unit", "other_price", "price"]
        } else {
            vec!["what", "key", "plan", "unit", "price"]
        },
        rows: rows(&changes),
        totals: json!({ "rows": changes.len() }),
    };
    output::report(&report, as_json);
    Ok(())
}

fn find(prices: &PriceBook, number: u32) -> Result<&PriceVersion, BillingError> {
    let found = prices.version(number);
    found.ok_or_else(|| BillingError::not_found(format!("There is no price version {number}.")))
}

/// One row: `price` as of the version, `other_price` as of the one that it is held against.
fn fields(change: &PriceChange, compared: bool) -> Map<String, Value> {
    let (what, key, plan) = match &change.key {
        PriceKey::Metered { metric_label, plan } => ("metered", metric_label, plan.as_ref()),
        PriceKey::Plan(plan) => ("plan", plan, None),
        PriceKey::Addon(addon) => ("addon", addon, None),
    };
    let entry = change.after.as_ref().or(change.before.as_ref());
    let unit = match entry {
        Some(PriceEntry::Metered(price)) => price.unit.clone(),
        _ => String::new(),
    };
    let mut row = object([
        ("what", what.into()),
        ("key", key.clone().into()),
        ("plan", plan.cloned().into()),
        ("unit", unit.into()),
        ("price", change.after.as_ref().map(text).into()),
        ("detail", change.after.as_ref().map_or(Value::Null, detail)),
    ]);
    if compared {
        row.insert("other_price".to_owned(), change.before.as_ref().map(text).into());
        row.insert("other_detail".to_owned(), change.before.as_ref().map_or(Value::Null, detail));
    }
    row
}

/// A price in one line: `graduated 0.10 up to 1000, then 0.05`.
fn text(entry: &PriceEntry) -> String {
    let price = match entry {
        PriceEntry::Fee { amount, .. } => return amount.to_text(),
        PriceEntry::Metered(price) => price,
    };
    let tiers = |tiers: &[Tier]| {
        let tier = |tier: &Tier| match tier.up_to {
            Some(up_to) => format!("{} up to {up_to}", tier.unit_price),
            None => format!("then {}", tier.unit_price),
        };
        tiers.iter().map(tier).collect::<Vec<_>>().join(", ")
    };
    let model = match &price.model {
        PriceModel::Flat { amount } => format!("flat {amount}"),
        PriceModel::PerUnit { unit_price } => unit_price.to_string(),
        PriceModel::Graduated { tiers: steps } => format!("graduated {}", tiers(steps)),
        PriceModel::Volume { tiers: steps } => format!("volume {}", tiers(steps)),
        PriceModel::Package { size, price } => format!("{price} each {size}"),
    };
    if price.included.is_zero() { model } else { format!("{model}, {} included", price.included) }
}

fn detail(entry: &PriceEntry) -> Value {
    let price = match entry {
        PriceEntry::Fee { title, amount } => {
            return json!({ "title": title, "amount": amount.to_text(), "currency": amount.currency.to_string() });
        }
        PriceEntry::Metered(price) => price,
    };
    let tiers = |tiers: &[Tier]| -> Value {
        let tier = |tier: &Tier| json!({ "up_to": tier.up_to.map(|bound| bound.to_string()), "unit_price": tier.unit_price.to_string() });
        tiers.iter().map(tier).collect()
    };
    let (tiers, size) = match &price.model {
        PriceModel::Flat { amount: one } | PriceModel::PerUnit { unit_price: one } => {
            (tiers(&[Tier { up_to: None, unit_price: *one }]), None)
        }
        PriceModel::Package { size, price } => {
            (tiers(&[Tier { up_to: None, unit_price: *price }]), Some(size.to_string()))
        }
        PriceModel::Graduated { tiers: steps } | PriceModel::Volume { tiers: steps } => (tiers(steps), None),
    };
    let factor = match price.factor {
        DivisionFactor::Constant(factor) => factor.to_string(),
        DivisionFactor::HoursInPeriod => "hours_in_period".to_owned(),
    };
    json!({
        "usage_type": price.usage_type, "unit": price.unit, "unit_billable": price.unit_billable,
        "factor": factor, "rule": price.rule.as_str(), "included": price.included.to_string(),
        "model": price.model.as_str(), "package_size": size, "tiers": tiers, "tax_category": price.tax_category,
    })
}

fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
