//! The month so far as a growing line, against the month before, with where it is heading.

use crate::commands::{GrainCode, LanguageCode};
use crate::handlers::usage::{category, language};
use billing_documents::chart::{Band, Category, ChartForm, ChartModel, Series, SeriesRole, Today};
use billing_documents::dates;
use billing_documents::figures::grouped;
use billing_domain::{BillingError, Currency, Decimal, Money, Period};
use billing_service::Reader;
use billing_service::overview::{Forecast, MonthSoFar, data_until, month_so_far};
use billing_service::usage::{AmountBucket, Grain, amounts_by_bucket};
use chrono::{DateTime, TimeDelta, Utc};

pub(super) fn model(
    book: &Reader<'_>,
    at: DateTime<Utc>,
    code: LanguageCode,
) -> Result<(ChartModel, String), BillingError> {
    let month = Period::month_of(at)?;
    let before = Period::month_of(month.start - TimeDelta::days(1))?;
    let until = data_until(book)?;
    let now_days = running_sum(&amounts_by_bucket(book, month, Grain::Day)?, until)?;
    let before_days = running_sum(&amounts_by_bucket(book, before, Grain::Day)?, until)?;
    let so_far = month_so_far(book, at)?;
    let currency = so_far.as_ref().and_then(|month| month.amount).map(|money| money.currency);

    let days = now_days.len();
    let categories = categories(month, days, code)?;
    let exponent = currency.map_or(2, |currency: Currency| currency.exponent());
    let mut actual = Series::actual(month_name(month, code), 0, now_days.clone());
    let last = now_days.iter().flatten().last();
    actual.end_label = last.and_then(|last| grouped("the month so far", &last.to_text(exponent)).ok());
    let mut series = vec![actual];
    if before_days.iter().any(Option::is_some) {
        // The month before may be longer or shorter: day n stands over day n.
        let mut values = before_days;
        values.resize(days, None);
        let name = dates::month(language(code), before.start.date_naive());
        let end_label = values.iter().flatten().last().map(|end| format!("{name} {}", short(*end)));
        series.push(Series {
            label: month_name(before, code),
            role: SeriesRole::Compare,
            hue: 0,
            values,
            end_label,
        });
    }
    let mut model = ChartModel::new(ChartForm::Lines, categories, series, exponent);
    if let Some((forecast, month)) = so_far.as_ref().and_then(|month| Some((month.forecast?, month))) {
        add_forecast(&mut model, month, forecast, &now_days, code);
    }
    Ok((model, currency.map_or_else(String::new, |currency| currency.to_string())))
}

/// Sums from the first day on; unknown from the first day that has not begun by the last hour held.
fn running_sum(
    days: &[AmountBucket],
    until: Option<DateTime<Utc>>,
) -> Result<Vec<Option<Decimal>>, BillingError> {
    let mut sum = Decimal::ZERO;
    let any = days.iter().any(|day| day.metered);
    let mut values = Vec::with_capacity(days.len());
    for day in days {
        sum = Decimal::sum(std::iter::once(sum).chain(day.amounts().map(Money::amount)))?;
        let known = any && until.is_some_and(|until| day.period.start < until);
        values.push(known.then_some(sum));
    }
    Ok(values)
}

fn add_forecast(
    model: &mut ChartModel,
    month: &MonthSoFar,
    forecast: Forecast,
    now_days: &[Option<Decimal>],
    code: LanguageCode,
) {
    let (Some(last_known), Some(end)) =
        (now_days.iter().rposition(Option::is_some), now_days.len().checked_sub(1))
    else {
        return;
    };
    let start = now_days[last_known].unwrap_or_default();
    let line = |to: Money| straight(now_days.len(), last_known, start, to.amount());
    model.series.push(Series {
        label: words(code).0.to_owned(),
        role: SeriesRole::Forecast,
        hue: 0,
        values: line(forecast.amount),
        end_label: Some(format!("{}\n{}", short(forecast.amount.amount()), words(code).2)),
    });
    model.band =
        Some(Band { label: words(code).1.to_owned(), low: line(forecast.low), high: line(forecast.high) });
    if last_known < end && month.running {
        model.today = Some(Today { category: last_known, label: String::new() });
    }
}

/// A straight line from the last known day to the end of the month.
fn straight(days: usize, from: usize, start: Decimal, end: Decimal) -> Vec<Option<Decimal>> {
    let steps = i64::try_from(days.saturating_sub(from + 1)).unwrap_or_default();
    let point = |day: usize| -> Option<Decimal> {
        let step = i64::try_from(day.checked_sub(from)?).ok()?;
        let rise = end.checked_sub(start).ok()?.checked_mul(Decimal::from(step)).ok()?;
        if step == 0 {
            Some(start)
        } else {
            start.checked_add(rise.div_half_away(Decimal::from(steps), 2).ok()?).ok()
        }
    };
    (0..days).map(point).collect()
}

const fn words(code: LanguageCode) -> (&'static str, &'static str, &'static str) {
    match code {
        LanguageCode::En => ("Forecast", "Lowest to highest day", "likely"),
        LanguageCode::Th => ("คาดการณ์", "วันที่ต่ำสุดถึงสูงสุด", "คาดการณ์"),
    }
}

/// `19.6k`: the end of a line may be rounded, its exact value stands in the table.
fn short(value: Decimal) -> String {
    let size = if value.is_negative() { value.negated() } else { value };
    for (unit, letter) in [(1_000_000, "M"), (1_000, "k")] {
        if size >= Decimal::from(unit)
            && let Ok(rounded) = value.div_half_away(Decimal::from(unit), 1)
        {
            return format!("{}{letter}", rounded.to_text(1));
        }
    }
    value.round_half_away(0).to_text(0)
}

fn month_name(month: Period, code: LanguageCode) -> String {
    let date = month.start.date_naive();
    format!("{} {}", dates::month(language(code), date), dates::year(language(code), date))
}

fn categories(month: Period, days: usize, code: LanguageCode) -> Result<Vec<Category>, BillingError> {
    let mut categories = Vec::with_capacity(days);
    for day in 0..days {
        let start = month.start + TimeDelta::days(i64::try_from(day).unwrap_or_default());
        let period = Period::new(start, start + TimeDelta::days(1))?;
        let mut category = category(period, GrainCode::Day, true, code);
        if day % 7 != 0 {
            category.tick = None;
        }
        categories.push(category);
    }
    Ok(categories)
}
