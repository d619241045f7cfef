//! Refunds: money back to the method that a charge or a payment intent took it from.

use crate::amounts::{from_stripe, to_stripe};
use crate::call::{Call, Heard};
use crate::charges::{METADATA, Read, processing};
use crate::declines::{code_of, words_of};
use crate::failure::{answer, unexpected};
use crate::provider::StripeProvider;
use billing_domain::payments::{Answer, Reason, RefundOrder};
use serde_json::{Value, json};

/// Sends a refund.
pub(crate) async fn refund(stripe: &StripeProvider, order: &RefundOrder) -> Answer {
    let amount = match to_stripe(order.amount) {
        Ok(amount) => amount,
        Err(reason) => return Answer::NotTaken { reason, retry_after: None },
    };
    let call = Call::post("/v1/refunds", &order.key)
        .with(of(&order.charge), &order.charge)
        .with("amount", amount)
        .with(&format!("metadata[{METADATA}]"), &order.key);
    match stripe.send(&call).await {
        Heard::Said { status: 200, body, .. } => read(&body).into_answer(),
        heard => answer(heard),
    }
}

/// What a charge's reference is called in a request about its refunds.
pub(crate) fn of(charge: &str) -> &'static str {
    if charge.starts_with("pi_") { "payment_intent" } else { "charge" }
}

/// Reads a refund.
pub(crate) fn read(refund: &Value) -> Read {
    let Some(reference) = refund["id"].as_str().map(str::to_owned) else {
        return Read::Unreadable(unexpected("refund"));
    };
    match refund["status"].as_str() {
        Some("succeeded") => match from_stripe(&refund["amount"], &refund["currency"]) {
            Some(amount) => Read::Taken { reference, amount },
            None => Read::Unreadable(unexpected("refund")),
        },
        Some("pending" | "requires_action") => Read::UnderWay { reference, reason: processing() },
        Some("failed" | "canceled") => {
            let code = code_of(&json!({ "code": refund["failure_reason"] }));
            let words = words_of(&code, "The refund did not go through.");
            Read::Declined { reference, reason: Reason::new(code, words) }
        }
        _ => Read::Unreadable(unexpected("refund")),
    }
}
