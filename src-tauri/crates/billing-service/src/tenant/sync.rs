//! Bringing the copy up to date: part by part, politely, resumable, with progress, pause and cancel.
//!
//! Every part stands for itself: one that fails keeps what it had, with its age. Hours are compared by exact sums and
//! fetched where they differ, so that a run that was killed goes on where it was, and a run without news costs little.

mod control;
mod documents;
mod hours;
mod months;
mod parts;
mod report;

pub use control::{SyncControl, SyncProgress};
pub(super) use months::covered_since;
pub use parts::Part;
pub use report::{PartOutcome, SyncReport};

use super::link::is_out_of_reach;
use super::offline::OfflineBackend;
use billing_domain::{BillingError, ErrorCode, Period};
use billing_store::tenant::{PartRecord, PartState, SyncEnd};
use report::Brought;

/// What a person wants of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncOrder {
    /// Months that this range touches are read again hour by hour, whatever their sums say.
    pub again: Option<Period>,
}

impl OfflineBackend {
    /// Syncs; what could be had is kept, whatever became of the rest.
    ///
    /// # Errors
    /// `Unavailable` without a connection, `FailedPrecondition` while another sync is under way, and those of the
    /// store. What a tenant refuses or fails to answer stands in the report.
    pub async fn sync(&self, order: &SyncOrder, control: &SyncControl) -> Result<SyncReport, BillingError> {
        self.link.tenant()?;
        let Ok(_alone) = self.syncing.try_lock() else {
            return Err(BillingError::refused(
                "A sync of this account is under way. Wait for it, or cancel it.",
            ));
        };
        let (source, started_at) = (self.address.to_string(), self.book.now());
        let run = self.book.write(move |tx| Ok(tx.begin_tenant_sync(&source, started_at)?)).await?;
        let mut brought = Brought::default();
        let mut parts = Vec::new();
        for part in Part::ALL {
            let outcome = self.sync_part(part, order, control, &mut brought).await;
            let stop = outcome.as_ref().err().is_some_and(|error| ends_everything(error, parts.is_empty()));
            let outcome = PartOutcome::of(part, outcome);
            self.note_part(&outcome).await?;
            parts.push(outcome);
            if stop {
                break;
            }
        }
        let report = SyncReport::of(started_at, self.book.now(), control.calls(), parts, brought);
        let end = SyncEnd {
            at: report.ended_at,
            state: report.state,
            message: report.error().map(|error| error.message.clone()),
            code: report.error().map(|error| error.code.to_string()),
            calls: report.calls,
        };
        self.book.write(move |tx| Ok(tx.end_tenant_sync(run, &end)?)).await?;
        Ok(report)
    }

    /// A change was confirmed, and what is held of its part does not show it.
    pub(super) async fn mark_stale(&self, part: Part) {
        const WHY: &str =
            "The tenant has confirmed a change that does not show here yet. The next sync brings it.";
        let error = BillingError::new(ErrorCode::Unavailable, WHY);
        let outcome = PartOutcome { part, state: PartState::Partial, error: Some(error) };
        // The change itself is written down; without this mark the part is only as old as it says.
        let _ = self.note_part(&outcome).await;
    }

    async fn note_part(&self, outcome: &PartOutcome) -> Result<(), BillingError> {
        let now = self.book.now();
        let record = PartRecord {
            part: outcome.part.as_str().to_owned(),
            fetched_at: (outcome.state == PartState::Whole).then_some(now),
            tried_at: now,
            state: outcome.state,
            message: outcome.error.as_ref().map(|error| error.message.clone()),
            code: outcome.error.as_ref().map(|error| error.code.to_string()),
            request_id: outcome.error.as_ref().and_then(|error| error.request_id.clone()),
        };
        self.book.write(move |tx| Ok(tx.put_tenant_part(&record)?)).await
    }
}

/// A person has stopped it; the credential is no good; or the very first call found nobody.
fn ends_everything(error: &BillingError, first: bool) -> bool {
    matches!(error.code, ErrorCode::Cancelled | ErrorCode::Unauthenticated)
        || (first && is_out_of_reach(error))
}
