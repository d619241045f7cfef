//! Quotas: used and limit of each kind, worst first.

use crate::charts::ChartView;
use crate::values::{DecimalText, LanguageCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The three families are told apart everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FamilyCode {
    /// Counts of objects, whole.
    Object,
    /// Resources, fractions.
    Resource,
    /// Rates of an API.
    Api,
}

/// State of a quota; the last four have no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuotaStateCode {
    /// Above the limit.
    Over,
    /// At the limit.
    Full,
    /// From the warning threshold on.
    Near,
    /// Below it.
    Ok,
    /// There is no limit by decision.
    Unlimited,
    /// Nobody counts it.
    NotTracked,
    /// A rate: nothing is used up.
    RateLimit,
    /// No limit was stated.
    NoLimit,
}

/// One kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuotaRow {
    /// Its family.
    pub family: FamilyCode,
    /// Its key.
    pub kind: String,
    /// For people.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// In use; none when not tracked.
    pub used: Option<DecimalText>,
    /// The limit; none when unlimited or not stated.
    pub limit: Option<DecimalText>,
    /// Where it stands.
    pub state: QuotaStateCode,
    /// One decimal; none for the last four states.
    pub percent: Option<DecimalText>,
    /// Used beyond the limit.
    pub over_by: Option<DecimalText>,
    /// How full the bar is, 0 to 1000; over the limit it is full.
    pub fill_permille: u16,
    /// Where the limit's tick stands when over, 0 to 1000.
    pub tick_permille: Option<u16>,
    /// Rate, burst and unit of an API.
    pub rate: Option<RateText>,
    /// `plan` or `object`; none when no limit was stated.
    pub source: Option<String>,
    /// Name of the plan or quota object that sets the limit.
    pub source_name: Option<String>,
    /// What is still free; none without a maximum and a count.
    pub free: Option<DecimalText>,
    /// From which percentage on it is near.
    pub near_from: DecimalText,
    /// From which percentage on it is full.
    pub full_from: DecimalText,
    /// In use at the end of each of the last twelve weeks, oldest first, now last; none before anything was read.
    pub weeks: Vec<Option<DecimalText>>,
    /// More in use each week, by least squares over those weeks; none with too short a history.
    pub growth: Option<DecimalText>,
    /// When it runs out at that pace.
    pub run_out: RunOutView,
}

/// When a kind runs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunOutView {
    /// Whether there is a day.
    pub when: RunOutCode,
    /// The day, RFC 3339.
    pub day: Option<String>,
    /// The day at the pace of the faster half of the weeks.
    pub early: Option<String>,
    /// The day at the pace of the slower half; none when that is open.
    pub late: Option<String>,
}

/// Whether a kind runs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RunOutCode {
    /// Nothing is free any more.
    Now,
    /// On a day.
    On,
    /// In more than a year.
    Later,
    /// It does not grow.
    NoGrowth,
    /// There is no limit, no count, or too short a history.
    Unknown,
}

/// The last year of one kind, drawn.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuotaHistoryQuery {
    /// Object or resource.
    pub family: FamilyCode,
    /// Its key.
    pub kind: String,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Of the labels in the drawing.
    pub language: LanguageCode,
}

/// A change of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LimitChange {
    /// RFC 3339.
    pub at: String,
    /// Before; none for unlimited or none stated.
    pub before: Option<DecimalText>,
    /// After; none for unlimited or none stated.
    pub after: Option<DecimalText>,
}

/// The last year of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuotaHistoryView {
    /// None with fewer than two readings.
    pub chart: Option<ChartView>,
    /// The first week shown, RFC 3339.
    pub since: Option<String>,
    /// What was in use then.
    pub used_then: Option<DecimalText>,
    /// Oldest first.
    pub limit_changes: Vec<LimitChange>,
}

/// A rate limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RateText {
    /// Sustained.
    pub rate: DecimalText,
    /// At once.
    pub burst: DecimalText,
    /// Such as `per-second`.
    pub unit: String,
}

/// How many kinds are in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuotaCount {
    /// The state.
    pub state: QuotaStateCode,
    /// Kinds in it.
    pub count: u32,
}

/// All kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuotasView {
    /// Worst first.
    pub rows: Vec<QuotaRow>,
    /// Only states that occur.
    pub counts: Vec<QuotaCount>,
    /// The last reading, RFC 3339.
    pub as_of: Option<String>,
    /// True when the change that was just asked for waits as a draft, because the tenant cannot be reached.
    pub drafted: bool,
}

/// Sets a limit of an object or resource kind through a quota object of this console.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuotaLimitSet {
    /// Object or resource.
    pub family: FamilyCode,
    /// Its key.
    pub kind: String,
    /// Plain decimal; `-1` is unlimited.
    pub maximum: DecimalText,
}

/// Takes such a limit back: the plan's default holds again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuotaLimitRemove {
    /// Object or resource.
    pub family: FamilyCode,
    /// Its key.
    pub kind: String,
}
