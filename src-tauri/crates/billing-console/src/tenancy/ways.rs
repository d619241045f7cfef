//! How tenants are reached that have no way of their own: the proxy and the certificates of Settings.

use crate::settings::NetworkSettings;
use async_trait::async_trait;
use billing_domain::BillingError;
use billing_domain::tenants::{
    AddressFacts, Credential, StepReport, Tenant, TenantConnection, TenantConnector,
};
use std::sync::Arc;

/// A connector that takes the ways of Settings where a connection names none. What is kept of an account stays its own.
pub(crate) struct Ways {
    pub(crate) connector: Arc<dyn TenantConnector>,
    pub(crate) network: NetworkSettings,
}

impl Ways {
    fn of(&self, connection: &TenantConnection) -> TenantConnection {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let own_proxy = connection.proxy.as_deref().and_then(given);
        // Certificates add up: those of the account do not make those of the house wrong.
        let certificates: Vec<String> =
            [connection.custom_ca.as_deref().and_then(given), given(&self.network.custom_ca)]
                .into_iter()
                .flatten()
                .collect();
        TenantConnection {
            address: connection.address.clone(),
            proxy: own_proxy.or_else(|| given(&self.network.proxy)),
            custom_ca: Some(certificates.join("\n")).filter(|text| !text.is_empty()),
        }
    }
}

#[async_trait]
impl TenantConnector for Ways {
    fn read_address(&self, pasted: &str) -> Result<AddressFacts, BillingError> {
        self.connector.read_address(pasted)
    }

    fn read_token(&self, pasted: &str) -> Result<Credential, BillingError> {
        self.connector.read_token(pasted)
    }

    fn read_certificate(&self, file: &[u8], password: &str) -> Result<Credential, BillingError> {
        self.connector.read_certificate(file, password)
    }

    fn connect(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
    ) -> Result<Tenant, BillingError> {
        self.connector.connect(&self.of(connection), credential)
    }

    async fn test(
        &self,
        connection: &TenantConnection,
        credential: &Credential,
        told: &(dyn Fn(StepReport) + Send + Sync),
    ) -> Vec<StepReport> {
        self.connector.test(&self.of(connection), credential, told).await
    }
}
