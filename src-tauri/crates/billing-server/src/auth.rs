//! Who may call: `Authorization: APIToken <token>`, compared without telling by time how much was right.

use crate::app::Api;
use crate::failure::Failure;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use billing_domain::{BillingError, ErrorCode};
use sha2::{Digest, Sha256};
use std::fmt;

/// The SHA-256 of a token: all that a server keeps of it. Tokens are long and random, so a slow hash buys nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenDigest([u8; 32]);

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

    /// Looks at all 32 bytes whatever the first ones say.
    fn matches(&self, other: &Self) -> bool {
        let difference = self.0.iter().zip(other.0).fold(0, |seen, (mine, theirs)| seen | (mine ^ theirs));
        std::hint::black_box(difference) == 0
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenDigest(..)")
    }
}

/// Lets a call through when it carries a valid token.
pub(crate) async fn require_token(
    State(api): State<Api>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let presented = token(request.headers()).and_then(|token| TokenDigest::of(token).ok());
    let known = |presented: &TokenDigest| {
        api.options.tokens.iter().fold(false, |found, token| found | token.matches(presented))
    };
    if presented.as_ref().is_some_and(known) {
        return Ok(next.run(request).await);
    }
    let message = "No valid API token came with this call: send the header Authorization: APIToken <token>.";
    Err(BillingError::new(ErrorCode::Unauthenticated, message).into())
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("APIToken").then_some(token)
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
}
