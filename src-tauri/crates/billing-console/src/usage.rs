//! Usage: quantities by month, day or hour, with their price where it is exact.

mod hours;
mod parts;

pub use hours::*;
pub use parts::*;

use crate::charts::ChartView;
use crate::values::{DecimalText, LanguageCode, MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How wide a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GrainCode {
    /// Calendar month, UTC.
    Month,
    /// UTC day.
    Day,
    /// UTC hour.
    Hour,
}

/// What rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupCode {
    /// Display text of the metered kind.
    UsageType,
    /// Stable id of the metered kind.
    MetricLabel,
    /// Namespace.
    Namespace,
    /// Object.
    Object,
    /// Deployment of containers.
    Deployment,
    /// Container.
    Container,
}

/// What a range is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompareCode {
    /// As many months earlier as the range touches.
    Previous,
    /// The same time last year.
    LastYear,
    /// A range that was chosen.
    Range,
    /// Nothing.
    Off,
}

/// What the chart measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeasureCode {
    /// Exact quantities; only sensible for one unit at a time.
    Quantity,
    /// What is billed of them; only sensible for one billed unit at a time.
    Billable,
    /// Priced.
    Amount,
    /// What a billed unit came to; never added up.
    UnitPrice,
}

/// What to show.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UsageQuery {
    /// Bucket width.
    pub grain: GrainCode,
    /// Rows.
    pub group_by: GroupCode,
    /// First instant, RFC 3339.
    pub from: String,
    /// First instant after, RFC 3339.
    pub to: String,
    /// Only this namespace.
    pub namespace: Option<String>,
    /// Only this object.
    pub object: Option<String>,
    /// Only this usage type.
    pub usage_type: Option<String>,
    /// What it is compared with; none is the period before.
    #[serde(default)]
    pub compare: Option<CompareCode>,
    /// First instant of a chosen comparison, RFC 3339.
    #[serde(default)]
    pub compare_from: Option<String>,
    /// First instant after a chosen comparison, RFC 3339.
    #[serde(default)]
    pub compare_to: Option<String>,
}

/// Why a total changed, drawn.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UsageWaterfallQuery {
    /// What is compared.
    pub query: UsageQuery,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Of its labels.
    pub language: LanguageCode,
}

/// Why a total changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageWaterfall {
    /// None when there is nothing to compare with, or nothing changed.
    pub chart: Option<ChartView>,
    /// What is compared with.
    pub before: PeriodText,
    /// What is compared, up to where usage ends.
    pub now: PeriodText,
    /// The former total.
    pub total_before: Option<MoneyText>,
    /// The present total.
    pub total: Option<MoneyText>,
    /// The difference.
    pub change: Option<MoneyText>,
    /// In percent, one decimal.
    pub change_percent: Option<DecimalText>,
    /// Usage types whose amount did not change.
    pub unchanged: u32,
    /// The type with the largest change, up or down.
    pub largest: Option<UsageMover>,
}

/// A usage type and its change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageMover {
    /// Display text.
    pub usage_type: String,
    /// The difference.
    pub change: MoneyText,
}

/// The chart of the same query.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UsageChartQuery {
    /// What to show.
    pub query: UsageQuery,
    /// What the chart measures.
    pub measure: MeasureCode,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Of its labels.
    pub language: LanguageCode,
}

/// A range of time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RangeQuery {
    /// RFC 3339.
    pub from: String,
    /// RFC 3339.
    pub to: String,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageFilters {
    /// By name.
    pub namespaces: Vec<String>,
    /// By name.
    pub usage_types: Vec<String>,
    /// Months there is usage for, oldest first, `2026-03`.
    pub months: Vec<String>,
    /// The end of the last hour there is usage for.
    pub data_as_of: Option<String>,
    /// True when provider bills were imported.
    pub has_provider_costs: bool,
}

/// Why an amount is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoAmount {
    /// Tiers run over the whole tenant: a part of it has no exact amount of its own.
    PartOfTenant,
    /// The price book has no price for it.
    NoPrice,
    /// No hour of it carries a quantity.
    NothingMeasured,
}

