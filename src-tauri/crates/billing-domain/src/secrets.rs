//! Where secrets are kept: the seam to the system's keychain.

use crate::BillingError;

/// Whether what is kept now will still be there after a restart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// In the system's keychain.
    Keychain,
    /// For this session only; why, and what to do, in words for the person.
    SessionOnly(String),
}

/// Keeps secrets under names. Calls block: async callers use a blocking thread.
///
/// Nothing here ever falls back to a file. Without a keychain a secret lives as long as the program, and
/// [`SecretStore::keeping`] says so.
pub trait SecretStore: Send + Sync {
    /// Where the next secret would go. Looks anew each time: a keychain may be unlocked meanwhile.
    fn keeping(&self) -> Keeping;

    /// The secret of that name; `None` when there is none. `Unavailable` when the keychain is locked or fails.
    fn read(&self, name: &str) -> Result<Option<String>, BillingError>;

    /// Keeps a secret; answers where it went.
    fn keep(&self, name: &str, secret: &str) -> Result<Keeping, BillingError>;

    /// Forgets a secret; one that is not there is no error.
    fn forget(&self, name: &str) -> Result<(), BillingError>;
}
