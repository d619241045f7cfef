//! The last year of a kind as a chart: what was used, the limit as steps, and where it is heading.

use super::family;
use crate::commands::*;
use crate::handlers::charts;
use crate::handlers::usage::language;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_documents::chart::{Category, ChartForm, ChartModel, Series, SeriesRole, Today};
use billing_documents::{Language, dates};
use billing_domain::Decimal;
use billing_domain::quotas::Limit;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_service::quotas::{QuotaRow, QuotaYear};
use chrono::{DateTime, Datelike, TimeDelta, Utc};

/// Weeks that a forecast is drawn.
const AHEAD: i64 = 8;

/// The last year of one kind.
pub async fn quota_history(
    context: Context,
    input: QuotaHistoryQuery,
) -> Result<QuotaHistoryView, CommandError> {
    let backend = context.account()?.backend;
    let (row, year) = backend.quota_year(family(input.family), &input.kind).await?;
    let spoken = language(input.language);
    let chart = model(&row, &year, spoken)
        .map(|model| charts::view(&model, input.width, input.height, words(spoken).week, String::new()));
    let maximum = |limit: Limit| match limit {
        Limit::Maximum(most) => Some(most.into()),
        Limit::Unlimited | Limit::Missing => None,
    };
    Ok(QuotaHistoryView {
        chart: chart.transpose()?,
        since: year.weeks.first().map(|week| instant_text(week.at)),
        used_then: year.weeks.first().map(|week| week.current.into()),
        limit_changes: year
            .limit_changes
            .iter()
            .map(|(at, before, after)| LimitChange {
                at: instant_text(*at),
                before: maximum(*before),
                after: maximum(*after),
            })
            .collect(),
    })
}

struct Words {
    used: &'static str,
    limit: &'static str,
    forecast: &'static str,
    week: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::En => Words { used: "Used", limit: "Limit", forecast: "Forecast", week: "Week to" },
        Language::Th => Words {
            used: "ใช้ไป", limit: "ขีดจำกัด", forecast: "คาดการณ์", week: "สัปดาห์ถึง"
        },
    }
}

/// None with fewer than two weeks: one point is no history.
fn model(row: &QuotaRow, year: &QuotaYear, language: Language) -> Option<ChartModel> {
    let known = year.weeks.len();
    let last = year.weeks.last().filter(|_| known >= 2)?;
    let growth = year.course.outlook.growth.filter(|growth| !growth.is_zero());
    let ahead = if growth.is_some() { AHEAD } else { 0 };
    let mut instants: Vec<DateTime<Utc>> = year.weeks.iter().map(|week| week.at).collect();
    instants.extend((1..=ahead).map(|week| last.at + TimeDelta::weeks(week)));
    let padded = |mut values: Vec<Option<Decimal>>| {
        values.resize(instants.len(), None);
        values
    };
    let words = words(language);
    let used = padded(year.weeks.iter().map(|week| Some(week.current)).collect());
    let mut series = vec![Series::actual(words.used, 1, used)];
    let most = |limit: Limit| match limit {
        Limit::Maximum(most) => Some(most),
        Limit::Unlimited | Limit::Missing => None,
    };
    let mut limits: Vec<Option<Decimal>> = year.weeks.iter().map(|week| most(week.limit)).collect();
    limits.resize(instants.len(), most(row.limit));
    if limits.iter().any(Option::is_some) {
        series.push(of_role(words.limit, SeriesRole::Limit, limits));
    }
    if let Some(growth) = growth {
        let line = (0..instants.len()).map(|week| {
            let weeks = i64::try_from(week.checked_sub(known - 1)?).ok()?;
            last.current.checked_add(growth.checked_mul(Decimal::from(weeks)).ok()?).ok()
        });
        series.push(of_role(words.forecast, SeriesRole::Forecast, line.collect()));
    }
    let categories = instants.iter().scan(None, |shown, at| Some(category(*at, shown, language)));
    let decimals = if row.family == QuotaFamily::Object { 0 } else { 2 };
    let mut model = ChartModel::new(ChartForm::Steps, categories.collect(), series, decimals);
    model.today = Some(Today { category: known - 1, label: String::new() });
    Some(model)
}

fn of_role(label: &str, role: SeriesRole, values: Vec<Option<Decimal>>) -> Series {
    Series { label: label.to_owned(), role, hue: 0, values, end_label: None }
}

/// A week by its last day; the first week of every third month is written at the axis.
fn category(at: DateTime<Utc>, shown: &mut Option<u32>, language: Language) -> Category {
    let day = at.date_naive();
    let quarter = day.month0() / 3;
    let begins = *shown != Some(quarter);
    *shown = Some(quarter);
    let month = dates::month(language, day);
    Category { tick: begins.then(|| month.to_string()), label: dates::day(language, day) }
}
