//! Remote tenants: where one is, how one proves who one is there, and what a test of the connection finds.
//!
//! [`TenantConnector`] is the seam: `billing-remote` opens connections, and a shell hands it to whoever needs one.

mod anomalies;
mod findings;

pub use anomalies::{Anomaly, AnomalyCode};
pub use findings::{Finding, FindingCode};

use crate::{BillingBackend, BillingError, LocalExtras};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Everything about a connection that is no secret: it may be shown, and lie in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TenantConnection {
    /// The normalised base address, such as `https://acme.console.ves.volterra.io`.
    pub address: String,
    /// Certificates (PEM) to trust beside those of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_ca: Option<String>,
    /// The proxy to go through, such as `http://proxy.example:3128`; without it the system's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
}

/// What proves who one is. It lies in the system's keychain and nowhere else, and is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Credential {
    /// An API token.
    Token {
        /// The token, trimmed.
        token: String,
    },
    /// A client certificate with its key; what came as P12 has become PEM.
    Certificate {
        /// The certificate and its chain, PEM.
        certificates: String,
        /// The private key, PEM.
        private_key: String,
    },
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token { .. } => "Credential::Token(..)",
            Self::Certificate { .. } => "Credential::Certificate(..)",
        })
    }
}

/// An open connection.
#[derive(Clone)]
pub struct Tenant {
    /// The tenant's name: the first label of its address.
    pub name: String,
    /// The 26 operations.
    pub backend: Arc<dyn BillingBackend>,
    /// What our own server offers beside them; another tenant answers `Unsupported`.
    pub extras: Arc<dyn LocalExtras>,
}

/// One step of a test, in the order in which they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestStep {
    /// Does the name of the host lead anywhere?
    Dns,
    /// Does somebody answer at that address?
    Connect,
    /// Is the server's certificate one to trust?
    Tls,
    /// Is the credential known there?
    Authentication,
    /// May it read billing?
    Permission,
    /// Do both clocks agree?
    Clock,
}

impl TestStep {
    /// All of them, in order.
    pub const ALL: [Self; 6] =
        [Self::Dns, Self::Connect, Self::Tls, Self::Authentication, Self::Permission, Self::Clock];
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// As it should be; what was found.
    Passed(Finding),
    /// Good enough to work with; what one should know.
    Warning(Finding),
    /// It cannot go on from here: what happened, and what to do.
    Failed(BillingError),
    /// Not tried: a step before it failed, or it has no meaning here (TLS on this machine).
    Skipped(Finding),
}

/// One step and its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepReport {
    /// Which.
    pub step: TestStep,
    /// How it ended.
    pub outcome: StepOutcome,
    /// How long it took.
    pub millis: u64,
}

/// What a pasted address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressFacts {
    /// Scheme and host, no slash at the end.
    pub base: String,
    /// The tenant's name.
    pub tenant: String,
}

/// Opens connections to tenants. Nothing here keeps a credential longer than the connection lives.
#[async_trait]
pub trait TenantConnector: Send + Sync {
    /// Normalises what was pasted: with or without `/api`, slashes, short and staging form.
    fn read_address(&self, pasted: &str) -> Result<AddressFacts, BillingError>;

    /// Checks a token as it was pasted; blanks and line ends around it do not count.
    fn read_token(&self, pasted: &str) -> Result<Credential, BillingError>;

    /// Reads a certificate file: P12 with its password, or PEM with certificate and key.
    ///
    /// Wrong password, no key, two keys and junk each have a message of their own that says what to do.
    fn read_certificate(&self, file: &[u8], password: &str) -> Result<Credential, BillingError>;

    /// Makes the client. Sends nothing.
    fn connect(&self, connection: &TenantConnection, credential: &Credential)
    -> Result<Tenant, BillingError>;

    /// Goes step by step and tells of each as it ends; stops at the first that failed and tells the rest as skipped.
    async fn test(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
        told: &(dyn Fn(StepReport) + Send + Sync),
    ) -> Vec<StepReport>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_never_printed() {
        let token = Credential::Token { token: "canary".to_owned() };
        let certificate =
            Credential::Certificate { certificates: "canary".to_owned(), private_key: "canary".to_owned() };
        assert!(!format!("{token:?} {certificate:?}").contains("canary"));
    }
}
