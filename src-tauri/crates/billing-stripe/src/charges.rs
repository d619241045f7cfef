//! Charges of sources: `tok_..`, `src_..`, `card_..`, and `cus_../card_..` for a card that is kept with a customer.

use crate::amounts::{from_stripe, to_stripe};
use crate::call::{Call, Heard};
use crate::declines::{code_of, words_of};
use crate::failure::{answer, unexpected};
use crate::provider::StripeProvider;
use billing_domain::payments::{Answer, ChargeOrder, Found, Reason};
use serde_json::{Value, json};

/// Where an attempt's key stands in Stripe's metadata.
pub(crate) const METADATA: &str = "counterfoil_attempt";

/// Sends a charge.
pub(crate) async fn charge(stripe: &StripeProvider, order: &ChargeOrder) -> Answer {
    let amount = match to_stripe(order.amount) {
        Ok(amount) => amount,
        Err(reason) => return Answer::NotTaken { reason, retry_after: None },
    };
    let token = order.token.expose();
    let (customer, source) = match token.split_once('/') {
        Some((customer, source)) => (Some(customer), source),
        None => (None, token),
    };
    let call = Call::post("/v1/charges", &order.key)
        .with("amount", amount)
        .with("currency", order.amount.currency.as_str().to_ascii_lowercase())
        .with("source", source)
        .with_if("customer", customer)
        .with("description", &order.invoice)
        .with(&format!("metadata[{METADATA}]"), &order.key);
    match stripe.send(&call).await {
        Heard::Said { status: 200, body, .. } => read(&body).into_answer(),
        heard => answer(heard),
    }
}

/// What an object of Stripe's says about the money.
pub(crate) enum Read {
    Taken { reference: String, amount: billing_domain::Money },
    Declined { reference: String, reason: Reason },
    UnderWay { reference: String, reason: Reason },
    Unreadable(Reason),
}

impl Read {
    pub(crate) fn into_answer(self) -> Answer {
        match self {
            Self::Taken { reference, amount } => Answer::Taken { reference, amount },
            Self::Declined { reference, reason } => Answer::Declined { reference: Some(reference), reason },
            Self::UnderWay { reference, reason } => Answer::Unknown { reference: Some(reference), reason },
            Self::Unreadable(reason) => Answer::Unknown { reference: None, reason },
        }
    }

    /// `None` for what cannot be read: nothing is known then.
    pub(crate) fn into_found(self) -> Option<Found> {
        Some(match self {
            Self::Taken { reference, amount } => Found::Taken { reference, amount },
            Self::Declined { reference, reason } => Found::Declined { reference: Some(reference), reason },
            Self::UnderWay { reference, reason } => Found::UnderWay { reference, reason },
            Self::Unreadable(_) => return None,
        })
    }
}

/// Reads a charge.
pub(crate) fn read(charge: &Value) -> Read {
    let Some(reference) = charge["id"].as_str().map(str::to_owned) else {
        return Read::Unreadable(unexpected("charge"));
    };
    match charge["status"].as_str() {
        Some("succeeded") => match from_stripe(&charge["amount"], &charge["currency"]) {
            Some(amount) => Read::Taken { reference, amount },
            None => Read::Unreadable(unexpected("charge")),
        },
        Some("pending") => Read::UnderWay { reference, reason: processing() },
        Some("failed") => {
            let error =
                json!({ "code": charge["failure_code"], "decline_code": charge["outcome"]["reason"] });
            let code = code_of(&error);
            let words = words_of(&code, charge["failure_message"].as_str().unwrap_or_default());
            Read::Declined { reference, reason: Reason::new(code, words) }
        }
        _ => Read::Unreadable(unexpected("charge")),
    }
}

pub(crate) fn processing() -> Reason {
    Reason::new("processing", "Stripe is still working on it, as it does for bank debits. Ask again later.")
}
