//! The seam in front of a tenant and its copy: live first, else the copy, whose age and source are told.

mod invoices;
mod payment_methods;
mod plans;
mod quotas;
mod subscriptions;
mod usage;

use super::link::{Link, is_out_of_reach};
use super::questions::Question;
use crate::LocalBackend;
use billing_domain::tenants::Tenant;
use billing_domain::{BillingBackend, BillingError, ErrorCode, LocalExtras};
use billing_store::tenant::NewAnswer;
use billing_store::{Reader, Writer};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerSource {
    /// From the tenant, just now.
    Live {
        /// When it answered.
        at: DateTime<Utc>,
    },
    /// From the copy, because the tenant could not be reached.
    Copy {
        /// When the tenant last told it so.
        as_of: DateTime<Utc>,
        /// The address that told it.
        from: String,
        /// Why the tenant was not heard.
        because: String,
    },
}

/// A tenant and its copy behind the seam. Cheap to clone; clones share the connection.
#[derive(Clone)]
pub struct OfflineBackend {
    pub(super) book: LocalBackend,
    /// The tenant's base address: where answers come from.
    pub(super) address: Arc<str>,
    pub(super) link: Arc<Link>,
    sources: Arc<Mutex<BTreeMap<&'static str, AnswerSource>>>,
    /// Held by the sync under way.
    pub(super) syncing: Arc<tokio::sync::Mutex<()>>,
}

/// What the copy says, and when the tenant last said so.
pub(super) struct Kept<T> {
    pub(super) value: T,
    pub(super) as_of: DateTime<Utc>,
    pub(super) from: String,
}

impl OfflineBackend {
    /// Over the book that holds the copy; without a connection only the copy answers.
    #[must_use]
    pub fn new(book: LocalBackend, address: &str, tenant: Option<Tenant>) -> Self {
        Self {
            book,
            address: address.into(),
            link: Arc::new(Link::new(tenant)),
            sources: Arc::default(),
            syncing: Arc::default(),
        }
    }

    /// The book that holds the copy: screens read it.
    #[must_use]
    pub const fn book(&self) -> &LocalBackend {
        &self.book
    }

    /// The tenant's base address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Opens or closes the connection; what is under way ends by itself.
    pub fn connect(&self, tenant: Option<Tenant>) {
        self.link.set(tenant);
    }

    /// Where the last answer to an operation (`quota_usage`, `list_invoices`, ...) came from.
    #[must_use]
    pub fn source_of(&self, operation: &str) -> Option<AnswerSource> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).get(operation).cloned()
    }

    /// What the tenant offers beside the public API; `Unsupported` when it does not.
    ///
    /// # Errors
    /// `Unavailable` without a connection.
    pub fn extras(&self) -> Result<Arc<dyn LocalExtras>, BillingError> {
        Ok(self.link.tenant()?.extras)
    }

    /// One call of the tenant; how it ended is noted.
    pub(super) async fn live<T, F>(
        &self,
        call: impl FnOnce(Arc<dyn BillingBackend>) -> F,
    ) -> Result<T, BillingError>
    where
        F: Future<Output = Result<T, BillingError>>,
    {
        let tenant = self.link.tenant()?;
        let result = call(tenant.backend).await;
        self.link.note(self.book.now(), &result);
        result
    }

    /// Asks the tenant and keeps its answer.
    ///
    /// `keep` writes into the tables of the topic, in the transaction that keeps the answer.
    pub(super) async fn fetch<T, F>(
        &self,
        question: Question,
        call: impl FnOnce(Arc<dyn BillingBackend>) -> F + Send,
        keep: impl FnOnce(&Writer<'_>, &T, DateTime<Utc>) -> Result<(), BillingError> + Send + 'static,
    ) -> Result<T, BillingError>
    where
        T: Serialize + Clone + Send + 'static,
        F: Future<Output = Result<T, BillingError>> + Send,
    {
        let operation = question.operation;
        let answer = self.live(call).await?;
        self.keep(question, &answer, keep).await?;
        self.note(operation, AnswerSource::Live { at: self.book.now() });
        Ok(answer)
    }

    /// What was fetched; when the tenant could not be reached, the newest answer that was kept.
    async fn or_kept<T: DeserializeOwned + Send + 'static>(
        &self,
        question: Question,
        fetched: Result<T, BillingError>,
    ) -> Result<T, BillingError> {
        match fetched {
            Err(error) => self.or_copy(question.operation, error, move |book| kept(book, &question)).await,
            answer => answer,
        }
    }

    /// The copy's answer, when the failure is one that it may stand in for.
    pub(super) async fn or_copy<T: Send + 'static>(
        &self,
        operation: &'static str,
        missed: BillingError,
        find: impl FnOnce(&Reader<'_>) -> Result<Option<Kept<T>>, BillingError> + Send + 'static,
    ) -> Result<T, BillingError> {
        if !is_out_of_reach(&missed) {
            return Err(missed);
        }
        match self.book.read(find).await? {
            Some(kept) => {
                let because = missed.message;
                self.note(operation, AnswerSource::Copy { as_of: kept.as_of, from: kept.from, because });
                Ok(kept.value)
            }
            None => Err(BillingError {
                message: format!(
                    "{} The copy does not hold this; sync when the tenant can be reached.",
                    missed.message
                ),
                ..missed
            }),
        }
    }

    /// Keeps an answer with its time and source.
    pub(super) async fn keep<T: Serialize + Clone + Send + 'static>(
        &self,
        question: Question,
        answer: &T,
        keep: impl FnOnce(&Writer<'_>, &T, DateTime<Utc>) -> Result<(), BillingError> + Send + 'static,
    ) -> Result<(), BillingError> {
        let at = self.book.now();
        let new = NewAnswer {
            question: question.name,
            source: self.address.to_string(),
            at,
            body: serde_json::to_string(answer)
                .map_err(|error| BillingError::internal(format!("An answer cannot be kept: {error}.")))?,
        };
        let answer = answer.clone();
        self.book
            .write(move |tx| {
                tx.keep_tenant_answer(&new, question.history)?;
                keep(tx, &answer, at)
            })
            .await
    }

    pub(super) fn note(&self, operation: &'static str, source: AnswerSource) {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, source);
    }
}

/// The newest kept answer. One that this program cannot read counts as absent: a sync brings it anew.
pub(super) fn kept<T: DeserializeOwned>(
    book: &Reader<'_>,
    question: &Question,
) -> Result<Option<Kept<T>>, BillingError> {
    let Some(record) = book.tenant_answer(&question.name)? else { return Ok(None) };
    let value = serde_json::from_str(&record.body).ok();
    Ok(value.map(|value| Kept { value, as_of: record.confirmed_at, from: record.source }))
}

/// Nothing of the topic's own to write.
pub(super) fn nothing_else<T>(_: &Writer<'_>, _: &T, _: DateTime<Utc>) -> Result<(), BillingError> {
    Ok(())
}

/// What the copy cannot do for the tenant.
pub(super) fn is_not_found(error: &BillingError) -> bool {
    error.code == ErrorCode::NotFound
}
