//! The demo's hourly usage, computed from a few numbers a series: whole-number arithmetic, the same on every machine.

use billing_domain::period::{Hour, hour_starting};
use billing_domain::{BillingError, Period};
use chrono::{DateTime, Datelike, Months, Timelike, Utc, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write;

/// `assets/demo/usage.json`.
#[derive(Debug, Deserialize)]
pub(super) struct UsagePlan {
    first_month: String,
    pub(super) data_until: DateTime<Utc>,
    kinds: BTreeMap<String, Kind>,
    series: Vec<SeriesPlan>,
    missing_hours: Vec<Span>,
    restated: Vec<Restated>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    usage_type: String,
    unit: String,
}

#[derive(Debug, Deserialize)]
struct SeriesPlan {
    namespace: String,
    object: String,
    kind: String,
    shape: Shape,
    base: String,
    #[serde(default)]
    growth_permille: i64,
    #[serde(default)]
    months_per_step: i64,
    since: Option<String>,
    #[serde(default)]
    deployment: String,
    #[serde(default)]
    container: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    from: DateTime<Utc>,
    hours: Hour,
}

#[derive(Debug, Deserialize)]
struct Restated {
    namespace: String,
    object: String,
    kind: String,
    from: DateTime<Utc>,
    hours: Hour,
    less: String,
}

/// How a series moves through day and week.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Shape {
    /// A number of things, one more every `months_per_step` months.
    Count,
    /// The same, but in office hours on weekdays only.
    Office,
    /// Shoppers: busy by day, busier at weekends.
    Traffic,
    /// Other companies' programs: weekdays.
    OfficeTraffic,
    /// Viewers: busy in the evening.
    Evening,
    /// Batch work: busy at night.
    Night,
    /// Whole containers that follow the shoppers.
    Autoscale,
}

/// Permille of the base by hour of the day.
const TRAFFIC: [i64; 24] = [
    420, 360, 330, 320, 330, 380, 520, 700, 880, 1010, 1080, 1120, 1140, 1110, 1090, 1100, 1150, 1240, 1330,
    1360, 1250, 1020, 780, 560,
];

/// The header of the hourly usage CSV.
const HEADER: &str =
    "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name,deployment,container";

impl UsagePlan {
    pub(super) fn first(&self) -> Result<DateTime<Utc>, BillingError> {
        month_start(&self.first_month)
    }

    /// Writes the whole history as hourly usage CSV, by series and hour.
    pub(super) fn write_csv(&self, out: &mut impl Write) -> Result<(), BillingError> {
        writeln!(out, "{HEADER}").map_err(broken)?;
        for (index, series) in self.series.iter().enumerate() {
            self.write_series(out, series, index as u64)?;
        }
        Ok(())
    }

    /// Writes the hours that are told anew after they were billed.
    pub(super) fn write_restated_csv(&self, out: &mut impl Write) -> Result<(), BillingError> {
        writeln!(out, "{HEADER}").map_err(broken)?;
        for restated in &self.restated {
            let found = self.series.iter().enumerate().find(|(_, series)| {
                (&series.namespace, &series.object, &series.kind)
                    == (&restated.namespace, &restated.object, &restated.kind)
            });
            let Some((index, series)) = found else { continue };
            let less = whole(&restated.less)?;
            for hour in 0..restated.hours {
                let at = restated.from + chrono::TimeDelta::hours(hour);
                let quantity = series.quantity(self.first()?, at, index as u64)? - less;
                self.write_row(out, series, at, quantity)?;
            }
        }
        Ok(())
    }

    fn write_series(&self, out: &mut impl Write, series: &SeriesPlan, seed: u64) -> Result<(), BillingError> {
        let first = self.first()?;
        let mut at = series.since.as_deref().map_or(Ok(first), month_start)?;
        while at < self.data_until {
            let quantity = series.quantity(first, at, seed)?;
            if !self.is_missing(at) && quantity > 0 {
                self.write_row(out, series, at, quantity)?;
            }
            at += chrono::TimeDelta::hours(1);
        }
        Ok(())
    }

