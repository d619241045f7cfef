//! The chart of a usage query: stacked bars, seven hues and "Other"; prices are lines and are never stacked.

mod growth;

use super::Asked;
use super::labels::{all_groups, category, happened_text, language, other};
use super::rows::{group_of, slot, sums};
use crate::commands::{GrainCode, LanguageCode, MeasureCode};
use billing_documents::chart::{Category, ChartForm, ChartModel, Note, Series, SeriesRole, Today};
use billing_documents::dates;
use billing_domain::{BillingError, Decimal, Period};
use billing_service::Reader;
use billing_service::overview::data_until;
use billing_service::usage::{Grain, Happened, happened, months_of, quantities};
use chrono::{DateTime, Timelike, Utc};
use std::collections::BTreeMap;

/// Hues that a series can have of its own; the eighth is "Other".
const OWN_HUES: usize = 7;
/// Places that are drawn as stacked bars; beyond, their sums are a line.
const BARS_MAX: usize = 200;

/// The chart and what its values are in.
pub(super) fn model(
    book: &Reader<'_>,
    asked: &Asked,
    measure: MeasureCode,
    language: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    match measure {
        MeasureCode::Quantity => counted(book, asked, language),
        _ if !asked.is_whole_tenant() => Err(BillingError::refused(
            "A part of the tenant has no exact amount, billed quantity or price of its own: prices run over the whole \
             tenant. Choose quantities.",
        )),
        MeasureCode::Amount => growth::amounts(book, asked, language),
        MeasureCode::Billable => growth::billed(book, asked, language),
        MeasureCode::UnitPrice => growth::prices(book, asked, language),
    }
}

/// Verticals for what happened in the range, at the places in which it did.
fn note(
    model: &mut ChartModel,
    book: &Reader<'_>,
    asked: &Asked,
    values: &Values,
    code: LanguageCode,
) -> Result<(), BillingError> {
    for Happened { at, what } in happened(book, asked.range)? {
        let place = values.iter().position(|(period, _, _)| period.contains(at));
        if let Some(category) = place.filter(|place| *place < model.categories.len()) {
            model.notes.push(Note { category, label: happened_text(&what, code) });
        }
    }
    Ok(())
}

/// A bucket with a value per group, and whether anything was metered in it.
type Bucket = (Period, BTreeMap<String, Decimal>, bool);
/// Oldest first.
type Values = Vec<Bucket>;

/// What lies after the last hour held is unknown, not zero; a whole bucket without any fact is unknown, too.
fn is_known((period, _, metered): &Bucket, until: Option<DateTime<Utc>>) -> bool {
    *metered && until.is_none_or(|until| period.start < until)
}

fn categories(asked: &Asked, values: &Values, code: LanguageCode) -> Vec<Category> {
    let long = values.len() > 31;
    values.iter().map(|(period, _, _)| category(*period, asked.query.grain, long, code)).collect()
}

/// Over the last day there is usage for: how much of it.
fn today(
    model: &mut ChartModel,
    asked: &Asked,
    values: &Values,
    until: Option<DateTime<Utc>>,
    code: LanguageCode,
) {
    let Some(until) = until.filter(|_| asked.query.grain == GrainCode::Day) else { return };
    let holds = |(period, _, _): &Bucket| period.contains(until);
    let Some(category) = values.iter().position(holds).filter(|_| until.hour() > 0) else { return };
    model.today = Some(Today { category, label: super::labels::today(until.hour(), code) });
}

/// The same of another time, place by place: one sum each, of all that the chart stacks.
fn compare(
    model: &mut ChartModel,
    earlier: &Values,
    before: Period,
    code: LanguageCode,
) -> Result<(), BillingError> {
    let mut values = Vec::with_capacity(model.categories.len());
    for index in 0..model.categories.len() {
        values.push(match earlier.get(index) {
            Some((_, amounts, true)) => Some(Decimal::sum(amounts.values().copied())?),
            _ => None,
        });
    }
    if values.iter().any(Option::is_some) {
        let label = dates::span(language(code), before.start, before.end);
        model.series.push(Series { label, role: SeriesRole::Compare, hue: 0, values, end_label: None });
    }
    Ok(())
}

fn counted(
    book: &Reader<'_>,
    asked: &Asked,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let groups = sums(book, asked)?;
    let mut units: Vec<&String> = groups.iter().flat_map(|(_, units)| units.keys()).collect();
    units.sort();
    units.dedup();
    let [unit] = units.as_slice() else {
        return Err(several_units());
    };
    let order: Vec<(String, String)> =
        groups.iter().map(|(group, _)| (group.clone(), group.clone())).collect();
    let mut values: Values = Vec::new();
    for (_, part) in months_of(asked.range)? {
        let group = asked.query.group_by;
        let buckets =
            quantities(book, part, grain(asked.query.grain), &asked.filter(), |s| group_of(s, group))?;
        values.extend(buckets.into_iter().map(|(period, sums)| {
            let metered = !sums.is_empty();
            (period, sums, metered)
        }));
    }
    let unit = (*unit).clone();
    let mut model = stacked(asked, &values, &order, data_until(book)?, code);
    note(&mut model, book, asked, &values, code)?;
    Ok((model, unit))
}

/// Bars of different units must not be stacked: the first unit alone would be a lie, so nothing is drawn.
fn several_units() -> BillingError {
    BillingError::refused("These rows count in several units, which have no sum. Choose one usage type.")
}

fn stacked(
    asked: &Asked,
    values: &Values,
    order: &[(String, String)],
    until: Option<DateTime<Utc>>,
    code: LanguageCode,
) -> ChartModel {
    let known = |bucket: &Bucket| is_known(bucket, until);
    let own = own_series(order.len());
    let mut series = Vec::new();
    for (index, (label, name)) in order.iter().take(own).enumerate() {
        let value = |bucket: &Bucket| known(bucket).then(|| bucket.1.get(label).copied().unwrap_or_default());
        series.push(Series::actual(name.clone(), slot(index), values.iter().map(value).collect()));
    }
    let rest = &order[own..];
    if !rest.is_empty() {
        let value = |bucket: &Bucket| {
            let parts = rest.iter().filter_map(|(label, _)| bucket.1.get(label).copied());
            if known(bucket) { Decimal::sum(parts).ok() } else { None }
        };
        let label = other(rest.len(), code);
        series.push(Series::actual(label, 8, values.iter().map(value).collect()));
    }
    let mut model = ChartModel::new(ChartForm::StackedBars, categories(asked, values, code), series, 0);
    if model.categories.len() > BARS_MAX {
        one_line(&mut model, code);
    }
    model
}

/// How many of so many series have a hue of their own: all up to eight, else seven.
const fn own_series(count: usize) -> usize {
    if count > OWN_HUES + 1 { OWN_HUES } else { count }
}

/// More places than bars can be told apart at: one line of their sums.
fn one_line(model: &mut ChartModel, code: LanguageCode) {
    let sum = |place: usize| {
        let mut known = model.series.iter().filter_map(|series| series.values[place]).peekable();
        known.peek().is_some().then(|| Decimal::sum(known).ok()).flatten()
    };
    let values = (0..model.categories.len()).map(sum).collect();
    model.series = vec![Series::actual(all_groups(code), 0, values)];
    model.form = ChartForm::Lines;
}

pub(super) const fn grain(code: GrainCode) -> Grain {
    match code {
        GrainCode::Month => Grain::Month,
        GrainCode::Day => Grain::Day,
        GrainCode::Hour => Grain::Hour,
    }
}
