//! Issued invoices that come out differently today and that nobody has put right: what a person should look at.

use super::Billing;
use super::corrections::difference;
use super::rerate::{RerateReport, report};
use billing_domain::invoices::rerating::Cause;
use billing_domain::invoices::state::Document;
use billing_domain::{BillingError, ErrorCode, Money};

/// An issued invoice that differs from our rating, and nothing makes up for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDifference {
    /// The invoice.
    pub invoice: String,
    /// Our total less the invoice's: above 0 when it asks for too little. 0 when lines differ and their sum does not.
    pub difference: Money,
}

impl Billing {
    /// Of the newest issued invoices those that differ, the newest first. Left out are cancelled ones, those that cannot
    /// be rated any more, and those of which only usage differs once a correction or a credit note has put that right.
    ///
    /// # Errors
    /// What rating and the store say.
    pub fn open_differences(&self, newest: usize) -> Result<Vec<OpenDifference>, BillingError> {
        self.store.read(|book| {
            let mut open = Vec::new();
            let heads = book.invoice_heads()?;
            let issued = heads.iter().filter(|head| head.standing.document == Document::Final);
            for head in issued.take(newest) {
                let Some(record) = book.invoice(&head.name)? else { continue };
                let report = match report(book, &record) {
                    Ok(report) => report,
                    Err(error) if is_unratable(&error) => continue,
                    Err(error) => return Err(error),
                };
                let put_right = || Ok::<_, BillingError>(difference(book, &record)?.at_stake.is_settled());
                if report.matches() || (is_of_usage(&report) && put_right()?) {
                    continue;
                }
                let difference = report.rated.checked_sub(report.billed)?;
                open.push(OpenDifference { invoice: report.invoice, difference });
            }
            Ok(open)
        })
    }
}

/// Prices or hours are gone, or a figure does not fit: whoever opens the invoice is told.
const fn is_unratable(error: &BillingError) -> bool {
    matches!(error.code, ErrorCode::FailedPrecondition | ErrorCode::NotFound | ErrorCode::InvalidInput)
}

/// Whether usage alone makes the difference.
fn is_of_usage(report: &RerateReport) -> bool {
    let causes = report.differences.iter().flat_map(|difference| &difference.causes);
    causes.map(|share| &share.cause).all(|cause| {
        matches!(
            cause,
            Cause::HoursRestated { .. } | Cause::MissingHours { .. } | Cause::HoursNotHeld | Cause::Follows
        )
    })
}
