//! Quotas of a remote tenant.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use crate::failure;
use async_trait::async_trait;
use billing_domain::quotas::{QuotaDraft, QuotaFigures, QuotaObject, Quotas};
use billing_domain::{BillingError, Namespace};
use billing_wire::quotas::{Listed, QuotaAnswer, QuotaFigures as FiguresShape, QuotaList, QuotaRequest};
use billing_wire::{Operation, Shape};

#[async_trait]
impl Quotas for RemoteBackend {
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError> {
        let call = Outgoing::new(Operation::CreateQuota, &[&draft.metadata.namespace])?;
        self.ask::<QuotaAnswer>(&call.body(&QuotaRequest::encode(draft)?)?).await
    }

    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError> {
        let names = [draft.metadata.namespace.as_str(), draft.metadata.name.as_str()];
        let call = Outgoing::new(Operation::ReplaceQuota, &names)?;
        self.tell(&call.body(&QuotaRequest::encode(draft)?)?).await
    }

    async fn get_quota(&self, namespace: &Namespace, name: &str) -> Result<QuotaObject, BillingError> {
        let call = Outgoing::new(Operation::GetQuota, &[namespace.as_str(), name])?;
        self.ask::<QuotaAnswer>(&call).await
    }

    async fn list_quotas(
        &self,
        namespace: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError> {
        let mut call = Outgoing::new(Operation::ListQuotas, &[namespace.as_str()])?;
        for field in ["metadata", "system_metadata", "get_spec"] {
            call = call.query("report_fields", field);
        }
        if let Some(filter) = label_filter {
            call = call.query("label_filter", filter);
        }
        let list: QuotaList = self.fetch(&call).await?;
        refuse_partial(&call, &list)?;
        let mut objects = Vec::new();
        for item in list.items.unwrap_or_default() {
            let listed = item.decode().map_err(|error| failure::senseless(&call, &error.message))?;
            objects.push(match listed {
                Listed::Whole(object) => *object,
                Listed::Named(name) => self.get_quota(namespace, &name).await?,
            });
        }
        Ok(objects)
    }

    async fn delete_quota(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        self.tell(&Outgoing::new(Operation::DeleteQuota, &[namespace.as_str(), name])?).await
    }

    async fn quota_limits(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.ask::<FiguresShape>(&Outgoing::new(Operation::GetQuotaLimits, &[namespace.as_str()])?).await
    }

    async fn quota_usage(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.ask::<FiguresShape>(&Outgoing::new(Operation::GetQuotaUsage, &[namespace.as_str()])?).await
    }
}

/// A list with errors beside it is not complete, and the seam cannot say so: an error is more honest than a part.
fn refuse_partial(call: &Outgoing, list: &QuotaList) -> Result<(), BillingError> {
    match list.errors.as_ref().and_then(|errors| errors.first()) {
        Some(first) => Err(failure::partial(call, first["message"].as_str().unwrap_or("it gave no reason."))),
        None => Ok(()),
    }
}
