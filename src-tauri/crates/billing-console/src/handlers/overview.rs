//! The overview: figures of the month, what is owed, what needs somebody.

mod ageing;
mod chart;
mod needs;
mod provider;

use super::invoices::invoice_row;
use super::usage::cost_row;
use crate::commands::*;
use crate::console::blocking;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_documents::chart::ChartModel;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::quotas::run_out::RunOut;
use billing_domain::quotas::states::QuotaState;
use billing_domain::{BillingError, Money, Period};
use billing_service::Reader;
use billing_service::accounts::OpenAccount;
use billing_service::billing::{InvoiceHeader, InvoiceQuery};
use billing_service::overview::{MonthSoFar, Mover as Move, data_until, month_so_far, percent_change};
use billing_service::quotas::QuotaRow as ServiceQuota;
use billing_service::usage::{Grain, amounts_by_bucket};
use chrono::{DateTime, TimeDelta, Utc};

/// How many movers and quotas are shown.
const SHOWN: usize = 5;
/// How many of them may be quotas over their limit, so that what is still to come is seen.
const OVER_SHOWN: usize = 2;

/// The overview of one month.
pub async fn overview(context: Context, input: OverviewQuery) -> Result<OverviewView, CommandError> {
    let account = context.account()?;
    let at = month_start(&account, input.month).await?;
    let (month, daily, until, provider_costs) = account
        .backend
        .read(move |book| {
            let costs = billing_service::usage::provider_costs(
                book,
                &[billing_service::usage::CostColumn::Provider],
            )?;
            let month = month_so_far(book, at)?;
            let daily = month.as_ref().map(|month| daily(book, month)).transpose()?.unwrap_or_default();
            Ok((month, daily, data_until(book)?, costs))
        })
        .await?;
    // The provider's invoices stand in the place of our own, which a remote account has none of.
    let told = provider::owed(&account).await?;
    let rows = match told {
        Some(_) => Vec::new(),
        None => {
            account.backend.bill(|billing, now| billing.invoices(&InvoiceQuery::default(), now)).await?.rows
        }
    };
    let methods = account.backend.payment_methods_view().await?;
    let plans = account.backend.plans_view("en-us").await?;
    let quotas = account.backend.quotas_view().await?;
    let facts = needs::Facts {
        month: month.as_ref(),
        invoices: &rows,
        quotas: &quotas.rows,
        methods: &methods,
        plans: &plans,
    };
    let mut needs = needs::needs(&account, &facts).await?;
    let mut ageing = ageing::ageing(&rows)?;
    let invoiced = invoiced(&rows);
    let own = rows.into_iter().find(|invoice| invoice.number.is_some()).map(invoice_row);
    let mut last_invoice = own;
    if let Some(told) = told {
        needs.splice(0..0, told.needs);
        (ageing.count, ageing.total) = (told.overdue_count, told.overdue_total);
        last_invoice = told.last_invoice;
    }
    let figures = month.as_ref().map(figures).transpose()?.unwrap_or_default();
    Ok(OverviewView {
        period: month.as_ref().map_or_else(|| Period::month_of(at), |month| Ok(month.month))?.into(),
        data_as_of: until.map(instant_text),
        running: month.as_ref().is_some_and(|month| month.running),
        metered: month.as_ref().is_some_and(|month| month.metered),
        unknown_hours: month.as_ref().map_or(0, |month| month.unknown_hours),
        month_to_date: month.as_ref().and_then(|month| month.amount).map(Into::into),
        same_days_before: month.as_ref().and_then(|month| month.same_days_before).map(Into::into),
        change: figures.change,
        change_percent: figures.change_percent,
        daily,
        invoiced,
        forecast: month.as_ref().and_then(|month| month.forecast).map(|forecast| Forecast {
            amount: forecast.amount.into(),
            low: forecast.low.into(),
            high: forecast.high.into(),
        }),
        last_invoice,
        overdue_count: ageing.count,
        overdue_total: ageing.total.map(Into::into),
        ageing: ageing.buckets,
        movers: month
            .iter()
            .flat_map(|month| month.movers.iter())
            .take(SHOWN)
            .map(mover)
            .collect::<Result<_, _>>()?,
        quotas_out: out_of(&quotas.rows),
        quotas: first_to_run_out(quotas.rows),
        needs,
        payment: needs::payment_and_plan(&methods, &plans, account.backend.now()),
        provider_costs: provider_costs.into_iter().map(cost_row).collect(),
    })
}

