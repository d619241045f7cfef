//! Usage: rows, charts, completeness, and the costs that providers priced.

mod chart;
mod hours;
mod labels;
mod parts;
mod rows;
mod waterfall;

pub(super) use labels::{category, language};

use crate::commands::*;
use crate::console::blocking;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_documents::chart::ChartModel;
use billing_domain::{BillingError, Period};
use billing_service::usage::{self, CostColumn, ProviderCost, SeriesFilter};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What can be chosen.
pub async fn usage_filters(context: Context, _: Nothing) -> Result<UsageFilters, CommandError> {
    let account = context.account()?;
    let choices = account.backend.read(usage::choices).await?;
    Ok(UsageFilters {
        namespaces: choices.namespaces,
        usage_types: choices.usage_types,
        months: choices.months,
        data_as_of: choices.data_until.map(instant_text),
        has_provider_costs: choices.charges > 0,
    })
}

/// The rows of a query.
pub async fn usage_view(context: Context, input: UsageQuery) -> Result<UsageView, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let asked = Asked::new(input)?;
        Ok(backend.store().read(|book| rows::view(book, &asked))?)
    })
    .await
}

/// The chart of a query.
pub async fn usage_chart(context: Context, input: UsageChartQuery) -> Result<ChartView, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let asked = Asked::new(input.query)?;
        let question = question("chart", &(&asked.query, input.measure, input.language))?;
        let drawn = |(model, _): &(ChartModel, String)| model.categories.len() * model.series.len();
        let figures = context.answers.of(&backend, question, drawn, |book| {
            chart::model(book, &asked, input.measure, input.language)
        })?;
        let (model, unit) = &*figures;
        let heading = labels::bucket_heading(asked.query.grain, input.language);
        super::charts::view(model, input.width, input.height, heading, unit.clone())
    })
    .await
}

/// The months behind an amount.
pub async fn usage_parts(context: Context, input: UsagePartsQuery) -> Result<UsagePartsView, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let asked = Asked::new(input.query)?;
        Ok(backend.store().read(|book| parts::view(book, &asked, &input.group))?)
    })
    .await
}

/// Why its total changed.
pub async fn usage_waterfall(
    context: Context,
    input: UsageWaterfallQuery,
) -> Result<UsageWaterfall, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let asked = Asked::new(input.query.clone())?;
        let question = question("waterfall", &(&asked.query, input.language))?;
        let why = context.answers.of(
            &backend,
            question,
            |_| 1,
            |book| waterfall::why(book, &asked, input.language),
        )?;
        waterfall::view(&why, &input)
    })
    .await
}

/// A window of the single hours of a query.
pub async fn usage_hours(context: Context, input: UsageHoursQuery) -> Result<UsageHoursView, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let asked = Asked::new(input.query.clone())?;
        // Whoever scrolls asks for window after window: all of them are cut from one sorted answer.
        let question = question(
            "hours",
            &(asked.range.start, asked.range.end, asked.filters(), &input.sorts, &input.find),
        )?;
        let sorted = context
            .answers
            .of(&backend, question, hours::Sorted::count, |book| hours::sorted(book, &asked, &input))?;
        Ok(sorted.window(input.offset, input.limit)?)
    })
    .await
}

/// What an answer depends on beside the book, as text.
fn question(of: &str, parts: &impl Serialize) -> Result<String, BillingError> {
    let parts = serde_json::to_string(parts).map_err(|error| BillingError::internal(error.to_string()))?;
    Ok(format!("{of} {parts}"))
}

/// A query with its range read.
struct Asked {
    query: UsageQuery,
    range: Period,
    /// A comparison that was chosen.
    chosen: Option<Period>,
}

impl Asked {
    fn new(query: UsageQuery) -> Result<Self, CommandError> {
        let range = Period::new(instant(&query.from)?, instant(&query.to)?)?;
        let chosen = match (&query.compare_from, &query.compare_to) {
            (Some(from), Some(to)) => Some(Period::new(instant(from)?, instant(to)?)?),
            _ => None,
        };
        Ok(Self { query, range, chosen })
    }