/// One row of usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageRow {
    /// Usage type, namespace, object or metric label.
    pub group: String,
    /// `active`, `no_data` or `not_measured`, the worst of its hours; `unknown` of what was used before and may have been
    /// used in hours that were never fetched.
    pub status: String,
    /// Hours, over all its series, that were delivered without a quantity.
    pub gap_hours: u32,
    /// Hours of the range that were never fetched: what was used in them is unknown, of this row as of any other.
    pub unknown_hours: u32,
    /// 1 to 8, the colour; 8 is Other.
    pub slot: u8,
    /// Exact; none when the group has several units, or when nothing was measured.
    pub quantity: Option<DecimalText>,
    /// Of `quantity`.
    pub unit: Option<String>,
    /// As billed.
    pub billable: Option<DecimalText>,
    /// Of `billable`.
    pub unit_billable: Option<String>,
    /// One price, or none when it has tiers.
    pub unit_price: Option<DecimalText>,
    /// True when the price has several tiers.
    pub tiered: bool,
    /// What a billed unit came to: `amount` over `billable`; none when nothing was billed.
    pub effective_price: Option<DecimalText>,
    /// Exact, before discount and tax.
    pub amount: Option<MoneyText>,
    /// Why there is none.
    pub no_amount: Option<NoAmount>,
    /// The same days of the period before; none when there was no usage at all then.
    pub before: Option<MoneyText>,
    /// The difference.
    pub change: Option<MoneyText>,
    /// In percent, one decimal.
    pub change_percent: Option<DecimalText>,
}

/// The rows of a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageView {
    /// Largest first.
    pub rows: Vec<UsageRow>,
    /// Sum of the amounts there are.
    pub total: Option<MoneyText>,
    /// False when a row has no amount or hours were not measured: the total is of what is there.
    pub total_complete: bool,
    /// The same days of the period before.
    pub total_before: Option<MoneyText>,
    /// The difference.
    pub total_change: Option<MoneyText>,
    /// In percent, one decimal.
    pub total_change_percent: Option<DecimalText>,
    /// Sum of the quantities, when all rows have one unit.
    pub total_quantity: Option<DecimalText>,
    /// Of `total_quantity`.
    pub total_unit: Option<String>,
    /// Sum of what is billed, when all rows are billed in one unit.
    pub total_billable: Option<DecimalText>,
    /// Of `total_billable`.
    pub total_unit_billable: Option<String>,
    /// The period that is compared with.
    pub before: Option<PeriodText>,
    /// Where usage ends inside the range.
    pub data_until: Option<String>,
}

/// One day of the completeness calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarDay {
    /// `2026-03-19`.
    pub day: String,
    /// 24 letters: `p` present, `z` no data, `m` not measured, `u` never fetched, `f` in the future.
    pub hours: String,
}

/// Which hours there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsageCalendar {
    /// Oldest first.
    pub days: Vec<CalendarDay>,
    /// Hours held.
    pub present: u32,
    /// Hours there should be.
    pub expected: u32,
}

/// Grouping of costs that providers already priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CostGroup {
    /// Provider.
    Provider,
    /// Sub-account.
    Namespace,
    /// Service.
    Service,
    /// Region.
    Region,
}

/// Costs that providers already priced.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProviderCostQuery {
    /// At least one.
    pub by: Vec<CostGroup>,
}

/// One group of costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderCostRow {
    /// One value per grouping.
    pub keys: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// Exact, unrounded.
    pub billed: DecimalText,
    /// Exact, unrounded; none when the provider gave none.
    pub list: Option<DecimalText>,
    /// Exact, unrounded; none when the provider gave none.
    pub effective: Option<DecimalText>,
    /// Rows behind it.
    pub charges: DecimalText,
}

/// Costs by group, and per currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderCosts {
    /// Largest billed cost first.
    pub rows: Vec<ProviderCostRow>,
    /// One per currency: totals never add two currencies.
    pub totals: Vec<ProviderCostRow>,
}
