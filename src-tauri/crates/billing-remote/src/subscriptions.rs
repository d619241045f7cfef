//! Subscriptions of a remote tenant.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::subscriptions::{Subscription, Subscriptions};
use billing_domain::{BillingError, Namespace};
use billing_wire::Operation;
use billing_wire::subscriptions::SubscriptionList;

#[async_trait]
impl Subscriptions for RemoteBackend {
    async fn list_subscriptions(
        &self,
        namespace: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError> {
        let mut call = Outgoing::new(Operation::ListSubscriptions, &[namespace.as_str()])?;
        if let Some(current) = current {
            call = call.query("current", current);
        }
        let mut subscriptions = self.ask::<SubscriptionList>(&call).await?;
        // To a tenant, "current=false" may mean no filter at all.
        subscriptions.retain(|one| current.is_none_or(|asked| one.current == asked));
        Ok(subscriptions)
    }
}
