//! The bodies of the five usage calls.

use crate::shape::shape;
use crate::times::{self, Timestamp};
use billing_domain::{BillingError, Period};
use chrono::{DateTime, Utc};

shape! {
    /// The body of the usage summary: unix seconds or RFC 3339, both optional.
    pub struct UsageSummaryRequest = "billingBillingUsageSummaryRequest" {
        /// From then on.
        start_time: String,
        /// Up to then.
        end_time: String,
    }
}

shape! {
    /// The body of current usage and usage details.
    pub struct UsageRangeRequest = "usageListCurrentUsageReq" | "usageListUsageDetailsReq" {
        /// `system`, or absent.
        namespace: String,
        /// From then on.
        from: Timestamp,
        /// Up to then.
        to: Timestamp,
    }
}

shape! {
    /// The body of monthly usage.
    pub struct MonthlyUsageRequest = "usageListMonthlyUsageReq" {
        /// `system`, or absent.
        namespace: String,
    }
}

shape! {
    /// The body of hourly details.
    pub struct HourlyUsageRequest = "usageListHourlyUsageDetailsReq" {
        /// `system`, or absent.
        namespace: String,
        /// As a usage item gave it.
        query: String,
    }
}

impl UsageSummaryRequest {
    /// The body that asks for a range.
    #[must_use]
    pub fn of(range: Period) -> Self {
        Self {
            start_time: Some(times::rfc3339(range.start)),
            end_time: Some(times::rfc3339(range.end)),
            ..Self::default()
        }
    }

    /// The range with the document's defaults.
    ///
    /// # Errors
    /// `InvalidInput` for times that are none, or an empty range.
    pub fn range(&self, now: DateTime<Utc>) -> Result<Period, BillingError> {
        let time = |text: &Option<String>| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => times::query_time(text).map(Some),
        };
        times::summary_range(time(&self.start_time)?, time(&self.end_time)?, now)
    }
}

impl UsageRangeRequest {
    /// The body that asks for a range.
    #[must_use]
    pub fn of(namespace: &str, range: Period) -> Self {
        let (from, to) = times::ends(range);
        Self { namespace: Some(namespace.to_owned()), from, to, ..Self::default() }
    }

    /// The range with our defaults: up to now, from the first of that month.
    ///
    /// # Errors
    /// `InvalidInput` for an empty range.
    pub fn range(&self, now: DateTime<Utc>) -> Result<Period, BillingError> {
        times::usage_range(self.from.map(|at| at.0), self.to.map(|at| at.0), now)
    }
}
