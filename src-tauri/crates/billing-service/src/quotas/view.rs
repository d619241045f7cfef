//! Every kind with its figures, where its limit comes from, and how near it is; worst first.

use super::history::{QuotaCourse, course};
use crate::local::quotas::effective_limits;
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind, with_usage};
use billing_domain::quotas::limits::{EffectiveLimits, LimitSource};
use billing_domain::quotas::run_out::Outlook;
use billing_domain::quotas::states::{
    Bar, QuotaState, Risk, Thresholds, bar, by_risk, over_by, percent_text, state,
};
use billing_domain::quotas::{InUse, Limit, QuotaFigure, QuotaFigures, RateLimit};
use billing_domain::{BillingError, Decimal};
use billing_store::Reader;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Everything on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotasView {
    /// Worst first.
    pub rows: Vec<QuotaRow>,
    /// How many kinds are in each state that occurs, worst first.
    pub counts: Vec<(QuotaState, u32)>,
    /// When any kind was last read; none when nothing was.
    pub read_at: Option<DateTime<Utc>>,
}

/// One kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// Its family.
    pub family: QuotaFamily,
    /// Its key.
    pub kind: String,
    /// For people.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// What is used.
    pub in_use: InUse,
    /// The limit that holds; missing for an API.
    pub limit: Limit,
    /// Where it stands.
    pub state: QuotaState,
    /// One decimal; none for unlimited, not tracked, a rate, no limit, and a limit of 0.
    pub percent: Option<String>,
    /// Used beyond the limit.
    pub over_by: Option<Decimal>,
    /// How its bar is drawn; none without a share.
    pub bar: Option<Bar>,
    /// Rate, burst and unit of an API.
    pub rate: Option<RateLimit>,
    /// Where the limit comes from.
    pub source: Option<LimitSource>,
    /// From which percentages on it is near and full.
    pub thresholds: Thresholds,
    /// What is still free; none without a maximum and a count, 0 when it is reached or exceeded.
    pub free: Option<Decimal>,
    /// How the last twelve weeks went and when it runs out.
    pub course: QuotaCourse,
}

type MovedThresholds = BTreeMap<(QuotaFamily, String), Thresholds>;

/// `usual` are the thresholds of kinds for which nobody moved them.
pub(super) fn view(
    book: &Reader<'_>,
    now: DateTime<Utc>,
    usual: Thresholds,
) -> Result<QuotasView, BillingError> {
    let mut rows = rows(&effective_limits(book)?, &book.quota_kinds()?, &book.quota_thresholds()?, usual);
    for row in &mut rows {
        row.course = course(book, row.family, &row.kind, (row.in_use, row.limit), now)?;
    }
    // Of two that are in the same state, the one that runs out first.
    rows.sort_by(|left, right| {
        let key = |row: &QuotaRow| (row.state, row.course.outlook.run_out.rank());
        key(left).cmp(&key(right)).then_with(|| by_risk(&left.risk(), &right.risk()))
    });
    let count = |state: QuotaState| {
        let count = rows.iter().filter(|row| row.state == state).count();
        (state, u32::try_from(count).unwrap_or(u32::MAX))
    };
    let counts = QuotaState::ALL.into_iter().map(count).filter(|(_, count)| *count > 0).collect();
    Ok(QuotasView { counts, rows, read_at: book.quotas_read_at()? })
}

fn rows(
    limits: &EffectiveLimits,
    kinds: &[QuotaKind],
    moved: &MovedThresholds,
    usual: Thresholds,
) -> Vec<QuotaRow> {
    let QuotaFigures { objects, resources, apis } = with_usage(limits, kinds);
    let figure = |family: QuotaFamily, (kind, figure): (String, QuotaFigure)| {
        let held = if family == QuotaFamily::Object { &limits.objects } else { &limits.resources };
        let source = held.get(&kind).map(|held| held.source.clone());
        let thresholds = moved.get(&(family, kind.clone())).copied().unwrap_or(usual);
        measured(family, kind, figure, source, thresholds)
    };
    let mut rows: Vec<_> = objects.into_iter().map(|entry| figure(QuotaFamily::Object, entry)).collect();
    rows.extend(resources.into_iter().map(|entry| figure(QuotaFamily::Resource, entry)));
    rows.extend(apis.into_iter().map(|(rpc, quota)| QuotaRow {
        source: limits.apis.get(&rpc).map(|held| held.source.clone()),
        family: QuotaFamily::Api,
        kind: rpc,
        display_name: quota.display_name,
        description: quota.description,
        in_use: InUse::Missing,
        limit: Limit::Missing,
        state: QuotaState::RateLimit,
        percent: None,
        over_by: None,
        bar: None,
        rate: Some(quota.limit),
        thresholds: Thresholds::default(),
        free: None,
        course: UNKNOWN,
    }));
    rows
}

fn measured(
    family: QuotaFamily,
    kind: String,
    figure: QuotaFigure,
    source: Option<LimitSource>,
    thresholds: Thresholds,
) -> QuotaRow {
    let QuotaFigure { display_name, description, limit, in_use } = figure;
    QuotaRow {
        state: state(limit, in_use, thresholds),
        percent: percent_text(limit, in_use),
        over_by: over_by(limit, in_use),
        bar: bar(limit, in_use),
        rate: None,
        family,
        kind,
        display_name,
        description,
        in_use,
        limit,
        source,
        thresholds,
        free: room(limit, in_use),
        course: UNKNOWN,
    }
}

/// Before the history is looked at.
const UNKNOWN: QuotaCourse = QuotaCourse { weeks: Vec::new(), outlook: Outlook::UNKNOWN };

/// What still fits; 0 when the limit is reached or exceeded.
fn room(limit: Limit, in_use: InUse) -> Option<Decimal> {
    match (limit, in_use) {
        (Limit::Maximum(most), InUse::Current(used)) if used >= most => Some(Decimal::ZERO),
        (Limit::Maximum(most), InUse::Current(used)) => most.checked_sub(used).ok(),
        _ => None,
    }
}

impl QuotaRow {
    fn risk(&self) -> Risk<'_> {
        Risk { state: self.state, limit: self.limit, in_use: self.in_use, name: &self.display_name }
    }
}
