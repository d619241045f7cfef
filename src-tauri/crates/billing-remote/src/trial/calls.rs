//! Whether the credential is known, whether it may read billing, and whether both clocks agree.

use super::Found;
use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use billing_domain::ErrorCode;
use billing_domain::tenants::{Finding, FindingCode, StepOutcome};
use billing_wire::Operation;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

/// What two clocks may differ by before it is worth a word.
const SKEW_MAX: TimeDelta = TimeDelta::minutes(5);

/// The clocks of the tenant and of this machine at the same moment.
type Clocks = Option<(DateTime<Utc>, DateTime<Utc>)>;

pub(super) async fn authenticate(remote: &RemoteBackend, now: fn() -> DateTime<Utc>) -> Found<Clocks> {
    let probe = Outgoing::probe();
    let read = |answered: &crate::answer::Answered| {
        let clocks = answered.date().map(|there| (there, now()));
        Ok((answered.json::<Value>(&probe)?, clocks))
    };
    let (namespaces, clocks) = remote.send(&probe, read).await?;
    let tenant = remote.tenant_in(&namespaces);
    // Nice to know; many tenants do not tell.
    let who: Option<Value> = remote.fetch(&Outgoing::who_am_i()).await.ok();
    let who = who.and_then(|who| {
        let named = ["email", "name"].into_iter().find_map(|field| who[field].as_str());
        named.filter(|name| !name.is_empty()).map(str::to_owned)
    });
    let said = match who {
        Some(who) => Finding::new(FindingCode::KnownAs, &[&tenant, &who]),
        None => Finding::new(FindingCode::Known, &[&tenant]),
    };
    Ok((StepOutcome::Passed(said), clocks))
}

pub(super) async fn read_billing(remote: &RemoteBackend) -> Found<()> {
    let answer: Result<Value, _> = remote.fetch(&Outgoing::new(Operation::GetCurrentPlan, &[])?).await;
    let said = match answer {
        Ok(answer) => match plan_in(&answer) {
            Some(plan) => Finding::new(FindingCode::Plan, &[plan]),
            None => FindingCode::NoPlan.into(),
        },
        // Permitted, but there is no such thing here: other screens need not suffer from it.
        Err(error) if matches!(error.code, ErrorCode::NotFound | ErrorCode::Unsupported) => {
            let said = Finding::new(FindingCode::NoPlanHere, &[&error.message]);
            return Ok((StepOutcome::Warning(said), ()));
        }
        Err(error) => return Err(error),
    };
    Ok((StepOutcome::Passed(said), ()))
}

fn plan_in(answer: &Value) -> Option<&str> {
    let plans = answer["plans"].as_array()?;
    let plan = plans.iter().find(|plan| plan["current"] == true).or(plans.first())?;
    plan["name"].as_str().filter(|name| !name.is_empty())
}

pub(super) fn compare_clocks(clocks: Clocks) -> StepOutcome {
    let Some((there, here)) = clocks else {
        return StepOutcome::Skipped(FindingCode::NoClock.into());
    };
    let ahead = here - there;
    if ahead.abs() <= SKEW_MAX {
        let seconds = ahead.num_seconds().abs().to_string();
        return StepOutcome::Passed(Finding::new(FindingCode::ClocksAgree, &[&seconds]));
    }
    let side = if ahead > TimeDelta::zero() { FindingCode::ClockAhead } else { FindingCode::ClockBehind };
    let minutes = (ahead.num_seconds().abs() + 30) / 60;
    let by = match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    StepOutcome::Warning(Finding::new(side, &[&by]))
}
