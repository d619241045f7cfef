//! The chart of a usage query: stacked bars, seven hues and "Other".

use super::Asked;
use super::labels::{all_groups, category, happened_text, language, mixed_units, other};
use super::rows::{group_of, slot, sums};
use crate::commands::{GrainCode, LanguageCode, MeasureCode};
use billing_documents::chart::{ChartForm, ChartModel, Note, Series, SeriesRole, Today};
use billing_documents::dates;
use billing_domain::{BillingError, Decimal, Money, Period};
use billing_service::Reader;
use billing_service::overview::data_until;
use billing_service::usage::{Grain, Happened, amounts_by_bucket, happened, months_of, priced, quantities};
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
        MeasureCode::Amount if asked.is_whole_tenant() => amounts(book, asked, language),
        MeasureCode::Amount => Err(BillingError::refused(
            "A part of the tenant has no exact amount: prices run over the whole tenant. Choose quantities.",
        )),
        MeasureCode::Quantity => counted(book, asked, language),
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

/// One bucket with a value per group.
type Values = Vec<(Period, BTreeMap<String, Decimal>, bool)>;

fn amounts(
    book: &Reader<'_>,
    asked: &Asked,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let grain = grain(asked.query.grain);
    let kinds = priced(book, asked.range)?;
    let wanted = |name: &str| asked.query.usage_type.as_ref().is_none_or(|only| only == name);
    let order: Vec<(String, String)> = kinds
        .iter()
        .filter(|kind| kind.cost.is_some() && wanted(&kind.usage_type))
        .map(|kind| (kind.metric_label.clone(), kind.usage_type.clone()))
        .collect();
    let currency = kinds.iter().find_map(|kind| Some(kind.cost.as_ref()?.amount.currency));
    let now = by_label(amounts_by_bucket(book, asked.range, grain)?);
    let mut model = stacked(asked, &now, &order, data_until(book)?, code);
    model.decimals = currency.map_or(2, |currency| currency.exponent());
    if let Some(before) = asked.before(asked.range)? {
        let mut earlier = by_label(amounts_by_bucket(book, before, grain)?);
        // Also what is not used any more counts, unless one type alone is asked about.
        if asked.query.usage_type.is_some() {
            let own = |label: &String| order.iter().any(|(own, _)| own == label);
            earlier.iter_mut().for_each(|(_, amounts, _)| amounts.retain(|label, _| own(label)));
        }
        compare(&mut model, &earlier, before, code)?;
    }
    today(&mut model, asked, &now, data_until(book)?, code);
    note(&mut model, book, asked, &now, code)?;
    Ok((model, currency.map_or_else(String::new, |currency| currency.to_string())))
}

fn by_label(buckets: Vec<billing_service::usage::AmountBucket>) -> Values {
    let values =
        |amounts: BTreeMap<String, Money>| amounts.into_iter().map(|(label, money)| (label, money.amount()));
    buckets
        .into_iter()
        .map(|bucket| (bucket.period, values(bucket.amounts).collect(), bucket.metered))
        .collect()
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
    let holds = |(period, _, _): &(Period, BTreeMap<String, Decimal>, bool)| period.contains(until);
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
        // Bars of different units must not be stacked: the first unit alone would be a lie, so nothing is drawn.
        let empty = ChartModel::new(ChartForm::StackedBars, Vec::new(), Vec::new(), 0);
        return Ok((empty, mixed_units(code).to_owned()));
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

fn stacked(
    asked: &Asked,
    values: &Values,
    order: &[(String, String)],
    until: Option<DateTime<Utc>>,
    code: LanguageCode,
) -> ChartModel {
    let long = values.len() > 31;
    let categories =
        values.iter().map(|(period, _, _)| category(*period, asked.query.grain, long, code)).collect();
    // What lies after the last hour held is unknown, not zero; a whole bucket without any fact is unknown, too.
    let known = |bucket: &(Period, BTreeMap<String, Decimal>, bool)| {
        bucket.2 && until.is_none_or(|until| bucket.0.start < until)
    };
    let own = if order.len() > OWN_HUES + 1 { OWN_HUES } else { order.len() };
    let mut series = Vec::new();
    for (index, (label, name)) in order.iter().take(own).enumerate() {
        let value = |bucket: &(Period, BTreeMap<String, Decimal>, bool)| {
            known(bucket).then(|| bucket.1.get(label).copied().unwrap_or_default())
        };
        series.push(Series::actual(name.clone(), slot(index), values.iter().map(value).collect()));
    }
    let rest = &order[own..];
    if !rest.is_empty() {
        let value = |bucket: &(Period, BTreeMap<String, Decimal>, bool)| {
            let parts = rest.iter().filter_map(|(label, _)| bucket.1.get(label).copied());
            if known(bucket) { Decimal::sum(parts).ok() } else { None }
        };
        let label = other(rest.len(), code);
        series.push(Series::actual(label, 8, values.iter().map(value).collect()));
    }
    let mut model = ChartModel::new(ChartForm::StackedBars, categories, series, 0);
    if model.categories.len() > BARS_MAX {
        one_line(&mut model, code);
    }
    model
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
