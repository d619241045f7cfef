//! When a move takes effect: upgrades now, downgrades at the end of the period, unless a person chooses otherwise.

use super::{Plan, TransitionMethod};
use crate::period::PeriodUnit;
use crate::subscriptions::held::HeldPlan;
use crate::subscriptions::proration::{self, Direction};
use crate::{BillingError, Money, Period};
use chrono::{DateTime, Datelike, TimeDelta, Utc};

/// When a person wants a move to take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As soon as nothing stands in its way.
    Now,
    /// At the end of what the plan that is held was charged for.
    PeriodEnd,
    /// At an instant that has not passed.
    At(DateTime<Utc>),
}

impl When {
    /// Reads `now`, `period_end` (or `period-end`), or an RFC 3339 instant.
    ///
    /// # Errors
    /// `InvalidInput` for anything else.
    pub fn parse(text: &str) -> Result<Self, BillingError> {
        match text {
            "now" => Ok(Self::Now),
            "period_end" | "period-end" => Ok(Self::PeriodEnd),
            other => other.parse().map(Self::At).map_err(|_| {
                BillingError::invalid(format!(
                    "{other:?} is not an instant for a move: say now, period_end, or a day such as 2026-04-01T00:00:00Z."
                ))
            }),
        }
    }

    /// The stable name of the two that have one; an instant is told as itself.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::PeriodEnd => "period_end",
            Self::At(_) => "at",
        }
    }
}

/// Which way a move goes, by the flat prices, each normalised by its renewal period. `None` when there is no plan to
/// compare with, or the two cannot be compared: two currencies, or a period that nobody knows.
#[must_use]
pub fn direction(held: Option<&Plan>, next: &Plan) -> Option<Direction> {
    let side = |plan: &Plan| {
        // A plan that bills nothing costs nothing, whatever its price says.
        let fee = if plan.billing_disabled { Money::zero(plan.flat_price.currency) } else { plan.flat_price };
        Some((fee, average(&plan.renewal_period_unit)?))
    };
    let ((old, old_period), (new, new_period)) = (side(held?)?, side(next)?);
    proration::direction((old, &old_period), (new, &new_period)).ok()
}

/// A period of the average length of its unit, to the second: 400 years of the calendar are exactly 146,097 days, 4,800
/// months and 20,871 weeks. So a price a month and a price a year compare the same in every month.
fn average(unit: &PeriodUnit) -> Option<Period> {
    const SECONDS: i64 = 146_097 * 86_400;
    let times = match unit {
        PeriodUnit::Day => 146_097,
        PeriodUnit::Week => 20_871,
        PeriodUnit::Month => 4_800,
        PeriodUnit::Year => 400,
        PeriodUnit::Other(_) => return None,
    };
    let start = DateTime::UNIX_EPOCH;
    Period::new(start, start + TimeDelta::seconds(SECONDS / times)).ok()
}

/// When a move takes effect unless somebody says otherwise. One that recreates the tenant is never put off: the copy it
/// wants is fresh now.
#[must_use]
pub fn default_when(held: Option<&Plan>, next: &Plan) -> When {
    let goes_down = direction(held, next) == Some(Direction::Downgrade);
    if goes_down && next.transition_flow.method != TransitionMethod::Recreate {
        When::PeriodEnd
    } else {
        When::Now
    }
}

/// The end of what is charged already, so that a move there credits nothing. Without a plan: of the calendar month, for
/// which bills are made.
///
/// # Errors
/// `InvalidInput` for a period that cannot be counted.
pub fn period_end(held: Option<&HeldPlan>, now: DateTime<Utc>) -> Result<DateTime<Utc>, BillingError> {
    match held {
        Some(held) => held.charged_until(now),
        None => Ok(Period::month_of(now)?.end),
    }
}

