//! A year of readings of the demo's quotas: they grow week by week, not evenly, to what is in use now.

use super::now;
use super::tenant::{InUsePlan, TenantPlan};
use crate::local::quotas::effective_limits;
use crate::quotas::{HISTORY_WEEKS, keep_reading};
use billing_domain::quotas::InUse;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::limits::limit_of;
use billing_domain::{BillingError, Decimal};
use billing_store::{Store, Writer};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;

pub(super) fn seed(store: &Store, tenant: &TenantPlan) -> Result<(), BillingError> {
    let grown: Vec<InUsePlan> =
        tenant.quota_usage.iter().filter(|plan| plan.weekly.is_some()).cloned().collect();
    store.write(move |tx| grown.iter().try_for_each(|plan| grow(tx, plan)))
}

fn grow(tx: &Writer<'_>, plan: &InUsePlan) -> Result<(), BillingError> {
    let limits = effective_limits(tx)?;
    let (family, held) = match plan.family.as_deref() {
        Some("resource") => (QuotaFamily::Resource, limits.resources.get(&plan.kind)),
        _ => (QuotaFamily::Object, limits.objects.get(&plan.kind)),
    };
    let Some(held) = held.map(|held| held.limit) else { return Ok(()) };
    let mut instants: BTreeSet<DateTime<Utc>> =
        (0..=HISTORY_WEEKS).map(|ago| now() - TimeDelta::weeks(ago)).collect();
    instants.extend(plan.earlier.iter().map(|earlier| earlier.until));
    for at in instants {
        let limit = match plan.earlier.iter().find(|earlier| at < earlier.until) {
            Some(earlier) => limit_of(earlier.limit.parse()?),
            None => held,
        };
        keep_reading(tx, family, &plan.kind, InUse::Current(used(plan, family, at)?), limit, at)?;
    }
    Ok(())
}

/// What was in use: now less the growth since, and in every third week nothing new.
fn used(plan: &InUsePlan, family: QuotaFamily, at: DateTime<Utc>) -> Result<Decimal, BillingError> {
    let weekly: Decimal = plan.weekly.as_deref().unwrap_or("0").parse()?;
    let week = TimeDelta::weeks(1).num_seconds();
    let ago = (now() - at).num_seconds().div_euclid(week) + i64::from((now() - at).num_seconds() % week > 0);
    let letters = i64::try_from(plan.kind.len()).unwrap_or_default();
    let idle = ago > 0 && (ago + letters) % 3 == 0;
    let since = weekly.checked_mul(Decimal::from(if idle { ago + 1 } else { ago }))?;
    let since = if family == QuotaFamily::Object { since.div_half_away(Decimal::from(1), 0)? } else { since };
    let current: Decimal = plan.current.parse()?;
    let then = current.checked_sub(since)?;
    Ok(if then.is_negative() { Decimal::ZERO } else { then })
}
