//! Several invoices at once, and what stands behind one.

mod bundle;
mod compare;
mod differences;
mod evidence;
mod pack;

pub use bundle::invoices_bundle;
pub use compare::invoice_compare;
pub use evidence::invoice_evidence;
pub use pack::invoice_pack;

use super::exports::per_currency;
use super::invoices::invoices_view;
use crate::commands::*;
use crate::{CommandError, Context};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::{BillingError, ErrorCode};

/// More at once are no selection any more.
const NAMES_MAX: usize = 200;

pub(super) fn bounded(names: &[String]) -> Result<(), CommandError> {
    if names.len() <= NAMES_MAX {
        return Ok(());
    }
    Err(BillingError::invalid(format!("At most {NAMES_MAX} invoices can be taken at once.")).into())
}

/// What the selected invoices come to, per currency.
pub async fn invoices_sum(context: Context, input: InvoiceNames) -> Result<InvoicesSum, CommandError> {
    bounded(&input.names)?;
    let all = InvoicesQuery { tab: InvoiceTab::All, search: String::new() };
    let view = invoices_view(context, all).await?;
    let rows: Vec<&InvoiceRow> = view.rows.iter().filter(|row| input.names.contains(&row.name)).collect();
    let sums = per_currency(rows.iter().map(|row| &row.amount))?;
    let balances = per_currency(rows.iter().filter_map(|row| row.balance.as_ref()))?;
    Ok(InvoicesSum {
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        sums: sums.into_iter().map(Into::into).collect(),
        balances: balances.into_iter().map(Into::into).collect(),
    })
}

/// Whether each of them is what we come to; a running, a cancelled and a provider's invoice is not rated.
pub async fn invoice_ratings(context: Context, input: InvoiceNames) -> Result<InvoiceRatings, CommandError> {
    bounded(&input.names)?;
    let account = context.account()?;
    let unrated = |name: String| InvoiceRating { name, matches: None, difference: None };
    if account.tenant.is_some() {
        return Ok(InvoiceRatings { ratings: input.names.into_iter().map(unrated).collect() });
    }
    let rated = account.backend.bill(move |billing, now| {
        let mut ratings = Vec::new();
        for name in input.names {
            let header = billing.invoice(&name, now)?.header;
            let skipped = header.active || header.status == InvoiceStatus::Cancelled;
            ratings.push(if skipped { unrated(name) } else { rating(billing, name)? });
        }
        Ok(InvoiceRatings { ratings })
    });
    Ok(rated.await?)
}

fn rating(billing: &billing_service::billing::Billing, name: String) -> Result<InvoiceRating, BillingError> {
    let report = match billing.rerate(&name) {
        Ok(report) => report,
        // What cannot be rated (prices are gone, hours are gone) is not known; the list stays readable.
        Err(error) if error.code == ErrorCode::FailedPrecondition => {
            return Ok(InvoiceRating { name, matches: None, difference: None });
        }
        Err(error) => return Err(error),
    };
    let difference = report.rated.checked_sub(report.billed)?;
    Ok(InvoiceRating {
        name,
        matches: Some(report.matches()),
        difference: (!report.matches()).then(|| difference.into()),
    })
}
