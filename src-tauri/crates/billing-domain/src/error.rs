//! The one error of the seam: a code that somebody acts on, and a message for the person.

use std::fmt;

/// What a caller can act on. Codes survive HTTP and back (`api-facts`, point 6 maps them to gRPC and HTTP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The input is wrong; correcting it helps. gRPC 3, HTTP 400.
    InvalidInput,
    /// Nobody knows that name. gRPC 5, HTTP 404.
    NotFound,
    /// The name is taken. gRPC 6, HTTP 409.
    AlreadyExists,
    /// The caller may not do this. gRPC 7, HTTP 403.
    PermissionDenied,
    /// Too many requests. gRPC 8, HTTP 429.
    ResourceExhausted,
    /// A rule forbids it in the present state. gRPC 9, HTTP 409.
    FailedPrecondition,
    /// No valid credentials. gRPC 16, HTTP 401.
    Unauthenticated,
    /// The answer did not come in time; what happened is unknown. gRPC 4, HTTP 504.
    DeadlineExceeded,
    /// Cannot be reached now. gRPC 14, HTTP 503.
    Unavailable,
    /// The person stopped it.
    Cancelled,
    /// This account cannot do that at all. gRPC 12, HTTP 501.
    Unsupported,
    /// Stored data or an answer breaks an invariant; a defect. gRPC 13, HTTP 500.
    Internal,
}

impl ErrorCode {
    /// The stable snake_case name used in JSON, on the command line and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::NotFound => "not_found",
            Self::AlreadyExists => "already_exists",
            Self::PermissionDenied => "permission_denied",
            Self::ResourceExhausted => "resource_exhausted",
            Self::FailedPrecondition => "failed_precondition",
            Self::Unauthenticated => "unauthenticated",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::Unavailable => "unavailable",
            Self::Cancelled => "cancelled",
            Self::Unsupported => "unsupported",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refused rule or a failed call: code, message for the person, request id when there is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BillingError {
    /// What a program can branch on.
    pub code: ErrorCode,
    /// What happened, what still works, what to do. Never holds a secret.
    pub message: String,
    /// The tenant's request id, when the failure came over HTTP.
    pub request_id: Option<String>,
    /// True when what was asked may have been done although no answer came: only reading back tells.
    pub outcome_unknown: bool,
}

impl BillingError {
    /// An error with a code and a message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), request_id: None, outcome_unknown: false }
    }

    /// The input is wrong.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidInput, message)
    }

    /// Nobody knows `what`: "no payment method is called x".
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::NotFound, message)
    }

    /// A rule forbids it in the present state.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::FailedPrecondition, message)
    }

    /// An invariant is broken.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Internal, message)
    }

    /// The same error with the tenant's request id.
    #[must_use]
    pub fn with_request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = Some(id.into());
        self
    }

    /// The same error, of a call that may have been carried out all the same.
    #[must_use]
    pub fn with_unknown_outcome(mut self) -> Self {
        self.outcome_unknown = true;
        self
    }
}

impl From<crate::DecimalError> for BillingError {
    fn from(error: crate::DecimalError) -> Self {
        Self::invalid(format!("A number cannot be kept exactly: {error}."))
    }
}
