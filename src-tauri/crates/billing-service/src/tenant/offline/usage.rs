//! Usage of a tenant, live or from the copy. Hours that are held answer for any range that they cover.

use super::super::questions::Question;
use super::{AnswerSource, Kept, OfflineBackend, kept, nothing_else};
use crate::local::usage as local;
use crate::tenant::sync::covered_since;
use async_trait::async_trait;
use billing_domain::usage::{CurrentUsage, HourlyUsage, MonthlyUsage, Usage, UsageItem, UsageSummary};
use billing_domain::{BillingBackend, BillingError, Namespace, Period};
use billing_store::Reader;
use std::sync::Arc;

#[async_trait]
impl Usage for OfflineBackend {
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
        let question = Question::usage_summary(range);
        let call = move |tenant: Arc<dyn BillingBackend>| async move { tenant.usage_summary(range).await };
        let fetched = self.fetch(question.clone(), call, nothing_else).await;
        self.or_kept(question, fetched).await
    }

    async fn current_usage(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        self.or_kept(Question::current_usage(range), self.fetch_current_usage(namespace, range).await).await
    }

    async fn monthly_usage(&self, namespace: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError> {
        self.or_kept(Question::monthly_usage(), self.fetch_monthly_usage(namespace).await).await
    }

    /// The hours that are held answer for any range they cover; for another one the kept answer to the same question.
    async fn usage_details(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<Vec<UsageItem>, BillingError> {
        let live = namespace.clone();
        match self.live(|tenant| async move { tenant.usage_details(&live, range).await }).await {
            Ok(items) => {
                self.note("usage_details", AnswerSource::Live { at: self.book.now() });
                self.keep_plainly(Question::usage_details(range), &items).await?;
                Ok(items)
            }
            Err(error) => {
                let from = self.address.to_string();
                self.or_copy("usage_details", error, move |book| details_of_copy(book, range, from)).await
            }
        }
    }

    /// A key of the tenant's goes to the tenant; a key that the copy has made is answered from the hours it holds.
    async fn hourly_usage_details(
        &self,
        namespace: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError> {
        namespace.require_system()?;
        if let Some(hours) = self.hours_of_own_key(query).await? {
            return Ok(hours);
        }
        let (live, asked) = (namespace.clone(), query.to_owned());
        let question = Question::hourly_usage_details(query);
        let call = move |tenant: Arc<dyn BillingBackend>| async move {
            tenant.hourly_usage_details(&live, &asked).await
        };
        let fetched = self.fetch(question.clone(), call, nothing_else).await;
        self.or_kept(question, fetched).await
    }
}

impl OfflineBackend {
    pub(crate) async fn fetch_current_usage(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        let live = namespace.clone();
        let call =
            move |tenant: Arc<dyn BillingBackend>| async move { tenant.current_usage(&live, range).await };
        self.fetch(Question::current_usage(range), call, nothing_else).await
    }

    pub(crate) async fn fetch_month_so_far(
        &self,
        namespace: &Namespace,
        range: Period,
    ) -> Result<CurrentUsage, BillingError> {
        let live = namespace.clone();
        let call =
            move |tenant: Arc<dyn BillingBackend>| async move { tenant.current_usage(&live, range).await };
        self.fetch(Question::month_so_far(range), call, nothing_else).await
    }

    pub(crate) async fn fetch_monthly_usage(
        &self,
        namespace: &Namespace,
    ) -> Result<Vec<MonthlyUsage>, BillingError> {
        let live = namespace.clone();
        let call = move |tenant: Arc<dyn BillingBackend>| async move { tenant.monthly_usage(&live).await };
        self.fetch(Question::monthly_usage(), call, nothing_else).await
    }

    async fn hours_of_own_key(&self, key: &str) -> Result<Option<Vec<HourlyUsage>>, BillingError> {
        let key = key.to_owned();
        let from = self.address.to_string();
        let found = self
            .book
            .read(move |book| {
                let Some((range, hours)) = local::hours_of_key(book, &key)? else { return Ok(None) };
                let as_of = covered_since(book, range)?.unwrap_or_default();
                Ok(Some((hours, as_of, from)))
            })
            .await?;
        Ok(found.map(|(hours, as_of, from)| {
            let because = "These hours were asked for by a key of the copy.".to_owned();
            self.note("hourly_usage_details", AnswerSource::Copy { as_of, from, because });
            hours
        }))
    }
}

/// From the hours, when all of the range is held; else the same question's kept answer.
fn details_of_copy(
    book: &Reader<'_>,
    range: Period,
    from: String,
) -> Result<Option<Kept<Vec<UsageItem>>>, BillingError> {
    let told = kept::<Vec<UsageItem>>(book, &Question::usage_details(range))?;
    let Some(as_of) = covered_since(book, range)? else { return Ok(told) };
    if let Some(told) = told.filter(|told| told.as_of > as_of) {
        return Ok(Some(told));
    }
    Ok(Some(Kept { value: local::details(book, range)?, as_of, from }))
}
