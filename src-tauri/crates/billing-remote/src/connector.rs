//! Opens connections to tenants: the seam that the shells hand around.

use crate::backend::{RemoteBackend, RemoteOptions, token_header};
use crate::certificate;
use crate::extras::RemoteExtras;
use crate::gap::AirGap;
use crate::trial::Trial;
use async_trait::async_trait;
use billing_domain::BillingError;
use billing_domain::tenants::{
    AddressFacts, Credential, StepReport, Tenant, TenantConnection, TenantConnector,
};
use billing_wire::address::TenantAddress;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;

/// How long is waited for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a call in all, retries included.
    pub call: Duration,
    /// How often a call that only reads is sent at most.
    pub attempts_max: u32,
    /// How many calls of a connection are under way at the same time.
    pub calls_max: usize,
    /// For one step of a connection test.
    pub step: Duration,
    /// For a whole test.
    pub test: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(20),
            attempts_max: 3,
            calls_max: 4,
            step: Duration::from_secs(5),
            test: Duration::from_secs(20),
        }
    }
}

/// Makes clients of tenants and tests connections.
#[derive(Debug, Clone)]
pub struct Connector {
    air_gap: AirGap,
    patience: Patience,
    now: fn() -> DateTime<Utc>,
}

impl Connector {
    /// With the usual patience and the system's clock. While `air_gap` is on, nothing here opens a socket.
    #[must_use]
    pub fn new(air_gap: AirGap) -> Self {
        Self { air_gap, patience: Patience::default(), now: Utc::now }
    }

    /// With another patience.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// With another clock to hold the tenant's against.
    #[must_use]
    pub fn with_clock(self, now: fn() -> DateTime<Utc>) -> Self {
        Self { now, ..self }
    }

    fn remote(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
    ) -> Result<RemoteBackend, BillingError> {
        RemoteBackend::new(RemoteOptions {
            custom_ca: connection.custom_ca.clone().filter(|text| !text.trim().is_empty()),
            proxy: connection.proxy.clone().filter(|text| !text.trim().is_empty()),
            deadline: self.patience.call,
            attempts_max: self.patience.attempts_max,
            calls_max: self.patience.calls_max,
            air_gap: self.air_gap.clone(),
            ..RemoteOptions::with_credential(TenantAddress::parse(&connection.address)?, credential.clone())
        })
    }
}

#[async_trait]
impl TenantConnector for Connector {
    fn read_address(&self, pasted: &str) -> Result<AddressFacts, BillingError> {
        let address = TenantAddress::parse(pasted)?;
        Ok(AddressFacts { base: address.base(), tenant: address.tenant().to_owned() })
    }

    fn read_token(&self, pasted: &str) -> Result<Credential, BillingError> {
        let pasted = pasted.trim();
        // People paste the whole header as well.
        let token = pasted.strip_prefix("Authorization:").unwrap_or(pasted).trim();
        let token = token.strip_prefix("APIToken ").unwrap_or(token).trim();
        token_header(token)?;
        Ok(Credential::Token { token: token.to_owned() })
    }

    fn read_certificate(&self, file: &[u8], password: &str) -> Result<Credential, BillingError> {
        certificate::read(file, password, (self.now)())
    }

    fn connect(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
    ) -> Result<Tenant, BillingError> {
        self.air_gap.check("Connect")?;
        let remote = self.remote(connection, credential)?;
        Ok(Tenant {
            name: remote.options.address.tenant().to_owned(),
            backend: Arc::new(remote.clone()),
            extras: Arc::new(RemoteExtras::new(remote)),
        })
    }

    async fn test(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
        told: &(dyn Fn(StepReport) + Send + Sync),
    ) -> Vec<StepReport> {
        let patience = Patience { call: self.patience.step, attempts_max: 1, ..self.patience };
        let remote = Self { patience, ..self.clone() }.remote(connection, credential);
        Trial::new(self.patience, self.now, told).run(remote).await
    }
}
