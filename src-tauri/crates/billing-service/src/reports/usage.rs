//! Quantities by time and by any parts of the series.

use super::spans::{by_day, by_hour, by_month, first_hour, hours_in};
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::Series;
use billing_domain::{BillingError, Decimal};
use billing_store::Reader;
use billing_store::usage::{ExactTotal, SeriesFilter, SeriesRow};
use chrono::{DateTime, Utc};
use rustc_hash::FxHashMap;

/// How wide a step in time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A calendar month in UTC.
    Month,
    /// A UTC day.
    Day,
    /// A UTC hour.
    Hour,
}

/// A part of a series that rows are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// The namespace.
    Namespace,
    /// The object.
    Object,
    /// The metric label.
    MetricLabel,
    /// The usage type.
    UsageType,
    /// The deployment.
    Deployment,
    /// The container.
    Container,
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageQuery {
    /// One row for each step; absent for one row over the whole range.
    pub step: Option<Step>,
    /// What rows are grouped by; the unit always is.
    pub by: Vec<Dimension>,
    /// First instant inside; absent for from the beginning.
    pub from: Option<DateTime<Utc>>,
    /// First instant after; absent for to the end.
    pub to: Option<DateTime<Utc>>,
    /// Only these series.
    pub filter: SeriesFilter,
    /// At most so many rows; the total is over all.
    pub limit: Option<usize>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRow {
    /// The start of the step; `None` when there are no steps.
    pub at: Option<DateTime<Utc>>,
    /// In the order asked for.
    pub group: Vec<String>,
    /// Of `quantity`.
    pub unit: String,
    /// Exact.
    pub quantity: Decimal,
}

/// The rows, by time and then by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageReport {
    /// At most as many as asked for.
    pub rows: Vec<UsageRow>,
    /// The exact sum of all rows, whatever their units: a checksum, not a quantity of anything.
    pub total: Decimal,
    /// How many rows there are in all.
    pub rows_in_all: usize,
}

/// Adds up usage.
///
/// # Errors
/// The store's; `InvalidInput` when a sum cannot be kept exactly.
pub fn usage(book: &Reader<'_>, query: &UsageQuery) -> Result<UsageReport, BillingError> {
    let series = book.series_matching(&query.filter)?;
    let groups = Groups::of(&series, &query.by);
    let hours = hours_in(query.from, query.to);
    let mut sums: FxHashMap<(i32, u32), ExactTotal> = FxHashMap::default();
    let mut take = |at: usize, bucket: i32, mantissa: i128, scale: u8| {
        Ok(sums.entry((bucket, groups.of_series[at])).or_default().add(mantissa, scale)?)
    };
    match query.step {
        Some(Step::Hour) => by_hour(book, &series, &hours, &mut take)?,
        Some(Step::Day) => by_day(book, &series, &hours, &mut take)?,
        Some(Step::Month) => by_month(book, &series, &hours, &mut take)?,
        None => by_month(book, &series, &hours, &mut |at, _, mantissa, scale| take(at, 0, mantissa, scale))?,
    }
    report(sums, &groups, query)
}

fn report(
    sums: FxHashMap<(i32, u32), ExactTotal>,
    groups: &Groups,
    query: &UsageQuery,
) -> Result<UsageReport, BillingError> {
    let mut total = ExactTotal::default();
    let mut sums: Vec<_> = sums.into_iter().collect();
    for (_, sum) in &sums {
        total.add_total(sum)?;
    }
    sums.sort_by(|((a, left), _), ((b, right), _)| {
        a.cmp(b).then_with(|| groups.names[*left as usize].cmp(&groups.names[*right as usize]))
    });
    let rows_in_all = sums.len();
    sums.truncate(query.limit.unwrap_or(usize::MAX));
    let mut rows = Vec::with_capacity(sums.len());
    for ((bucket, group), sum) in sums {
        let mut names = groups.names[group as usize].clone();
        let unit = names.pop().unwrap_or_default();
        let at = query.step.map(|step| start_of(step, bucket)).transpose()?;
        rows.push(UsageRow { at, group: names, unit, quantity: sum.value()? });
    }
    Ok(UsageReport { rows, total: total.value()?, rows_in_all })
}

fn start_of(step: Step, bucket: i32) -> Result<DateTime<Utc>, BillingError> {
    hour_start(Hour::from(match step {
        Step::Month => first_hour(bucket),
        Step::Day => bucket * 24,
        Step::Hour => bucket,
    }))
}

/// The groups that the series fall into; the unit is the last name of each.
struct Groups {
    names: Vec<Vec<String>>,
    of_series: Vec<u32>,
}

impl Groups {
    fn of(series: &[SeriesRow], by: &[Dimension]) -> Self {
        let mut numbers: FxHashMap<Vec<&str>, u32> = FxHashMap::default();
        let mut names = Vec::new();
        let mut of_series = Vec::with_capacity(series.len());
        for row in series {
            let mut key: Vec<&str> = by.iter().map(|dimension| dimension.of(&row.series)).collect();
            key.push(&row.series.unit);
            let number = *numbers.entry(key).or_insert_with_key(|key| {
                names.push(key.iter().map(ToString::to_string).collect());
                names.len() as u32 - 1
            });
            of_series.push(number);
        }
        Self { names, of_series }
    }
}

impl Dimension {
    fn of(self, series: &Series) -> &str {
        match self {
            Self::Namespace => &series.namespace,
            Self::Object => &series.object,
            Self::MetricLabel => &series.metric_label,
            Self::UsageType => &series.usage_type,
            Self::Deployment => &series.deployment,
            Self::Container => &series.container,
        }
    }
}
