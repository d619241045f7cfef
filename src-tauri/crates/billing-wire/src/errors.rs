//! How a failure travels: the body `{code, details, message}` and the two code maps, gRPC and HTTP.

use billing_domain::{BillingError, ErrorCode};
use serde::Serialize;
use serde_json::Value;

/// The body of every failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorBody {
    /// The gRPC code.
    pub code: i64,
    /// More about it; we send none.
    pub details: Vec<ErrorDetail>,
    /// For the person.
    pub message: String,
}

/// One detail. Its value may once have been bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorDetail {
    /// What kind of detail.
    pub type_url: String,
    /// The detail.
    pub value: String,
}

/// Code, gRPC number, HTTP status. Where two codes share a status, the body's number tells them apart.
const CODES: [(ErrorCode, i64, u16); 12] = [
    (ErrorCode::InvalidInput, 3, 400),
    (ErrorCode::NotFound, 5, 404),
    (ErrorCode::FailedPrecondition, 9, 409),
    (ErrorCode::AlreadyExists, 6, 409),
    (ErrorCode::PermissionDenied, 7, 403),
    (ErrorCode::ResourceExhausted, 8, 429),
    (ErrorCode::Unauthenticated, 16, 401),
    (ErrorCode::DeadlineExceeded, 4, 504),
    (ErrorCode::Unavailable, 14, 503),
    (ErrorCode::Cancelled, 1, 499),
    (ErrorCode::Unsupported, 12, 501),
    (ErrorCode::Internal, 13, 500),
];

/// The gRPC number of a code.
#[must_use]
pub fn grpc_code(code: ErrorCode) -> i64 {
    CODES.iter().find(|row| row.0 == code).map_or(13, |row| row.1)
}

/// The HTTP status of a code.
#[must_use]
pub fn http_status(code: ErrorCode) -> u16 {
    CODES.iter().find(|row| row.0 == code).map_or(500, |row| row.2)
}

/// The code behind a gRPC number; `None` for 0, "unknown" and numbers nobody defined.
#[must_use]
pub fn from_grpc(number: i64) -> Option<ErrorCode> {
    match number {
        10 => Some(ErrorCode::FailedPrecondition), // aborted: somebody else was faster
        11 => Some(ErrorCode::InvalidInput),       // out of range
        15 => Some(ErrorCode::Internal),           // data loss
        _ => CODES.iter().find(|row| row.1 == number).map(|row| row.0),
    }
}

/// The code behind an HTTP status alone, when the body does not say.
#[must_use]
pub fn from_http(status: u16) -> ErrorCode {
    match status {
        405 => ErrorCode::Unsupported,
        408 => ErrorCode::DeadlineExceeded,
        502 => ErrorCode::Unavailable,
        _ => match CODES.iter().find(|row| row.2 == status) {
            Some(row) => row.0,
            None if (400..500).contains(&status) => ErrorCode::InvalidInput,
            None => ErrorCode::Internal,
        },
    }
}

impl From<&BillingError> for ErrorBody {
    fn from(error: &BillingError) -> Self {
        Self { code: grpc_code(error.code), details: Vec::new(), message: error.message.clone() }
    }
}

/// The error behind a failed answer, whatever its body: ours, a bare string, or a proxy's page.
///
/// The number in the body is believed first, then the status.
#[must_use]
pub fn read_error(status: u16, body: &[u8]) -> BillingError {
    let (number, message) = match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => (fields.get("code").and_then(Value::as_i64), object_message(&fields)),
        Ok(Value::String(text)) => (None, Some(text)),
        _ => (None, None),
    };
    let code = number.and_then(from_grpc).unwrap_or_else(|| from_http(status));
    let message = message.filter(|text| !text.trim().is_empty());
    BillingError::new(code, message.unwrap_or_else(|| "The tenant gave no reason.".to_owned()))
}

/// `message`, or the first detail when there is none.
fn object_message(fields: &serde_json::Map<String, Value>) -> Option<String> {
    let message = fields.get("message").and_then(Value::as_str).filter(|text| !text.is_empty());
    let detail = || fields.get("details")?.get(0)?.get("value")?.as_str();
    message.or_else(detail).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_survives_the_way_out_and_back() {
        for (code, ..) in CODES {
            let body = serde_json::to_vec(&ErrorBody::from(&BillingError::new(code, "No."))).unwrap();
            assert_eq!(read_error(http_status(code), &body), BillingError::new(code, "No."));
        }
    }

    #[test]
    fn a_live_body_is_understood() {
        let body = r#"{"code":6,"details":[{"type_url":"type.googleapis.com/x","value":"\ufffdCreateResource"}],
            "message":"Another site with that name already exists"}"#;
        let error = read_error(409, body.as_bytes());
        assert_eq!(error.code, ErrorCode::AlreadyExists);
        assert_eq!(error.message, "Another site with that name already exists");
    }

    #[test]
    fn bodies_without_a_code_fall_back_to_the_status() {
        let cases: [(u16, &[u8], ErrorCode); 6] = [
            (403, br#""not allowed""#, ErrorCode::PermissionDenied),
            (502, b"<html>bad gateway</html>", ErrorCode::Unavailable),
            (409, b"{}", ErrorCode::FailedPrecondition),
            (429, b"", ErrorCode::ResourceExhausted),
            (422, br#"{"code":0,"message":"odd"}"#, ErrorCode::InvalidInput),
            (500, br#"{"code":"EINTERNAL"}"#, ErrorCode::Internal),
        ];
        for (status, body, code) in cases {
            assert_eq!(read_error(status, body).code, code, "{status}");
        }
        assert_eq!(read_error(403, br#""not allowed""#).message, "not allowed");
    }
}
