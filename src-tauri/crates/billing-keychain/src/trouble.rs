//! Why a keychain cannot be used now, and what to do about it.

use billing_domain::{BillingError, ErrorCode};

/// Why a keychain cannot be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// There is none: nothing can lie in it.
    Absent,
    /// There is one, and it does not let anybody in.
    Locked,
    /// It failed otherwise.
    Failed(String),
}

impl Trouble {
    /// What happened, and what to do.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Absent => format!("No keychain is running. {}", advice()),
            Self::Locked => "The keychain is locked or not set up: unlock it (on most systems by logging in with a password, \
                             or in the keychain's own program), then save again."
                .to_owned(),
            Self::Failed(cause) => format!("The keychain failed ({cause}). Save again when it works."),
        }
    }

    /// For what the keychain alone could do.
    pub(crate) fn into_error(self) -> BillingError {
        BillingError::new(ErrorCode::Unavailable, self.in_words())
    }

    /// For a secret that is kept all the same.
    pub(crate) fn until_the_end_of_the_session(&self) -> String {
        format!(
            "{} Until then it is kept in memory and must be entered again after a restart.",
            self.in_words()
        )
    }
}

const fn advice() -> &'static str {
    if cfg!(target_os = "linux") {
        "Install and start GNOME Keyring (gnome-keyring) or KWallet, log in to the desktop again, then save again."
    } else {
        "Log in to the system as yourself, then save again."
    }
}
