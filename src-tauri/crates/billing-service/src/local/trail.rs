//! One line of the trail for each change, written in the same transaction.

use super::LocalBackend;
use crate::tenant::refuse_in_a_copy;
use billing_domain::BillingError;
use billing_store::Writer;
use billing_store::account::AuditRecord;
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
        refuse_in_a_copy(tx, action)?;
        let (action, object, who) = (action.to_owned(), object.to_owned(), self.who.to_string());
        Ok(tx.add_audit(&AuditRecord { at: self.at, who, action, object, before, after })?)
    }
}
