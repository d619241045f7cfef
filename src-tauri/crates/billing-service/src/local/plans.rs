//! The seam on SQLite: plans and add-ons. Requests to move are in `transitions`, how they go on in `progress`, what they
//! change in `switch`, and how they are taken back in `taking_back`.

pub(crate) mod progress;
pub(crate) mod recreation;
mod switch;
mod taking_back;
mod transitions;

pub use recreation::LastCopy;
pub use transitions::{Decision, MoveWishes};

use super::trail::Trail;
use super::{LocalBackend, blocking};
use async_trait::async_trait;
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::plans::addons::{self, AddonStep};
use billing_domain::plans::{
    LocalizedPlans, Plan, PlanState, Plans, TransitionRequest, TransitionState, TransitionTicket,
};
use billing_domain::{BillingError, Namespace};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What subscribing or unsubscribing does under a plan.
type AddonRule = fn(&Plan, &BTreeSet<String>, &str) -> Result<AddonStep, BillingError>;

#[async_trait]
impl Plans for LocalBackend {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.read_current(|book| {
            let shown = |plan: &Plan| plan.current || plan.state == PlanState::TransitionPending;
            let plans = book.plans(DEFAULT_LOCALE)?.into_iter().filter(shown).collect();
            Ok(LocalizedPlans { locale: DEFAULT_LOCALE.to_owned(), plans })
        })
        .await
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.read_current(|book| {
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
        let asked = self.start(request, transitions::Door::PublicApi).await?;
        let requires_manual_approval = asked.requires_manual_approval;
        Ok(TransitionTicket { id: asked.id, requires_manual_approval })
    }

    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        let id = id.to_owned();
        self.read_current(move |book| Ok(transitions::find(book, &id)?.state())).await
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
        let (store, addon, trail) = (Arc::clone(self.store()), addon.to_owned(), self.trail());
        blocking(move || {
            // Under the plan that is held by now: a move whose time has come goes first.
            progress::catch_up(&store, &trail)?;
            store.write(move |tx| {
                let plan = held(tx)?;
                match rule(&plan, &tx.active_addons()?, &addon)? {
                    AddonStep::Nothing => Ok(()),
                    AddonStep::Begin => begin_addon(tx, &addon, trail.at, &trail),
                    AddonStep::End => end_addon(tx, &addon, trail.at, &trail),
                }
            })
        })
        .await
    }
}

/// The plan that is held.
fn held(book: &Reader<'_>) -> Result<Plan, BillingError> {
    let held = book.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.current);
    held.ok_or_else(|| BillingError::refused("No plan is held, so no add-on can be subscribed or dropped."))
}

fn begin_addon(tx: &Writer<'_>, addon: &str, at: DateTime<Utc>, trail: &Trail) -> Result<(), BillingError> {
    tx.begin_addon(addon, at)?;
    trail.write(tx, "addon.subscribe", addon, None, Some("subscribed".to_owned()))
}

fn end_addon(tx: &Writer<'_>, addon: &str, at: DateTime<Utc>, trail: &Trail) -> Result<(), BillingError> {
    tx.end_addon(addon, at)?;
    trail.write(tx, "addon.unsubscribe", addon, Some("subscribed".to_owned()), None)
}
