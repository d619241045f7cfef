//! Plans of a tenant, live or from the copy; moves and add-ons through the outbox.

use super::super::changes::Change;
use super::super::mirror;
use super::super::questions::Question;
use super::super::sync::Part;
use super::{OfflineBackend, kept, nothing_else};
use async_trait::async_trait;
use billing_domain::plans::{LocalizedPlans, Plans, TransitionRequest, TransitionState, TransitionTicket};
use billing_domain::{BillingError, Namespace};

#[async_trait]
impl Plans for OfflineBackend {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.or_kept(Question::current_plan(), self.fetch_current_plan().await).await
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.or_kept(Question::list_plans(), self.fetch_plans().await).await
    }

    async fn initiate_transition(
        &self,
        namespace: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError> {
        let (live, asked) = (namespace.clone(), request.clone());
        let change = Change::MovePlan {
            new_plan: request.new_plan.clone(),
            subscribe_addons: request.payload.subscribe_addons.clone(),
            unsubscribe_addons: request.payload.unsubscribe_addons.clone(),
        };
        let ticket = self
            .send(change, move |tenant| async move { tenant.initiate_transition(&live, &asked).await })
            .await?;
        self.refresh_plans().await;
        Ok(ticket)
    }

    /// Always asked live: its id is a secret, and nothing of it is kept.
    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        let id = id.to_owned();
        self.live(|tenant| async move { tenant.transition_state(&id).await }).await
    }

    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        let asked = addon.to_owned();
        let change = Change::SubscribeAddon { addon: addon.to_owned() };
        self.send(change, move |tenant| async move { tenant.subscribe_addon(&asked).await }).await?;
        self.refresh_plans().await;
        Ok(())
    }

    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        let asked = addon.to_owned();
        let change = Change::UnsubscribeAddon { addon: addon.to_owned() };
        self.send(change, move |tenant| async move { tenant.unsubscribe_addon(&asked).await }).await?;
        self.refresh_plans().await;
        Ok(())
    }
}

impl OfflineBackend {
    pub(crate) async fn fetch_current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.fetch(
            Question::current_plan(),
            |tenant| async move { tenant.current_plan().await },
            |tx, held: &LocalizedPlans, at| {
                let offered = kept::<Vec<LocalizedPlans>>(tx, &Question::list_plans())?;
                offered.map_or(Ok(()), |offered| mirror::plans(tx, &offered.value, Some(held), at))
            },
        )
        .await
    }

    pub(crate) async fn fetch_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.fetch(
            Question::list_plans(),
            |tenant| async move { tenant.list_plans().await },
            |tx, offered: &Vec<LocalizedPlans>, at| {
                let held = kept::<LocalizedPlans>(tx, &Question::current_plan())?;
                mirror::plans(tx, offered, held.as_ref().map(|held| &held.value), at)
            },
        )
        .await
    }

    /// After a change: what the tenant holds now, as far as it can be had. The next sync brings the rest.
    pub(crate) async fn refresh_plans(&self) {
        let offered = self.fetch_plans().await;
        let held = self.fetch_current_plan().await;
        let _ = self.fetch_quota_usage(&Namespace::system()).await;
        if offered.is_err() || held.is_err() {
            self.mark_stale(Part::Plans).await;
        }
    }

    /// Keeps an answer that belongs to no table but its own.
    pub(in crate::tenant) async fn keep_plainly<T>(
        &self,
        question: Question,
        answer: &T,
    ) -> Result<(), BillingError>
    where
        T: serde::Serialize + Clone + Send + 'static,
    {
        self.keep(question, answer, nothing_else::<T>).await
    }
}
