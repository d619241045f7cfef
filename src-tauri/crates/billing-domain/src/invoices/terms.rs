//! What an account has agreed to over time: plans, add-ons, coupons, tax, prices. With the usage of a month, every bill
//! follows from it; a change that is only thought of (preview, what-if) is a change of the terms and nothing else.

use super::bill::BillInput;
use crate::coupons::discount::AccountCoupon;
use crate::price_book::{PriceBook, PriceVersion};
use crate::rating::{FixedCharge, RatedLine, UsagePart};
use crate::subscriptions::fee::Fee;
use crate::subscriptions::held::HeldPlan;
use crate::tax::TaxRate;
use crate::{BillingError, Currency, Period};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that bills depend on besides usage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Where no price version tells another one.
    pub currency: Currency,
    /// Every version.
    pub prices: PriceBook,
    /// Which plan was held when; at most one at an instant.
    pub plans: Vec<HeldPlan>,
    /// Which add-on was subscribed when.
    pub addons: Vec<HeldAddon>,
    /// Add-ons that a plan includes, by the plan's key: they cost nothing under it.
    pub included_addons: BTreeMap<String, BTreeSet<String>>,
    /// In the order of being applied.
    pub coupons: Vec<CouponTerm>,
    /// By category.
    pub taxes: Vec<TaxRate>,
}

/// An add-on and when it was subscribed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAddon {
    /// Its key.
    pub addon: String,
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none while it runs.
    pub until: Option<DateTime<Utc>>,
}

/// A coupon and when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponTerm {
    /// What it gives.
    pub coupon: AccountCoupon,
    /// First instant.
    pub valid_from: DateTime<Utc>,
    /// First instant after; none for ever.
    pub valid_until: Option<DateTime<Utc>>,
}

/// A part of a period under one plan; usage is asked for by its span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whole hours.
    pub span: Period,
    /// The plan's key.
    pub plan: Option<String>,
    /// True inside the trial.
    pub trial: bool,
}

