//! One tenant behind an address and a token.

use crate::call::Outgoing;
use crate::secret::Secret;
use billing_domain::BillingError;
use billing_wire::address::TenantAddress;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::Value;
use std::error::Error;
use std::time::Duration;

/// How to reach a tenant.
#[derive(Debug, Clone)]
pub struct RemoteOptions {
    /// Where it lives.
    pub address: TenantAddress,
    /// Its API token.
    pub token: Secret,
    /// How long a call may take in all, retries included.
    pub deadline: Duration,
    /// How often a call that only reads is sent at most. A call that changes something is sent once.
    pub attempts_max: u32,
}

impl RemoteOptions {
    /// The usual patience: 20 s, three attempts.
    #[must_use]
    pub fn new(address: TenantAddress, token: Secret) -> Self {
        Self { address, token, deadline: Duration::from_secs(20), attempts_max: 3 }
    }
}

/// A tenant's API as a `BillingBackend`.
#[derive(Debug, Clone)]
pub struct RemoteBackend {
    pub(crate) client: reqwest::Client,
    pub(crate) options: RemoteOptions,
}

impl RemoteBackend {
    /// Makes the client; connects nowhere yet.
    ///
    /// # Errors
    /// `InvalidInput` for a token that no header can carry, `Internal` when TLS cannot be set up.
    pub fn new(options: RemoteOptions) -> Result<Self, BillingError> {
        // Err only says that somebody else has set it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("counterfoil/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers(&options.token)?)
            .connect_timeout(Duration::from_secs(5))
            // A redirect is an answer of some web page, never of the API; following it could carry the token away.
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!options.address.is_local());
        if options.address.is_local() {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            BillingError::internal(format!("The HTTPS client cannot be set up: {cause}"))
        })?;
        Ok(Self { client, options })
    }

    /// Asks the tenant for its own name: the cheapest proof that address and token are right.
    ///
    /// Falls back to the name in the address when the answer tells none.
    ///
    /// # Errors
    /// `Unauthenticated` for a bad token, `PermissionDenied` without a role, `Unavailable`, `DeadlineExceeded`.
    pub async fn probe(&self) -> Result<String, BillingError> {
        let answer: Value = self.fetch(&Outgoing::probe()).await?;
        let named = answer["items"].as_array().and_then(|items| {
            items.iter().filter_map(|item| item["tenant"].as_str()).find(|tenant| !tenant.is_empty())
        });
        Ok(named.unwrap_or(self.options.address.tenant()).to_owned())
    }
}

fn headers(token: &Secret) -> Result<HeaderMap, BillingError> {
    let unusable =
        || BillingError::invalid("The API token holds characters that no token has. Paste it again.");
    if token.expose().is_empty() {
        return Err(BillingError::invalid("The API token is empty."));
    }
    let mut value = HeaderValue::from_str(&format!("APIToken {}", token.expose())).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok([(AUTHORIZATION, value)].into_iter().collect())
}
