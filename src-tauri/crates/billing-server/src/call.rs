//! One call as a handler sees it: names of the path, query, body. Bad input ends here as a 400, 413 or 415.

use crate::failure::Failure;
use crate::json;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use billing_domain::{BillingError, Namespace};
use billing_wire::Shape;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::str::FromStr;

/// What a handler gives back.
pub(crate) type Answer = Result<Response, Failure>;

/// Everything a caller said.
pub(crate) struct Call {
    names: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        json::check_encoding(parts.uri.path())?;
        json::check_encoding(parts.uri.query().unwrap_or_default())?;
        let names = match RawPathParams::from_request_parts(&mut parts, state).await {
            Ok(names) => names.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            // A route without placeholders has no names.
            Err(RawPathParamsRejection::MissingPathParams(_)) => Vec::new(),
            Err(_) => return Err(BillingError::invalid("A name in the path is not UTF-8.").into()),
        };
        let query = Query::<Vec<(String, String)>>::from_request_parts(&mut parts, state)
            .await
            .map_err(|_| BillingError::invalid("The query of the address cannot be read."))?;
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await.map_err(unreadable)?;
        Ok(Self { names, query: query.0, headers, body })
    }
}

fn unreadable(rejection: axum::extract::rejection::BytesRejection) -> Failure {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::too_large(),
        _ => BillingError::invalid("The body broke off.").into(),
    }
}

impl Call {
    /// A name of the path.
    pub(crate) fn name(&self, placeholder: &str) -> Result<&str, Failure> {
        let found = self.names.iter().find(|(key, _)| key == placeholder);
        let missing = || BillingError::internal(format!("The route has no {{{placeholder}}}."));
        found.map(|(_, value)| value.as_str()).ok_or_else(|| missing().into())
    }

    /// The namespace of the path.
    pub(crate) fn namespace(&self) -> Result<Namespace, Failure> {
        Ok(Namespace::new(self.name("namespace")?)?)
    }

    /// A query parameter that may be absent; empty counts as absent.
    pub(crate) fn query<T: FromStr>(&self, key: &str) -> Result<Option<T>, Failure> {
        let Some(text) = self.queries(key).into_iter().find(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let wrong = || BillingError::invalid(format!("{text:?} is no value for {key}."));
        text.parse().map(Some).map_err(|_| wrong().into())
    }

    /// A query parameter that must be there.
    pub(crate) fn required_query(&self, key: &str) -> Result<String, Failure> {
        let missing = || BillingError::invalid(format!("Say which one: ?{key}=..."));
        self.query(key)?.ok_or_else(|| missing().into())
    }

    /// Every value of a repeated query parameter.
    pub(crate) fn queries(&self, key: &str) -> Vec<&str> {
        self.query.iter().filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect()
    }

    /// The body, which must be there.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        if self.body.is_empty() {
            return Err(BillingError::invalid("This call needs a JSON body.").into());
        }
        if !is_json(&self.headers) {
            return Err(Failure::wrong_media("application/json"));
        }
        Ok(json::read(&self.body)?)
    }

    /// The body of a call that real clients also send without one.
    pub(crate) fn optional_body<T: DeserializeOwned + Default>(&self) -> Result<T, Failure> {
        if self.body.is_empty() { Ok(T::default()) } else { self.body() }
    }

    /// A body may repeat a name of the path; it may not contradict it.
    pub(crate) fn check_same(&self, placeholder: &str, said: Option<&str>) -> Result<(), Failure> {
        let path = self.name(placeholder)?;
        match said {
            Some(body) if !body.is_empty() && body != path => {
                let message = format!("The body says {placeholder} {body:?}, the path says {path:?}.");
                Err(BillingError::invalid(message).into())
            }
            _ => Ok(()),
        }
    }
}

/// The media type without its parameters, in small letters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = media_type(headers);
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}

/// The noun as a 200 with its JSON.
pub(crate) fn answer<S: Shape>(noun: &S::Noun) -> Answer {
    Ok(Json(S::encode(noun)?).into_response())
}

/// A 200 with `{}`.
pub(crate) fn done() -> Answer {
    Ok(Json(Value::Object(serde_json::Map::new())).into_response())
}
