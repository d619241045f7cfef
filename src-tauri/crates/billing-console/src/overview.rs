//! Overview: the month so far, what is owed, what needs somebody.

use crate::invoices::InvoiceRow;
use crate::quotas::QuotaRow;
use crate::values::{DecimalText, LanguageCode, MoneyText, PeriodText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which month; none is the last one there is usage for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct OverviewQuery {
    /// `2026-03`.
    pub month: Option<String>,
}

/// The chart of the month so far.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OverviewChartQuery {
    /// `2026-03`.
    pub month: Option<String>,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// Of its labels.
    pub language: LanguageCode,
}

/// What a month may come to, at the pace of its last seven days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Forecast {
    /// At that pace.
    pub amount: MoneyText,
    /// At the lowest day of those seven.
    pub low: MoneyText,
    /// At the highest day of those seven.
    pub high: MoneyText,
}

/// Overdue amounts by age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ageing {
    /// `0-30`, `31-60`, `61-90`, `90+` days.
    pub bucket: String,
    /// Open balance in it.
    pub amount: MoneyText,
}

/// A usage type that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mover {
    /// Display text.
    pub usage_type: String,
    /// Against the same days before.
    pub change: MoneyText,
    /// In percent, one decimal; none when there was nothing before.
    pub change_percent: Option<DecimalText>,
}

/// Something that wants a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Need {
    /// An invoice is past its due date.
    InvoiceOverdue {
        /// Its name.
        invoice: String,
        /// Whole days past due.
        days: u32,
        /// What is still open.
        balance: MoneyText,
    },
    /// An issued invoice comes out differently by the facts held now, and nothing makes up for it.
    InvoiceDiffers {
        /// Its name.
        invoice: String,
        /// Our total less the invoice's.
        difference: MoneyText,
        /// As many older ones differ too; they are told together, so that they do not hide all else.
        more: u32,
    },
    /// A provider calls one of its invoices overdue; since when, it does not tell.
    ProviderOverdue {
        /// Its name.
        invoice: String,
        /// All of it.
        amount: MoneyText,
    },
    /// Changes were sent to the tenant, and what became of them is not known.
    ChangesUnknown {
        /// How many.
        changes: u32,
    },
    /// Drafts wait for a person.
    DraftsWait {
        /// How many.
        drafts: u32,
    },
    /// A part of the copy could not be fetched.
    CopyPartial {
        /// Which.
        parts: Vec<String>,
    },
    /// A quota is over its limit.
    QuotaOver {
        /// Its display name.
        quota: String,
        /// In use.
        used: DecimalText,
        /// The limit.
        limit: DecimalText,
    },
    /// A method of the charge order ends soon or has ended.
    MethodExpires {
        /// Its name.
        method: String,
        /// Brand and last four.
        label: String,
        /// Whole days left; negative after.
        days: i32,
    },
    /// A charge was sent and its end is not known: the provider must be asked before anything else is tried.
    ChargeUnknown {
        /// Names it.
        invoice: String,
        /// What is still open.
        balance: MoneyText,
    },
    /// Nobody is charged first.
    NoPrimary {},
    /// A plan change waits.
    TransitionWaits {
        /// From this plan.
        from: String,
        /// To this plan.
        to: String,
        /// RFC 3339.
        since: String,
    },
    /// A past hour was changed after it was billed or read.
    Restated {
        /// How many facts.
        facts: u32,
    },
    /// Usage without a price: it cannot be billed.
    NoPrice {
        /// Its metric labels.
        metric_labels: Vec<String>,
    },
}

/// Payment and plan in a few lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentAndPlan {
    /// When and what is charged next.
    pub next_charge: Option<NextCharge>,
    /// The primary method.
    pub primary: Option<ChargedMethod>,
    /// The secondary method.
    pub secondary: Option<ChargedMethod>,
    /// Title of the current plan.
    pub plan: Option<String>,
    /// Its flat price.
    pub plan_price: Option<MoneyText>,
    /// Title of the plan that was asked for.
    pub asked: Option<String>,
}

/// A method of the charge order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChargedMethod {
    /// Brand and last four.
    pub label: String,
    /// The month in which it ends, as `2026-04`; none when it does not.
    pub expiry: Option<String>,
    /// `ok`, `soon`, `expired`; none without an expiry.
    pub expiry_state: Option<String>,
}

/// The next charge, by what is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextCharge {
    /// RFC 3339.
    pub at: String,
    /// Which invoice falls due.
    pub invoice: String,
    /// Its open balance.
    pub amount: MoneyText,
    /// True when that day is over: it is overdue already.
    pub overdue: bool,
}

/// The overview of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OverviewView {
    /// The month.
    pub period: PeriodText,
    /// Usage ends here.
    pub data_as_of: Option<String>,
    /// True while the month is not over.
    pub running: bool,
    /// Hours so far that were never fetched: the figures are of the others.
    pub unknown_hours: u32,
    /// Whether the month has usage, priced or not.
    pub metered: bool,
    /// Usage so far, priced; none when there is no price book.
    pub month_to_date: Option<MoneyText>,
    /// The same days of the month before; the whole of it once the month is over.
    pub same_days_before: Option<MoneyText>,
    /// The difference.
    pub change: Option<MoneyText>,
    /// In percent, one decimal.
    pub change_percent: Option<DecimalText>,
    /// What each whole day of it came to, the first day first; empty without prices.
    pub daily: Vec<DecimalText>,
    /// While the month runs.
    pub forecast: Option<Forecast>,
    /// Totals of the last twelve final invoices of its currency, the oldest first.
    pub invoiced: Vec<DecimalText>,
    /// The newest final invoice.
    pub last_invoice: Option<InvoiceRow>,
    /// How many are overdue.
    pub overdue_count: u32,
    /// What is open on them; of a provider's their amounts.
    pub overdue_total: Option<MoneyText>,
    /// The same by age.
    pub ageing: Vec<Ageing>,
    /// Largest moves first.
    pub movers: Vec<Mover>,
    /// The furthest over their limit, then what runs out first, then what has nothing left.
    pub quotas: Vec<QuotaRow>,
    /// How many kinds are full or over, shown or not.
    pub quotas_out: u32,
    /// Worst first.
    pub needs: Vec<Need>,
    /// Payment and plan.
    pub payment: PaymentAndPlan,
    /// Costs that providers already priced, by provider, when such bills were imported.
    pub provider_costs: Vec<crate::usage::ProviderCostRow>,
}
