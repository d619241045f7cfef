//! The history of quotas: a reading of count and limit whenever one of them is another than before, and what follows from it.

use crate::local::quotas::effective_limits;
use billing_domain::quotas::kinds::{QuotaFamily, with_usage};
use billing_domain::quotas::run_out::{Outlook, instants, outlook};
use billing_domain::quotas::{InUse, Limit, QuotaFigure, QuotaFigures};
use billing_domain::{BillingError, Decimal};
use billing_store::quotas::QuotaSample;
use billing_store::{Reader, Writer};
use chrono::{DateTime, TimeDelta, Utc};

/// Weeks that a history shows.
pub const HISTORY_WEEKS: i64 = 52;

/// How one kind went and where it is heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaCourse {
    /// In use at the end of each of the last twelve weeks, oldest first, now last; `None` before anything was read.
    pub weeks: Vec<Option<Decimal>>,
    /// Where it is heading.
    pub outlook: Outlook,
}

/// A year of one kind, week by week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaYear {
    /// Oldest first, now last; only weeks of which something is known.
    pub weeks: Vec<QuotaSample>,
    /// Every change of the limit in that year: when, from, to.
    pub limit_changes: Vec<(DateTime<Utc>, Limit, Limit)>,
    /// The course of the last twelve weeks.
    pub course: QuotaCourse,
}

/// Keeps a reading of each kind whose count or limit is another than last time.
pub(crate) fn keep_readings(tx: &Writer<'_>, at: DateTime<Utc>) -> Result<(), BillingError> {
    let figures = with_usage(&effective_limits(tx)?, &tx.quota_kinds()?);
    keep_figures(tx, &figures, at)
}

/// As [`keep_readings`], of figures that were just read.
pub(crate) fn keep_figures(
    tx: &Writer<'_>,
    figures: &QuotaFigures,
    at: DateTime<Utc>,
) -> Result<(), BillingError> {
    let families = [(QuotaFamily::Object, &figures.objects), (QuotaFamily::Resource, &figures.resources)];
    for (family, figures) in families {
        for (kind, QuotaFigure { limit, in_use, .. }) in figures {
            keep_reading(tx, family, kind, *in_use, *limit, at)?;
        }
    }
    Ok(())
}

/// Keeps a reading when it differs from the last one. What is not counted has none.
pub(crate) fn keep_reading(
    tx: &Writer<'_>,
    family: QuotaFamily,
    kind: &str,
    in_use: InUse,
    limit: Limit,
    at: DateTime<Utc>,
) -> Result<(), BillingError> {
    let InUse::Current(current) = in_use else { return Ok(()) };
    let last = tx.quota_sample_at(family, kind, at)?;
    if last.is_some_and(|last| last.current == current && last.limit == limit) {
        return Ok(());
    }
    Ok(tx.add_quota_sample(family, kind, &QuotaSample { at, current, limit })?)
}

/// The last twelve weeks of a kind, which stands as given now.
pub(super) fn course(
    book: &Reader<'_>,
    family: QuotaFamily,
    kind: &str,
    (in_use, limit): (InUse, Limit),
    now: DateTime<Utc>,
) -> Result<QuotaCourse, BillingError> {
    let InUse::Current(used) = in_use else {
        return Ok(QuotaCourse { weeks: Vec::new(), outlook: Outlook::UNKNOWN });
    };
    let mut weeks = Vec::new();
    for at in instants(now) {
        weeks.push(book.quota_sample_at(family, kind, at)?.map(|sample| sample.current));
    }
    if let Some(last) = weeks.last_mut() {
        *last = Some(used);
    }
    Ok(QuotaCourse { outlook: outlook(&weeks, limit, now), weeks })
}

/// The last year of a kind, which stands as given now.
pub(super) fn year(
    book: &Reader<'_>,
    family: QuotaFamily,
    kind: &str,
    (in_use, limit): (InUse, Limit),
    now: DateTime<Utc>,
) -> Result<QuotaYear, BillingError> {
    let from = now - TimeDelta::weeks(HISTORY_WEEKS);
    let mut weeks = Vec::new();
    for ago in (0..=HISTORY_WEEKS).rev() {
        let at = now - TimeDelta::weeks(ago);
        weeks.extend(book.quota_sample_at(family, kind, at)?.map(|sample| QuotaSample { at, ..sample }));
    }
    let mut limit_changes = Vec::new();
    let mut held = book.quota_sample_at(family, kind, from)?.map(|sample| sample.limit);
    for sample in book.quota_samples(family, kind)?.into_iter().filter(|sample| sample.at > from) {
        if let Some(before) = held.filter(|before| *before != sample.limit) {
            limit_changes.push((sample.at, before, sample.limit));
        }
        held = Some(sample.limit);
    }
    if let (InUse::Current(current), Some(last)) = (in_use, weeks.last_mut()) {
        *last = QuotaSample { at: now, current, limit };
    }
    Ok(QuotaYear { weeks, limit_changes, course: course(book, family, kind, (in_use, limit), now)? })
}
