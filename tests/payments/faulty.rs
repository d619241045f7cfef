//! The local test provider behind a line that does to calls what the proxy does to requests.

use crate::proxy::{Fault, Weather};
use async_trait::async_trait;
use billing_domain::payment_methods::tokens::TokenFacts;
use billing_domain::payments::{
    Answer, ChargeOrder, Found, PaymentProvider, ProviderToken, Reason, RefundOrder, Sought,
};
use billing_domain::{BillingError, ErrorCode};
use billing_service::payments::TestProvider;
use std::sync::{Arc, Mutex};

/// Something that is still on its way.
enum OnItsWay {
    Charge(ChargeOrder),
    Refund(RefundOrder),
}

pub struct Faulty {
    pub inner: TestProvider,
    weather: Arc<Weather>,
    late: Mutex<Vec<OnItsWay>>,
}

impl Faulty {
    pub fn new(weather: Arc<Weather>) -> Self {
        Self { inner: TestProvider::in_memory(), weather, late: Mutex::new(Vec::new()) }
    }

    /// Delivers what was on its way all the time.
    pub async fn settled(&self) {
        let late = std::mem::take(&mut *self.late.lock().unwrap());
        for order in late {
            match order {
                OnItsWay::Charge(order) => self.inner.charge(&order).await,
                OnItsWay::Refund(order) => self.inner.refund(&order).await,
            };
        }
    }

    async fn through(&self, fault: Option<Fault>, order: OnItsWay) -> Answer {
        let deliver = async || match &order {
            OnItsWay::Charge(order) => self.inner.charge(order).await,
            OnItsWay::Refund(order) => self.inner.refund(order).await,
        };
        match fault {
            None => deliver().await,
            Some(Fault::Twice) => {
                deliver().await;
                deliver().await
            }
            Some(Fault::Busy) => Answer::NotTaken { reason: reason("busy"), retry_after: None },
            Some(Fault::DropBefore | Fault::ResetBefore) => lost(),
            Some(Fault::ArrivesLate) => {
                self.late.lock().unwrap().push(order);
                lost()
            }
            Some(_) => {
                deliver().await;
                lost()
            }
        }
    }
}

fn lost() -> Answer {
    Answer::Unknown { reference: None, reason: reason("lost") }
}

fn reason(code: &str) -> Reason {
    Reason::new(code, "By the fall of the dice.")
}

#[async_trait]
impl PaymentProvider for Faulty {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn label(&self) -> &str {
        self.inner.label()
    }

    fn is_test(&self) -> bool {
        true
    }

    fn keeps_keys(&self) -> bool {
        true
    }

    async fn charge(&self, order: &ChargeOrder) -> Answer {
        self.through(self.weather.next(true), OnItsWay::Charge(order.clone())).await
    }

    async fn refund(&self, order: &RefundOrder) -> Answer {
        self.through(self.weather.next(true), OnItsWay::Refund(order.clone())).await
    }

    async fn find(&self, sought: &Sought) -> Result<Found, BillingError> {
        match self.weather.next(false) {
            None => self.inner.find(sought).await,
            Some(_) => Err(BillingError::new(ErrorCode::Unavailable, "The question was lost.")),
        }
    }

    async fn describe(&self, token: &ProviderToken) -> Result<TokenFacts, BillingError> {
        self.inner.describe(token).await
    }
}
