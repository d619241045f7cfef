//! The seam on SQLite: plans and add-ons. Requests to move are in `transitions`.

mod transitions;

pub use transitions::Decision;

use super::LocalBackend;
use super::trail::Trail;
use async_trait::async_trait;
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::plans::addons::{self, AddonStep};
use billing_domain::plans::{
    LocalizedPlans, Plan, PlanState, Plans, TransitionRequest, TransitionState, TransitionTicket,
};
use billing_domain::{BillingError, Namespace};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Writer};
use std::collections::BTreeSet;

/// What subscribing or unsubscribing does under a plan.
type AddonRule = fn(&Plan, &BTreeSet<String>, &str) -> Result<AddonStep, BillingError>;

#[async_trait]
impl Plans for LocalBackend {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.read(|book| {
            let shown = |plan: &Plan| plan.current || plan.state == PlanState::TransitionPending;
            let plans = book.plans(DEFAULT_LOCALE)?.into_iter().filter(shown).collect();
            Ok(LocalizedPlans { locale: DEFAULT_LOCALE.to_owned(), plans })
        })
        .await
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.read(|book| {
            let told = |locale: String| Ok(LocalizedPlans { plans: book.plans(&locale)?, locale });
            book.plan_locales()?.into_iter().map(told).collect()
        })
        .await
    }

    async fn initiate_transition(
        &self,
        namespace: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError> {
        namespace.require_system()?;
        let (request, trail) = (request.clone(), self.trail());
        self.write(move |tx| transitions::start(tx, &request, &trail)).await
    }

    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        let id = id.to_owned();
        self.read(move |book| Ok(transitions::find(book, &id)?.state())).await
    }

    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.change_addon(addon, addons::subscribe).await
    }

    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.change_addon(addon, addons::unsubscribe).await
    }
}

impl LocalBackend {
    async fn change_addon(&self, addon: &str, rule: AddonRule) -> Result<(), BillingError> {
        refuse_card_numbers("name of the add-on", addon)?;
        addons::check_key(addon)?;
        let (addon, trail) = (addon.to_owned(), self.trail());
        self.write(move |tx| {
            let plan = held(tx)?;
            match rule(&plan, &tx.active_addons()?, &addon)? {
                AddonStep::Nothing => Ok(()),
                AddonStep::Begin => begin_addon(tx, &addon, &trail),
                AddonStep::End => end_addon(tx, &addon, &trail),
            }
        })
        .await
    }
}

/// The plan that is held.
fn held(book: &Reader<'_>) -> Result<Plan, BillingError> {
    let held = book.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.current);
    held.ok_or_else(|| BillingError::refused("No plan is held, so no add-on can be subscribed or dropped."))
}

fn begin_addon(tx: &Writer<'_>, addon: &str, trail: &Trail) -> Result<(), BillingError> {
    tx.begin_addon(addon, trail.at)?;
    trail.write(tx, "addon.subscribe", addon, None, Some("subscribed".to_owned()))
}

fn end_addon(tx: &Writer<'_>, addon: &str, trail: &Trail) -> Result<(), BillingError> {
    tx.end_addon(addon, trail.at)?;
    trail.write(tx, "addon.unsubscribe", addon, Some("subscribed".to_owned()), None)
}
