//! What the plans screen shows: every plan side by side, the add-ons, the move under way, and what a move would do.

mod view;

pub use crate::local::plans::{Decision, LastCopy, MoveWishes};
pub use billing_domain::plans::schedule::When;
pub use view::{AddonRow, AddonState, PlanQuotaRow, PlansView, TransitionView};

use crate::LocalBackend;
use crate::billing::held_at;
use billing_domain::BillingError;
use billing_domain::plans::{TransitionMethod, schedule};
use billing_domain::quotas::QuotaObject;
use billing_domain::quotas::limits::effective;
use billing_domain::quotas::plan_change::{LimitChange, changes_between};
use billing_store::plans::DEFAULT_LOCALE;
use chrono::{DateTime, Utc};

impl LocalBackend {
    /// The plans screen in a language (`en-us`, `th-th`); what is not told in it is told in the default one.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn plans_view(&self, locale: &str) -> Result<PlansView, BillingError> {
        let (locale, now) = (locale.to_owned(), self.now());
        self.read_current(move |book| view::view(book, &locale, now)).await
    }

    /// When a move onto `plan` would take effect if it were asked for now; none = by its direction.
    ///
    /// # Errors
    /// `NotFound` for an unknown plan; as [`schedule::planned`].
    pub async fn planned_at(&self, plan: &str, when: Option<When>) -> Result<DateTime<Utc>, BillingError> {
        let (plan, now) = (plan.to_owned(), self.now());
        self.read_current(move |book| {
            let plans = book.plans(DEFAULT_LOCALE)?;
            let next = plans.iter().find(|known| known.name == plan).ok_or_else(no_such_plan)?;
            let held = plans.iter().find(|plan| plan.current);
            let when = when.unwrap_or_else(|| schedule::default_when(held, next));
            schedule::planned(when, next, held_at(book, now)?.as_ref(), now)
        })
        .await
    }

    /// What moving onto `plan` would do to the limits, told before it happens.
    ///
    /// # Errors
    /// `NotFound` for an unknown plan.
    pub async fn plan_limit_changes(&self, plan: &str) -> Result<Vec<LimitChange>, BillingError> {
        let plan = plan.to_owned();
        self.read_current(move |book| {
            let plans = book.plans(DEFAULT_LOCALE)?;
            let next = plans.iter().find(|known| known.name == plan).ok_or_else(no_such_plan)?;
            let held = plans.iter().find(|plan| plan.current).map(|plan| ("", &plan.default_quota));
            let objects = book.quota_objects(None)?;
            // A tenant that is made anew has no quota object any more.
            let anew = next.transition_flow.method == TransitionMethod::Recreate;
            let kept: &[QuotaObject] = if anew { &[] } else { &objects };
            let (before, after) =
                (effective(held, &objects), effective(Some(("", &next.default_quota)), kept));
            Ok(changes_between(&before, &after, &book.quota_kinds()?))
        })
        .await
    }
}

fn no_such_plan() -> BillingError {
    BillingError::not_found("No plan on offer has that name.")
}

#[cfg(test)]
mod tests;
