//! What if: any plan and add-ons over the account's own history, by the same function as the bill.

use super::{Billing, corrections, gather, previews};
use crate::tenant::REMOTE;
use billing_domain::invoices::bill::Bill;
use billing_domain::invoices::state::Document;
use billing_domain::invoices::terms::Terms;
use billing_domain::invoices::what_if::{break_even, scaled, with_plan_throughout};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::Plan;
use billing_domain::quotas::plan_change::{LimitChange, limit_changes};
use billing_domain::rating::{RatedLine, UsagePart};
use billing_domain::{BillingError, ErrorCode, Money, Period};
use billing_store::Reader;
use billing_store::plans::DEFAULT_LOCALE;
use chrono::{DateTime, Utc};

/// What to think of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIfQuery {
    /// The plan's key.
    pub plan: String,
    /// Add-ons from the first day on; `None` for those that were subscribed.
    pub addons: Option<Vec<String>>,
    /// At most so many of the last months that have ended.
    pub months: usize,
}

/// A month as it was and as it would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIfMonth {
    /// The month.
    pub month: Period,
    /// As billed; as it would be billed now when it has no invoice.
    pub held: Money,
    /// Under the plan that is thought of.
    pub simulated: Money,
    /// `simulated` less `held`.
    pub difference: Money,
    /// True when `held` is what an invoice says.
    pub billed: bool,
}

/// The history under another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// For people.
    pub plan_title: String,
    /// The oldest first.
    pub months: Vec<WhatIfMonth>,
    /// Sums over the months; `None` without any.
    pub held: Option<Money>,
    /// As `held`.
    pub simulated: Option<Money>,
    /// As `held`.
    pub difference: Option<Money>,
    /// Months that would have cost less.
    pub cheaper_months: usize,
    /// The level of usage, in percent of what it was, nearest to 100 at which the cheaper side changes; in steps of
    /// [`STEP`] up to [`MOST`], `None` when it never does.
    pub break_even_percent: Option<u32>,
    /// Limits that would change, and those that today's use would be beyond.
    pub limits: Vec<LimitChange>,
}

/// Of the search for the break-even, in percent.
pub const STEP: u32 = 10;
/// Of the search for the break-even, in percent.
pub const MOST: u32 = 400;

impl Billing {
    /// Rates the last months again as if `plan` had been held all the time. Changes nothing.
    ///
    /// # Errors
    /// `NotFound` for an unknown plan; `InvalidInput` when the plans are in two currencies; `FailedPrecondition` without
    /// prices, and in a tenant's copy, which does not tell which plan was held when; what rating refuses.
    pub fn what_if(&self, query: &WhatIfQuery, now: DateTime<Utc>) -> Result<WhatIf, BillingError> {
        self.store.read(|book| {
            let terms = gather::terms(book)?;
            if let Some(why) = untold(book, &terms)? {
                return Err(why);
            }
            let plan = previews::plan_of(book, &query.plan)?;
            let months = past_months(book, &terms, now, query.months)?;
            let from = months.first().map_or(now, |month| month.start);
            let thought = with_plan_throughout(&terms, &plan, query.addons.as_deref(), from)?;
            let sides = months
                .iter()
                .map(|month| Sides::read(book, &terms, &thought, *month))
                .collect::<Result<Vec<_>, _>>()?;
            let months = sides.iter().map(|sides| sides.at_hundred(book)).collect::<Result<Vec<_>, _>>()?;
            let held = sum(months.iter().map(|month| month.held))?;
            let simulated = sum(months.iter().map(|month| month.simulated))?;
            let catalogue = book.plans(DEFAULT_LOCALE)?;
            let held_plan = catalogue.iter().find(|plan| plan.current).map(|plan| &plan.default_quota);
            Ok(WhatIf {
                difference: simulated.zip(held).map(|(a, b)| a.checked_sub(b)).transpose()?,
                cheaper_months: months.iter().filter(|month| month.difference.minor < 0).count(),
                break_even_percent: break_even(&differences(&sides)?),
                limits: limit_changes(
                    held_plan,
                    &plan.default_quota,
                    &book.quota_objects(None)?,
                    &book.quota_kinds()?,
                ),
                plan_title: plan.title,
                months,
                held,
                simulated,
            })
        })
    }
}

/// The last months under every plan on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EveryPlan {
    /// The oldest first.
    pub months: Vec<Period>,
    /// In the order of the catalogue.
    pub plans: Vec<PlanHistory>,
}

/// What one plan would have cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHistory {
    /// The plan's key.
    pub plan: String,
    /// For people.
    pub title: String,
    /// True for the one that is held: its months are as they were billed.
    pub current: bool,
    /// One per month; `None` for a plan in another currency.
    pub months: Option<Vec<Money>>,
    /// Their sum.
    pub total: Option<Money>,
}

