//! Secrets in memory alone: for programs that are given no keychain. They are gone when the program ends.

use billing_domain::BillingError;
use billing_domain::secrets::{Keeping, SecretStore};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps secrets as long as the program lives, and says so.
pub struct SessionSecrets {
    why: String,
    held: Mutex<HashMap<String, String>>,
}

impl SessionSecrets {
    /// `why` tells the person what keeps them from being kept longer.
    #[must_use]
    pub fn new(why: &str) -> Self {
        Self { why: why.to_owned(), held: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for SessionSecrets {
    fn keeping(&self) -> Keeping {
        Keeping::SessionOnly(self.why.clone())
    }

    fn read(&self, name: &str) -> Result<Option<String>, BillingError> {
        Ok(self.lock().get(name).cloned())
    }

    fn keep(&self, name: &str, secret: &str) -> Result<Keeping, BillingError> {
        self.lock().insert(name.to_owned(), secret.to_owned());
        Ok(self.keeping())
    }

    fn forget(&self, name: &str) -> Result<(), BillingError> {
        self.lock().remove(name);
        Ok(())
    }
}
