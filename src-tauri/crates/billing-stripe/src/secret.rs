//! Stripe's secret key: used inside this room, printed by nobody.

use billing_domain::BillingError;
use std::fmt;

/// A secret key such as `sk_live_..`. It comes from a file or from the environment and is kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(String);

impl SecretKey {
    /// Wraps a key; blanks and line ends around it, as files and the clipboard have them, are dropped.
    ///
    /// # Errors
    /// `InvalidInput` for anything that is no secret or restricted key; the message does not repeat it.
    pub fn new(text: &str) -> Result<Self, BillingError> {
        let key = text.trim();
        let known = ["sk_", "rk_"].iter().any(|start| key.starts_with(start));
        let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if known && plain && (8..=255).contains(&key.len()) {
            return Ok(Self(key.to_owned()));
        }
        Err(BillingError::invalid(
            "This is not a secret key of Stripe: it begins with sk_ or rk_ and has neither blanks nor signs.",
        ))
    }

    /// True for a key of Stripe's test mode, with which no money moves.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.0.starts_with("sk_test_") || self.0.starts_with("rk_test_")
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_and_never_shown() {
        let key = SecretKey::new(" sk_test_abc123\r\n").unwrap();
        assert_eq!((key.expose(), format!("{key:?}").as_str()), ("sk_test_abc123", "SecretKey(..)"));
        assert!(key.is_test() && !SecretKey::new("sk_live_abc123").unwrap().is_test());
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_repeated() {
        for wrong in ["", "sk_", "pk_test_abc123", "sk_test_a b", "sk_test_a\r\nX: y", "secret-word"] {
            let error = SecretKey::new(wrong).unwrap_err();
            assert!(wrong.is_empty() || wrong == "sk_" || !error.message.contains(wrong), "{error}");
        }
    }
}
