//! Payment methods of a remote tenant. None of these calls is ever sent twice.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods};
use billing_domain::{BillingError, Namespace};
use billing_wire::payment_methods::{CreatePaymentMethod, PaymentMethodCreated, RoleChange};
use billing_wire::{Operation, Shape};

#[async_trait]
impl PaymentMethods for RemoteBackend {
    async fn create_payment_method(
        &self,
        namespace: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError> {
        let mut body = CreatePaymentMethod::encode(new)?;
        body.namespace = Some(namespace.to_string());
        let call = Outgoing::new(Operation::CreatePaymentMethod, &[namespace.as_str()])?.body(&body)?;
        self.ask::<PaymentMethodCreated>(&call).await
    }

    async fn delete_payment_method(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let call = Outgoing::new(Operation::DeletePaymentMethod, &[namespace.as_str(), name])?;
        self.tell(&call).await
    }

    async fn make_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_role(Operation::MakePaymentMethodPrimary, namespace, name).await
    }

    async fn make_secondary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_role(Operation::MakePaymentMethodSecondary, namespace, name).await
    }

    async fn swap_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.change_role(Operation::SwapPaymentMethodRole, namespace, name).await
    }
}

impl RemoteBackend {
    async fn change_role(
        &self,
        operation: Operation,
        namespace: &Namespace,
        name: &str,
    ) -> Result<(), BillingError> {
        let body = RoleChange {
            namespace: Some(namespace.to_string()),
            name: Some(name.to_owned()),
            ..RoleChange::default()
        };
        self.tell(&Outgoing::new(operation, &[namespace.as_str(), name])?.body(&body)?).await
    }
}
