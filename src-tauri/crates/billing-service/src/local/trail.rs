//! One line of the trail for each change, written in the same transaction.

use super::LocalBackend;
use crate::tenant::refuse_in_a_copy;
use billing_domain::BillingError;
use billing_domain::audit::AuditEntry;
use billing_store::Writer;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Who acts and when; goes along into the transaction.
#[derive(Clone)]
pub(crate) struct Trail {
    pub(crate) who: Arc<str>,
    pub(crate) at: DateTime<Utc>,
}

impl LocalBackend {
    /// The trail of a change that begins now.
    pub(crate) fn trail(&self) -> Trail {
        Trail { who: Arc::clone(&self.actor), at: self.now() }
    }
}

impl Trail {
    /// The same instant, another person.
    pub(crate) fn by(&self, who: &str) -> Self {
        Self { who: who.into(), at: self.at }
    }

    /// Writes the line. `object` and both states are words for people and never hold a secret.
    pub(crate) fn write(
        &self,
        tx: &Writer<'_>,
        action: &str,
        object: &str,
        before: Option<String>,
        after: Option<String>,
    ) -> Result<(), BillingError> {
        self.add(tx, self.line(action, object, before, after))
    }

    /// A line to be told more of before it is added.
    pub(crate) fn line(
        &self,
        action: &str,
        object: &str,
        before: Option<String>,
        after: Option<String>,
    ) -> AuditEntry {
        AuditEntry::new(self.at, &self.who, action, object, before, after)
    }

    /// Adds it.
    pub(crate) fn add(&self, tx: &Writer<'_>, line: AuditEntry) -> Result<(), BillingError> {
        refuse_in_a_copy(tx, &line.action)?;
        Ok(tx.add_audit(&line)?)
    }
}
