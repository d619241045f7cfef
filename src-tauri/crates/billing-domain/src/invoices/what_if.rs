//! What if another plan had been held: the terms of the past as they would have been, and usage as it might be.

use super::terms::{HeldAddon, Terms};
use crate::plans::Plan;
use crate::rating::UsagePart;
use crate::subscriptions::held::HeldPlan;
use crate::{BillingError, Decimal};
use chrono::{DateTime, Utc};

/// The terms with `plan` in the place of every plan that was held, and, when told, with these add-ons from the first day
/// on instead of those that were subscribed.
///
/// What was held of this very plan stays as it was, with its own fee and trial: so the plan really held gives the
/// history as it was billed. `from` is where the history begins when no plan was ever held.
///
/// # Errors
/// As [`HeldPlan::on`].
pub fn with_plan_throughout(
    terms: &Terms,
    plan: &Plan,
    addons: Option<&[String]>,
    from: DateTime<Utc>,
) -> Result<Terms, BillingError> {
    let mut past: Vec<&HeldPlan> = terms.plans.iter().collect();
    past.sort_by_key(|held| held.start);
    let mut plans: Vec<HeldPlan> = Vec::new();
    for held in past {
        let mut next = HeldPlan::on(plan, held.start, false)?;
        next.cancelled_at = held.cancelled_at;
        if held.plan == plan.name {
            next = held.clone();
        }
        match plans.last_mut() {
            // One plan throughout has no change in it.
            Some(last) if last.cancelled_at == Some(next.start) => last.cancelled_at = next.cancelled_at,
            _ => plans.push(next),
        }
    }
    if plans.is_empty() {
        plans.push(HeldPlan::on(plan, from, false)?);
    }
    let begin = plans.first().map_or(from, |first| first.start);
    let mut simulated = Terms { plans, ..terms.clone() };
    if let Some(addons) = addons {
        let held = |addon: &String| HeldAddon { addon: addon.clone(), from: begin, until: None };
        simulated.addons = addons.iter().map(held).collect();
    }
    Ok(simulated)
}

/// Usage at `percent` of what it was, exactly.
///
/// # Errors
/// `InvalidInput` when a quantity does not fit.
pub fn scaled(parts: &[UsagePart], percent: u32) -> Result<Vec<UsagePart>, BillingError> {
    let factor = Decimal::new(i128::from(percent), 2)?;
    let mut parts = parts.to_vec();
    for usage in parts.iter_mut().flat_map(|part| &mut part.usage) {
        usage.quantity = usage.quantity.checked_mul(factor)?;
    }
    Ok(parts)
}

/// The level of usage nearest to 100 % at which the cheaper side changes: `differences` are (percent, simulated less
/// held in minor units), rising. `None` when one side is never dearer.
#[must_use]
pub fn break_even(differences: &[(u32, i64)]) -> Option<u32> {
    let sign_now = differences.iter().find(|(percent, _)| *percent == 100)?.1.signum();
    let crossed = differences.iter().filter(|(_, difference)| difference.signum() != sign_now);
    crossed.min_by_key(|(percent, _)| percent.abs_diff(100)).map(|(percent, _)| *percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_crossing_counts() {
        assert_eq!(break_even(&[(0, 500), (50, 200), (80, 0), (100, -100), (150, 5)]), Some(80));
        assert_eq!(break_even(&[(50, 200), (100, 100), (200, 1)]), None, "always dearer");
        assert_eq!(break_even(&[(50, 200), (100, 0), (110, -1), (200, -5)]), Some(110));
        assert_eq!(break_even(&[]), None);
    }
}
