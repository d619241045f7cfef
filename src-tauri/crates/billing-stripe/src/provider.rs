//! Stripe with one key: what it is called, and where each kind of request goes.

use crate::call::client;
use crate::secret::SecretKey;
use crate::{StripeAddress, charges, find, intents, payment_methods, refunds};
use async_trait::async_trait;
use billing_domain::BillingError;
use billing_domain::payment_methods::tokens::TokenFacts;
use billing_domain::payments::{
    Answer, ChargeOrder, Found, PaymentProvider, ProviderToken, RefundOrder, Sought,
};
use std::time::Duration;

/// How to reach Stripe.
#[derive(Debug, Clone)]
pub struct StripeOptions {
    /// Where.
    pub address: StripeAddress,
    /// With what.
    pub key: SecretKey,
    /// How long one request may take in all.
    pub deadline: Duration,
    /// Whether the other side really keeps idempotency keys. Stripe does; a stand-in may not.
    pub keeps_keys: bool,
}

impl StripeOptions {
    /// Stripe itself, with the patience of 30 s that a card network may need.
    #[must_use]
    pub fn new(key: SecretKey) -> Self {
        Self { address: StripeAddress::default(), key, deadline: Duration::from_secs(30), keeps_keys: true }
    }
}

/// Stripe as a payment provider.
#[derive(Debug, Clone)]
pub struct StripeProvider {
    pub(crate) client: reqwest::Client,
    pub(crate) options: StripeOptions,
}

impl StripeProvider {
    /// Makes the client; connects nowhere yet.
    ///
    /// # Errors
    /// `Internal` when TLS cannot be set up.
    pub fn new(options: StripeOptions) -> Result<Self, BillingError> {
        Ok(Self { client: client(&options)?, options })
    }
}

#[async_trait]
impl PaymentProvider for StripeProvider {
    fn name(&self) -> &str {
        "stripe"
    }

    fn label(&self) -> &str {
        if self.options.key.is_test() { "Stripe, test mode (no real money)" } else { "Stripe" }
    }

    fn is_test(&self) -> bool {
        self.options.key.is_test()
    }

    fn keeps_keys(&self) -> bool {
        self.options.keeps_keys
    }

    async fn charge(&self, order: &ChargeOrder) -> Answer {
        if intents::takes(order.token.expose()) {
            intents::charge(self, order).await
        } else {
            charges::charge(self, order).await
        }
    }

    async fn refund(&self, order: &RefundOrder) -> Answer {
        refunds::refund(self, order).await
    }

    async fn find(&self, sought: &Sought) -> Result<Found, BillingError> {
        find::find(self, sought).await
    }

    async fn describe(&self, token: &ProviderToken) -> Result<TokenFacts, BillingError> {
        payment_methods::describe(self, token).await
    }
}
