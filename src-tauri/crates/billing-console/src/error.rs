//! The one error shape the UI sees.

use billing_domain::{BillingError, ErrorCode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong: a code to branch on, a message for the person, the request id when there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommandError {
    /// Stable snake_case: `not_found`, `failed_precondition`, `bad_input`, `no_command`, ...
    pub code: String,
    /// What happened, what still works, what to do.
    pub message: String,
    /// The tenant's request id.
    pub request_id: Option<String>,
}

impl From<BillingError> for CommandError {
    fn from(error: BillingError) -> Self {
        Self { code: error.code.to_string(), message: error.message, request_id: error.request_id }
    }
}

impl CommandError {
    /// The input could not be read.
    #[must_use]
    pub fn bad_input(message: String) -> Self {
        Self { code: "bad_input".to_owned(), message, request_id: None }
    }

    /// No account is open.
    #[must_use]
    pub fn no_account() -> Self {
        BillingError::new(
            ErrorCode::FailedPrecondition,
            "No account is open. Open or create one under Accounts.",
        )
        .into()
    }
}
