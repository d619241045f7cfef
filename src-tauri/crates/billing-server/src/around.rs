//! What wraps every call: size of the head, deadline, log.

use crate::app::Api;
use crate::auth::Caller;
use crate::failure::Failure;
use crate::rights::Endpoint;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use billing_domain::{BillingError, ErrorCode};
use billing_wire::extras::ExtraOperation;
use std::time::Instant;

/// Refuses a head that no honest caller sends.
pub(crate) async fn check_head(State(api): State<Api>, request: Request, next: Next) -> Response {
    let limits = &api.options.limits;
    let bytes: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if request.uri().to_string().len() > limits.uri_bytes {
        return Failure::of_status(StatusCode::URI_TOO_LONG, "The address is longer than any this API has.")
            .into_response();
    }
    if bytes > limits.header_bytes {
        let message = "The headers are larger than any this API takes.";
        return Failure::of_status(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, message).into_response();
    }
    next.run(request).await
}

/// Gives a call up that takes too long.
pub(crate) async fn within_deadline(
    State((api, endpoint)): State<(Api, Endpoint)>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let limits = &api.options.limits;
    let deadline = match endpoint {
        Endpoint::Extra(ExtraOperation::IngestUsage) => limits.ingest_deadline,
        _ => limits.deadline,
    };
    tokio::time::timeout(deadline, next.run(request)).await.map_err(|_| {
        let what = if endpoint.writes() {
            "It may have been done all the same: read back before you send it again."
        } else {
            "Nothing was changed; try again later, or ask for less."
        };
        let message = format!("The answer took longer than {} ms. {what}", deadline.as_millis());
        BillingError::new(ErrorCode::DeadlineExceeded, message).into()
    })
}

/// Logs the template, never the address: a query may be a secret (the id of a plan transition).
pub(crate) async fn log_call(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let template = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let started = Instant::now();
    let response = next.run(request).await;
    let caller = response.extensions().get::<Caller>().map(|caller| caller.name.as_str());
    tracing::info!(
        request_id = id,
        %method,
        template,
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        caller,
        "answered"
    );
    response
}
