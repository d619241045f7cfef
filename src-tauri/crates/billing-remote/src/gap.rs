//! The air-gapped switch: while it is on, nothing here opens a socket or asks for a name.

use billing_domain::BillingError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One switch for everything that holds a clone of it. It begins off.
#[derive(Debug, Clone, Default)]
pub struct AirGap(Arc<AtomicBool>);

impl AirGap {
    /// Turns it on or off, for calls from now on.
    pub fn set(&self, on: bool) {
        self.0.store(on, Ordering::SeqCst);
    }

    /// Whether it is on.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Refuses while it is on.
    pub(crate) fn check(&self, what: &str) -> Result<(), BillingError> {
        if !self.is_on() {
            return Ok(());
        }
        Err(BillingError::refused(format!(
            "Nothing was sent, because the air-gapped switch is on: what was fetched before can be read. Turn it off \
             under Settings to reach the tenant. ({what})"
        )))
    }
}