/// The chart of the month so far against the month before.
pub async fn overview_chart(context: Context, input: OverviewChartQuery) -> Result<ChartView, CommandError> {
    let account = context.account()?;
    let at = month_start(&account, input.month).await?;
    blocking(move || {
        let (model, unit) = account.backend.store().read(|book| chart::model(book, at, input.language))?;
        let heading = super::usage::day_heading(input.language);
        super::charts::view(&model, input.width, input.height, heading, unit)
    })
    .await
}

/// The same chart, for paper.
pub(super) async fn printed_chart(
    context: Context,
    month: Option<String>,
    language: LanguageCode,
) -> Result<ChartModel, CommandError> {
    let account = context.account()?;
    let at = month_start(&account, month).await?;
    blocking(move || Ok(account.backend.store().read(|book| chart::model(book, at, language))?.0)).await
}

/// The start of the asked month; without one, of the last month there is usage for.
async fn month_start(account: &OpenAccount, month: Option<String>) -> Result<DateTime<Utc>, CommandError> {
    if let Some(month) = month {
        let start = format!("{month}-01T00:00:00Z").parse::<DateTime<Utc>>();
        return start
            .map_err(|_| BillingError::invalid(format!("{month:?} is no month such as 2026-03.")).into());
    }
    let now = account.backend.now();
    let last = account.backend.read(|book| Ok(book.usage_extent()?.map(|(_, last)| last))).await?;
    let last = last.map(|hour| billing_domain::period::hour_start(i64::from(hour))).transpose()?;
    Ok(Period::month_of(last.unwrap_or(now))?.start)
}

/// What each whole day so far came to.
fn daily(book: &Reader<'_>, month: &MonthSoFar) -> Result<Vec<DecimalText>, BillingError> {
    let Some(amount) = month.amount else { return Ok(Vec::new()) };
    let days = amounts_by_bucket(book, month.so_far, Grain::Day)?;
    // A day that is not over would look like a fall.
    let whole = days.iter().filter(|day| day.period.end - day.period.start == TimeDelta::days(1));
    whole.map(|day| Ok(DecimalText(Money::sum(amount.currency, day.amounts())?.to_text()))).collect()
}

/// How many invoices a year has.
const INVOICED: usize = 12;

/// Totals of the last final invoices, in one currency, the oldest first.
fn invoiced(rows: &[InvoiceHeader]) -> Vec<DecimalText> {
    let billed = || rows.iter().filter(|row| !row.active && row.status != InvoiceStatus::Cancelled);
    let Some(currency) = billed().next().map(|row| row.total.currency) else { return Vec::new() };
    let totals = billed().filter(|row| row.total.currency == currency).take(INVOICED);
    let mut totals: Vec<DecimalText> = totals.map(|row| DecimalText(row.total.to_text())).collect();
    totals.reverse();
    totals
}

#[derive(Default)]
struct Figures {
    change: Option<MoneyText>,
    change_percent: Option<DecimalText>,
}

fn figures(month: &MonthSoFar) -> Result<Figures, BillingError> {
    let (Some(amount), Some(before)) = (month.amount, month.same_days_before) else {
        return Ok(Figures::default());
    };
    let change = amount.checked_sub(before)?;
    Ok(Figures {
        change: Some(change.into()),
        change_percent: percent_change(before, change)?.map(DecimalText),
    })
}

fn mover(mover: &Move) -> Result<Mover, BillingError> {
    Ok(Mover {
        usage_type: mover.usage_type.clone(),
        change: mover.change.into(),
        change_percent: percent_change(mover.before, mover.change)?.map(DecimalText),
    })
}

/// The kinds that run out first: the two furthest over their limit, then those with a day before them, then those that
/// have nothing left. Those without a share have nothing to run out of.
fn first_to_run_out(rows: Vec<ServiceQuota>) -> Vec<QuotaRow> {
    let (mut first, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().filter(|row| row.bar.is_some()).partition(|row| row.state == QuotaState::Over);
    let more_over = first.split_off(first.len().min(OVER_SHOWN));
    let day = |row: &ServiceQuota| row.course.outlook.run_out;
    let (mut ahead, other): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|row| matches!(day(row), RunOut::On { .. }));
    ahead.sort_by_key(|row| day(row).rank());
    let all = first.into_iter().chain(ahead).chain(more_over).chain(other);
    all.take(SHOWN).map(super::quotas::row).collect()
}

/// How many have nothing left: they are not all among the rows.
fn out_of(rows: &[ServiceQuota]) -> u32 {
    let out = rows.iter().filter(|row| matches!(row.state, QuotaState::Over | QuotaState::Full)).count();
    u32::try_from(out).unwrap_or(u32::MAX)
}
