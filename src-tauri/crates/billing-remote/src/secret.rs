//! Text that must not show up in logs, errors or debug output.

use std::fmt;

/// A secret: it can be used inside this room, and nobody can print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret; blanks and line ends around it, as pasted tokens have them, are dropped.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_trimmed_and_never_shown() {
        let secret = Secret::new(" token-1\r\n");
        assert_eq!((secret.expose(), format!("{secret:?}").as_str()), ("token-1", "Secret(..)"));
    }
}
