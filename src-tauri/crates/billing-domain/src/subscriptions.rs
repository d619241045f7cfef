//! Subscriptions: which plan was held when, and the billing periods that followed from it.

pub mod fee;
pub mod held;
pub mod proration;

use crate::{BillingError, Namespace, Period};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One billing period of a subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillingPeriod {
    /// A UUID.
    pub uid: String,
    /// The truth (domain rules, "Periods and time").
    pub internal: Period,
    /// What the external provider says, kept beside it; a difference is shown.
    pub external: Option<Period>,
    /// True inside the trial.
    pub trial: bool,
    /// Names of all invoices of this period.
    pub invoices: Vec<String>,
    /// Names of those that are final.
    pub closed_invoices: Vec<String>,
    /// The running one; at most one.
    pub pending_invoices: Vec<String>,
}

/// A tenant's subscription to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Internal name.
    pub name: String,
    /// For people.
    pub plan_name: String,
    /// The plan's key.
    pub plan_object_name: String,
    /// When it became active.
    pub start: DateTime<Utc>,
    /// True while it is the active one.
    pub current: bool,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// The last billing period.
    pub last_period: Option<Period>,
    /// The billing periods, newest first.
    pub periods: Vec<BillingPeriod>,
}

/// What a tenant's subscriptions can do, wherever the tenant lives.
#[async_trait]
pub trait Subscriptions {
    /// All, or only those whose `current` is as asked. Wants namespace `system`.
    async fn list_subscriptions(
        &self,
        namespace: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError>;
}
