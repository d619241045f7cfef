//! What the plans screen shows: every plan side by side, the add-ons, the move under way, and what a move would do.

mod view;

pub use crate::local::plans::Decision;
pub use view::{AddonRow, AddonState, PlanQuotaRow, PlansView, TransitionView};

use crate::LocalBackend;
use billing_domain::BillingError;
use billing_domain::quotas::plan_change::{LimitChange, limit_changes};
use billing_store::plans::DEFAULT_LOCALE;

impl LocalBackend {
    /// The plans screen in a language (`en-us`, `th-th`); what is not told in it is told in the default one.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn plans_view(&self, locale: &str) -> Result<PlansView, BillingError> {
        let locale = locale.to_owned();
        self.read(move |book| view::view(book, &locale)).await
    }

    /// What moving onto `plan` would do to the limits, told before it happens.
    ///
    /// # Errors
    /// `NotFound` for an unknown plan.
    pub async fn plan_limit_changes(&self, plan: &str) -> Result<Vec<LimitChange>, BillingError> {
        let plan = plan.to_owned();
        self.read(move |book| {
            let plans = book.plans(DEFAULT_LOCALE)?;
            let next = plans.iter().find(|known| known.name == plan);
            let next = next.ok_or_else(|| BillingError::not_found("No plan on offer has that name."))?;
            let held = plans.iter().find(|plan| plan.current).map(|plan| &plan.default_quota);
            Ok(limit_changes(held, &next.default_quota, &book.quota_objects(None)?, &book.quota_kinds()?))
        })
        .await
    }
}

#[cfg(test)]
mod tests;
