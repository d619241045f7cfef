//! What follows from holding a plan: its billing periods, and its fee in a calendar month.

use crate::period::PeriodUnit;
use crate::price_book::STANDARD_TAX;
use crate::rating::FixedCharge;
use crate::{BillingError, Money, Period};
use chrono::{DateTime, Utc};

/// The terms under which a plan is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPlan {
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
    /// True at an instant from the start on, until it is cancelled.
    #[must_use]
    pub fn is_current(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && self.cancelled_at.is_none_or(|cancelled| at < cancelled)
    }

    /// True when the whole period lies inside the trial.
    #[must_use]
    pub fn covers_with_trial(&self, period: &Period) -> bool {
        self.start <= period.start && self.trial_end.is_some_and(|end| period.end <= end)
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

    /// The fees that fall into a calendar month (decided): a monthly plan is charged for its part of the month by the
    /// second; any other unit is charged whole in the month in which its period begins.
    ///
    /// # Errors
    /// As [`HeldPlan::periods`].
    pub fn fees_in(&self, month: &Period) -> Result<Vec<FixedCharge>, BillingError> {
        if self.fee.minor == 0 {
            return Ok(Vec::new());
        }
        if self.unit == PeriodUnit::Month {
            let paid_from = self.anchor();
            let paid_to = self.cancelled_at.unwrap_or(month.end);
            let span = (paid_from < paid_to).then_some(Period { start: paid_from, end: paid_to });
            let span = span.and_then(|paid| paid.intersection(month));
            return Ok(span.map(|span| self.charge(*month, span)).into_iter().collect());
        }
        let begun = self.paid_periods(month.end)?;
        let in_month = begun.into_iter().filter(|period| month.contains(period.start));
        Ok(in_month.map(|period| self.charge(period, period)).collect())
    }

    fn anchor(&self) -> DateTime<Utc> {
        self.trial_end.unwrap_or(self.start)
    }

    fn charge(&self, period: Period, span: Period) -> FixedCharge {
        let tax_category = STANDARD_TAX.to_owned();
        FixedCharge { title: self.title.clone(), full: self.fee, period, span, tax_category }
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
        plan.fees_in(&month).unwrap().iter().map(|fee| fee.line().unwrap().amount.minor).collect()
    }

    #[test]
    fn a_month_is_charged_for_the_part_that_was_held() {
        let plan =
            HeldPlan { cancelled_at: Some(at("2026-05-16T12:00:00Z")), ..team("2026-03-22T00:00:00Z") };
        assert_eq!(fees(&plan, 2026, 2), [] as [i64; 0]);
        assert_eq!(fees(&plan, 2026, 3), [10_000], "10 of 31 days");
        assert_eq!(fees(&plan, 2026, 4), [31_000]);
        assert_eq!(fees(&plan, 2026, 5), [15_500], "15.5 of 31 days");
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
        assert!(!plan.covers_with_trial(&Period::month(2026, 3).unwrap()));
        let long = HeldPlan { trial_end: Some(at("2026-04-01T00:00:00Z")), ..plan };
        assert!(long.covers_with_trial(&Period::month(2026, 3).unwrap()));
    }

    #[test]
    fn a_year_is_charged_whole_where_it_begins() {
        let plan = HeldPlan { unit: PeriodUnit::Year, ..team("2024-02-29T00:00:00Z") };
        assert_eq!(fees(&plan, 2024, 2), [31_000]);
        assert_eq!(fees(&plan, 2024, 3), [] as [i64; 0]);
        assert_eq!(fees(&plan, 2025, 2), [31_000], "28 February");
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
