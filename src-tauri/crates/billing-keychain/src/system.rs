//! The keychain of the system, opened anew whenever it failed before, and memory for what it does not take.

use crate::memory::MemoryKeychain;
use crate::platform;
use crate::trouble::Trouble;
use billing_domain::BillingError;
use billing_domain::secrets::{Keeping, SecretStore};
use keyring_core::{CredentialStore, Entry, Error};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Under which a keychain's own program shows our secrets.
const SERVICE: &str = "counterfoil";

/// Secrets of this user in the system's keychain, under names such as `account/<uid>/credential`.
///
/// Every call to the keychain runs on a plain thread of its own: its library may start a runtime, which inside another
/// one would panic.
#[derive(Debug, Default)]
pub struct SystemKeychain {
    /// Open once it was used, until it fails.
    store: Mutex<Option<Arc<CredentialStore>>>,
    /// What the keychain did not take. It counts before what lies there, because it is newer.
    session: MemoryKeychain,
}

impl SystemKeychain {
    /// Opens nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Does something with one entry; a missing one is `None`.
    fn entry<T: Send>(
        &self,
        name: &str,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send,
    ) -> Result<Option<T>, Trouble> {
        let known = self.open_store();
        let done = aside(move || {
            let store = known.map_or_else(platform::open, Ok)?;
            let entry = store.build(SERVICE, name, None).map_err(|error| platform::trouble(&error))?;
            match work(&entry) {
                Ok(done) => Ok((store, Some(done))),
                Err(Error::NoEntry) => Ok((store, None)),
                Err(error) => Err(platform::trouble(&error)),
            }
        });
        let (store, done) = match done {
            Ok((store, done)) => (Some(store), Ok(done)),
            // The connection may be a dead one: the next call opens another.
            Err(trouble) => (None, Err(trouble)),
        };
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = store;
        done
    }

    fn open_store(&self) -> Option<Arc<CredentialStore>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Runs on a thread of its own and waits for it; a panic in there is a failed keychain.
fn aside<T: Send>(work: impl FnOnce() -> Result<T, Trouble> + Send) -> Result<T, Trouble> {
    let panicked = |_| Err(Trouble::Failed("it broke down".to_owned()));
    thread::scope(|scope| scope.spawn(work).join().unwrap_or_else(panicked))
}

impl SecretStore for SystemKeychain {
    fn keeping(&self) -> Keeping {
        match aside(platform::look) {
            Ok(()) => Keeping::Keychain,
            Err(trouble) => Keeping::SessionOnly(trouble.until_the_end_of_the_session()),
        }
    }

    fn read(&self, name: &str) -> Result<Option<String>, BillingError> {
        if let Some(secret) = self.session.get(name) {
            return Ok(Some(secret));
        }
        self.entry(name, Entry::get_password).map_err(Trouble::into_error)
    }

    fn keep(&self, name: &str, secret: &str) -> Result<Keeping, BillingError> {
        let kept = self.entry(name, |entry| {
            entry.set_password(secret)?;
            entry.get_password()
        });
        let trouble = match kept {
            Ok(Some(there)) if there == secret => {
                self.session.remove(name);
                return Ok(Keeping::Keychain);
            }
            Ok(_) => Trouble::Failed("it did not keep what it was given".to_owned()),
            Err(trouble) => trouble,
        };
        self.session.put(name, secret);
        Ok(Keeping::SessionOnly(trouble.until_the_end_of_the_session()))
    }

    fn forget(&self, name: &str) -> Result<(), BillingError> {
        self.session.remove(name);
        match self.entry(name, Entry::delete_credential) {
            // Where there is no keychain, nothing lies in it.
            Ok(_) | Err(Trouble::Absent) => Ok(()),
            Err(trouble) => Err(trouble.into_error()),
        }
    }
}
