//! Plans, transitions and add-ons of a remote tenant.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::plans::{LocalizedPlans, Plans, TransitionRequest, TransitionState, TransitionTicket};
use billing_domain::{BillingError, Namespace};
use billing_wire::plans::{
    AddonChoice, InitiateTransition, LocalizedPlans as PlansShape, PlanList, TransitionStarted,
    TransitionStatus,
};
use billing_wire::{Operation, Shape};

#[async_trait]
impl Plans for RemoteBackend {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.ask::<PlansShape>(&Outgoing::new(Operation::GetCurrentPlan, &[])?).await
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.ask::<PlanList>(&Outgoing::new(Operation::ListUsagePlans, &[])?).await
    }

    async fn initiate_transition(
        &self,
        namespace: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError> {
        let mut body = InitiateTransition::encode(request)?;
        body.namespace = Some(namespace.to_string());
        let call = Outgoing::new(Operation::InitiatePlanTransition, &[namespace.as_str()])?.body(&body)?;
        self.ask::<TransitionStarted>(&call).await
    }

    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        let call = Outgoing::new(Operation::GetPlanTransition, &[])?.query("id", id);
        self.ask::<TransitionStatus>(&call).await
    }

    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.choose_addon(Operation::SubscribeAddon, addon).await
    }

    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.choose_addon(Operation::UnsubscribeAddon, addon).await
    }
}

impl RemoteBackend {
    async fn choose_addon(&self, operation: Operation, addon: &str) -> Result<(), BillingError> {
        let body = AddonChoice::encode(&addon.to_owned())?;
        self.tell(&Outgoing::new(operation, &[])?.body(&body)?).await
    }
}
