//! The trail, read in windows and verified: what was done, by whom, when, and whether a line was touched since.

pub use billing_domain::audit::{AuditEntry, AuditLine, Broken, Verdict};
pub use billing_store::audit::{AuditCheck, AuditColumn, AuditQuery, AuditSort};

use crate::LocalBackend;
use billing_domain::BillingError;
use billing_domain::audit::Verification;
use billing_store::{Reader, Store};
use chrono::{DateTime, Utc};

/// A window of the trail and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditWindow {
    /// In the order of the query.
    pub lines: Vec<AuditLine>,
    /// All that are found, in this window or not.
    pub found: u32,
    /// All lines of the trail.
    pub all: u32,
    /// Everybody named in the trail.
    pub people: Vec<String>,
    /// Every action that occurs.
    pub actions: Vec<String>,
    /// The last time the chain was verified.
    pub check: Option<AuditCheck>,
}

impl LocalBackend {
    /// A window of the trail: `limit` lines after the first `skip` that are found.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn audit_window(
        &self,
        query: AuditQuery,
        skip: u32,
        limit: u32,
    ) -> Result<AuditWindow, BillingError> {
        self.read(move |book| {
            Ok(AuditWindow {
                lines: book.audit_lines(&query, skip, limit)?,
                found: book.audit_count(&query)?,
                all: book.audit_count(&AuditQuery::default())?,
                people: book.audit_people()?,
                actions: book.audit_actions()?,
                check: book.audit_check()?,
            })
        })
        .await
    }
}

impl LocalBackend {
    /// Writes down that somebody signs in to the tenant in another way; nothing of how is told.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn note_sign_in(&self, address: &str) -> Result<(), BillingError> {
        let (trail, address) = (self.trail(), address.to_owned());
        self.write(move |tx| trail.write(tx, "tenant.sign_in", &address, None, Some("changed".to_owned())))
            .await
    }
}

/// Verifies the chain from its first line to its last and keeps when that was done. Blocking.
///
/// # Errors
/// Those of the store; a broken chain is a verdict.
pub fn verify(store: &Store, who: &str, now: DateTime<Utc>) -> Result<Verdict, BillingError> {
    let verdict = store.read(walk)?;
    let before = store.read(|book| Ok::<_, BillingError>(book.audit_check()?))?;
    // A broken chain keeps what was last found whole, so that it cannot be talked into being right.
    let whole = verdict.broken.is_none();
    let anchor = before.filter(|_| !whole).map_or_else(|| verdict.holds.clone(), |check| check.anchor);
    let broken = verdict.broken.map(|broken| broken.sequence);
    let check = AuditCheck { at: now, who: who.to_owned(), anchor, broken };
    store.write(move |tx| Ok::<_, BillingError>(tx.keep_audit_check(&check)?))?;
    Ok(verdict)
}

/// What speaks against the chain, in words.
pub(crate) fn findings(book: &Reader<'_>) -> Result<Vec<String>, BillingError> {
    Ok(walk(book)?.finding().into_iter().collect())
}

fn walk(book: &Reader<'_>) -> Result<Verdict, BillingError> {
    let mut walk = Verification::new(book.audit_check()?.map(|check| check.anchor));
    book.each_audit_line(|line| walk.step(line))?;
    Ok(walk.end(book.audit_given()?))
}

#[cfg(test)]
mod tests;
