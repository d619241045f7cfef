//! What a server needs to know beside its backend: whom it speaks for, who may call, and how much.

use crate::tokens::{Token, TokenDigest};
use billing_domain::LocalExtras;
use chrono::{DateTime, Utc};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// What a server needs to know beside its backend.
#[derive(Clone)]
pub struct ServerOptions {
    /// The tenant it speaks for: the probes tell it, so that people see where a figure came from.
    pub tenant: String,
    /// Who may call. With none, and without client certificates, only `/no_auth` and the probes without a token answer.
    pub tokens: Vec<Token>,
    /// What the backend has beside the public API; without it `/api/counterfoil/v1/` is not there.
    pub extras: Option<Arc<dyn LocalExtras>>,
    /// How much a caller may ask for.
    pub limits: Limits,
    /// The clock behind default time ranges: that of the account.
    pub now: fn() -> DateTime<Utc>,
    /// The clock by which tokens expire: that of the world.
    pub today: fn() -> DateTime<Utc>,
}

/// How much a caller may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many calls; `None` counts none.
    pub rate: Option<Rate>,
    /// A call that takes longer is given up with 504.
    pub deadline: Duration,
    /// The same for an ingest, whose body may be long.
    pub ingest_deadline: Duration,
    /// Larger bodies are refused with 413.
    pub body_bytes: usize,
    /// The same for an ingest.
    pub ingest_bytes: usize,
    /// All headers together; more are refused with 431.
    pub header_bytes: usize,
    /// Path and query together; more are refused with 414.
    pub uri_bytes: usize,
}

/// So many calls in so much time, for each token by itself and, without a token, for each address.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// How many at once, and within `per`.
    pub calls: NonZeroU32,
    /// The time in which all of them come back.
    pub per: Duration,
}

impl ServerOptions {
    /// A server of `tenant` with one token that may do everything, the system's clock and the usual limits.
    #[must_use]
    pub fn new(tenant: impl Into<String>, token: TokenDigest) -> Self {
        Self::with_tokens(tenant, vec![Token::of_full_rights("api-token", token)])
    }

    /// A server of `tenant` with several tokens.
    #[must_use]
    pub fn with_tokens(tenant: impl Into<String>, tokens: Vec<Token>) -> Self {
        Self {
            tenant: tenant.into(),
            tokens,
            extras: None,
            limits: Limits::default(),
            now: Utc::now,
            today: Utc::now,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate: None,
            deadline: Duration::from_secs(30),
            ingest_deadline: Duration::from_secs(600),
            // The largest honest body, a quota with hundreds of kinds, has some 50 kB.
            body_bytes: 1024 * 1024,
            ingest_bytes: 64 * 1024 * 1024,
            header_bytes: 32 * 1024,
            uri_bytes: 8 * 1024,
        }
    }
}

impl Rate {
    /// So many calls a second; `None` for 0, which is no limit.
    #[must_use]
    pub fn per_second(calls: u32) -> Option<Self> {
        NonZeroU32::new(calls).map(|calls| Self { calls, per: Duration::from_secs(1) })
    }
}
