//! Usage as JSON: priced lines, months, series and hours. The summary is in `usage/summary.rs`.

mod calculated;
mod requests;
mod series;
mod summary;

pub use calculated::{CalculatedUsage, CurrentUsage, MonthlyUsage, MonthlyUsageList};
pub use requests::{HourlyUsageRequest, MonthlyUsageRequest, UsageRangeRequest, UsageSummaryRequest};
pub use series::{HourlyUsage, HourlyUsageList, UsageItem, UsageItemList};
pub use summary::{BillingMetric, MetricValue, UsageMetric, UsageSummary, UsageSummaryList};

#[cfg(test)]
mod tests;