impl Billing {
    /// The last months that have ended, as they were and under each other plan; none where they cannot be told exactly.
    /// Changes nothing.
    ///
    /// # Errors
    /// What rating refuses.
    pub fn every_plan(&self, most: usize, now: DateTime<Utc>) -> Result<EveryPlan, BillingError> {
        self.store.read(|book| {
            let terms = gather::terms(book)?;
            if untold(book, &terms)?.is_some() {
                return Ok(EveryPlan { months: Vec::new(), plans: Vec::new() });
            }
            let months = past_months(book, &terms, now, most)?;
            let from = months.first().map_or(now, |month| month.start);
            let mut plans = Vec::new();
            for plan in book.plans(DEFAULT_LOCALE)? {
                let found = under(book, &terms, &plan, from, &months);
                let amounts = match found {
                    // Two currencies are never set beside each other.
                    Err(error) if error.code == ErrorCode::InvalidInput => None,
                    found => Some(found?),
                };
                let total =
                    amounts.as_ref().map(|amounts| sum(amounts.iter().copied())).transpose()?.flatten();
                plans.push(PlanHistory {
                    plan: plan.name,
                    title: plan.title,
                    current: plan.current,
                    months: amounts,
                    total,
                });
            }
            Ok(EveryPlan { months, plans })
        })
    }
}

/// Why the past cannot be told under another plan: a figure without prices, or without the plan that was held, would be
/// made up.
fn untold(book: &Reader<'_>, terms: &Terms) -> Result<Option<BillingError>, BillingError> {
    let why = if book.account()?.is_some_and(|account| account.kind == REMOTE) {
        "The copy of a tenant does not tell which plan was held in which month, so the months cannot be set beside another \
         plan. The provider can say."
    } else if terms.prices.versions.is_empty() {
        "Usage has no prices here, so what a plan would have cost cannot be told. Load a price book under Accounts."
    } else {
        return Ok(None);
    };
    Ok(Some(BillingError::new(ErrorCode::FailedPrecondition, why)))
}

fn under(
    book: &Reader<'_>,
    terms: &Terms,
    plan: &Plan,
    from: DateTime<Utc>,
    months: &[Period],
) -> Result<Vec<Money>, BillingError> {
    let thought = with_plan_throughout(terms, plan, None, from)?;
    let month = |month: &Period| {
        let month = Sides::read(book, terms, &thought, *month)?.at_hundred(book)?;
        Ok(if plan.current { month.held } else { month.simulated })
    };
    months.iter().map(month).collect()
}

/// A month's usage under both terms.
struct Sides<'t> {
    month: Period,
    corrections: Vec<RatedLine>,
    held: (&'t Terms, Vec<UsagePart>),
    thought: (&'t Terms, Vec<UsagePart>),
}

impl<'t> Sides<'t> {
    fn read(
        book: &Reader<'_>,
        held: &'t Terms,
        thought: &'t Terms,
        month: Period,
    ) -> Result<Self, BillingError> {
        let parts = |terms| gather::usage_parts(book, terms, month);
        let corrections = corrections::carried_by(book, &month)?;
        Ok(Self { month, corrections, held: (held, parts(held)?), thought: (thought, parts(thought)?) })
    }

    /// Held and simulated totals at a level of usage.
    fn at(&self, percent: u32) -> Result<(Money, Money), BillingError> {
        let total = |(terms, parts): &(&Terms, Vec<UsagePart>)| {
            let parts = if percent == 100 { parts.clone() } else { scaled(parts, percent)? };
            Ok::<_, BillingError>(
                Bill::make(&terms.input(self.month, parts, self.corrections.clone())?)?.totals.total,
            )
        };
        Ok((total(&self.held)?, total(&self.thought)?))
    }

    fn at_hundred(&self, book: &Reader<'_>) -> Result<WhatIfMonth, BillingError> {
        let (rated, simulated) = self.at(100)?;
        let heads = book.invoice_heads()?;
        let of_month = |head: &&billing_store::invoices::InvoiceHead| {
            head.standing.document == Document::Final && head.standing.period == self.month
        };
        let billed = heads.iter().find(of_month).map(|head| head.standing.total);
        let held = billed.unwrap_or(rated);
        let difference = simulated.checked_sub(held)?;
        Ok(WhatIfMonth { month: self.month, held, simulated, difference, billed: billed.is_some() })
    }
}

fn differences(sides: &[Sides<'_>]) -> Result<Vec<(u32, i64)>, BillingError> {
    let mut differences = Vec::new();
    for percent in (0..=MOST).step_by(STEP as usize) {
        let mut sum = 0i64;
        for side in sides {
            let (held, simulated) = side.at(percent)?;
            sum = sum.saturating_add(simulated.checked_sub(held)?.minor);
        }
        differences.push((percent, sum));
    }
    Ok(differences)
}

fn sum(mut amounts: impl Iterator<Item = Money>) -> Result<Option<Money>, BillingError> {
    let Some(first) = amounts.next() else { return Ok(None) };
    amounts.try_fold(first, Money::checked_add).map(Some)
}

/// The last months that have ended, from the first usage or plan on.
fn past_months(
    book: &Reader<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
    most: usize,
) -> Result<Vec<Period>, BillingError> {
    let begun = terms.plans.iter().map(|plan| plan.start).min();
    let Some(first) = book.first_metered_month()?.into_iter().chain(begun).min() else {
        return Ok(Vec::new());
    };
    let anchor = Period::month_of(first)?.start;
    let mut months = Vec::new();
    for n in 0.. {
        let month = PeriodUnit::Month.nth(anchor, n)?;
        if month.end > now {
            break;
        }
        months.push(month);
    }
    let skipped = months.len().saturating_sub(most);
    Ok(months.split_off(skipped))
}
