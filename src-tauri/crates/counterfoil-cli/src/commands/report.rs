//! `report ..`: `{"rows": [..], "totals": {..}}`, every quantity and amount a plain decimal string.

mod amounts;
mod cost;
mod recheck;
mod usage;

use super::blocking;
use crate::arguments::{RangeArguments, ReportCommand};
use crate::failure::Failure;
use crate::output::{self, Report};
use crate::timing::Timed;
use billing_domain::BillingError;
use billing_service::LocalBackend;
use billing_store::Reader;

pub async fn run(what: ReportCommand, json: bool) -> Result<(), Failure> {
    let report = blocking(move || match what {
        ReportCommand::MonthlyByType(asked) => usage::monthly_by_type(&asked),
        ReportCommand::DailyByMetric(asked) => usage::daily_by_metric(&asked),
        ReportCommand::TopObjects(asked) => usage::top_objects(&asked),
        ReportCommand::ObjectHours(asked) => usage::object_hours(&asked),
        ReportCommand::Pivot(asked) => usage::pivot(&asked),
        ReportCommand::Amounts(asked) => amounts::amounts(&asked),
        ReportCommand::Month(asked) => amounts::month(&asked),
        ReportCommand::Cost(asked) => cost::cost(&asked),
        ReportCommand::Recheck(asked) => recheck::recheck(&asked),
    })
    .await?;
    output::report(&report, json);
    Ok(())
}

/// Reads, and says how long it took when asked to.
fn ask(
    backend: &LocalBackend,
    range: &RangeArguments,
    work: impl FnOnce(&Reader<'_>) -> Result<Report, BillingError>,
) -> Result<Report, BillingError> {
    let timed = Timed::start();
    let report = backend.store().read(work)?;
    if range.timing {
        timed.tell("answered");
    }
    Ok(report)
}
