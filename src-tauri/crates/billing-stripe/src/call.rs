//! One request: sent once, within its deadline, its answer read up to a size. Three ends: answered, not reached, lost.

use crate::failure::{broken_off, not_reached, said_nothing_readable, too_late};
use crate::provider::{StripeOptions, StripeProvider};
use billing_domain::BillingError;
use billing_domain::payments::Reason;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Method, Response};
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// A page of a hundred charges has less than one.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The form of requests and answers that this room was written for.
const VERSION: &str = "2024-06-20";

/// A request.
#[derive(Debug)]
pub(crate) struct Call {
    method: Method,
    path: String,
    fields: Vec<(String, String)>,
    key: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Heard {
    /// An answer of Stripe's form.
    Said { status: u16, retry_after: Option<Duration>, body: Value },
    /// No connection was made: nothing was sent.
    NotReached(Reason),
    /// It was sent, or may have been; nobody knows what came of it.
    Lost(Reason),
}

impl Call {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), fields: Vec::new(), key: None }
    }

    /// A request that changes something; the key makes it one and the same, however often it arrives.
    pub(crate) fn post(path: impl Into<String>, key: &str) -> Self {
        Self { method: Method::POST, path: path.into(), fields: Vec::new(), key: Some(key.to_owned()) }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.fields.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn with_if(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

/// The client: no redirects, https unless it is this machine, the key in a header that is never printed.
pub(crate) fn client(options: &StripeOptions) -> Result<reqwest::Client, BillingError> {
    // Err only says that somebody else has set it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let unusable = |why: String| BillingError::internal(format!("The HTTPS client cannot be set up: {why}"));
    let bearer = format!("Bearer {}", options.key.expose());
    let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| unusable("the key".to_owned()))?;
    bearer.set_sensitive(true);
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, bearer);
    headers.insert("Stripe-Version", HeaderValue::from_static(VERSION));
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("counterfoil/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .connect_timeout(Duration::from_secs(10))
        // Following one could carry the key and the charge to somebody else.
        .redirect(reqwest::redirect::Policy::none())
        // Whether something is sent again is decided elsewhere, never by the transport.
        .retry(reqwest::retry::never())
        .https_only(!options.address.is_local());
    if options.address.is_local() {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| unusable(error.without_url().to_string()))
}

impl StripeProvider {
    /// Sends once.
    pub(crate) async fn send(&self, call: &Call) -> Heard {
        let deadline = self.options.deadline;
        timeout(deadline, self.exchange(call)).await.unwrap_or_else(|_| Heard::Lost(too_late(deadline)))
    }

    async fn exchange(&self, call: &Call) -> Heard {
        let mut url = self.options.address.at(&call.path);
        let mut request = if call.method == Method::GET {
            if !call.fields.is_empty() {
                url.query_pairs_mut().extend_pairs(&call.fields);
            }
            self.client.get(url)
        } else {
            let body = form(&url, &call.fields);
            self.client.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
        };
        if let Some(key) = &call.key {
            request = request.header("Idempotency-Key", key);
        }
        match request.send().await {
            Ok(response) => read(response).await,
            // Without a connection no byte has left.
            Err(error) if error.is_connect() => Heard::NotReached(not_reached(&self.options.address, error)),
            Err(error) => Heard::Lost(broken_off(error)),
        }
    }
}

/// `a=1&b=2`, escaped as forms are.
fn form(url: &reqwest::Url, fields: &[(String, String)]) -> String {
    let mut form = url.clone();
    form.query_pairs_mut().clear().extend_pairs(fields);
    form.query().unwrap_or_default().to_owned()
}

async fn read(mut response: Response) -> Heard {
    let status = response.status().as_u16();
    let retry_after =
        response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= ANSWER_BYTES_MAX => {
                bytes.extend_from_slice(&chunk)
            }
            Ok(Some(_)) => return Heard::Lost(said_nothing_readable(status, "its answer does not end")),
            Ok(None) => break,
            Err(error) => return Heard::Lost(broken_off(error)),
        }
    }
    match serde_json::from_slice::<Value>(&bytes) {
        // Only an object can be an answer of Stripe's; an error says so with its own object.
        Ok(body) if body.is_object() && ((200..300).contains(&status) || body["error"].is_object()) => {
            Heard::Said { status, retry_after: retry_after.map(Duration::from_secs), body }
        }
        _ => Heard::Lost(said_nothing_readable(status, "its answer cannot be read")),
    }
}
