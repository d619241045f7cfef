//! API tokens: 256 random bits each, of which a server keeps the SHA-256, a name, a role and an end.

mod file;

use billing_domain::BillingError;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt;

/// What a caller may do; `rights.rs` has the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads, and asks for moves to another plan: the one change of the public API that waits for approval.
    Approver,
    /// Everything.
    BillingAdmin,
}

/// One token as a server knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Who has it, for logs and `whoami`.
    pub name: String,
    /// What it is recognised by.
    pub digest: TokenDigest,
    /// What it may do.
    pub role: Role,
    /// The tenant it was made for; `None` for whichever tenant the server speaks for.
    pub tenant: Option<String>,
    /// From then on it is refused.
    pub expires_at: Option<DateTime<Utc>>,
}

/// The SHA-256 of a token: all that a server keeps of it. Tokens are long and random, so a slow hash buys nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenDigest([u8; 32]);

impl Role {
    /// All of them, least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Approver, Self::BillingAdmin];

    /// The stable name used in JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Approver => "approver",
            Self::BillingAdmin => "billing_admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = BillingError;

    fn from_str(word: &str) -> Result<Self, BillingError> {
        Self::ALL.into_iter().find(|role| role.as_str() == word).ok_or_else(|| {
            BillingError::invalid(format!("{word:?} is no role: use viewer, approver or billing_admin."))
        })
    }
}

impl Token {
    /// A token that may do everything and has no end.
    #[must_use]
    pub fn of_full_rights(name: &str, digest: TokenDigest) -> Self {
        Self { name: name.to_owned(), digest, role: Role::BillingAdmin, tenant: None, expires_at: None }
    }

    /// 32 bytes of the system's randomness, in hex. It is to be shown once and kept nowhere.
    ///
    /// # Errors
    /// `Internal` when the system has no randomness to give.
    pub fn new_secret() -> Result<String, BillingError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|_| BillingError::internal("The system gives no random bytes: no token was made."))?;
        Ok(to_hex(&bytes))
    }

    /// Whether it counts no more.
    #[must_use]
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

impl TokenDigest {
    /// The digest of a token; blanks and line ends around it do not count.
    ///
    /// # Errors
    /// `InvalidInput` for an empty token, which anybody could present.
    pub fn of(token: &str) -> Result<Self, BillingError> {
        match token.trim() {
            "" => Err(BillingError::invalid("The API token is empty.")),
            token => Ok(Self(Sha256::digest(token).into())),
        }
    }

    /// The digest in hex.
    #[must_use]
    pub fn to_hex(&self) -> String {
        to_hex(&self.0)
    }

    /// Reads 64 hex digits.
    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let digits: Option<Vec<u8>> =
            text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
        let digits = digits.filter(|digits| digits.len() == 64)?;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Some(Self(bytes))
    }

    /// Looks at all 32 bytes whatever the first ones say.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        let difference = self.0.iter().zip(other.0).fold(0, |seen, (mine, theirs)| seen | (mine ^ theirs));
        std::hint::black_box(difference) == 0
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenDigest(..)")
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_token_matches_and_none_is_shown() {
        let digest = TokenDigest::of("secret-1\n").unwrap();
        assert!(digest.matches(&TokenDigest::of(" secret-1").unwrap()));
        assert!(!digest.matches(&TokenDigest::of("secret-2").unwrap()));
        assert!(TokenDigest::of(" \n").is_err());
        assert_eq!(format!("{digest:?}"), "TokenDigest(..)");
    }

    #[test]
    fn digests_are_read_back_from_hex() {
        let digest = TokenDigest::of("abc").unwrap();
        assert_eq!(digest.to_hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(TokenDigest::from_hex(&digest.to_hex().to_uppercase()), Some(digest));
        for wrong in ["", "ba78", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(TokenDigest::from_hex(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn secrets_have_256_bits_and_differ() {
        let (one, two) = (Token::new_secret().unwrap(), Token::new_secret().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, two);
    }

    #[test]
    fn the_end_itself_is_too_late() {
        let end: DateTime<Utc> = "2026-05-02T12:00:00Z".parse().unwrap();
        let mut token = Token::of_full_rights("a", TokenDigest::of("a").unwrap());
        assert!(!token.is_expired(end));
        token.expires_at = Some(end);
        assert!(token.is_expired(end) && !token.is_expired(end - chrono::TimeDelta::seconds(1)));
    }

    #[test]
    fn roles_are_read_by_their_names() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), role);
        }
        assert!("root".parse::<Role>().unwrap_err().message.contains("billing_admin"));
    }
}
