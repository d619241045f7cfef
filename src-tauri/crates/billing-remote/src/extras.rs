//! What our own server offers beside the public API, asked of any tenant.
//!
//! Whether it offers anything is asked once and remembered; a tenant that is not ours says "unknown path", and everything
//! here is `Unsupported` from then on.

use crate::backend::RemoteBackend;
use crate::call::Outgoing;
use async_trait::async_trait;
use billing_domain::extras::IngestCounts;
use billing_domain::payment_methods::PaymentMethod;
use billing_domain::usage::{HourlyFact, Series};
use billing_domain::{BillingError, ErrorCode, LocalExtras};
use billing_wire::Shape;
use billing_wire::extras::{
    Capabilities, ExtraOperation, IDEMPOTENCY_KEY, IngestAnswer, NDJSON, PaymentMethodList, PriceBook,
    UsageLine,
};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The extras of one tenant.
#[derive(Debug, Clone)]
pub struct RemoteExtras {
    remote: RemoteBackend,
    /// What the tenant offers; empty when it is not ours.
    offered: Arc<OnceCell<Capabilities>>,
}

impl RemoteExtras {
    /// Over the same connections as `remote`. Asks nothing yet.
    #[must_use]
    pub fn new(remote: RemoteBackend) -> Self {
        Self { remote, offered: Arc::default() }
    }

    /// Refuses what the tenant does not offer.
    async fn require(&self, operation: ExtraOperation) -> Result<Outgoing, BillingError> {
        let offered = self.offered.get_or_try_init(|| self.ask()).await?;
        if offered.offers(operation) {
            return Ok(Outgoing::extra(operation));
        }
        let what = match operation {
            ExtraOperation::ListPaymentMethods => {
                "This tenant does not list its payment methods: the public API has no such call. What was created from here \
                 is kept in the account's own list."
            }
            ExtraOperation::IngestUsage => "This tenant meters usage itself and takes none in.",
            ExtraOperation::GetPriceBook => {
                "This tenant does not tell its price book: the public API has no such call."
            }
            _ => "This tenant does not offer that: the public API has no such call.",
        };
        Err(BillingError::new(ErrorCode::Unsupported, format!("{what} ({})", operation.name())))
    }

    async fn ask(&self) -> Result<Capabilities, BillingError> {
        let answer = self.remote.fetch(&Outgoing::extra(ExtraOperation::Capabilities)).await;
        match answer {
            // Whoever is not asked for by name is not ours, whatever its JSON.
            Ok(Capabilities { server: Some(server), .. }) if server != "counterfoil" => {
                Ok(Capabilities::default())
            }
            Err(error) if error.code == ErrorCode::NotFound => Ok(Capabilities::default()),
            other => other,
        }
    }
}

#[async_trait]
impl LocalExtras for RemoteExtras {
    async fn list_payment_methods(&self) -> Result<Vec<PaymentMethod>, BillingError> {
        self.remote.ask::<PaymentMethodList>(&self.require(ExtraOperation::ListPaymentMethods).await?).await
    }

    async fn ingest_usage(
        &self,
        series: &Series,
        facts: &[HourlyFact],
    ) -> Result<IngestCounts, BillingError> {
        let call = self.require(ExtraOperation::IngestUsage).await?;
        let mut body = Vec::new();
        for fact in facts {
            let line = UsageLine::encode(&(series.clone(), *fact))?;
            serde_json::to_writer(&mut body, &line)
                .map_err(|error| BillingError::internal(format!("A fact cannot be written: {error}")))?;
            body.push(b'\n');
        }
        self.remote.ask::<IngestAnswer>(&call.keyed(IDEMPOTENCY_KEY, fresh_key(), NDJSON, body)).await
    }

    async fn price_book(&self) -> Result<Option<String>, BillingError> {
        self.remote.ask::<PriceBook>(&self.require(ExtraOperation::GetPriceBook).await?).await
    }
}

/// 128 bits that nobody has used: each RandomState is seeded anew.
fn fresh_key() -> String {
    let half = || RandomState::new().hash_one("ingest");
    format!("{:016x}{:016x}", half(), half())
}
