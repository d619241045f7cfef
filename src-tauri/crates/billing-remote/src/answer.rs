//! What came back: the whole body or an error, and JSON or an error.

use crate::call::Outgoing;
use crate::failure::{self, Failed};
use chrono::{DateTime, Utc};
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};
use reqwest::{Response, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

/// An answer with its whole body.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The whole body, piece by piece as it is unpacked, and never more than `bytes_max`.
pub(crate) async fn read(
    call: &Outgoing,
    mut response: Response,
    bytes_max: usize,
) -> Result<Answered, Failed> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    loop {
        let piece =
            response.chunk().await.map_err(|error| failure::broken_off(call, status, &headers, error))?;
        let Some(piece) = piece else { return Ok(Answered { status, headers, body }) };
        if body.len() + piece.len() > bytes_max {
            return Err(failure::too_long(call, status));
        }
        body.extend_from_slice(&piece);
    }
}

impl Answered {
    /// The JSON of the answer.
    pub(crate) fn json<T: DeserializeOwned>(&self, call: &Outgoing) -> Result<T, Failed> {
        if self.is_page() {
            return Err(failure::page(call, self));
        }
        serde_json::from_slice(&self.body).map_err(|error| failure::unreadable(call, self, &error))
    }

    /// Any JSON, or nothing at all.
    pub(crate) fn nothing_else(&self, call: &Outgoing) -> Result<(), Failed> {
        if self.body.is_empty() {
            return Ok(());
        }
        self.json::<IgnoredAny>(call).map(|_| ())
    }

    /// The tenant's clock, when it says what time it is.
    pub(crate) fn date(&self) -> Option<DateTime<Utc>> {
        http_date(self.headers.get(DATE)?.to_str().ok()?)
    }

    /// A web page: a network that wants a login, a proxy's own words.
    pub(crate) fn is_page(&self) -> bool {
        let media = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        media.trim().to_ascii_lowercase().starts_with("text/html")
            || self.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
    }
}

/// A date in any of the three forms of HTTP.
pub(crate) fn http_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text.trim()).ok().map(DateTime::from)
}
