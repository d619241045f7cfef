//! The seam on SQLite: the 26 operations, one file per topic.

mod extras;
mod invoices;
mod payment_methods;
pub(crate) mod plans;
pub(crate) mod quotas;
mod subscriptions;
pub(crate) mod trail;
pub(crate) mod usage;

use crate::Clock;
use billing_domain::quotas::states::Thresholds;
use billing_domain::{BillingError, ErrorCode};
use billing_store::{Reader, Store, Writer};
use chrono::{DateTime, Utc};
use std::sync::{Arc, PoisonError, RwLock};

/// A tenant that lives in a book on disk.
#[derive(Clone)]
pub struct LocalBackend {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    /// Who acts, for the trail.
    actor: Arc<str>,
    /// From where on a quota is near and full, where nobody moved that for its kind.
    usual: Arc<RwLock<Thresholds>>,
}

impl LocalBackend {
    /// The backend of an open book; `actor` is written into the trail of every change.
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>, actor: &str) -> Self {
        Self { store, clock, actor: actor.into(), usual: Arc::default() }
    }

    /// The book.
    #[must_use]
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The present instant by the clock this backend was given.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// From where on a quota is near and full, for this backend and its clones.
    pub fn set_usual_thresholds(&self, usual: Thresholds) {
        *self.usual.write().unwrap_or_else(PoisonError::into_inner) = usual;
    }

    /// As they were set; those of the domain until then.
    #[must_use]
    pub fn usual_thresholds(&self) -> Thresholds {
        *self.usual.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads on a blocking thread; everything sees one snapshot.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, BillingError> + Send + 'static,
    ) -> Result<T, BillingError> {
        let store = Arc::clone(&self.store);
        blocking(move || store.read(work)).await
    }

    /// Changes on the writer, as one transaction.
    ///
    /// # Errors
    /// Those of `work`; nothing is changed then.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T, BillingError> + Send + 'static,
    ) -> Result<T, BillingError> {
        let store = Arc::clone(&self.store);
        blocking(move || store.write(work)).await
    }
}

/// Runs blocking work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BillingError> + Send + 'static,
) -> Result<T, BillingError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        Err(BillingError::new(ErrorCode::Internal, "The work broke off; nothing was changed."))
    })
}
