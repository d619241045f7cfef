//! A failed call as an answer: status, JSON body, and the request id that the failure already carries.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use billing_domain::{BillingError, ErrorCode};
use billing_wire::errors::{ErrorBody, http_status};

/// An error on its way out. The status follows from the code, except where HTTP has a word of its own.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    error: BillingError,
    /// Seconds after which it is worth trying again.
    retry_after: Option<u64>,
}

impl Failure {
    pub(crate) fn unknown_path() -> Self {
        BillingError::not_found("This server has no such path.").into()
    }

    pub(crate) fn wrong_method() -> Self {
        let error = BillingError::new(ErrorCode::Unsupported, "This path does not take that method.");
        Self { status: StatusCode::METHOD_NOT_ALLOWED, error, retry_after: None }
    }

    /// Wrong input for which HTTP has a status of its own.
    pub(crate) fn of_status(status: StatusCode, message: &str) -> Self {
        Self { status, error: BillingError::invalid(message), retry_after: None }
    }

    pub(crate) fn too_many(seconds: u64) -> Self {
        // A second at least: 0 would say "now".
        let seconds = seconds.max(1);
        let message = format!("Too many calls: try again in {seconds} s.");
        let mut failure = Self::from(BillingError::new(ErrorCode::ResourceExhausted, message));
        failure.retry_after = Some(seconds);
        failure
    }

    pub(crate) fn too_large() -> Self {
        Self::of_status(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than any this API takes.")
    }

    /// The body is not sent as `media`.
    pub(crate) fn wrong_media(media: &str) -> Self {
        let message = format!("Send the body with the header content-type: {media}.");
        Self::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE, &message)
    }
}

impl From<BillingError> for Failure {
    fn from(error: BillingError) -> Self {
        let status = StatusCode::from_u16(http_status(error.code));
        Self { status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), error, retry_after: None }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if self.error.code == ErrorCode::Internal {
            tracing::error!(message = %self.error.message, "a call failed inside");
        }
        let mut response = (self.status, Json(ErrorBody::from(&self.error))).into_response();
        let headers = response.headers_mut();
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("APIToken"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // An id that came from further up is the one worth quoting; else this call's own is set outside.
        if let Some(id) = self.error.request_id.and_then(|id| HeaderValue::from_str(&id).ok()) {
            headers.insert("x-request-id", id);
        }
        response
    }
}