    /// The range up to where usage ends inside it.
    fn range_until(&self, until: Option<DateTime<Utc>>) -> Period {
        let end = until.filter(|until| self.range.contains(*until)).unwrap_or(self.range.end);
        Period { end, ..self.range }
    }

    /// What a range is compared with; none when it is compared with nothing.
    fn before(&self, range: Period) -> Result<Option<Period>, BillingError> {
        Ok(match self.query.compare.unwrap_or(CompareCode::Previous) {
            CompareCode::Previous => Some(usage::period_before(range)?),
            CompareCode::LastYear => Some(usage::period_earlier(range, 12)?),
            CompareCode::Range => Some(self.chosen.ok_or_else(|| {
                BillingError::invalid("Choose the range to compare with, its first and its last day.")
            })?),
            CompareCode::Off => None,
        })
    }

    fn filter(&self) -> SeriesFilter {
        SeriesFilter {
            namespace: self.query.namespace.clone(),
            object: self.query.object.clone(),
            usage_type: self.query.usage_type.clone(),
            ..SeriesFilter::default()
        }
    }

    /// The filters as they were asked for.
    const fn filters(&self) -> [&Option<String>; 3] {
        [&self.query.namespace, &self.query.object, &self.query.usage_type]
    }

    /// True when the rows are the whole tenant's metered kinds: only they have exact amounts.
    fn is_whole_tenant(&self) -> bool {
        let by_kind = matches!(self.query.group_by, GroupCode::UsageType | GroupCode::MetricLabel);
        by_kind && self.query.namespace.is_none() && self.query.object.is_none()
    }
}

/// Reads an RFC 3339 instant of an input.
pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, CommandError> {
    text.parse().map_err(|_| {
        BillingError::invalid(format!("{text:?} is not an instant such as 2026-03-01T00:00:00Z.")).into()
    })
}

/// Which hours there are.
pub async fn usage_calendar(context: Context, input: RangeQuery) -> Result<UsageCalendar, CommandError> {
    let range = Period::new(instant(&input.from)?, instant(&input.to)?)?;
    let account = context.account()?;
    let calendar = account.backend.read(move |book| usage::calendar(book, range)).await?;
    let days =
        calendar.days.into_iter().map(|(day, hours)| CalendarDay { day: day.to_string(), hours }).collect();
    Ok(UsageCalendar { days, present: calendar.present, expected: calendar.expected })
}

/// Costs that providers already priced.
pub async fn provider_costs(
    context: Context,
    input: ProviderCostQuery,
) -> Result<ProviderCosts, CommandError> {
    let account = context.account()?;
    let by: Vec<CostColumn> = input.by.iter().map(|group| column(*group)).collect();
    let (rows, totals) = account
        .backend
        .read(move |book| Ok((usage::provider_costs(book, &by)?, usage::provider_costs(book, &[])?)))
        .await?;
    Ok(ProviderCosts {
        rows: rows.into_iter().map(cost_row).collect(),
        totals: totals.into_iter().map(cost_row).collect(),
    })
}

const fn column(group: CostGroup) -> CostColumn {
    match group {
        CostGroup::Provider => CostColumn::Provider,
        CostGroup::Namespace => CostColumn::Namespace,
        CostGroup::Service => CostColumn::Service,
        CostGroup::Region => CostColumn::Region,
    }
}

pub(super) fn cost_row(cost: ProviderCost) -> ProviderCostRow {
    ProviderCostRow {
        keys: cost.keys,
        currency: cost.currency,
        billed: DecimalText(cost.billed_text),
        list: cost.list_text.map(DecimalText),
        effective: cost.effective_text.map(DecimalText),
        charges: cost.charges.into(),
    }
}

/// Heading of a day column.
pub(super) fn day_heading(language: LanguageCode) -> &'static str {
    labels::bucket_heading(GrainCode::Day, language)
}
