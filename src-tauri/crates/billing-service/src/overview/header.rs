//! What the frame says on every screen.

use crate::LocalBackend;
use crate::overview::data_until;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::period::hour_start;
use billing_domain::quotas::kinds::with_usage;
use billing_domain::quotas::limits::effective;
use billing_domain::quotas::states::{QuotaState, Thresholds, state};
use billing_domain::{BillingError, payment_methods};
use billing_store::Reader;
use chrono::{DateTime, Utc};

/// A few figures that must be cheap: they are read again after every change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderFacts {
    /// The end of the last hour there is usage for.
    pub data_as_of: Option<DateTime<Utc>>,
    /// The first month there is usage for, `2024-04`.
    pub first_month: Option<String>,
    /// The last month there is usage for.
    pub last_month: Option<String>,
    /// Quotas over their limit.
    pub quotas_over: u32,
    /// Overdue invoices.
    pub invoices_overdue: u32,
    /// True when nobody is charged first while something is owed.
    pub no_primary: bool,
}

/// Reads the header's figures. Blocking.
///
/// # Errors
/// The store's.
pub fn header(backend: &LocalBackend) -> Result<HeaderFacts, BillingError> {
    let now = backend.now();
    // Limits follow the plan: a move whose time has come goes first, and what keeps it from that keeps no screen.
    let _ = backend.resume_moves();
    backend.store().read(|book| {
        let extent = book.usage_extent()?;
        let month =
            |hour: i32| Ok::<_, BillingError>(hour_start(i64::from(hour))?.format("%Y-%m").to_string());
        let heads = book.invoice_heads()?;
        let overdue = heads.iter().filter(|head| head.standing.status(now) == InvoiceStatus::Overdue).count();
        let owed = heads.iter().any(|head| head.standing.balance().is_ok_and(|balance| balance.minor > 0));
        let methods = book.payment_methods()?;
        Ok(HeaderFacts {
            data_as_of: data_until(book)?,
            first_month: extent.map(|(first, _)| month(first)).transpose()?,
            last_month: extent.map(|(_, last)| month(last)).transpose()?,
            quotas_over: quotas_over(book)?,
            invoices_overdue: u32::try_from(overdue).unwrap_or(u32::MAX),
            no_primary: owed && payment_methods::roles::primary(&methods).is_none(),
        })
    })
}

/// How many object and resource kinds are over their limit.
fn quotas_over(book: &Reader<'_>) -> Result<u32, BillingError> {
    let held = book.held_plan()?;
    let locale = book.plan_locales()?.into_iter().next();
    let plans = locale.map(|locale| book.plans(&locale)).transpose()?.unwrap_or_default();
    let plan = plans.iter().find(|plan| Some(&plan.name) == held.as_ref());
    let limits =
        effective(plan.map(|plan| (plan.name.as_str(), &plan.default_quota)), &book.quota_objects(None)?);
    let figures = with_usage(&limits, &book.quota_kinds()?);
    let all = figures.objects.values().chain(figures.resources.values());
    let over =
        all.filter(|figure| state(figure.limit, figure.in_use, Thresholds::default()) == QuotaState::Over);
    Ok(u32::try_from(over.count()).unwrap_or(u32::MAX))
}
