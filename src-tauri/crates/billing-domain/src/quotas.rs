//! Quotas: limits, what is used of them, and the quota objects that change them.
//!
//! Here are the nouns and the seam; the rules stand beside: [`limits`] (which limit holds), [`states`] (how near it
//! is), [`counting`] (whether so much more may be taken), [`drafts`] (what a quota object may say), [`labels`] (how objects are
//! selected), [`plan_change`], [`run_out`] (when a limit is reached).

pub mod counting;
pub mod drafts;
pub mod kinds;
pub mod labels;
pub mod limits;
pub mod plan_change;
pub mod run_out;
pub mod states;

use crate::{BillingError, Decimal, Namespace};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A limit as the tenant states it: 0, missing and unlimited are three cases (domain rules, "Quotas").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// -1 on the wire.
    Unlimited,
    /// At most this much.
    Maximum(Decimal),
    /// Nothing was said.
    Missing,
}

/// What is used: not tracked is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InUse {
    /// -1 on the wire.
    NotTracked,
    /// This much.
    Current(Decimal),
    /// Nothing was said.
    Missing,
}

/// One object or resource kind: its limit and what is used of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaFigure {
    /// For people; the kind itself when nothing better is known.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// How much there may be.
    pub limit: Limit,
    /// How much there is.
    pub in_use: InUse,
}

/// A rate limit of an API: it has no usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    /// Sustained, per unit.
    pub rate: i64,
    /// At once.
    pub burst: i64,
    /// Such as `per-second`, word for word.
    pub unit: String,
}

/// A rate limit with its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiQuota {
    /// For people.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// The limit.
    pub limit: RateLimit,
}

/// The three families of the answer to quota/usage and quota/limits, by kind. Null entries of the wire are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuotaFigures {
    /// Object counts, whole numbers, by snake_case kind.
    pub objects: BTreeMap<String, QuotaFigure>,
    /// Resources in fractions.
    pub resources: BTreeMap<String, QuotaFigure>,
    /// Rate limits by RPC name.
    pub apis: BTreeMap<String, ApiQuota>,
}

/// Limits only: what a plan brings and what a quota object sets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuotaLimits {
    /// Whole numbers by object kind; -1 = unlimited.
    pub objects: BTreeMap<String, i64>,
    /// Exact decimals by resource; -1 = unlimited.
    pub resources: BTreeMap<String, Decimal>,
    /// Rates by RPC name.
    pub apis: BTreeMap<String, RateLimit>,
}

/// What a person may say of a quota object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ObjectMeta {
    /// Unique in its namespace.
    pub name: String,
    /// The namespace it is kept in.
    pub namespace: String,
    /// Free text.
    pub description: String,
    /// For selecting.
    pub labels: BTreeMap<String, String>,
    /// For other programs.
    pub annotations: BTreeMap<String, String>,
    /// Administratively off.
    pub disable: bool,
}

/// A stored quota object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaObject {
    /// Given by the person.
    pub metadata: ObjectMeta,
    /// Unique in time and space, given by the backend.
    pub uid: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last replaced.
    pub modified_at: Option<DateTime<Utc>>,
    /// Who made it.
    pub creator: String,
    /// The limits it sets.
    pub limits: QuotaLimits,
}

/// What create and replace carry: replace is whole, not a patch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaDraft {
    /// Name and namespace tell which one.
    pub metadata: ObjectMeta,
    /// All limits it shall set.
    pub limits: QuotaLimits,
}

/// What a tenant's quotas can do, wherever the tenant lives. Figures are tenant-wide: any namespace gives the same.
#[async_trait]
pub trait Quotas {
    /// `AlreadyExists` when the name is taken in the namespace; `InvalidInput` for bad keys or values.
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError>;

    /// Replaces the whole object. `NotFound` when there is none of that name.
    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError>;

    /// `NotFound` when there is none of that name.
    async fn get_quota(&self, namespace: &Namespace, name: &str) -> Result<QuotaObject, BillingError>;

    /// By name; `label_filter` such as `team=shop,env in (prod)` narrows.
    async fn list_quotas(
        &self,
        namespace: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError>;

    /// `NotFound` when there is none of that name.
    async fn delete_quota(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError>;

    /// The effective limits, without usage.
    async fn quota_limits(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError>;

    /// The effective limits and what is used of them.
    async fn quota_usage(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError>;
}
