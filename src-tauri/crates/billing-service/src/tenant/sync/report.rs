//! What a sync brought, part by part.

use super::super::mirror::InvoiceCounts;
use super::Part;
use billing_domain::{BillingError, ErrorCode};
use billing_store::tenant::{PartState, SyncState};
use billing_store::usage::MergeCounts;
use chrono::{DateTime, Utc};

/// How a part came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOutcome {
    /// Which.
    pub part: Part,
    /// Whole, partial, or as old as before.
    pub state: PartState,
    /// What kept it from being whole.
    pub error: Option<BillingError>,
}

/// Counts of everything that came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// Hours: new, the same again, restated.
    pub hours: MergeCounts,
    /// Months that were compared.
    pub months: u64,
    /// Of the list of invoices.
    pub invoices: InvoiceCounts,
    /// Documents that were not held before.
    pub documents: u64,
}

/// The end of a sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// How it ended on the whole.
    pub state: SyncState,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// Calls made.
    pub calls: u32,
    /// The parts that were tried, in order.
    pub parts: Vec<PartOutcome>,
    /// What came.
    pub brought: Brought,
}

impl PartOutcome {
    pub(super) fn of(part: Part, result: Result<(), BillingError>) -> Self {
        let state = match (&result, part) {
            (Ok(()), _) => PartState::Whole,
            // These come in many pieces, and those that came are kept.
            (Err(_), Part::Documents | Part::Hours | Part::Quotas | Part::MonthlyUsage) => PartState::Partial,
            (Err(_), _) => PartState::Failed,
        };
        Self { part, state, error: result.err() }
    }
}

impl SyncReport {
    pub(super) fn of(
        started_at: DateTime<Utc>,
        ended_at: DateTime<Utc>,
        calls: u32,
        parts: Vec<PartOutcome>,
        brought: Brought,
    ) -> Self {
        let cancelled = parts
            .iter()
            .any(|part| part.error.as_ref().is_some_and(|error| error.code == ErrorCode::Cancelled));
        let state = if cancelled {
            SyncState::Cancelled
        } else if parts.iter().all(|part| part.state == PartState::Whole) {
            SyncState::Done
        } else if parts.iter().any(|part| part.state == PartState::Whole) {
            SyncState::Partial
        } else {
            SyncState::Failed
        };
        Self { state, started_at, ended_at, calls, parts, brought }
    }

    /// The first thing that went wrong.
    #[must_use]
    pub fn error(&self) -> Option<&BillingError> {
        self.parts.iter().find_map(|part| part.error.as_ref())
    }
}
