//! What happened in a range that a chart of usage should say: another plan began, past hours came again.

use super::metering::hours_of;
use crate::billing::terms;
use billing_domain::period::{Hour, hour_start};
use billing_domain::{BillingError, Period};
use billing_store::Reader;
use billing_store::plans::DEFAULT_LOCALE;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// Restatements that are looked through.
const RESTATEMENTS_MAX: u32 = 10_000;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When; of hours that came again the first one of that day.
    pub at: DateTime<Utc>,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A plan began, by its title.
    PlanBegan(String),
    /// So many hours of a day came again with another quantity.
    Restated(u32),
}

/// What happened inside a range, oldest first; what began with the range itself is not told.
///
/// # Errors
/// The store's.
pub fn happened(book: &Reader<'_>, range: Period) -> Result<Vec<Happened>, BillingError> {
    let titles: BTreeMap<String, String> =
        book.plans(DEFAULT_LOCALE)?.into_iter().map(|plan| (plan.name, plan.title)).collect();
    let held = terms(book)?.plans;
    let begun = held.iter().filter(|plan| plan.start > range.start && plan.start < range.end);
    let mut all: Vec<Happened> = begun
        .map(|plan| {
            let title = titles.get(&plan.plan).unwrap_or(&plan.plan);
            Happened { at: plan.start, what: What::PlanBegan(title.clone()) }
        })
        .collect();
    let mut days: BTreeMap<NaiveDate, (DateTime<Utc>, u32)> = BTreeMap::new();
    for restated in book.usage_restatements(hours_of(range), RESTATEMENTS_MAX)? {
        let at = hour_start(Hour::from(restated.hour))?;
        let day = days.entry(at.date_naive()).or_insert((at, 0));
        *day = (day.0.min(at), day.1 + 1);
    }
    all.extend(days.into_values().map(|(at, hours)| Happened { at, what: What::Restated(hours) }));
    all.sort_by_key(|happened| happened.at);
    Ok(all)
}