    fn write_row(
        &self,
        out: &mut impl Write,
        series: &SeriesPlan,
        at: DateTime<Utc>,
        quantity: i64,
    ) -> Result<(), BillingError> {
        let kind =
            self.kinds.get(&series.kind).ok_or_else(|| BillingError::internal("demo: unknown kind"))?;
        let SeriesPlan { namespace, object, kind: label, deployment, container, .. } = series;
        let (usage_type, unit, hour) = (&kind.usage_type, &kind.unit, at.format("%Y-%m-%dT%H:%M:%SZ"));
        writeln!(
            out,
            "{namespace},{object},{label},{usage_type},{hour},{quantity},{unit},{deployment},{container}"
        )
        .map_err(broken)
    }

    fn is_missing(&self, at: DateTime<Utc>) -> bool {
        self.missing_hours
            .iter()
            .any(|span| span.from <= at && at < span.from + chrono::TimeDelta::hours(span.hours))
    }
}

impl SeriesPlan {
    fn quantity(&self, first: DateTime<Utc>, at: DateTime<Utc>, seed: u64) -> Result<i64, BillingError> {
        let base = whole(&self.base)?;
        let months =
            i64::from(at.year() - first.year()) * 12 + i64::from(at.month0()) - i64::from(first.month0());
        let steps = if self.months_per_step > 0 { months / self.months_per_step } else { 0 };
        let grown = base + base * self.growth_permille * months / 1000;
        let curve = TRAFFIC[at.hour() as usize];
        Ok(match self.shape {
            Shape::Count => base + steps,
            Shape::Office => {
                if is_office(at) {
                    base + steps
                } else {
                    0
                }
            }
            Shape::Traffic => noisy(grown * curve / 1000 * weekend(at, 1180) / 1000, seed, at),
            Shape::OfficeTraffic => noisy(grown * if is_office(at) { 1600 } else { 240 } / 1000, seed, at),
            Shape::Evening => noisy(
                grown * TRAFFIC[(at.hour() as usize + 20) % 24] / 1000 * weekend(at, 1320) / 1000,
                seed,
                at,
            ),
            Shape::Night => noisy(grown * if at.hour() < 6 { 2400 } else { 380 } / 1000, seed, at),
            Shape::Autoscale => (grown * (600 + curve / 2) / 1000).max(1),
        })
    }
}

/// Monday to Friday, 07:00 to 19:00 UTC.
fn is_office(at: DateTime<Utc>) -> bool {
    !is_weekend(at) && (7..19).contains(&at.hour())
}

fn is_weekend(at: DateTime<Utc>) -> bool {
    matches!(at.weekday(), Weekday::Sat | Weekday::Sun)
}

fn weekend(at: DateTime<Utc>, permille: i64) -> i64 {
    if is_weekend(at) { permille } else { 1000 }
}

/// Up to 12 % up or down, by a mix of series and hour (splitmix64): no generator state, so any hour stands alone.
fn noisy(quantity: i64, seed: u64, at: DateTime<Utc>) -> i64 {
    let hour = hour_starting(at).unwrap_or_default().unsigned_abs();
    let mut mix = hour.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ seed.wrapping_mul(0xD1B5_4A32_D192_ED03);
    mix = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mix = (mix ^ (mix >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    let permille = 880 + i64::try_from((mix ^ (mix >> 31)) % 241).unwrap_or_default();
    quantity / 1000 * permille + quantity % 1000 * permille / 1000
}

fn whole(text: &str) -> Result<i64, BillingError> {
    text.parse().map_err(|_| BillingError::internal(format!("demo: {text:?} is no whole number")))
}

fn month_start(text: &str) -> Result<DateTime<Utc>, BillingError> {
    let start = format!("{text}-01T00:00:00Z").parse::<DateTime<Utc>>();
    start.map_err(|_| BillingError::internal(format!("demo: {text:?} is no month")))
}

fn broken(error: std::io::Error) -> BillingError {
    BillingError::internal(format!("The demo's usage could not be written: {error}."))
}

/// The calendar months from `first` that have ended by `now`, oldest first.
pub(super) fn ended_months(first: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<Period>, BillingError> {
    let mut months = Vec::new();
    let mut start = first;
    loop {
        let month = Period::month_of(start)?;
        if month.end > now {
            return Ok(months);
        }
        months.push(month);
        start = start
            .checked_add_months(Months::new(1))
            .ok_or_else(|| BillingError::internal("demo: calendar"))?;
    }
}
