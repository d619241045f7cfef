//! A backend that lets nobody read from the tenant: each read is asked live once, then again with nobody there, and the
//! copy must say the same. Changes go to the tenant.

use async_trait::async_trait;
use billing_domain::invoices::{Invoice, Invoices};
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods};
use billing_domain::plans::{LocalizedPlans, Plans, TransitionRequest, TransitionState, TransitionTicket};
use billing_domain::quotas::{QuotaDraft, QuotaFigures, QuotaObject, Quotas};
use billing_domain::subscriptions::{Subscription, Subscriptions};
use billing_domain::tenants::Tenant;
use billing_domain::usage::{CurrentUsage, HourlyUsage, MonthlyUsage, Usage, UsageItem, UsageSummary};
use billing_domain::{BillingError, Namespace, Period};
use billing_service::tenant::sync::{SyncControl, SyncOrder};
use billing_service::tenant::{AnswerSource, OfflineBackend};
use billing_store::tenant::SyncState;
use std::future::Future;

/// See the head of the file.
pub struct Gone {
    copy: OfflineBackend,
    there: Tenant,
    gone: Tenant,
}

impl Gone {
    pub fn new(copy: OfflineBackend, there: Tenant, gone: Tenant) -> Self {
        Self { copy, there, gone }
    }

    /// Asks live, syncs, and asks again without the tenant. What the tenant refuses is refused.
    async fn told_by_copy<T, F>(&self, operation: &str, ask: impl Fn() -> F) -> Result<T, BillingError>
    where
        F: Future<Output = Result<T, BillingError>>,
    {
        ask().await?;
        let synced = self.copy.sync(&SyncOrder::default(), &SyncControl::new()).await?;
        assert_eq!(synced.state, SyncState::Done, "a sync of a healthy tenant: {synced:?}");
        self.copy.connect(Some(self.gone.clone()));
        let told = ask().await;
        self.copy.connect(Some(self.there.clone()));
        let source = self.copy.source_of(operation);
        assert!(matches!(source, Some(AnswerSource::Copy { .. })), "{operation} came from {source:?}");
        told
    }
}

#[async_trait]
impl Invoices for Gone {
    async fn list_invoices(
        &self,
        namespace: &Namespace,
        limit: Option<u32>,
    ) -> Result<Vec<Invoice>, BillingError> {
        self.told_by_copy("list_invoices", || self.copy.list_invoices(namespace, limit)).await
    }

    async fn invoice_pdf(&self, namespace: &Namespace, name: &str) -> Result<Vec<u8>, BillingError> {
        self.told_by_copy("invoice_pdf", || self.copy.invoice_pdf(namespace, name)).await
    }
}

#[async_trait]
impl PaymentMethods for Gone {
    async fn create_payment_method(
        &self,
        namespace: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError> {
        self.copy.create_payment_method(namespace, new).await
    }

    async fn delete_payment_method(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.copy.delete_payment_method(namespace, name).await
    }

    async fn make_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.copy.make_primary(namespace, name).await
    }

    async fn make_secondary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.copy.make_secondary(namespace, name).await
    }

    async fn swap_primary(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.copy.swap_primary(namespace, name).await
    }
}

#[async_trait]
impl Plans for Gone {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.told_by_copy("current_plan", || self.copy.current_plan()).await
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.told_by_copy("list_plans", || self.copy.list_plans()).await
    }

    async fn initiate_transition(
        &self,
        namespace: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError> {
        self.copy.initiate_transition(namespace, request).await
    }

    /// The id of a request is a secret, and nothing about it is ever kept.
    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        self.copy.transition_state(id).await
    }

    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.copy.subscribe_addon(addon).await
    }

    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.copy.unsubscribe_addon(addon).await
    }
}

#[async_trait]
impl Quotas for Gone {
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError> {
        self.copy.create_quota(draft).await
    }

    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError> {
        self.copy.replace_quota(draft).await
    }

    /// Of a namespace that was listed before: a single object is not kept for itself.
    async fn get_quota(&self, namespace: &Namespace, name: &str) -> Result<QuotaObject, BillingError> {
        self.copy.list_quotas(namespace, None).await?;
        self.told_by_copy("get_quota", || self.copy.get_quota(namespace, name)).await
    }

    async fn list_quotas(
        &self,
        namespace: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError> {
        self.told_by_copy("list_quotas", || self.copy.list_quotas(namespace, label_filter)).await
    }

    async fn delete_quota(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.copy.delete_quota(namespace, name).await
    }

    async fn quota_limits(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.told_by_copy("quota_limits", || self.copy.quota_limits(namespace)).await
    }

    async fn quota_usage(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.told_by_copy("quota_usage", || self.copy.quota_usage(namespace)).await
    }
}

#[async_trait]
impl Subscriptions for Gone {
    async fn list_subscriptions(
        &self,
        namespace: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError> {
        self.told_by_copy("list_subscriptions", || self.copy.list_subscriptions(namespace, current)).await
    }
}

#[async_trait]
impl Usage for Gone {
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
        self.told_by_copy("usage_summary", || self.copy.usage_summary(range)).await
    }

    async fn current_usage(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        self.told_by_copy("current_usage", || self.copy.current_usage(namespace, range)).await
    }

    async fn monthly_usage(&self, namespace: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError> {
        self.told_by_copy("monthly_usage", || self.copy.monthly_usage(namespace)).await
    }

    async fn usage_details(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<Vec<UsageItem>, BillingError> {
        self.told_by_copy("usage_details", || self.copy.usage_details(namespace, range)).await
    }

    async fn hourly_usage_details(
        &self,
        namespace: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError> {
        self.told_by_copy("hourly_usage_details", || self.copy.hourly_usage_details(namespace, query)).await
    }
}
