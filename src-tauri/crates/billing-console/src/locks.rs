//! The cover of the window: whether a passphrase opens it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the window can be covered so that only a passphrase opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LockView {
    /// True when a passphrase was chosen; without one the cover only hides figures.
    pub passphrase: bool,
    /// Why a passphrase would be forgotten when the program ends.
    pub session_only: Option<String>,
}

/// Chooses a passphrase, or takes it away.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct LockSet {
    /// The present one, where there is one.
    pub present: String,
    /// The new one; empty for none.
    pub passphrase: String,
}

/// Tries to lift the cover.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct LockTry {
    /// As it was typed.
    pub passphrase: String,
}
