//! One call: built from the operation table, sent within its deadline, retried when it only reads.

use crate::backend::RemoteBackend;
use crate::failure::{self, Failed};
use crate::retry;
use billing_domain::BillingError;
use billing_wire::operations::Effect;
use billing_wire::{Method, Operation, Shape};
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep, timeout_at};

/// More than any honest answer: a PDF in base64 has some megabytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A call ready to be sent.
pub(crate) struct Outgoing {
    /// What messages call it: name, verb and template, never the address with its query.
    pub(crate) label: String,
    pub(crate) effect: Effect,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
}

/// A 2xx with its body.
struct Answered {
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Outgoing {
    /// A call of the table; `names` fill its template.
    pub(crate) fn new(operation: Operation, names: &[&str]) -> Result<Self, BillingError> {
        let (method, template) = (operation.method(), operation.template());
        Ok(Self {
            label: format!("{}: {} {template}", operation.name(), method.as_str()),
            effect: operation.effect(),
            method,
            path: operation.path(names)?,
            query: Vec::new(),
            body: None,
        })
    }

    /// The probe, which is no operation of the table.
    pub(crate) fn probe() -> Self {
        let path = "/api/web/namespaces".to_owned();
        let label = format!("Probe: GET {path}");
        Self { label, effect: Effect::Reads, method: Method::Get, path, query: Vec::new(), body: None }
    }

    pub(crate) fn query(mut self, key: &'static str, value: impl ToString) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    pub(crate) fn body(mut self, body: &impl Serialize) -> Result<Self, BillingError> {
        let unwritable = |error| BillingError::internal(format!("{} cannot be written: {error}", self.label));
        self.body = Some(serde_json::to_vec(body).map_err(unwritable)?);
        Ok(self)
    }
}

impl RemoteBackend {
    /// Sends and decodes into the noun of a shape.
    pub(crate) async fn ask<S: Shape>(&self, call: &Outgoing) -> Result<S::Noun, BillingError> {
        let shape: S = self.fetch(call).await?;
        shape.decode().map_err(|error| failure::unreadable(call, &error.message))
    }

    /// Sends and reads the JSON of the answer.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: &Outgoing) -> Result<T, BillingError> {
        let answered = self.send(call).await?;
        serde_json::from_slice(&answered.body).map_err(|error| {
            let error = failure::unreadable(call, &error.to_string());
            failure::with_id_of(&answered.headers, error)
        })
    }

    /// Sends; a 2xx is enough.
    pub(crate) async fn tell(&self, call: &Outgoing) -> Result<(), BillingError> {
        self.send(call).await.map(|_| ())
    }

    async fn send(&self, call: &Outgoing) -> Result<Answered, BillingError> {
        let deadline = Instant::now() + self.options.deadline;
        let attempts_max = match call.effect {
            Effect::Reads => self.options.attempts_max,
            Effect::Writes => 1,
        };
        let mut attempt = 1;
        loop {
            let failed = match timeout_at(deadline, self.send_once(call)).await {
                Ok(Ok(answered)) => return Ok(answered),
                Ok(Err(failed)) => failed,
                Err(_) => return Err(failure::too_late(call, self.options.deadline)),
            };
            let pause = retry::pause(&failed, attempt).filter(|pause| Instant::now() + *pause < deadline);
            match pause {
                Some(pause) if attempt < attempts_max => sleep(pause).await,
                _ => return Err(failed.error),
            }
            attempt += 1;
        }
    }

    async fn send_once(&self, call: &Outgoing) -> Result<Answered, Failed> {
        let address = &self.options.address;
        let url = format!("{}{}", address.base(), call.path);
        let mut request = self.client.request(verb(call.method), url).query(&call.query);
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let sent = request.send().await;
        let response = sent.map_err(|error| failure::not_answered(call, address, error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = read(response).await.map_err(|error| failure::broken_off(call, error))?;
        let body = body.ok_or_else(|| failure::too_long(call))?;
        if status.is_success() {
            return Ok(Answered { headers, body });
        }
        Err(failure::refused(call, status, &headers, &body))
    }
}

/// The whole body, or `None` when it is longer than any honest one.
async fn read(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_BYTES_MAX {
            return Ok(None);
        }
    }
    Ok(Some(body))
}

fn verb(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}
