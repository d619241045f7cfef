//! What follows from holding a plan: its billing periods, and its fee in a calendar month.

use super::fee::Fee;
use crate::period::PeriodUnit;
use crate::plans::Plan;
use crate::rating::FixedCharge;
use crate::{BillingError, Money, Period};
use chrono::{DateTime, SubsecRound, Utc};

/// The terms under which a plan is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlan {
    /// The plan's key.
    pub plan: String,
    /// For people; the fee's line is called so.
    pub title: String,
    /// When it became active.
    pub start: DateTime<Utc>,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// End of the trial: the anchor of the paid periods. Without a trial the start is the anchor.
    pub trial_end: Option<DateTime<Utc>>,
    /// How long a paid period is.
    pub unit: PeriodUnit,
    /// Of one paid period.
    pub fee: Money,
}

/// A billing period, and whether it is the trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldPeriod {
    /// Half-open.
    pub period: Period,
    /// True for the trial.
    pub trial: bool,
}

impl HeldPlan {
    /// What holding a plan of the catalogue from an instant on means. A trial is for who held no plan before (`first`); a
    /// plan that bills nothing has no fee. Fees are prorated to the second, so the start is cut to one.
    ///
    /// # Errors
    /// `InvalidInput` for a trial that cannot be counted.
    pub fn on(plan: &Plan, at: DateTime<Utc>, first: bool) -> Result<Self, BillingError> {
        let trial = first && plan.trial_period > 0;
        let fee = if plan.billing_disabled { Money::zero(plan.flat_price.currency) } else { plan.flat_price };
        let start = at.trunc_subsecs(0);
        Ok(Self {
            plan: plan.name.clone(),
            title: plan.title.clone(),
            start,
            cancelled_at: None,
            trial_end: trial
                .then(|| plan.trial_period_unit.nth_start(start, plan.trial_period))
                .transpose()?,
            unit: plan.renewal_period_unit.clone(),
            fee,
        })
    }

    /// True at an instant from the start on, until it is cancelled.
    #[must_use]
    pub fn is_current(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && self.cancelled_at.is_none_or(|cancelled| at < cancelled)
    }

    /// True at an instant inside the trial.
    #[must_use]
    pub fn in_trial(&self, at: DateTime<Utc>) -> bool {
        self.is_current(at) && self.trial_end.is_some_and(|end| at < end)
    }

    /// Every billing period that has begun by `now`, oldest first: the trial, then paid ones with the anchor day kept.
    ///
    /// # Errors
    /// `InvalidInput` for an unknown unit, a trial that ends before it starts, or beyond the calendar.
    pub fn periods(&self, now: DateTime<Utc>) -> Result<Vec<HeldPeriod>, BillingError> {
        let mut periods = Vec::new();
        if self.start > now {
            return Ok(periods);
        }
        if let Some(end) = self.trial_end {
            periods.push(HeldPeriod { period: Period::new(self.start, end)?, trial: true });
        }
        for period in self.paid_periods(now)? {
            periods.push(HeldPeriod { period, trial: false });
        }
        Ok(periods)
    }

    /// The fees that fall into a calendar month (decided): a monthly plan is charged from its first paid instant to the
    /// end of the month, any other unit whole in the month in which its period begins. When the plan ends inside a
    /// period that was charged, the rest of it is credited by a line of its own, in the month of the end.
    ///
    /// `fee_on` tells the fee in force at the start of a month: the price book's, or the one that was agreed.
    ///
    /// # Errors
    /// As [`HeldPlan::periods`].
    pub fn fees_in(
        &self,
        month: &Period,
        fee_on: impl Fn(DateTime<Utc>) -> Fee,
    ) -> Result<Vec<FixedCharge>, BillingError> {
        if self.unit == PeriodUnit::Month {
            return fee_on(month.start).of_month(month, self.anchor(), self.cancelled_at);
        }
        let mut lines = Vec::new();
        for period in self.paid_periods(month.end)? {
            let fee = fee_on(Period::month_of(period.start)?.start);
            if month.contains(period.start) {
                lines.extend(fee.charge(period, period));
            }
            let ended = self.cancelled_at.filter(|at| month.contains(*at) && period.contains(*at));
            if let Some(at) = ended.filter(|at| *at > period.start) {
                lines.extend(fee.credit(period, Period { start: at, end: period.end })?);
            }
        }
        Ok(lines)
    }

