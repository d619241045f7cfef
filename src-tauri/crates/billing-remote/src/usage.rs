//! Usage of a remote tenant. All five calls only read, although they are POSTs.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::usage::{CurrentUsage, HourlyUsage, MonthlyUsage, Usage, UsageItem, UsageSummary};
use billing_domain::{BillingError, Namespace, Period};
use billing_wire::Operation;
use billing_wire::usage::{
    CurrentUsage as CurrentShape, HourlyUsageList, HourlyUsageRequest, MonthlyUsageList, MonthlyUsageRequest,
    UsageItemList, UsageRangeRequest, UsageSummaryList, UsageSummaryRequest,
};

#[async_trait]
impl Usage for RemoteBackend {
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
        let call = Outgoing::new(Operation::UsageSummary, &[])?.body(&UsageSummaryRequest::of(range))?;
        self.ask::<UsageSummaryList>(&call).await
    }

    async fn current_usage(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        let body = UsageRangeRequest::of(namespace.as_str(), range);
        let call = Outgoing::new(Operation::ListCurrentUsage, &[namespace.as_str()])?.body(&body)?;
        self.ask::<CurrentShape>(&call).await
    }

    async fn monthly_usage(&self, namespace: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError> {
        let body =
            MonthlyUsageRequest { namespace: Some(namespace.to_string()), ..MonthlyUsageRequest::default() };
        let call = Outgoing::new(Operation::ListMonthlyUsage, &[namespace.as_str()])?.body(&body)?;
        self.ask::<MonthlyUsageList>(&call).await
    }

    async fn usage_details(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<Vec<UsageItem>, BillingError> {
        let body = UsageRangeRequest::of(namespace.as_str(), range);
        let call = Outgoing::new(Operation::ListUsageDetails, &[namespace.as_str()])?.body(&body)?;
        self.ask::<UsageItemList>(&call).await
    }

    async fn hourly_usage_details(
        &self,
        namespace: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError> {
        let body = HourlyUsageRequest {
            namespace: Some(namespace.to_string()),
            query: Some(query.to_owned()),
            ..HourlyUsageRequest::default()
        };
        let call = Outgoing::new(Operation::ListHourlyUsageDetails, &[namespace.as_str()])?.body(&body)?;
        self.ask::<HourlyUsageList>(&call).await
    }
}
