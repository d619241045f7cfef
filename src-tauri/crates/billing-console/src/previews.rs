//! Bills before they are: previews that are kept, what became of them, and what-if.

use crate::values::{MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A move onto another plan, to be looked at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PlanPreviewQuery {
    /// The plan's key.
    pub plan: String,
    /// Add-ons to take with it.
    pub subscribe_addons: Vec<String>,
    /// Add-ons to drop with it.
    pub unsubscribe_addons: Vec<String>,
    /// As in `TransitionStart`.
    pub when: Option<String>,
}

/// An add-on subscribed or dropped, to be looked at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddonPreviewQuery {
    /// Its key.
    pub name: String,
    /// True to subscribe, false to drop.
    pub begins: bool,
}

/// A line that a change brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewLine {
    /// Display text.
    pub title: String,
    /// What it is for.
    pub span: PeriodText,
    /// Below 0 for a credit.
    pub amount: MoneyText,
}

/// What a bill would be; it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BillPreviewView {
    /// Its number.
    pub id: String,
    /// The month whose bill it is.
    pub period: PeriodText,
    /// RFC 3339, when the change takes effect; none for a month as it stands.
    pub effect_at: Option<String>,
    /// Lines that are not on the bill as things stand; fees and credits first.
    pub lines: Vec<PreviewLine>,
    /// The bill as things stand.
    pub total_now: MoneyText,
    /// The bill after the change.
    pub total_after: MoneyText,
    /// Of which tax.
    pub tax_after: MoneyText,
    /// After less now.
    pub difference: MoneyText,
    /// A whole month afterwards, before usage, with tax.
    pub next_month: MoneyText,
}

/// A preview as somebody was shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptPreviewView {
    /// RFC 3339, when it was shown.
    pub made_at: String,
    /// To whom.
    pub made_by: String,
    /// What was shown.
    pub shown: BillPreviewView,
}

/// A preview and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewOutcomeView {
    /// Its number.
    pub id: String,
    /// `month`, `plan` or `addon`.
    pub kind: String,
    /// The plan, the add-on, or the running invoice.
    pub subject: String,
    /// RFC 3339, when it was shown.
    pub made_at: String,
    /// To whom.
    pub made_by: String,
    /// What it came to.
    pub previewed: MoneyText,
    /// True when the invoice was made from the same inputs.
    pub as_previewed: bool,
    /// Inputs that changed.
    pub changes: Vec<InputChangeView>,
}

/// An input that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InputChangeView {
    /// `period`, `currency`, `prices`, `plan`, `usage`, `fee`, `correction`, `coupon` or `tax`.
    pub kind: String,
    /// Which.
    pub name: String,
    /// Then; none when it was not there.
    pub before: Option<String>,
    /// Now; none when it is gone.
    pub after: Option<String>,
}

/// The previews of an invoice's month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PreviewsView {
    /// The newest first.
    pub outcomes: Vec<PreviewOutcomeView>,
}

/// A plan to think of.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WhatIfQuery {
    /// The plan's key.
    pub plan: String,
    /// At most so many of the last months that have ended.
    pub months: u32,
}

/// A month as it was and as it would have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIfMonthView {
    /// The month.
    pub month: PeriodText,
    /// As billed.
    pub held: MoneyText,
    /// Under the plan that is thought of.
    pub simulated: MoneyText,
    /// Simulated less held.
    pub difference: MoneyText,
    /// True when `held` is what an invoice says.
    pub billed: bool,
}

/// A limit that today's use would be beyond.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIfLimit {
    /// Its key.
    pub kind: String,
    /// Used beyond it.
    pub over_by: crate::values::DecimalText,
}

/// The history under another plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIfView {
    /// For people.
    pub plan: String,
    /// The newest first.
    pub months: Vec<WhatIfMonthView>,
    /// Sum of the months; none without any.
    pub held: Option<MoneyText>,
    /// As `held`.
    pub simulated: Option<MoneyText>,
    /// As `held`.
    pub difference: Option<MoneyText>,
    /// Months that would have cost less.
    pub cheaper_months: u32,
    /// The level of usage, in percent of what it was, at which the cheaper side changes; none when it never does.
    pub break_even_percent: Option<u32>,
    /// Limits that today's use would be beyond.
    pub limits: Vec<WhatIfLimit>,
}

/// The last months under every plan, drawn.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EveryPlanQuery {
    /// At most so many of the last months that have ended.
    pub months: u32,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Of its labels.
    pub language: crate::values::LanguageCode,
}

/// What one plan would have cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanCost {
    /// The plan's key.
    pub plan: String,
    /// Over all months, tax included; of the held plan as billed. None for a plan in another currency.
    pub total: Option<MoneyText>,
    /// `total` less what was billed.
    pub difference: Option<MoneyText>,
}

/// The last months under every plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EveryPlanView {
    /// How many months there are.
    pub months: u32,
    /// In the order of the catalogue.
    pub plans: Vec<PlanCost>,
    /// None without any month.
    pub chart: Option<crate::charts::ChartView>,
}
