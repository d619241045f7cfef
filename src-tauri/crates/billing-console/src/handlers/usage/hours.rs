//! Single hours: filtered, sorted and summed here, handed out in windows.

use super::Asked;
use crate::commands::*;
use crate::values::instant_text;
use billing_domain::period::{Hour, hour_start};
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, Decimal};
use billing_service::Reader;
use billing_service::usage::{HourRow, HourRows, hour_rows};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Rows that one window may have.
const WINDOW_MAX: u32 = 1000;

/// All hours of a question, in their order.
pub(super) struct Sorted {
    series: Vec<Series>,
    rows: Vec<HourRow>,
    totals: Vec<UnitTotal>,
}

impl Sorted {
    /// How many hours.
    pub(super) const fn count(&self) -> usize {
        self.rows.len()
    }

    /// Some of them, with what all of them sum to.
    pub(super) fn window(&self, offset: u32, limit: u32) -> Result<UsageHoursView, BillingError> {
        let window = self.rows.iter().enumerate().skip(offset as usize).take(limit.min(WINDOW_MAX) as usize);
        let told = |(place, row): (usize, &HourRow)| told(place, row, &self.series[row.series]);
        Ok(UsageHoursView {
            count: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            rows: window.map(told).collect::<Result<_, _>>()?,
            totals: self.totals.clone(),
        })
    }
}

/// Reads, filters, sums and sorts; the window asked for does not matter.
pub(super) fn sorted(
    book: &Reader<'_>,
    asked: &Asked,
    input: &UsageHoursQuery,
) -> Result<Sorted, BillingError> {
    let HourRows { series, mut rows } = hour_rows(book, asked.range, &asked.filter())?;
    let found: Vec<bool> = series.iter().map(|series| names(series, &input.find)).collect();
    rows.retain(|row| found[row.series]);
    let totals = totals(&series, &rows)?;
    // By names once, so that sorting many rows compares small numbers.
    let ranks = Ranks::of(&series);
    let latest = [HourSort { key: HourColumn::Hour, down: true }];
    let sorts = if input.sorts.is_empty() { &latest[..] } else { &input.sorts };
    rows.sort_unstable_by(|a, b| {
        let asked = sorts.iter().map(|sort| ranks.compare(*sort, a, b));
        asked
            .chain([a.series.cmp(&b.series), a.hour.cmp(&b.hour)])
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    Ok(Sorted { series, rows, totals })
}

fn names(series: &Series, find: &str) -> bool {
    let find = find.to_lowercase();
    let names = [&series.usage_type, &series.namespace, &series.object, &series.metric_label];
    find.is_empty() || names.into_iter().any(|name| name.to_lowercase().contains(&find))
}

fn told(place: usize, row: &HourRow, series: &Series) -> Result<UsageHourRow, BillingError> {
    Ok(UsageHourRow {
        place: u32::try_from(place).unwrap_or(u32::MAX),
        hour: instant_text(hour_start(Hour::from(row.hour))?),
        usage_type: series.usage_type.clone(),
        namespace: series.namespace.clone(),
        object: series.object.clone(),
        quantity: row.quantity.map(Into::into),
        unit: series.unit.clone(),
        status: status(&row.status).to_owned(),
    })
}

const fn status(status: &UsageStatus) -> &'static str {
    match status {
        UsageStatus::NotMeasured => "not_measured",
        UsageStatus::NoData => "no_data",
        UsageStatus::Active => "active",
        UsageStatus::Other(_) => "unknown",
    }
}

fn totals(series: &[Series], rows: &[HourRow]) -> Result<Vec<UnitTotal>, BillingError> {
    let mut sums: BTreeMap<&str, (Decimal, u32)> = BTreeMap::new();
    for row in rows {
        let (sum, gaps) = sums.entry(series[row.series].unit.as_str()).or_default();
        match row.quantity {
            Some(quantity) => *sum = sum.checked_add(quantity)?,
            None => *gaps += 1,
        }
    }
    let total = |(unit, (quantity, gap_hours)): (&str, (Decimal, u32))| UnitTotal {
        unit: unit.to_owned(),
        quantity: quantity.into(),
        gap_hours,
    };
    Ok(sums.into_iter().map(total).collect())
}

/// The place of each series among all, by each of its names.
struct Ranks {
    usage_type: Vec<usize>,
    namespace: Vec<usize>,
    object: Vec<usize>,
    unit: Vec<usize>,
}

impl Ranks {
    fn of(series: &[Series]) -> Self {
        let rank = |name: fn(&Series) -> &String| {
            let mut names: Vec<&String> = series.iter().map(name).collect();
            names.sort_unstable();
            names.dedup();
            series.iter().map(|one| names.binary_search(&name(one)).unwrap_or_default()).collect()
        };
        Self {
            usage_type: rank(|series| &series.usage_type),
            namespace: rank(|series| &series.namespace),
            object: rank(|series| &series.object),
            unit: rank(|series| &series.unit),
        }
    }

    fn compare(&self, sort: HourSort, a: &HourRow, b: &HourRow) -> Ordering {
        let by = |ranks: &[usize]| ranks[a.series].cmp(&ranks[b.series]);
        let order = match sort.key {
            HourColumn::Hour => a.hour.cmp(&b.hour),
            HourColumn::UsageType => by(&self.usage_type),
            HourColumn::Namespace => by(&self.namespace),
            HourColumn::Object => by(&self.object),
            HourColumn::Unit => by(&self.unit),
            HourColumn::Status => status(&a.status).cmp(status(&b.status)),
            HourColumn::Quantity => match (a.quantity, b.quantity) {
                (Some(a), Some(b)) => a.cmp(&b),
                // Unknown is last, whichever way.
                (None, Some(_)) => return Ordering::Greater,
                (Some(_), None) => return Ordering::Less,
                (None, None) => Ordering::Equal,
            },
        };
        if sort.down { order.reverse() } else { order }
    }
}
