//! Secrets in memory: a keychain for tests, and the place for what no keychain takes.

use billing_domain::BillingError;
use billing_domain::secrets::{Keeping, SecretStore};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps secrets as long as it lives, and never prints one.
///
/// For tests it passes for a keychain ([`MemoryKeychain::default`]) or for a system without one
/// ([`MemoryKeychain::for_the_session`]).
#[derive(Default)]
pub struct MemoryKeychain {
    secrets: Mutex<BTreeMap<String, String>>,
    /// Why it does not pass for a keychain.
    why: Option<String>,
}

impl MemoryKeychain {
    /// A system without a keychain: `why`, in words for the person.
    #[must_use]
    pub fn for_the_session(why: &str) -> Self {
        Self { secrets: Mutex::default(), why: Some(why.to_owned()) }
    }

    /// The secret of that name.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.lock().get(name).cloned()
    }

    pub(crate) fn put(&self, name: &str, secret: &str) {
        self.lock().insert(name.to_owned(), secret.to_owned());
    }

    pub(crate) fn remove(&self, name: &str) {
        self.lock().remove(name);
    }

    /// A map of texts is whole whoever panicked while holding it.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MemoryKeychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryKeychain(..)")
    }
}

impl SecretStore for MemoryKeychain {
    fn keeping(&self) -> Keeping {
        self.why.clone().map_or(Keeping::Keychain, Keeping::SessionOnly)
    }

    fn read(&self, name: &str) -> Result<Option<String>, BillingError> {
        Ok(self.get(name))
    }

    fn keep(&self, name: &str, secret: &str) -> Result<Keeping, BillingError> {
        self.put(name, secret);
        Ok(self.keeping())
    }

    fn forget(&self, name: &str) -> Result<(), BillingError> {
        self.remove(name);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_until_it_is_forgotten_and_never_printed() {
        let keychain = MemoryKeychain::default();
        assert_eq!(keychain.read("account/1/credential").unwrap(), None);
        assert_eq!(keychain.keep("account/1/credential", "canary").unwrap(), Keeping::Keychain);
        assert_eq!(keychain.read("account/1/credential").unwrap().as_deref(), Some("canary"));
        assert!(!format!("{keychain:?}").contains("canary"));
        keychain.forget("account/1/credential").unwrap();
        keychain.forget("account/1/credential").unwrap();
        assert_eq!(keychain.read("account/1/credential").unwrap(), None);
        let why = Keeping::SessionOnly("no keychain".to_owned());
        assert_eq!(MemoryKeychain::for_the_session("no keychain").keep("a", "b").unwrap(), why);
    }
}
