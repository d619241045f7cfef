//! Quotas of a tenant, live or from the copy; changes go through the outbox.

use super::super::changes::Change;
use super::super::mirror;
use super::super::questions::Question;
use super::super::sync::Part;
use super::{Kept, OfflineBackend, kept, nothing_else};
use async_trait::async_trait;
use billing_domain::quotas::labels::LabelFilter;
use billing_domain::quotas::{QuotaDraft, QuotaFigures, QuotaObject, Quotas, drafts};
use billing_domain::{BillingBackend, BillingError, Namespace};
use billing_store::Reader;
use std::sync::Arc;

#[async_trait]
impl Quotas for OfflineBackend {
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError> {
        drafts::check(draft)?;
        let asked = draft.clone();
        let change = Change::CreateQuota { draft: draft.clone() };
        let call = move |tenant: Arc<dyn BillingBackend>| async move { tenant.create_quota(&asked).await };
        let made = self.send(change.clone(), call).await?;
        self.after_quota_change(&change).await;
        Ok(made)
    }

    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError> {
        drafts::check(draft)?;
        let asked = draft.clone();
        let change = Change::ReplaceQuota { draft: draft.clone() };
        let call = move |tenant: Arc<dyn BillingBackend>| async move { tenant.replace_quota(&asked).await };
        self.send(change.clone(), call).await?;
        self.after_quota_change(&change).await;
        Ok(())
    }

    async fn get_quota(&self, namespace: &Namespace, name: &str) -> Result<QuotaObject, BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        match self.live(|tenant| async move { tenant.get_quota(&live, &asked).await }).await {
            Ok(found) => {
                self.note("get_quota", super::AnswerSource::Live { at: self.book.now() });
                Ok(found)
            }
            Err(error) => {
                let (namespace, name) = (namespace.clone(), name.to_owned());
                self.or_copy("get_quota", error, move |book| one_of(book, &namespace, &name)).await
            }
        }
    }

    /// Everything is asked for and kept; labels are looked at here, so that one copy answers every filter.
    async fn list_quotas(
        &self,
        namespace: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError> {
        let filter = LabelFilter::parse(label_filter.unwrap_or_default())?;
        let fetched = self.fetch_quotas(namespace).await;
        let mut objects = self.or_kept(Question::list_quotas(namespace), fetched).await?;
        objects.retain(|object| filter.matches(&object.metadata.labels));
        Ok(objects)
    }

    async fn delete_quota(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (live, asked) = (namespace.clone(), name.to_owned());
        let change = Change::DeleteQuota { namespace: namespace.clone(), name: name.to_owned() };
        let call =
            move |tenant: Arc<dyn BillingBackend>| async move { tenant.delete_quota(&live, &asked).await };
        self.send(change.clone(), call).await?;
        self.after_quota_change(&change).await;
        Ok(())
    }

    async fn quota_limits(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.or_kept(Question::quota_limits(), self.fetch_quota_limits(namespace).await).await
    }

    async fn quota_usage(&self, namespace: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.or_kept(Question::quota_usage(), self.fetch_quota_usage(namespace).await).await
    }
}

impl OfflineBackend {
    pub(crate) async fn fetch_quotas(&self, namespace: &Namespace) -> Result<Vec<QuotaObject>, BillingError> {
        let (live, kept_for) = (namespace.clone(), namespace.clone());
        self.fetch(
            Question::list_quotas(namespace),
            move |tenant| async move { tenant.list_quotas(&live, None).await },
            move |tx, objects: &Vec<QuotaObject>, _| Ok(tx.replace_tenant_quotas(kept_for.as_str(), objects)?),
        )
        .await
    }

    pub(crate) async fn fetch_quota_limits(
        &self,
        namespace: &Namespace,
    ) -> Result<QuotaFigures, BillingError> {
        let live = namespace.clone();
        self.fetch(
            Question::quota_limits(),
            move |tenant| async move { tenant.quota_limits(&live).await },
            nothing_else,
        )
        .await
    }

    pub(crate) async fn fetch_quota_usage(
        &self,
        namespace: &Namespace,
    ) -> Result<QuotaFigures, BillingError> {
        let live = namespace.clone();
        self.fetch(
            Question::quota_usage(),
            move |tenant| async move { tenant.quota_usage(&live).await },
            mirror::quota_figures,
        )
        .await
    }

    /// After a change: the objects and figures as they are now. When the tenant does not show yet what it has just
    /// confirmed, or cannot be asked, this part of the copy is marked.
    pub(crate) async fn after_quota_change(&self, change: &Change) {
        let Some((namespace, _)) = change.quota() else { return };
        let fetched = match Namespace::new(namespace) {
            Ok(namespace) => self.fetch_quotas(&namespace).await,
            Err(error) => Err(error),
        };
        let system = Namespace::system();
        let figures = (self.fetch_quota_usage(&system).await, self.fetch_quota_limits(&system).await);
        let shows = fetched.is_ok_and(|objects| change.shows_in(&objects));
        if !shows || figures.0.is_err() || figures.1.is_err() {
            self.mark_stale(Part::Quotas).await;
        }
    }
}

/// One object out of the copy of its namespace.
fn one_of(
    book: &Reader<'_>,
    namespace: &Namespace,
    name: &str,
) -> Result<Option<Kept<QuotaObject>>, BillingError> {
    let Some(list) = kept::<Vec<QuotaObject>>(book, &Question::list_quotas(namespace))? else {
        return Ok(None);
    };
    let found = list.value.into_iter().find(|object| object.metadata.name == name);
    match found {
        Some(value) => Ok(Some(Kept { value, as_of: list.as_of, from: list.from })),
        None => Err(BillingError::not_found(format!(
            "Namespace {namespace} had no quota object {name:?} when it was last read."
        ))),
    }
}
