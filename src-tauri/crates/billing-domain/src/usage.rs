//! Usage: what was metered hour by hour, and how the public API tells it.

use crate::coupons::Coupon;
use crate::period::Hour;
use crate::{BillingError, Currency, Decimal, Money, Namespace, Period};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One thing that is metered. All parts together are its natural key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Series {
    /// Where it runs.
    pub namespace: String,
    /// Which object.
    pub object: String,
    /// The stable id of the metered kind: joins raw to calculated usage.
    pub metric_label: String,
    /// Display text; may change.
    pub usage_type: String,
    /// Unit of the raw quantity.
    pub unit: String,
    /// Deployment, for containers; else empty.
    pub deployment: String,
    /// Container, for containers; else empty.
    pub container: String,
}

/// A quantity of one series in one UTC hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourlyFact {
    /// Hours since 1970-01-01T00:00Z.
    pub hour: Hour,
    /// Exact.
    pub quantity: Decimal,
}

/// Whether a line was measured. Values we do not know survive a round trip.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UsageStatus {
    /// Measured, billable.
    Active,
    /// Nothing came; shown, never billed.
    NoData,
    /// Not measured; shown, never billed.
    NotMeasured,
    /// Whatever else the tenant says, word for word.
    Other(String),
}

/// A line of calculated usage: quantities with their price applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalculatedUsage {
    /// Display text of the usage type.
    pub usage_type: String,
    /// The metric labels it was put together from.
    pub metric_labels: Vec<String>,
    /// What it covers.
    pub period: Period,
    /// As metered.
    pub quantity: Decimal,
    /// Unit of `quantity`.
    pub unit: String,
    /// As billed (domain rules, "quantity -> quantity_billable").
    pub quantity_billable: i64,
    /// Unit of `quantity_billable`.
    pub unit_billable: String,
    /// Rounded once to the minor unit.
    pub amount: Money,
    /// True for support, onboarding, discount lines: no usage behind it.
    pub fixed: bool,
    /// Whether it was measured.
    pub status: UsageStatus,
}

/// The answer to current usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentUsage {
    /// One line per usage type.
    pub items: Vec<CalculatedUsage>,
    /// All coupons that were used.
    pub coupons: Vec<Coupon>,
    /// What the coupons took off.
    pub discount: Money,
    /// Lines less discount.
    pub total_cost: Money,
}

/// The cost of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyUsage {
    /// The month.
    pub period: Period,
    /// Its cost.
    pub amount: Money,
}

/// A line of aggregated usage: one series over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageItem {
    /// What is metered.
    pub series: Series,
    /// What it covers.
    pub period: Period,
    /// The exact sum of its hours.
    pub quantity: Decimal,
    /// Opaque key for the hours, handed back as is.
    pub hourly_breakdown_query: String,
}

/// One hour of a usage item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourlyUsage {
    /// The hour.
    pub period: Period,
    /// What was metered in it.
    pub quantity: Decimal,
    /// Its unit.
    pub unit: String,
    /// Deployment, for containers; else empty.
    pub deployment: String,
    /// Container, for containers; else empty.
    pub container: String,
}

/// A line of the usage summary: raw and billing value of one usage type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageSummary {
    /// For people.
    pub name: String,
    /// Such as `App Stack`.
    pub service: String,
    /// As metered.
    pub usage: Decimal,
    /// Unit of `usage`.
    pub usage_unit: String,
    /// When `usage` was read.
    pub at: DateTime<Utc>,
    /// `usage` divided by the division factor.
    pub billing: Decimal,
    /// Unit of `billing`.
    pub billing_unit: String,
}

/// What a tenant's usage can tell, wherever the tenant lives. All calls want namespace `system`.
#[async_trait]
pub trait Usage {
    /// Raw and billing values in a time range; the caller has applied the defaults of the public API.
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError>;

    /// Priced lines of a range.
    async fn current_usage(&self, namespace: &Namespace, range: Period)
    -> Result<CurrentUsage, BillingError>;

    /// The cost of each month there is usage for, oldest first.
    async fn monthly_usage(&self, namespace: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError>;

    /// One line per series in a range.
    async fn usage_details(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<Vec<UsageItem>, BillingError>;

    /// The hours behind a usage item. `InvalidInput` for a query that this tenant did not make.
    async fn hourly_usage_details(
        &self,
        namespace: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError>;
}

/// The currency a tenant is billed in, where usage carries none.
pub const DEFAULT_CURRENCY: Currency = Currency::USD;
