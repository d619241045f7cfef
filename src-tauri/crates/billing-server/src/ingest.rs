//! Taking in usage: read to the end first, then handed on series by series; repeats are known by their key.
//!
//! A body with one wrong line changes nothing. The backend takes each series whole or not at all, and a fact that is
//! there already changes nothing either, so that sending a body again after a failure is always right. Keys are
//! remembered while the server runs; a body repeated after that counts as unchanged.

mod batch;

use crate::app::Api;
use crate::auth::Caller;
use crate::call::{Answer, answer, media_type};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use batch::Batch;
use billing_domain::extras::IngestCounts;
use billing_domain::{BillingError, LocalExtras};
use billing_wire::extras::{IDEMPOTENCY_KEY, IngestAnswer, NDJSON};
use std::collections::{HashMap, VecDeque};
use tokio::sync::Mutex;

/// Media types that mean one JSON object a line.
const LINES: [&str; 3] = [NDJSON, "application/ndjson", "application/jsonl"];

/// So many keys are remembered; the oldest go first.
const KEYS_MAX: usize = 10_000;

/// The ingests that were answered: by caller and key.
#[derive(Default)]
pub(crate) struct Ingests(Mutex<Answered>);

#[derive(Default)]
struct Answered {
    by_key: HashMap<Key, ([u8; 32], IngestCounts)>,
    oldest_first: VecDeque<Key>,
}

/// Two callers never share a key.
type Key = (String, String);

pub(crate) async fn ingest(
    State(api): State<Api>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Answer {
    let extras = std::sync::Arc::clone(api.extras()?);
    if !LINES.contains(&media_type(request.headers()).as_str()) {
        return Err(Failure::wrong_media(NDJSON));
    }
    let key = idempotency_key(request.headers())?;
    let batch = Batch::read(request.into_body(), api.options.limits.ingest_bytes).await?;
    let counts = match key {
        Some(key) => api.ingests.once((caller.name, key), batch, extras.as_ref()).await?,
        None => take(batch, extras.as_ref()).await?,
    };
    answer::<IngestAnswer>(&counts)
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, BillingError> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    if (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(Some(text.to_owned()));
    }
    let message = format!("The header {IDEMPOTENCY_KEY} has 1 to 128 visible ASCII characters.");
    Err(BillingError::invalid(message))
}

impl Ingests {
    /// The answer of the first time, or the first time itself. Holds the lock, so that of two at once one waits.
    async fn once(
        &self,
        key: Key,
        batch: Batch,
        extras: &dyn LocalExtras,
    ) -> Result<IngestCounts, BillingError> {
        let mut answered = self.0.lock().await;
        match answered.by_key.get(&key) {
            Some((digest, counts)) if *digest == batch.digest => return Ok(*counts),
            Some(_) => {
                let message =
                    "This idempotency key came before with another body: take a new key for a new body.";
                return Err(BillingError::refused(message));
            }
            None => {}
        }
        let digest = batch.digest;
        let counts = take(batch, extras).await?;
        if answered.oldest_first.len() == KEYS_MAX
            && let Some(oldest) = answered.oldest_first.pop_front()
        {
            answered.by_key.remove(&oldest);
        }
        answered.oldest_first.push_back(key.clone());
        answered.by_key.insert(key, (digest, counts));
        Ok(counts)
    }
}

/// Series by series, each whole or not at all.
async fn take(batch: Batch, extras: &dyn LocalExtras) -> Result<IngestCounts, BillingError> {
    let all = batch.series.len();
    let mut sum = IngestCounts::default();
    for (done, (series, facts)) in batch.series.into_iter().enumerate() {
        let counts = extras.ingest_usage(&series, &facts).await.map_err(|mut error| {
            error.message = format!(
                "{} It was the series of {}/{} {}; {done} of {all} series were taken in before it, and sending the \
                 same body again changes nothing of those.",
                error.message, series.namespace, series.object, series.metric_label
            );
            error
        })?;
        sum.new += counts.new;
        sum.unchanged += counts.unchanged;
        sum.restated += counts.restated;
        sum.refused += counts.refused;
    }
    Ok(sum)
}
