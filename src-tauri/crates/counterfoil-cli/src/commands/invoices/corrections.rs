//! `invoices differences`, `invoices correct`, `invoices withdraw`.

use super::{blocking, name_of, show};
use crate::arguments::InvoiceArguments;
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_service::billing::UsageDifference;
use serde_json::{Map, Value, json};

pub async fn list(book: BookArgument, invoice: Option<String>, as_json: bool) -> Result<(), Failure> {
    let differences = blocking(move || {
        let billing = book.billing(&book.open_existing()?);
        match invoice {
            Some(name) => Ok(vec![billing.usage_difference(&name_of(&name))?]),
            None => billing.usage_differences(),
        }
    })
    .await?;
    print(&differences, as_json);
    Ok(())
}

pub async fn correct(asked: InvoiceArguments, reason: String, as_json: bool) -> Result<(), Failure> {
    let difference = blocking(move || {
        let backend = asked.book.open_existing()?;
        asked.book.billing(&backend).correct(&name_of(&asked.invoice), &reason, backend.now())
    })
    .await?;
    print(&[difference], as_json);
    Ok(())
}

pub async fn withdraw(book: BookArgument, correction: i64, as_json: bool) -> Result<(), Failure> {
    let difference = blocking(move || {
        let backend = book.open_existing()?;
        book.billing(&backend).withdraw_correction(correction, backend.now())
    })
    .await?;
    print(&[difference], as_json);
    Ok(())
}

fn print(differences: &[UsageDifference], as_json: bool) {
    let open = differences.iter().filter(|difference| !difference.at_stake.is_settled()).count();
    let report = Report {
        columns: vec!["invoice", "period_start", "currency", "open", "settled"],
        rows: differences.iter().map(fields).collect(),
        totals: json!({ "invoices": differences.len(), "open": open }),
    };
    output::report(&report, as_json);
    if as_json {
        return;
    }
    for difference in differences {
        for line in &difference.at_stake.lines {
            println!(
                "  {} {}: {} then, {} now; {} then, {} now",
                difference.invoice,
                line.usage_type,
                line.quantity_billed,
                line.quantity_now,
                line.billed,
                line.rated
            );
        }
        for correction in &difference.corrections {
            let state = match (&correction.withdrawn_at, &correction.carried_by) {
                (Some(_), _) => "taken back".to_owned(),
                (None, Some(invoice)) => format!("billed by {invoice}"),
                (None, None) => format!("goes on {}", correction.carried.start.format("%Y-%m")),
            };
            println!("  {} correction {}: {} {state}", difference.invoice, correction.id, correction.amount);
        }
    }
}

fn fields(difference: &UsageDifference) -> Map<String, Value> {
    let stake = &difference.at_stake;
    let lines = stake.lines.iter().map(|line| {
        json!({
            "metric_label": line.metric_label, "usage_type": line.usage_type,
            "quantity_billed": line.quantity_billed, "quantity_now": line.quantity_now,
            "billed": line.billed, "rated": line.rated,
        })
    });
    let categories = stake.categories.iter().map(|category| {
        json!({
            "tax_category": category.tax_category,
            "billed": category.billed.to_text(), "rated": category.rated.to_text(),
            "corrected": category.corrected.to_text(), "open": category.open.to_text(),
        })
    });
    let corrections = difference.corrections.iter().map(|correction| {
        json!({
            "correction": correction.id, "month": correction.carried.start.format("%Y-%m").to_string(),
            "carried_by": correction.carried_by, "amount": correction.amount.to_text(),
            "made_at": show::instant(correction.made_at), "made_by": correction.made_by,
            "reason": correction.reason, "withdrawn_at": correction.withdrawn_at.map(show::instant),
        })
    });
    let fields: [(&str, Value); 8] = [
        ("invoice", difference.invoice.clone().into()),
        ("period_start", show::instant(difference.period.start).into()),
        ("currency", stake.open.currency.to_string().into()),
        ("open", stake.open.to_text().into()),
        ("settled", stake.is_settled().into()),
        ("lines", lines.collect()),
        ("categories", categories.collect()),
        ("corrections", corrections.collect()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