    /// The end of what is charged already at an instant: of the trial; of the calendar month for a monthly fee, which is
    /// charged by calendar months; of the paid period for any other. A change there credits nothing.
    ///
    /// # Errors
    /// `InvalidInput` for an unknown unit or beyond the calendar.
    pub fn charged_until(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, BillingError> {
        if let Some(end) = self.trial_end.filter(|end| at < *end) {
            return Ok(end);
        }
        if self.unit == PeriodUnit::Month {
            return Ok(Period::month_of(at)?.end);
        }
        let period = self.unit.containing(self.anchor(), at)?;
        Ok(period.map_or(self.anchor(), |(_, period)| period.end))
    }

    /// The fee as it was agreed at the start.
    #[must_use]
    pub fn agreed(&self) -> Fee {
        Fee { title: self.title.clone(), amount: self.fee }
    }

    fn anchor(&self) -> DateTime<Utc> {
        self.trial_end.unwrap_or(self.start)
    }

    fn paid_periods(&self, now: DateTime<Utc>) -> Result<Vec<Period>, BillingError> {
        let mut periods = Vec::new();
        for n in 0.. {
            let period = self.unit.nth(self.anchor(), n)?;
            let cancelled = self.cancelled_at.is_some_and(|at| at <= period.start);
            if period.start > now || cancelled {
                break;
            }
            periods.push(period);
        }
        Ok(periods)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn team(start: &str) -> HeldPlan {
        HeldPlan {
            plan: "team".into(),
            title: "Team plan".into(),
            start: at(start),
            cancelled_at: None,
            trial_end: None,
            unit: PeriodUnit::Month,
            fee: Money::new(31_000, Currency::USD),
        }
    }

    fn fees(plan: &HeldPlan, year: i32, month: u32) -> Vec<i64> {
        let month = Period::month(year, month).unwrap();
        plan.fees_in(&month, |_| plan.agreed())
            .unwrap()
            .iter()
            .map(|fee| fee.line().unwrap().amount.minor)
            .collect()
    }

    #[test]
    fn a_month_is_charged_for_the_part_that_was_held() {
        let plan =
            HeldPlan { cancelled_at: Some(at("2026-05-16T12:00:00Z")), ..team("2026-03-22T00:00:00Z") };
        assert_eq!(fees(&plan, 2026, 2), [] as [i64; 0]);
        assert_eq!(fees(&plan, 2026, 3), [10_000], "10 of 31 days");
        assert_eq!(fees(&plan, 2026, 4), [31_000]);
        assert_eq!(fees(&plan, 2026, 5), [31_000, -15_500], "15.5 of 31 days are given back");
        assert_eq!(fees(&plan, 2026, 6), [] as [i64; 0]);
    }

    #[test]
    fn the_trial_is_free_and_its_end_is_the_anchor() {
        let plan = HeldPlan { trial_end: Some(at("2026-03-22T00:00:00Z")), ..team("2026-02-20T00:00:00Z") };
        assert_eq!(fees(&plan, 2026, 2), [] as [i64; 0]);
        assert_eq!(fees(&plan, 2026, 3), [10_000]);
        let periods = plan.periods(at("2026-05-01T00:00:00Z")).unwrap();
        let starts: Vec<_> = periods.iter().map(|p| (p.period.start.to_rfc3339(), p.trial)).collect();
        let expected = [("2026-02-20", true), ("2026-03-22", false), ("2026-04-22", false)];
        assert_eq!(starts, expected.map(|(day, trial)| (format!("{day}T00:00:00+00:00"), trial)));
        assert!(plan.in_trial(at("2026-03-21T23:59:59Z")) && !plan.in_trial(at("2026-03-22T00:00:00Z")));
    }

    #[test]
    fn a_year_is_charged_whole_where_it_begins() {
        let plan = HeldPlan { unit: PeriodUnit::Year, ..team("2024-02-29T00:00:00Z") };
        assert_eq!(fees(&plan, 2024, 2), [31_000]);
        assert_eq!(fees(&plan, 2024, 3), [] as [i64; 0]);
        assert_eq!(fees(&plan, 2025, 2), [31_000], "28 February");
        let ended = HeldPlan { cancelled_at: Some(at("2024-08-29T00:00:00Z")), ..plan };
        assert_eq!(fees(&ended, 2024, 8), [-15_542], "183 of 365 days are given back");
        assert_eq!(fees(&ended, 2025, 2), [] as [i64; 0]);
    }

    #[test]
    fn a_plan_that_has_not_begun_or_was_cancelled_at_once_has_nothing() {
        let plan = team("2026-03-22T00:00:00Z");
        assert!(plan.periods(at("2026-03-21T23:59:59Z")).unwrap().is_empty());
        assert!(!plan.is_current(at("2026-03-21T23:59:59Z")));
        let cancelled = HeldPlan { cancelled_at: Some(plan.start), ..plan };
        assert!(cancelled.periods(at("2027-01-01T00:00:00Z")).unwrap().is_empty());
        assert_eq!(fees(&cancelled, 2026, 3), [] as [i64; 0]);
    }

    #[test]
    fn a_change_at_the_end_of_what_is_charged_credits_nothing() {
        let monthly = team("2026-03-22T00:00:00Z");
        assert_eq!(monthly.charged_until(at("2026-04-05T10:00:00Z")), Ok(at("2026-05-01T00:00:00Z")));
        let trial = HeldPlan { trial_end: Some(at("2026-04-10T00:00:00Z")), ..team("2026-03-22T00:00:00Z") };
        assert_eq!(trial.charged_until(at("2026-04-05T10:00:00Z")), Ok(at("2026-04-10T00:00:00Z")));
        let yearly = HeldPlan { unit: PeriodUnit::Year, ..team("2024-02-29T00:00:00Z") };
        assert_eq!(yearly.charged_until(at("2025-02-28T00:00:00Z")), Ok(at("2026-02-28T00:00:00Z")));
        for plan in [monthly, yearly] {
            let end = plan.charged_until(at("2026-04-05T10:00:00Z")).unwrap();
            let ended = HeldPlan { cancelled_at: Some(end), ..plan };
            let month = Period::month_of(end - chrono::TimeDelta::seconds(1)).unwrap();
            let after = Period::month_of(end).unwrap();
            for month in [month, after] {
                let fees = ended.fees_in(&month, |_| ended.agreed()).unwrap();
                assert!(fees.iter().all(|fee| fee.full.minor > 0), "no credit: {fees:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn periods_touch_without_gap(day in 1i64..400, later in 0i64..900, unit in 0usize..3) {
            let unit = [PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Year][unit].clone();
            let start = at("2024-01-01T00:00:00Z") + chrono::TimeDelta::days(day);
            let plan = HeldPlan { start, unit, ..team("2024-01-01T00:00:00Z") };
            let now = start + chrono::TimeDelta::days(later);
            let periods = plan.periods(now).unwrap();
            prop_assert!(periods.windows(2).all(|pair| pair[0].period.end == pair[1].period.start));
            prop_assert!(periods.last().unwrap().period.contains(now));
        }
    }
}
