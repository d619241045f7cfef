//! `invoices audit`: issued invoices against every single hour of usage.

use super::blocking;
use super::show::instant;
use crate::arguments::AuditArguments;
use crate::failure::Failure;
use crate::output::{self, Report};
use crate::timing::Timed;
use billing_domain::BillingError;
use billing_service::billing::{AuditReport, AuditSource, AuditedInvoice};
use serde_json::{Map, Value, json};

pub async fn run(asked: AuditArguments, as_json: bool) -> Result<(), Failure> {
    let audited = blocking(move || {
        let backend = asked.book.open_existing()?;
        let billing = asked.book.billing(&backend);
        let source = if asked.from_roll_ups { AuditSource::RollUps } else { AuditSource::Hours };
        let (timed, timing) = (Timed::start(), asked.timing);
        billing.audit(source, || {
            if timing {
                timed.tell("rated");
            }
        })
    })
    .await?;
    let differing: Vec<&AuditedInvoice> =
        audited.invoices.iter().filter(|invoice| !invoice.findings.is_empty()).collect();
    output::report(&report(&audited, differing.len()), as_json);
    if !as_json {
        for invoice in &differing {
            println!("{}", invoice.invoice);
            invoice.findings.iter().for_each(|finding| println!("  {finding}"));
        }
    }
    if differing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = differing.iter().map(|invoice| invoice.invoice.as_str()).collect();
    Err(BillingError::refused(format!(
        "Not what the usage comes to: {}. Nothing was changed; `invoices rerate` tells the causes.",
        names.join(", ")
    ))
    .into())
}

fn report(audited: &AuditReport, differing: usize) -> Report {
    Report {
        columns: vec!["invoice", "period_start", "currency", "billed", "rated", "matches"],
        rows: audited.invoices.iter().map(row).collect(),
        totals: json!({ "invoices": audited.invoices.len(), "hours": audited.hours, "differing": differing }),
    }
}

fn row(invoice: &AuditedInvoice) -> Map<String, Value> {
    let fields = json!({
        "invoice": invoice.invoice,
        "period_start": instant(invoice.period.start),
        "currency": invoice.billed.currency.to_string(),
        "billed": invoice.billed.to_text(),
        "rated": invoice.rated.to_text(),
        "matches": invoice.findings.is_empty(),
        "findings": invoice.findings,
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
