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
}

impl Failure {
    pub(crate) fn unknown_path() -> Self {
        BillingError::not_found("This server has no such path.").into()
    }

    pub(crate) fn wrong_method() -> Self {
        let error = BillingError::new(ErrorCode::Unsupported, "This path does not take that method.");
        Self { status: StatusCode::METHOD_NOT_ALLOWED, error }
    }

    pub(crate) fn too_large() -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            error: BillingError::invalid("The body is larger than any this API takes."),
        }
    }

    pub(crate) fn not_json() -> Self {
        let error =
            BillingError::invalid("Send the body as JSON, with the header content-type: application/json.");
        Self { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, error }
    }
}

impl From<BillingError> for Failure {
    fn from(error: BillingError) -> Self {
        let status = StatusCode::from_u16(http_status(error.code));
        Self { status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), error }
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
        // An id that came from further up is the one worth quoting; else this call's own is set outside.
        if let Some(id) = self.error.request_id.and_then(|id| HeaderValue::from_str(&id).ok()) {
            headers.insert("x-request-id", id);
        }
        response
    }
}
