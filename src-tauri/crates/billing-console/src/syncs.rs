//! Syncs and verifications of the open tenant: started, watched, paused, stopped.

use crate::tenants::TallyView;
use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Months that are read again hour by hour; without a range only what is new or differs.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct SyncStart {
    /// RFC 3339.
    pub from: Option<String>,
    /// RFC 3339.
    pub to: Option<String>,
}

/// Where a sync stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncStateCode {
    /// None since the account was opened.
    Idle,
    /// Under way.
    Running,
    /// A person has paused it.
    Paused,
    /// A person has stopped it; what is under way ends.
    Stopping,
    /// Everything came.
    Done,
    /// Some parts came.
    Partial,
    /// A person stopped it: what came is kept.
    Cancelled,
    /// Nothing came.
    Failed,
}

/// A part of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncPartView {
    /// As in the copy's parts.
    pub part: String,
    /// `waiting`, `running`, `tried`, `whole`, `partial` or `failed`.
    pub state: String,
    /// What kept it from being whole.
    pub message: Option<String>,
    /// The code of that.
    pub code: Option<String>,
    /// The tenant's request id of the failure.
    pub request_id: Option<String>,
}

/// What a sync brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BroughtView {
    /// Hours not held before.
    pub hours_new: DecimalText,
    /// The same hours again.
    pub hours_unchanged: DecimalText,
    /// Past hours that changed: the old value is kept and flagged.
    pub hours_restated: DecimalText,
    /// Months compared.
    pub months: DecimalText,
    /// Invoices listed.
    pub invoices: DecimalText,
    /// Of them not seen before.
    pub invoices_new: DecimalText,
    /// Of them told otherwise than before.
    pub invoices_changed: DecimalText,
    /// Documents not held before.
    pub documents: DecimalText,
}

/// The sync that is under way, or the last one since the account was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SyncView {
    /// Where it stands.
    pub state: SyncStateCode,
    /// True when it began by itself, as the account was opened.
    pub quiet: bool,
    /// The part under way.
    pub part: Option<String>,
    /// Its steps that are done.
    pub done: u32,
    /// All its steps; 0 while that is not known.
    pub total: u32,
    /// Calls made.
    pub calls: u32,
    /// RFC 3339.
    pub started_at: Option<String>,
    /// RFC 3339.
    pub ended_at: Option<String>,
    /// Every part, in order.
    pub parts: Vec<SyncPartView>,
    /// Once it has ended.
    pub brought: Option<BroughtView>,
    /// The first thing that went wrong.
    pub message: Option<String>,
    /// The code of that.
    pub code: Option<String>,
    /// The tenant's request id of it.
    pub request_id: Option<String>,
}

/// Where a verification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerifyState {
    /// None since the account was opened.
    Idle,
    /// Under way.
    Running,
    /// Everything was compared.
    Done,
    /// A person stopped it.
    Cancelled,
    /// The tenant could not be asked.
    Failed,
}

/// One comparison of the copy with the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparisonRow {
    /// `hours`, `invoices`, `documents` or `quotas`.
    pub part: String,
    /// Which of them: a month such as `2026-02`, else empty.
    pub what: String,
    /// As the copy has it.
    pub here: TallyView,
    /// As the tenant tells it.
    pub there: TallyView,
    /// What is not the same, by name; at most twenty.
    pub differing: Vec<String>,
    /// How many are not the same.
    pub differences: DecimalText,
    /// True when both sides say the same.
    pub equal: bool,
}

/// The verification that is under way, or the last one since the account was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VerifyView {
    /// Where it stands.
    pub state: VerifyState,
    /// Calls made.
    pub calls: u32,
    /// RFC 3339.
    pub ended_at: Option<String>,
    /// Once it is done.
    pub rows: Vec<ComparisonRow>,
    /// Why it failed.
    pub message: Option<String>,
    /// The code of that.
    pub code: Option<String>,
    /// The tenant's request id of the failure.
    pub request_id: Option<String>,
}
