//! One tenant behind an address and a credential.

use crate::call::Outgoing;
use crate::gap::AirGap;
use crate::route::Route;
use crate::secret::Secret;
use crate::trust;
use billing_domain::tenants::Credential;
use billing_domain::{BillingError, ErrorCode};
use billing_wire::address::TenantAddress;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::Value;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// A connection takes no longer than this to come about, and no more than half of the time that a call has.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// More than any honest answer: a PDF in base64 has some megabytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How to reach a tenant.
#[derive(Debug, Clone)]
pub struct RemoteOptions {
    /// Where it lives.
    pub address: TenantAddress,
    /// What proves who one is there.
    pub credential: Credential,
    /// Certificates (PEM) to trust beside those of the system.
    pub custom_ca: Option<String>,
    /// The proxy to go through; without it the system's. What runs on this machine is never reached through one.
    pub proxy: Option<String>,
    /// How long a call may take in all, retries and waiting for its turn included.
    pub deadline: Duration,
    /// How often a call that only reads is sent at most. A call that changes something is sent once.
    pub attempts_max: u32,
    /// How many calls are under way at the same time; the others wait for their turn.
    pub calls_max: usize,
    /// No answer may be longer, counted after unpacking.
    pub answer_bytes_max: usize,
    /// While it is on, no call leaves.
    pub air_gap: AirGap,
}

impl RemoteOptions {
    /// With a token and the usual patience: 20 s, three attempts, four calls at a time.
    #[must_use]
    pub fn new(address: TenantAddress, token: Secret) -> Self {
        Self::with_credential(address, Credential::Token { token: token.expose().to_owned() })
    }

    /// With any credential and the usual patience.
    #[must_use]
    pub fn with_credential(address: TenantAddress, credential: Credential) -> Self {
        Self {
            address,
            credential,
            custom_ca: None,
            proxy: None,
            deadline: Duration::from_secs(20),
            attempts_max: 3,
            calls_max: 4,
            answer_bytes_max: ANSWER_BYTES_MAX,
            air_gap: AirGap::default(),
        }
    }

    pub(crate) fn connect_max(&self) -> Duration {
        CONNECT_MAX.min(self.deadline / 2)
    }
}

/// A tenant's API as a `BillingBackend`. Clones share the connections and the turns.
#[derive(Debug, Clone)]
pub struct RemoteBackend {
    pub(crate) client: reqwest::Client,
    pub(crate) options: RemoteOptions,
    /// The only place that calls go to.
    pub(crate) home: Url,
    pub(crate) turns: Arc<Semaphore>,
}

impl RemoteBackend {
    /// Makes the client; connects nowhere yet.
    ///
    /// # Errors
    /// `InvalidInput` for a credential, certificates to trust or a proxy that cannot be used, `Internal` when TLS
    /// cannot be set up.
    pub fn new(options: RemoteOptions) -> Result<Self, BillingError> {
        // Err only says that somebody else has set it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tls = trust::client_config(&options)?;
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("counterfoil/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers(&options.credential)?)
            .tls_backend_preconfigured(tls)
            .connect_timeout(options.connect_max())
            // A redirect is an answer of some web page, never of the API; following it could carry the token away.
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!options.address.is_local())
            // What was sent is sent again here or nowhere.
            .retry(reqwest::retry::never());
        match Route::to(&options)? {
            Route::Straight => builder = builder.no_proxy(),
            Route::Through(proxy) => builder = builder.proxy(proxy.for_client()?),
        }
        let unusable = |error: reqwest::Error| {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            BillingError::internal(format!("The HTTPS client cannot be set up: {cause}"))
        };
        let client = builder.build().map_err(unusable)?;
        let no_url = |error| BillingError::internal(format!("The address is no URL: {error}"));
        let home = Url::parse(&options.address.base()).map_err(no_url)?;
        let turns = Arc::new(Semaphore::new(options.calls_max.max(1)));
        Ok(Self { client, options, home, turns })
    }

    /// Asks the tenant for its own name: the cheapest proof that address and credential are right.
    ///
    /// Falls back to the name in the address when the answer tells none.
    ///
    /// # Errors
    /// `Unauthenticated` for a bad credential, `PermissionDenied` without a role, `Unavailable`, `DeadlineExceeded`.
    pub async fn probe(&self) -> Result<String, BillingError> {
        let answer: Value = self.fetch(&Outgoing::probe()).await?;
        Ok(self.tenant_in(&answer))
    }

    /// The tenant's name in the answer to the probe.
    pub(crate) fn tenant_in(&self, answer: &Value) -> String {
        let named = answer["items"].as_array().and_then(|items| {
            items.iter().filter_map(|item| item["tenant"].as_str()).find(|tenant| !tenant.is_empty())
        });
        named.unwrap_or(self.options.address.tenant()).to_owned()
    }
}

fn headers(credential: &Credential) -> Result<HeaderMap, BillingError> {
    let Credential::Token { token } = credential else { return Ok(HeaderMap::new()) };
    let mut value = token_header(token)?;
    value.set_sensitive(true);
    Ok([(AUTHORIZATION, value)].into_iter().collect())
}

/// A token as it travels.
pub(crate) fn token_header(token: &str) -> Result<HeaderValue, BillingError> {
    let token = token.trim();
    if token.is_empty() {
        return Err(BillingError::invalid("The API token is empty."));
    }
    let unusable = || {
        let message = "The API token holds characters that no token has. Paste it again.";
        BillingError::new(ErrorCode::InvalidInput, message)
    };
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(unusable());
    }
    HeaderValue::from_str(&format!("APIToken {token}")).map_err(|_| unusable())
}