/// The instant that is planned for a move onto `plan`, asked for at `now`.
///
/// # Errors
/// `InvalidInput` for an instant that has passed or lies beyond the calendar; `FailedPrecondition` when a move that
/// recreates the tenant shall be put off.
pub fn planned(
    when: When,
    plan: &Plan,
    held: Option<&HeldPlan>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, BillingError> {
    let at = match when {
        When::Now => now,
        When::PeriodEnd => period_end(held, now)?,
        When::At(at) => at,
    };
    if at < now {
        return Err(BillingError::invalid(format!(
            "{at} has passed. A move takes effect now or later; what was billed until now stays as it is."
        )));
    }
    if at.year() > 9999 {
        return Err(BillingError::invalid(format!("{at} lies beyond the calendar of a bill.")));
    }
    if at > now && plan.transition_flow.method == TransitionMethod::Recreate {
        return Err(BillingError::refused(format!(
            "The move onto {:?} deletes the tenant and makes it anew, so it cannot be put off: by then the copy of the \
             book would not be fresh. Ask for it when it shall happen.",
            plan.title
        )));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::plans::testing::plan;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn costs(minor: i64, unit: PeriodUnit) -> Plan {
        let mut plan = plan("p");
        (plan.flat_price, plan.renewal_period_unit) = (Money::new(minor, Currency::USD), unit);
        plan
    }

    #[test]
    fn prices_are_compared_by_the_length_of_their_periods() {
        use PeriodUnit::{Day, Month, Week, Year};
        let cases = [
            ((10_000, Month), (120_000, Year), Direction::Level),
            ((10_000, Month), (119_999, Year), Direction::Downgrade),
            ((10_000, Month), (120_001, Year), Direction::Upgrade),
            ((700, Week), (100, Day), Direction::Level),
            // 146,097 / 4,800 days are 30.436875: a day at 1.00 is a month at 30.436875.
            ((100, Day), (3_043, Month), Direction::Downgrade),
            ((100, Day), (3_044, Month), Direction::Upgrade),
            ((0, Month), (0, Year), Direction::Level),
        ];
        for ((old, of), (new, per), expected) in cases {
            let found = direction(Some(&costs(old, of.clone())), &costs(new, per.clone()));
            assert_eq!(found, Some(expected), "{old} a {of:?} to {new} a {per:?}");
        }
    }

    #[test]
    fn what_cannot_be_compared_has_no_direction_and_moves_now() {
        let held = costs(10_000, PeriodUnit::Month);
        let mut euro = costs(1, PeriodUnit::Month);
        euro.flat_price = Money::new(1, "EUR".parse().unwrap());
        assert_eq!(direction(Some(&held), &euro), None);
        assert_eq!(direction(Some(&held), &costs(1, PeriodUnit::Other("FORTNIGHT".into()))), None);
        assert_eq!(direction(None, &held), None);
        assert_eq!(default_when(Some(&held), &euro), When::Now);
    }

    #[test]
    fn downgrades_wait_for_the_end_of_the_period_and_recreation_never_waits() {
        let (held, mut less) = (costs(10_000, PeriodUnit::Month), costs(1, PeriodUnit::Month));
        assert_eq!(default_when(Some(&held), &less), When::PeriodEnd);
        assert_eq!(default_when(Some(&less), &held), When::Now);
        less.billing_disabled = true;
        less.flat_price = Money::new(20_000, Currency::USD);
        assert_eq!(default_when(Some(&held), &less), When::PeriodEnd, "it bills nothing");
        less.transition_flow.method = TransitionMethod::Recreate;
        assert_eq!(default_when(Some(&held), &less), When::Now);
        let noon = at("2026-03-19T12:00:00Z");
        let refused = planned(When::PeriodEnd, &less, None, noon).unwrap_err();
        assert_eq!(refused.code, crate::ErrorCode::FailedPrecondition);
        assert_eq!(planned(When::Now, &less, None, noon), Ok(noon));
    }

    #[test]
    fn an_instant_is_now_or_later() {
        let (plan, noon) = (costs(1, PeriodUnit::Month), at("2026-03-19T12:00:00Z"));
        assert_eq!(planned(When::PeriodEnd, &plan, None, noon), Ok(at("2026-04-01T00:00:00Z")));
        assert_eq!(planned(When::At(noon), &plan, None, noon), Ok(noon));
        let code = |when| planned(when, &plan, None, noon).unwrap_err().code;
        assert_eq!(code(When::At(at("2026-03-19T11:59:59Z"))), crate::ErrorCode::InvalidInput);
        assert_eq!(code(When::At(DateTime::<Utc>::MAX_UTC)), crate::ErrorCode::InvalidInput);
        assert_eq!(When::parse("2026-04-01T00:00:00Z"), Ok(When::At(at("2026-04-01T00:00:00Z"))));
        assert_eq!(When::parse("period-end"), Ok(When::PeriodEnd));
        assert!(When::parse("soon").is_err());
    }
}
