//! Who may talk to the console's door.
//!
//! The threat: other programs and web pages on this machine reach loopback as well. The answer: a key in the address
//! that is opened once and turned into a cookie, only our own host name (a page elsewhere could point its name at
//! 127.0.0.1), and only our own origin for commands.

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The cookie that carries the key.
pub(super) const COOKIE: &str = "counterfoil_key";

/// 244 random bits.
pub(super) fn new_key() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// What a request must show.
#[derive(Clone)]
pub(super) struct Guard {
    key_hash: [u8; 32],
    /// Such as `http://127.0.0.1:8000`.
    origin: String,
}

impl Guard {
    pub(super) fn new(key: &str, origin: &str) -> Self {
        Self { key_hash: hash(key), origin: origin.to_owned() }
    }

    /// Hashes are compared, so that the time taken tells nothing about the key.
    pub(super) fn is_key(&self, key: &str) -> bool {
        hash(key) == self.key_hash
    }

    /// Our own host name, the key in the cookie, and no foreign origin.
    pub(super) fn lets_in(&self, headers: &HeaderMap) -> bool {
        self.is_our_host(headers) && self.is_our_origin(headers) && self.has_key(headers)
    }

    pub(super) fn is_our_host(&self, headers: &HeaderMap) -> bool {
        let our_host = self.origin.split_once("://").map(|(_, host)| host);
        our_host.is_some() && text(headers, header::HOST) == our_host
    }

    fn is_our_origin(&self, headers: &HeaderMap) -> bool {
        text(headers, header::ORIGIN).is_none_or(|origin| origin == self.origin)
    }

    fn has_key(&self, headers: &HeaderMap) -> bool {
        let cookies = text(headers, header::COOKIE).unwrap_or_default();
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == COOKIE && self.is_key(value))
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, origin: Option<&str>, cookie: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        if let Some(cookie) = cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        headers
    }

    #[test]
    fn only_our_own_page_with_the_key_gets_in() {
        let guard = Guard::new("k", "http://127.0.0.1:8000");
        let key = Some("a=b; counterfoil_key=k");
        assert!(guard.lets_in(&headers("127.0.0.1:8000", None, key)));
        assert!(guard.lets_in(&headers("127.0.0.1:8000", Some("http://127.0.0.1:8000"), key)));
        assert!(!guard.lets_in(&headers("evil.example:8000", None, key)), "a name pointed at loopback");
        assert!(!guard.lets_in(&headers("127.0.0.1:8000", Some("http://evil.example"), key)), "another page");
        assert!(!guard.lets_in(&headers("127.0.0.1:8000", None, None)), "no key");
        assert!(!guard.lets_in(&headers("127.0.0.1:8000", None, Some("counterfoil_key=x"))), "wrong key");
    }

    #[test]
    fn keys_differ() {
        assert_ne!(new_key(), new_key());
    }
}