impl Terms {
    /// The input of a month's bill: `parts` are those of [`Terms::parts`] with their usage.
    ///
    /// A month is billed at the price version, and with the coupons, in force when it starts.
    ///
    /// # Errors
    /// `InvalidInput` for a plan whose periods cannot be counted.
    pub fn input(
        &self,
        month: Period,
        parts: Vec<UsagePart>,
        corrections: Vec<RatedLine>,
    ) -> Result<BillInput<'_>, BillingError> {
        let prices = self.prices.version_at(month.start);
        Ok(BillInput {
            period: month,
            currency: prices.map_or(self.currency, |version| version.currency),
            parts,
            prices,
            fees: self.fees(&month)?,
            corrections,
            coupons: self.coupons_at(month.start),
            taxes: self.taxes.clone(),
        })
    }

    /// A range cut where another plan begins or a trial ends. An hour belongs to the plan in force when it starts.
    ///
    /// # Errors
    /// `InvalidInput` beyond the calendar.
    pub fn parts(&self, range: Period) -> Result<Vec<Part>, BillingError> {
        let ends = |plan: &HeldPlan| [Some(plan.start), plan.cancelled_at, plan.trial_end];
        let mut cuts = BTreeSet::from([range.start, range.end]);
        for at in self.plans.iter().flat_map(ends).flatten() {
            let cut = next_hour(at)?;
            if range.start < cut && cut < range.end {
                cuts.insert(cut);
            }
        }
        let cuts: Vec<_> = cuts.into_iter().collect();
        let part = |pair: &[DateTime<Utc>]| {
            let plan = self.plan_at(pair[0]);
            Part {
                span: Period { start: pair[0], end: pair[1] },
                plan: plan.map(|plan| plan.plan.clone()),
                trial: plan.is_some_and(|plan| plan.in_trial(pair[0])),
            }
        };
        Ok(cuts.windows(2).map(part).collect())
    }

    /// The plan in force at an instant.
    #[must_use]
    pub fn plan_at(&self, at: DateTime<Utc>) -> Option<&HeldPlan> {
        self.plans.iter().filter(|plan| plan.is_current(at)).max_by_key(|plan| plan.start)
    }

    /// The same terms with a plan held from its start on; the one in force then ends there.
    #[must_use]
    pub fn with_plan(&self, new: HeldPlan) -> Self {
        let mut terms = self.clone();
        for held in terms.plans.iter_mut().filter(|held| held.is_current(new.start)) {
            held.cancelled_at = Some(new.start);
        }
        terms.plans.push(new);
        terms
    }

    /// The same terms with an add-on subscribed, or ended, at an instant; nothing when it is so already.
    #[must_use]
    pub fn with_addon(&self, addon: &str, begins: bool, at: DateTime<Utc>) -> Self {
        let mut terms = self.clone();
        let runs = |held: &HeldAddon| held.addon == addon && held.until.is_none_or(|until| at < until);
        let running = terms.addons.iter_mut().find(|held| runs(held));
        match (running, begins) {
            (Some(held), false) => held.until = Some(at.max(held.from)),
            (None, true) => terms.addons.push(HeldAddon { addon: addon.to_owned(), from: at, until: None }),
            _ => {}
        }
        terms
    }

    /// Fees of plans, in the order in which they were held, then of add-ons by name.
    fn fees(&self, month: &Period) -> Result<Vec<FixedCharge>, BillingError> {
        let mut plans: Vec<&HeldPlan> = self.plans.iter().collect();
        plans.sort_by_key(|plan| plan.start);
        let mut fees = Vec::new();
        for plan in plans {
            fees.extend(plan.fees_in(month, |at| self.plan_fee(plan, at))?);
        }
        let mut addons: Vec<&HeldAddon> = self.addons.iter().collect();
        addons.sort_by(|a, b| (&a.addon, a.from).cmp(&(&b.addon, b.from)));
        for addon in addons {
            fees.extend(self.addon_fees(addon, month)?);
        }
        Ok(fees)
    }

    /// A fee in the price book goes before the one agreed at the start.
    fn plan_fee(&self, plan: &HeldPlan, at: DateTime<Utc>) -> Fee {
        let listed = self.prices.version_at(at).and_then(|version| version.fee_of(&plan.plan));
        listed.map_or_else(|| plan.agreed(), |fee| Fee { title: fee.title.clone(), amount: fee.amount })
    }

    fn addon_fees(&self, addon: &HeldAddon, month: &Period) -> Result<Vec<FixedCharge>, BillingError> {
        let version: Option<&PriceVersion> = self.prices.version_at(month.start);
        let Some(fee) = version.and_then(|version| version.addon_fee_of(&addon.addon)) else {
            return Ok(Vec::new());
        };
        let fee = Fee { title: fee.title.clone(), amount: fee.amount };
        let mut lines = Vec::new();
        for (from, until) in self.paid_spans(addon, month) {
            lines.extend(fee.of_month(month, from, until)?);
        }
        Ok(lines)
    }

    /// When an add-on was subscribed and not included by the plan in force.
    fn paid_spans(&self, addon: &HeldAddon, month: &Period) -> Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> {
        let ends = addon.until.unwrap_or(DateTime::<Utc>::MAX_UTC);
        let begins = addon.from.max(month.start);
        let mut cuts = BTreeSet::from([begins]);
        let changes = self.plans.iter().flat_map(|plan| [Some(plan.start), plan.cancelled_at]).flatten();
        cuts.extend(changes.filter(|at| begins < *at && *at < ends.min(month.end)));
        let mut spans: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = Vec::new();
        let cuts: Vec<_> = cuts.into_iter().collect();
        for (n, from) in cuts.iter().enumerate() {
            if self.is_included(&addon.addon, *from) {
                continue;
            }
            let until = cuts.get(n + 1).copied().or(addon.until);
            match spans.last_mut() {
                Some((_, end)) if *end == Some(*from) => *end = until,
                _ => spans.push((*from, until)),
            }
        }
        spans
    }

    fn is_included(&self, addon: &str, at: DateTime<Utc>) -> bool {
        let plan = self.plan_at(at).map(|plan| plan.plan.as_str());
        plan.and_then(|plan| self.included_addons.get(plan)).is_some_and(|addons| addons.contains(addon))
    }

    fn coupons_at(&self, at: DateTime<Utc>) -> Vec<AccountCoupon> {
        let holds =
            |term: &&CouponTerm| term.valid_from <= at && term.valid_until.is_none_or(|until| at < until);
        self.coupons.iter().filter(holds).map(|term| term.coupon.clone()).collect()
    }
}

/// The first full hour that is not before an instant.
fn next_hour(at: DateTime<Utc>) -> Result<DateTime<Utc>, BillingError> {
    let beyond = |_| BillingError::invalid("The instant lies beyond the calendar.");
    let hour = at.duration_trunc(TimeDelta::hours(1)).map_err(beyond)?;
    Ok(if hour < at { hour + TimeDelta::hours(1) } else { hour })
}

#[cfg(test)]
mod tests;
