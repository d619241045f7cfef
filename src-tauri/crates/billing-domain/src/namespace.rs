//! Namespaces: workspaces in a tenant. Tenant-wide things live in `system`.

use crate::BillingError;
use std::fmt;

/// The name of a namespace: a DNS label, or the tenant-wide `system`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Namespace(String);

impl Namespace {
    /// A namespace by its name.
    ///
    /// # Errors
    /// `InvalidInput` unless it is a DNS label (lower-case letters, digits, `-`; at most 63).
    pub fn new(name: &str) -> Result<Self, BillingError> {
        let bytes = name.as_bytes();
        let inner = bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-');
        let ends = [bytes.first(), bytes.last()].iter().all(|b| b.is_some_and(u8::is_ascii_alphanumeric));
        if inner && ends && bytes.len() <= 63 {
            Ok(Self(name.to_owned()))
        } else {
            Err(BillingError::invalid(format!(
                "{name:?} is not a namespace name: use lower-case letters, digits and hyphens."
            )))
        }
    }

    /// The tenant-wide namespace.
    #[must_use]
    pub fn system() -> Self {
        Self("system".to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Payment methods, plan transitions and usage are tenant-wide: only `system` is right (`api-facts`, point 4).
    ///
    /// # Errors
    /// `InvalidInput` for any other namespace.
    pub fn require_system(&self) -> Result<(), BillingError> {
        if self.0 == "system" {
            return Ok(());
        }
        Err(BillingError::invalid(format!(
            "This is kept for the whole tenant: ask in namespace system, not {:?}.",
            self.0
        )))
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dns_labels() {
        for right in ["system", "shop-prod", "n1"] {
            assert!(Namespace::new(right).is_ok(), "{right}");
        }
        for wrong in ["", "-a", "a-", "Shop", "a.b", "a b", &"x".repeat(64)] {
            assert!(Namespace::new(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn tenant_wide_calls_want_system() {
        assert!(Namespace::system().require_system().is_ok());
        assert!(Namespace::new("shop").unwrap().require_system().is_err());
    }
}
