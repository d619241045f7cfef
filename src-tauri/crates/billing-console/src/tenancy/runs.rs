//! Syncs and verifications under way: each a task of its own, watched through its control.

use billing_domain::{BillingError, Period};
use billing_service::tenant::OfflineBackend;
use billing_service::tenant::sync::{SyncControl, SyncOrder, SyncProgress, SyncReport};
use billing_service::tenant::verify::Comparison;
use chrono::{DateTime, Utc};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// How a run ended.
pub(crate) type End<T> = Option<(DateTime<Utc>, Result<T, BillingError>)>;

/// A run that brings `T`.
pub(crate) struct Run<T> {
    /// Whose.
    pub(crate) account: String,
    /// True when it began by itself.
    pub(crate) quiet: bool,
    /// When it began.
    pub(crate) started_at: DateTime<Utc>,
    control: SyncControl,
    stopped: AtomicBool,
    end: watch::Sender<End<T>>,
}

/// A sync.
pub(crate) type SyncRun = Run<SyncReport>;
/// A verification.
pub(crate) type VerifyRun = Run<Vec<Comparison>>;

impl<T: Clone + Send + Sync + 'static> Run<T> {
    pub(crate) fn new(account: &str, quiet: bool, started_at: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self {
            account: account.to_owned(),
            quiet,
            started_at,
            control: SyncControl::new(),
            stopped: AtomicBool::new(false),
            end: watch::channel(None).0,
        })
    }

    pub(crate) fn is_running(&self) -> bool {
        self.end.borrow().is_none()
    }

    /// True once a person has stopped it.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(crate) fn end(&self) -> End<T> {
        self.end.borrow().clone()
    }

    pub(crate) fn progress(&self) -> SyncProgress {
        self.control.progress()
    }

    pub(crate) fn pause(&self) {
        self.control.pause();
    }

    pub(crate) fn go_on(&self) {
        self.control.go_on();
    }

    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.control.stop();
    }

    pub(crate) async fn ended(&self) {
        // The sender is in `self`, so it cannot be gone.
        let _ = self.end.subscribe().wait_for(Option::is_some).await;
    }

    /// Carries it out. It ends in any case: a run that breaks off is told as one that failed.
    async fn carry_out<F>(self: Arc<Self>, now: impl Fn() -> DateTime<Utc>, work: F)
    where
        F: Future<Output = Result<T, BillingError>> + Send + 'static,
    {
        let end = tokio::spawn(work).await.unwrap_or_else(|_| {
            Err(BillingError::internal("The work with the tenant broke off; what had come is kept."))
        });
        self.end.send_replace(Some((now(), end)));
    }
}

impl SyncRun {
    /// Syncs to the end.
    pub(crate) async fn sync(self: Arc<Self>, tenant: OfflineBackend, order: SyncOrder) {
        let (running, book) = (Arc::clone(&self), tenant.book().clone());
        let work = async move { tenant.sync(&order, &running.control).await };
        self.carry_out(|| book.now(), work).await;
    }
}

impl VerifyRun {
    /// Compares to the end.
    pub(crate) async fn verify(self: Arc<Self>, tenant: OfflineBackend, range: Option<Period>) {
        let (running, book) = (Arc::clone(&self), tenant.book().clone());
        let work = async move { tenant.verify(range, &running.control).await };
        self.carry_out(|| book.now(), work).await;
    }
}
