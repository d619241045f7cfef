//! How the copy stands: how old it is, what is missing, whether the tenant is there, what waits in the outbox.

use super::link::LinkFacts;
use super::offline::OfflineBackend;
use super::sync::Part;
use billing_domain::BillingError;
use billing_store::Reader;
use billing_store::tenant::{AnomalyRecord, IntentState, MonthRecord, PartRecord, PartState, SyncRecord};
use chrono::{DateTime, Utc};

/// Whether the tenant is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// There is no connection: no credential, or nobody wants one.
    NotConnected,
    /// Nobody has called yet.
    NotTried,
    /// It answered last at this time.
    Online(DateTime<Utc>),
    /// It did not answer since; why.
    Offline {
        /// The first call that failed after the last answer; at least the last one that failed.
        since: DateTime<Utc>,
        /// What was the matter.
        because: BillingError,
    },
}

/// Everything that tells how far the copy can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStatus {
    /// The tenant's base address.
    pub address: String,
    /// Whether it is there.
    pub reached: Reached,
    /// Since when every part is at least this fresh; `None` while a part was never whole.
    pub as_of: Option<DateTime<Utc>>,
    /// The last run.
    pub last_sync: Option<SyncRecord>,
    /// Every part that was tried.
    pub parts: Vec<PartRecord>,
    /// Months of which hours are held, oldest first.
    pub months: Vec<MonthRecord>,
    /// What the tenant told that cannot be, newest first.
    pub anomalies: Vec<AnomalyRecord>,
    /// Drafts that wait for a person.
    pub drafts: u32,
    /// Changes whose outcome is not known.
    pub unknown: u32,
}

impl CopyStatus {
    /// True when some part is not whole.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.parts.iter().any(|part| part.state != PartState::Whole)
    }
}

impl OfflineBackend {
    /// How the copy stands now. Asks nobody.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn status(&self) -> Result<CopyStatus, BillingError> {
        let (address, reached) = (self.address.to_string(), reached(self.link.facts()));
        self.book.read(move |book| status(book, address, reached)).await
    }
}

fn status(book: &Reader<'_>, address: String, reached: Reached) -> Result<CopyStatus, BillingError> {
    let parts = book.tenant_parts()?;
    let intents = book.tenant_intents(u32::MAX)?;
    let count = |state: IntentState| {
        let count = intents.iter().filter(|intent| intent.state == state).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    Ok(CopyStatus {
        address,
        reached,
        as_of: as_of(&parts),
        last_sync: book.last_tenant_sync()?,
        months: book.tenant_months()?,
        anomalies: book.tenant_anomalies()?,
        drafts: count(IntentState::Draft),
        unknown: count(IntentState::Unknown),
        parts,
    })
}

/// A copy is as old as its oldest part.
fn as_of(parts: &[PartRecord]) -> Option<DateTime<Utc>> {
    let of = |part: Part| parts.iter().find(|record| record.part == part.as_str())?.fetched_at;
    let times: Option<Vec<_>> = Part::ALL.into_iter().map(of).collect();
    times?.into_iter().min()
}

fn reached(facts: LinkFacts) -> Reached {
    match facts {
        LinkFacts { open: false, .. } => Reached::NotConnected,
        LinkFacts { missed: Some((since, error)), .. } => Reached::Offline { since, because: error },
        LinkFacts { reached_at: Some(at), .. } => Reached::Online(at),
        LinkFacts { .. } => Reached::NotTried,
    }
}
