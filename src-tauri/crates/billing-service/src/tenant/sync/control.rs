//! The handle of a sync under way: progress to look at; pause, go on, stop.

use super::Part;
use billing_domain::{BillingError, ErrorCode};
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// How far a sync is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncProgress {
    /// The part under way; `None` before the first.
    pub part: Option<Part>,
    /// Steps of it that are done: months, documents.
    pub done: u64,
    /// All its steps; 0 while that is not known.
    pub total: u64,
    /// Calls made so far.
    pub calls: u32,
    /// True while a person has paused it.
    pub paused: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Run,
    Pause,
    Stop,
}

/// Shared between the sync and whoever watches it.
pub struct SyncControl {
    wanted: watch::Sender<Wanted>,
    at: Mutex<(Option<Part>, u64, u64)>,
    calls: AtomicU32,
}

impl Default for SyncControl {
    fn default() -> Self {
        Self { wanted: watch::channel(Wanted::Run).0, at: Mutex::default(), calls: AtomicU32::new(0) }
    }
}

impl SyncControl {
    /// Of a sync about to begin.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No further call is made until [`SyncControl::go_on`]; those under way end.
    pub fn pause(&self) {
        self.want(Wanted::Pause);
    }

    /// Goes on after a pause.
    pub fn go_on(&self) {
        self.want(Wanted::Run);
    }

    /// Stops for good. Calls under way are dropped; what they would have brought comes with the next sync.
    pub fn stop(&self) {
        self.want(Wanted::Stop);
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> SyncProgress {
        let (part, done, total) = *self.at.lock().unwrap_or_else(PoisonError::into_inner);
        SyncProgress {
            part,
            done,
            total,
            calls: self.calls(),
            paused: *self.wanted.borrow() == Wanted::Pause,
        }
    }

    pub(super) fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }

    pub(super) fn at(&self, part: Part, done: u64, total: u64) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = (Some(part), done, total);
    }

    /// Makes one call of the tenant, when nobody has stopped the sync; waits while it is paused.
    pub(in crate::tenant) async fn call<T>(
        &self,
        call: impl Future<Output = Result<T, BillingError>>,
    ) -> Result<T, BillingError> {
        let mut wanted = self.wanted.subscribe();
        // The sender is in `self`, so it cannot be gone.
        let _ = wanted.wait_for(|wanted| *wanted != Wanted::Pause).await;
        if *self.wanted.borrow() == Wanted::Stop {
            return Err(stopped());
        }
        self.calls.fetch_add(1, Ordering::Relaxed);
        tokio::select! {
            biased;
            _ = wanted.wait_for(|wanted| *wanted == Wanted::Stop) => Err(stopped()),
            result = call => result,
        }
    }

    /// Nothing goes on after a stop.
    fn want(&self, next: Wanted) {
        self.wanted.send_if_modified(|wanted| {
            let change = *wanted != Wanted::Stop && *wanted != next;
            if change {
                *wanted = next;
            }
            change
        });
    }
}

fn stopped() -> BillingError {
    BillingError::new(
        ErrorCode::Cancelled,
        "The sync was stopped. What it had fetched is kept; the next one goes on from there.",
    )
}
