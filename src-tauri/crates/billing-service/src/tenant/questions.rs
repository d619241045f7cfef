//! The names under which answers are kept: the operation, and what it was asked with.

use billing_domain::{Namespace, Period};
use sha2::{Digest, Sha256};

/// One question; the same question has the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    /// The operation.
    pub(super) operation: &'static str,
    /// The whole name.
    pub(super) name: String,
    /// Earlier answers that differ are kept beside the newest.
    pub(super) history: bool,
}

impl Question {
    const fn plain(operation: &'static str, name: String) -> Self {
        Self { operation, name, history: false }
    }

    fn with_history(operation: &'static str, name: String) -> Self {
        Self { operation, name, history: true }
    }

    pub(super) fn current_plan() -> Self {
        Self::with_history("current_plan", "current_plan".to_owned())
    }

    pub(super) fn list_plans() -> Self {
        Self::with_history("list_plans", "list_plans".to_owned())
    }

    pub(super) fn list_subscriptions() -> Self {
        Self::with_history("list_subscriptions", "list_subscriptions".to_owned())
    }

    /// Figures are tenant-wide: the namespace makes no difference.
    pub(super) fn quota_usage() -> Self {
        Self::with_history("quota_usage", "quota_usage".to_owned())
    }

    pub(super) fn quota_limits() -> Self {
        Self::with_history("quota_limits", "quota_limits".to_owned())
    }

    pub(super) fn list_quotas(namespace: &Namespace) -> Self {
        Self::with_history("list_quotas", format!("list_quotas {}", namespace.as_str()))
    }

    pub(super) fn list_invoices() -> Self {
        Self::plain("list_invoices", "list_invoices".to_owned())
    }

    pub(super) fn monthly_usage() -> Self {
        Self::with_history("monthly_usage", "monthly_usage".to_owned())
    }

    pub(super) fn current_usage(range: Period) -> Self {
        Self::plain("current_usage", format!("current_usage {}", between(range)))
    }

    /// The lines of a month as far as it is: kept once, not once an hour.
    pub(super) fn month_so_far(range: Period) -> Self {
        Self::plain("current_usage", format!("month_so_far {}", range.start.format("%Y-%m")))
    }

    pub(super) fn usage_summary(range: Period) -> Self {
        Self::plain("usage_summary", format!("usage_summary {}", between(range)))
    }

    pub(super) fn usage_details(range: Period) -> Self {
        Self::plain("usage_details", format!("usage_details {}", between(range)))
    }

    /// The tenant's key may be long: its hash names the question.
    pub(super) fn hourly_usage_details(key: &str) -> Self {
        let hash: String = Sha256::digest(key).iter().map(|byte| format!("{byte:02x}")).collect();
        Self::plain("hourly_usage_details", format!("hourly_usage_details {hash}"))
    }
}

fn between(range: Period) -> String {
    format!("{}/{}", range.start.to_rfc3339(), range.end.to_rfc3339())
}
