//! Subscriptions of a tenant, live or from the copy.

use super::super::questions::Question;
use super::{OfflineBackend, kept, nothing_else};
use async_trait::async_trait;
use billing_domain::subscriptions::{Subscription, Subscriptions};
use billing_domain::{BillingError, Namespace};

#[async_trait]
impl Subscriptions for OfflineBackend {
    /// All are asked for and kept; the choice is made here, so that one copy answers every question.
    async fn list_subscriptions(
        &self,
        namespace: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError> {
        let fetched = self.fetch_subscriptions(namespace).await;
        let mut all = self.or_kept(Question::list_subscriptions(), fetched).await?;
        all.retain(|one| current.is_none_or(|asked| one.current == asked));
        Ok(all)
    }
}

impl OfflineBackend {
    pub(crate) async fn fetch_subscriptions(
        &self,
        namespace: &Namespace,
    ) -> Result<Vec<Subscription>, BillingError> {
        let live = namespace.clone();
        self.fetch(
            Question::list_subscriptions(),
            move |tenant| async move { tenant.list_subscriptions(&live, None).await },
            nothing_else,
        )
        .await
    }

    /// The subscriptions that the copy holds.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn held_subscriptions(&self) -> Result<Vec<Subscription>, BillingError> {
        let held = self.book.read(|book| kept(book, &Question::list_subscriptions())).await?;
        Ok(held.map(|kept| kept.value).unwrap_or_default())
    }
}
