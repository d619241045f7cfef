//! One call: built from the operation table, sent in its turn and within its deadline, retried when it only reads.
//!
//! A call lives in the future that awaits it: when that is dropped, the connection or stream is given up at once and
//! nothing goes on behind its back.

use crate::answer::{self, Answered};
use crate::backend::RemoteBackend;
use crate::failure::{self, Failed};
use crate::retry;
use billing_domain::BillingError;
use billing_wire::extras::ExtraOperation;
use billing_wire::operations::Effect;
use billing_wire::{Method, Operation, Shape};
use reqwest::Url;
use reqwest::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep, timeout_at};

/// A call ready to be sent.
pub(crate) struct Outgoing {
    /// What messages call it: name, verb and template, never the address with its query.
    pub(crate) label: String,
    pub(crate) effect: Effect,
    /// A write that may be sent again all the same, because the tenant knows it by its key.
    is_known_by_key: bool,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    media: &'static str,
    body: Option<Vec<u8>>,
}

impl Outgoing {
    /// A call of the table; `names` fill its template.
    pub(crate) fn new(operation: Operation, names: &[&str]) -> Result<Self, BillingError> {
        let (method, template) = (operation.method(), operation.template());
        let path = operation.path(names)?;
        Ok(Self::to(operation.name(), operation.effect(), method, template, path))
    }

    /// A call of our own server's extras.
    pub(crate) fn extra(extra: ExtraOperation) -> Self {
        let path = extra.path();
        Self::to(extra.name(), extra.effect(), extra.method(), path, path.to_owned())
    }

    /// The probe, which is no operation of the table.
    pub(crate) fn probe() -> Self {
        let path = "/api/web/namespaces";
        Self::to("Probe", Effect::Reads, Method::Get, path, path.to_owned())
    }

    /// Asks who one is.
    pub(crate) fn who_am_i() -> Self {
        let path = "/api/web/custom/namespaces/system/whoami";
        Self::to("WhoAmI", Effect::Reads, Method::Get, path, path.to_owned())
    }

    fn to(name: &str, effect: Effect, method: Method, template: &str, path: String) -> Self {
        Self {
            label: format!("{name}: {} {template}", method.as_str()),
            effect,
            is_known_by_key: false,
            method,
            path,
            query: Vec::new(),
            headers: Vec::new(),
            media: "application/json",
            body: None,
        }
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

    /// A body that is no JSON, under a key by which the tenant knows it again.
    pub(crate) fn keyed(
        mut self,
        header: &'static str,
        key: String,
        media: &'static str,
        body: Vec<u8>,
    ) -> Self {
        self.headers.push((header, key));
        (self.media, self.body, self.is_known_by_key) = (media, Some(body), true);
        self
    }

    /// Whether the tenant may have changed something once this has been sent.
    pub(crate) fn writes(&self) -> bool {
        self.effect == Effect::Writes
    }

    fn may_be_repeated(&self) -> bool {
        !self.writes() || self.is_known_by_key
    }
}

impl RemoteBackend {
    /// Sends and decodes into the noun of a shape.
    pub(crate) async fn ask<S: Shape>(&self, call: &Outgoing) -> Result<S::Noun, BillingError> {
        let shape: S = self.fetch(call).await?;
        shape.decode().map_err(|error| failure::senseless(call, &error.message))
    }

    /// Sends and reads the JSON of the answer.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: &Outgoing) -> Result<T, BillingError> {
        self.send(call, |answered| answered.json(call)).await
    }

    /// Sends; a 2xx is enough, as long as it is the tenant's and not some page's.
    pub(crate) async fn tell(&self, call: &Outgoing) -> Result<(), BillingError> {
        self.send(call, |answered| answered.nothing_else(call)).await
    }

    /// Sends, reads with `read`, and sends again what may be sent again.
    pub(crate) async fn send<T>(
        &self,
        call: &Outgoing,
        read: impl Fn(&Answered) -> Result<T, Failed>,
    ) -> Result<T, BillingError> {
        let deadline = Instant::now() + self.options.deadline;
        let attempts_max = if call.may_be_repeated() { self.options.attempts_max } else { 1 };
        let mut attempt = 1;
        loop {
            let failed = match self.attempt(call, deadline).await.and_then(|answered| read(&answered)) {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let pause = retry::pause(&failed, attempt).filter(|pause| Instant::now() + *pause < deadline);
            match pause {
                Some(pause) if attempt < attempts_max => sleep(pause).await,
                _ => return Err(failed.error),
            }
            attempt += 1;
        }
    }

    /// Waits for a turn and sends once.
    async fn attempt(&self, call: &Outgoing, deadline: Instant) -> Result<Answered, Failed> {
        let patience = self.options.deadline;
        self.options.air_gap.check(&call.label).map_err(Failed::for_good)?;
        let Ok(turn) = timeout_at(deadline, self.turns.acquire()).await else {
            return Err(failure::no_turn(call, patience));
        };
        // Only a closed semaphore gives none, and nothing closes it.
        let _turn = turn.map_err(|_| failure::no_turn(call, patience))?;
        // With less time than a connection may take, nobody could say later whether a write was sent at all.
        if call.writes() && deadline < Instant::now() + self.options.connect_max() {
            return Err(failure::no_turn(call, patience));
        }
        match timeout_at(deadline, self.send_once(call)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(failure::too_late(call, patience)),
        }
    }

    async fn send_once(&self, call: &Outgoing) -> Result<Answered, Failed> {
        let mut request = self.client.request(verb(call.method), self.url(call)?);
        // A cache between here and there must not answer in the tenant's stead.
        request = request.header(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, call.media).body(body.clone());
        }
        let response =
            request.send().await.map_err(|error| failure::not_answered(call, &self.options, error))?;
        let answered = answer::read(call, response, self.options.answer_bytes_max).await?;
        if answered.status.is_success() {
            return Ok(answered);
        }
        Err(failure::refused(call, &self.options, &answered))
    }

    /// The address of a call, which is at home: no name in a path leads to another host.
    fn url(&self, call: &Outgoing) -> Result<Url, Failed> {
        let not_at_home = || {
            let message = format!("This call would leave {}: it was not sent. ({})", self.home, call.label);
            Failed::for_good(BillingError::internal(message))
        };
        let text = format!("{}{}", self.options.address.base(), call.path);
        let mut url = Url::parse(&text).map_err(|_| not_at_home())?;
        if url.origin() != self.home.origin() || !url.username().is_empty() {
            return Err(not_at_home());
        }
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        Ok(url)
    }
}

fn verb(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
    }
}
