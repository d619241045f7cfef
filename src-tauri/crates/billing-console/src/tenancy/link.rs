//! What is known of the link of an account: whether a connection is wanted or made, and where its credential is.

use crate::CommandError;
use billing_domain::secrets::Keeping;

/// Where the credential of an account is, as far as it was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// As the store says: in the keychain, or for this session.
    As(Keeping),
    /// There is none.
    Missing,
    /// The keychain did not answer; why.
    Unreadable(String),
}

/// Of one account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// The credential is being fetched, or the client made.
    pub(crate) connecting: bool,
    /// `None` before anybody looked.
    pub(crate) kept: Option<Kept>,
    /// `token` or `certificate`.
    pub(crate) credential: Option<&'static str>,
    /// Why there is no connection although one was wanted.
    pub(crate) problem: Option<CommandError>,
}
