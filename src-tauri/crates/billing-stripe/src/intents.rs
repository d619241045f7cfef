//! Charges of payment methods (`pm_..`) by payment intents: made and confirmed in one request, without the buyer present.

use crate::amounts::{from_stripe, to_stripe};
use crate::call::{Call, Heard};
use crate::charges::{METADATA, Read, processing};
use crate::declines::{code_of, words_of};
use crate::failure::{answer, unexpected};
use crate::payment_methods::attached;
use crate::provider::StripeProvider;
use billing_domain::payments::{Answer, ChargeOrder, Reason};
use serde_json::Value;

/// Whether a token goes this way.
pub(crate) fn takes(token: &str) -> bool {
    token.starts_with("pm_")
}

/// Sees to it that the method is kept with a customer, as charging it more than once needs, then charges it.
pub(crate) async fn charge(stripe: &StripeProvider, order: &ChargeOrder) -> Answer {
    let amount = match to_stripe(order.amount) {
        Ok(amount) => amount,
        Err(reason) => return Answer::NotTaken { reason, retry_after: None },
    };
    let method = match attached(stripe, order.token.expose(), &order.key).await {
        Ok(method) => method,
        Err(answer) => return answer,
    };
    let call = Call::post("/v1/payment_intents", &order.key)
        .with("amount", amount)
        .with("currency", order.amount.currency.as_str().to_ascii_lowercase())
        .with("customer", &method.customer)
        .with("payment_method", &method.id)
        .with("payment_method_types[]", &method.kind)
        .with("confirm", "true")
        .with("off_session", "true")
        .with(&format!("metadata[{METADATA}]"), &order.key)
        .with("metadata[invoice]", &order.invoice);
    match stripe.send(&call).await {
        Heard::Said { status: 200, body, .. } => {
            if body["status"] == "requires_action" {
                cancel(stripe, &body, &order.key).await;
            }
            read(&body).into_answer()
        }
        heard => answer(heard),
    }
}

/// The bank wants the holder to confirm, and nobody is there: the intent is closed. Whatever comes of it, it cannot be
/// confirmed by anybody, because nobody was given its secret.
async fn cancel(stripe: &StripeProvider, intent: &Value, key: &str) {
    if let Some(id) = intent["id"].as_str() {
        let call = Call::post(format!("/v1/payment_intents/{id}/cancel"), &format!("{key}-cancel"));
        let _ = stripe.send(&call).await;
    }
}

/// Reads a payment intent.
pub(crate) fn read(intent: &Value) -> Read {
    let Some(reference) = intent["id"].as_str().map(str::to_owned) else {
        return Read::Unreadable(unexpected("payment intent"));
    };
    match intent["status"].as_str() {
        Some("succeeded") => {
            let received = &intent["amount_received"];
            let amount = if received.is_null() { &intent["amount"] } else { received };
            match from_stripe(amount, &intent["currency"]) {
                Some(amount) => Read::Taken { reference, amount },
                None => Read::Unreadable(unexpected("payment intent")),
            }
        }
        Some("requires_action" | "canceled") => {
            let code = "authentication_required".to_owned();
            let words = words_of(&code, "");
            Read::Declined { reference, reason: Reason::new(code, words) }
        }
        Some("requires_payment_method") => {
            let error = &intent["last_payment_error"];
            let code = code_of(error);
            let words = words_of(&code, error["message"].as_str().unwrap_or_default());
            Read::Declined { reference, reason: Reason::new(code, words) }
        }
        Some("processing" | "requires_confirmation" | "requires_capture") => {
            Read::UnderWay { reference, reason: processing() }
        }
        _ => Read::Unreadable(unexpected("payment intent")),
    }
}
