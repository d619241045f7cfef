//! How the program ends when it does not end well.

use billing_domain::{BillingError, ErrorCode};
use std::fmt::Display;
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub struct Failure {
    error: BillingError,
    exit: u8,
}

impl Failure {
    /// The system said no.
    pub fn system(what: &str, error: &dyn Display) -> Self {
        BillingError::new(ErrorCode::Unavailable, format!("{what}: {error}.")).into()
    }

    /// The arguments make no sense together.
    pub fn arguments(message: impl Into<String>) -> Self {
        Self { error: BillingError::invalid(message), exit: 2 }
    }

    /// Tells the person, and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        eprintln!("error[{}]: {}", self.error.code, self.error.message);
        ExitCode::from(self.exit)
    }
}

impl From<BillingError> for Failure {
    fn from(error: BillingError) -> Self {
        Self { error, exit: 1 }
    }
}
