//! `assets/demo/tenant.json`: who the demo tenant is, what it may hold and what it uses.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
pub(super) struct TenantPlan {
    pub(super) name: String,
    pub(super) currency: String,
    pub(super) seller: PartyPlan,
    pub(super) buyer: PartyPlan,
    pub(super) tax_label: String,
    pub(super) tax_rate: String,
    pub(super) due_days: u32,
    pub(super) coupon: CouponPlan,
    pub(super) plan_since: DateTime<Utc>,
    pub(super) current_plan: String,
    pub(super) plans: Vec<PlanPlan>,
    pub(super) addon_names: BTreeMap<String, String>,
    pub(super) subscribed_addons: Vec<String>,
    pub(super) quota_object: QuotaObjectPlan,
    pub(super) quota_rates: Vec<RatePlan>,
    pub(super) quota_usage: Vec<InUsePlan>,
    pub(super) payment_methods: Vec<MethodPlan>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PartyPlan {
    pub(super) name: String,
    pub(super) lines: Vec<String>,
    pub(super) tax_id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CouponPlan {
    pub(super) title: String,
    /// Steps of 0.01 %.
    pub(super) percent_hundredths: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlanPlan {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) description: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) tenant_type: String,
    /// Cents.
    pub(super) flat_price: i64,
    pub(super) trial_days: u32,
    pub(super) allowed: Vec<String>,
    pub(super) included: Vec<String>,
    pub(super) method: String,
    pub(super) requires: Vec<String>,
    pub(super) approval: bool,
    pub(super) objects: BTreeMap<String, i64>,
    pub(super) resources: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct QuotaObjectPlan {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) objects: BTreeMap<String, i64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RatePlan {
    pub(super) rpc: String,
    pub(super) display_name: String,
    pub(super) rate: i64,
    pub(super) burst: i64,
    pub(super) unit: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct InUsePlan {
    pub(super) kind: String,
    pub(super) display_name: String,
    pub(super) current: String,
    #[serde(default)]
    pub(super) family: Option<String>,
    /// How much more of it there is each week.
    #[serde(default)]
    pub(super) weekly: Option<String>,
    /// Limits that held earlier, each until a day.
    #[serde(default)]
    pub(super) earlier: Vec<EarlierLimit>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct EarlierLimit {
    pub(super) until: DateTime<Utc>,
    pub(super) limit: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct MethodPlan {
    pub(super) token: String,
    pub(super) role: String,
    pub(super) contact: String,
    pub(super) added_by: String,
    pub(super) added_at: DateTime<Utc>,
}
