//! Quotas: every kind worst first, the course of one, and the limits a person sets.

mod course;

pub use course::quota_history;

use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::limits::LimitSource;
use billing_domain::quotas::run_out::RunOut;
use billing_domain::quotas::states::QuotaState;
use billing_domain::quotas::{InUse, Limit};
use billing_domain::{BillingError, Decimal};
use billing_service::LocalBackend;
use billing_service::accounts::OpenAccount;
use billing_service::quotas as service;

/// All kinds.
pub async fn quotas_view(context: Context, _: Nothing) -> Result<QuotasView, CommandError> {
    view(&context.account()?.backend, false).await
}

/// Sets a limit through this console's quota object.
pub async fn quota_limit_set(context: Context, input: QuotaLimitSet) -> Result<QuotasView, CommandError> {
    let maximum: Decimal = input.maximum.0.trim().parse().map_err(BillingError::from)?;
    change(&context.account()?, family(input.family), &input.kind, Some(maximum)).await
}

/// Takes such a limit back.
pub async fn quota_limit_remove(
    context: Context,
    input: QuotaLimitRemove,
) -> Result<QuotasView, CommandError> {
    change(&context.account()?, family(input.family), &input.kind, None).await
}

/// In a local book at once; at a tenant live, or as a draft while it cannot be reached.
async fn change(
    account: &OpenAccount,
    family: QuotaFamily,
    kind: &str,
    maximum: Option<Decimal>,
) -> Result<QuotasView, CommandError> {
    let draft = match (&account.tenant, maximum) {
        (Some(tenant), maximum) => tenant.set_limit(family, kind, maximum).await?,
        (None, Some(maximum)) => {
            account.backend.set_quota_limit(family, kind, maximum).await?;
            None
        }
        (None, None) => {
            account.backend.remove_quota_limit(family, kind).await?;
            None
        }
    };
    view(&account.backend, draft.is_some()).await
}

async fn view(backend: &LocalBackend, drafted: bool) -> Result<QuotasView, CommandError> {
    let view = backend.quotas_view().await?;
    let counts = view.counts.iter().filter(|(_, count)| *count > 0);
    Ok(QuotasView {
        counts: counts
            .map(|(state, count)| QuotaCount { state: state_code(*state), count: *count })
            .collect(),
        rows: view.rows.into_iter().map(row).collect(),
        as_of: view.read_at.map(instant_text),
        drafted,
    })
}

pub(super) fn row(row: service::QuotaRow) -> QuotaRow {
    let (source, source_name) = match row.source {
        Some(LimitSource::Plan(name)) => (Some("plan".to_owned()), Some(name)),
        Some(LimitSource::Object { name, .. }) => (Some("object".to_owned()), Some(name)),
        Some(LimitSource::Tenant) => (Some("tenant".to_owned()), None),
        None => (None, None),
    };
    QuotaRow {
        family: family_code(row.family),
        kind: row.kind,
        display_name: row.display_name,
        description: row.description,
        used: match row.in_use {
            InUse::Current(used) => Some(used.into()),
            InUse::NotTracked | InUse::Missing => None,
        },
        limit: match row.limit {
            Limit::Maximum(limit) => Some(limit.into()),
            Limit::Unlimited | Limit::Missing => None,
        },
        state: state_code(row.state),
        percent: row.percent.map(DecimalText),
        over_by: row.over_by.map(Into::into),
        fill_permille: row.bar.as_ref().map_or(0, |bar| bar.fill_permille),
        tick_permille: row.bar.as_ref().and_then(|bar| bar.tick_permille),
        rate: row.rate.map(|rate| RateText {
            rate: Decimal::from(rate.rate).into(),
            burst: Decimal::from(rate.burst).into(),
            unit: rate.unit,
        }),
        source,
        source_name,
        free: row.free.map(Into::into),
        near_from: row.thresholds.near.into(),
        full_from: row.thresholds.full.into(),
        weeks: row.course.weeks.into_iter().map(|week| week.map(Into::into)).collect(),
        growth: row.course.outlook.growth.map(Into::into),
        run_out: run_out(row.course.outlook.run_out),
    }
}

pub(super) fn run_out(of: RunOut) -> RunOutView {
    let (day, early, late) = match of {
        RunOut::On { day, early, late } => (Some(day), Some(early), late),
        _ => (None, None, None),
    };
    RunOutView {
        when: match of {
            RunOut::Now => RunOutCode::Now,
            RunOut::On { .. } => RunOutCode::On,
            RunOut::Later => RunOutCode::Later,
            RunOut::NoGrowth => RunOutCode::NoGrowth,
            RunOut::Unknown => RunOutCode::Unknown,
        },
        day: day.map(instant_text),
        early: early.map(instant_text),
        late: late.map(instant_text),
    }
}

const fn state_code(state: QuotaState) -> QuotaStateCode {
    match state {
        QuotaState::Over => QuotaStateCode::Over,
        QuotaState::Full => QuotaStateCode::Full,
        QuotaState::Near => QuotaStateCode::Near,
        QuotaState::Ok => QuotaStateCode::Ok,
        QuotaState::Unlimited => QuotaStateCode::Unlimited,
        QuotaState::NotTracked => QuotaStateCode::NotTracked,
        QuotaState::RateLimit => QuotaStateCode::RateLimit,
        QuotaState::NoLimit => QuotaStateCode::NoLimit,
    }
}

pub(super) const fn family(code: FamilyCode) -> QuotaFamily {
    match code {
        FamilyCode::Object => QuotaFamily::Object,
        FamilyCode::Resource => QuotaFamily::Resource,
        FamilyCode::Api => QuotaFamily::Api,
    }
}

const fn family_code(family: QuotaFamily) -> FamilyCode {
    match family {
        QuotaFamily::Object => FamilyCode::Object,
        QuotaFamily::Resource => FamilyCode::Resource,
        QuotaFamily::Api => FamilyCode::Api,
    }
}
