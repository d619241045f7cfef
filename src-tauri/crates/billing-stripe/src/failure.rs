//! What an error means for the money: refused, certainly not taken, or unknown. What is not certain is unknown.

use crate::StripeAddress;
use crate::call::Heard;
use crate::declines::{code_of, words_of};
use billing_domain::payments::{Answer, Reason};
use billing_domain::{BillingError, ErrorCode};
use serde_json::Value;
use std::error::Error;
use std::time::Duration;

/// What an answer to a request that moves money means when it is not the thing asked for.
pub(crate) fn answer(heard: Heard) -> Answer {
    match heard {
        Heard::NotReached(reason) => Answer::NotTaken { reason, retry_after: None },
        Heard::Lost(reason) => Answer::Unknown { reference: None, reason },
        Heard::Said { status, retry_after, body } => said(status, retry_after, &body["error"]),
    }
}

/// As [`answer`], for what only prepares a charge: whatever happened to it, no money has moved.
pub(crate) fn prepared_nothing(heard: Heard) -> Answer {
    match answer(heard) {
        Answer::Unknown { reason, .. } => Answer::NotTaken { reason, retry_after: None },
        other => other,
    }
}

fn said(status: u16, retry_after: Option<Duration>, error: &Value) -> Answer {
    let reason = reason_of(status, error);
    let reference = ["charge", "payment_intent"].iter().find_map(|name| match &error[*name] {
        Value::String(id) => Some(id.clone()),
        other => other["id"].as_str().map(str::to_owned),
    });
    let kind = error["type"].as_str().unwrap_or_default();
    match status {
        402 => Answer::Declined { reference, reason },
        // The same key with other fields: something was sent under it that we do not know of.
        _ if kind == "idempotency_error" => Answer::Unknown { reference, reason },
        400 | 404 if is_about_the_method(error) => Answer::Declined { reference, reason },
        400 | 401 | 403 | 404 | 429 => Answer::NotTaken { reason, retry_after },
        // 409: the first request with this key is still being worked on. 5xx: who knows how far it came.
        _ => Answer::Unknown { reference, reason },
    }
}

/// What the other method might do better.
fn is_about_the_method(error: &Value) -> bool {
    let param = error["param"].as_str().unwrap_or_default();
    let code = error["code"].as_str().unwrap_or_default();
    code == "token_already_used"
        || (code == "resource_missing" && ["source", "payment_method", "customer", "card"].contains(&param))
}

fn reason_of(status: u16, error: &Value) -> Reason {
    let said = error["message"].as_str().unwrap_or_default();
    match status {
        401 => Reason::new("authentication", "Stripe does not accept the secret key. Give the right one."),
        403 => Reason::new(
            "permission",
            "The secret key may not do this at Stripe. Give one with the right to charge.",
        ),
        429 => Reason::new("too_many_requests", "Stripe takes no more requests for the moment."),
        409 => Reason::new("in_use", "Stripe is still working on this attempt."),
        500.. => Reason::new(
            "provider_failed",
            format!("Stripe failed after it was asked (HTTP {status}): what happened is unknown."),
        ),
        _ => {
            let code = code_of(error);
            let words = words_of(&code, said);
            Reason::new(code, words)
        }
    }
}

pub(crate) fn not_reached(address: &StripeAddress, error: reqwest::Error) -> Reason {
    let causes = causes(&error.without_url());
    Reason::new("not_reached", format!("{address} cannot be reached, so that nothing was sent: {causes}."))
}

pub(crate) fn broken_off(error: reqwest::Error) -> Reason {
    let causes = causes(&error.without_url());
    Reason::new(
        "connection_lost",
        format!("The connection to Stripe broke off: what happened is unknown ({causes})."),
    )
}

pub(crate) fn too_late(deadline: Duration) -> Reason {
    let words = format!("Stripe did not answer within {} s: what happened is unknown.", deadline.as_secs());
    Reason::new("timeout", words)
}

pub(crate) fn said_nothing_readable(status: u16, why: &str) -> Reason {
    Reason::new(
        "unreadable",
        format!("Stripe was asked, but {why} (HTTP {status}): what happened is unknown."),
    )
}

/// Stripe answered, and not with what it should.
pub(crate) fn unexpected(what: &str) -> Reason {
    Reason::new(
        "unreadable",
        format!("Stripe's answer is no {what} that can be read: what happened is unknown."),
    )
}

/// A question that was not answered.
pub(crate) fn question(heard: Heard) -> BillingError {
    match heard {
        Heard::NotReached(reason) => BillingError::new(ErrorCode::Unavailable, reason.words),
        Heard::Lost(reason) if reason.code == "timeout" => {
            BillingError::new(ErrorCode::DeadlineExceeded, "Stripe did not answer in time.")
        }
        Heard::Lost(reason) => {
            BillingError::new(ErrorCode::Unavailable, format!("Stripe did not answer ({}).", reason.code))
        }
        Heard::Said { status, body, .. } => {
            let code = match status {
                400 => ErrorCode::InvalidInput,
                401 => ErrorCode::Unauthenticated,
                403 => ErrorCode::PermissionDenied,
                404 => ErrorCode::NotFound,
                429 => ErrorCode::ResourceExhausted,
                _ => ErrorCode::Unavailable,
            };
            BillingError::new(code, reason_of(status, &body["error"]).words)
        }
    }
}

/// The whole chain: the outermost error says only "error sending request".
fn causes(error: &dyn Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !texts.contains(&text) {
            texts.push(text);
        }
        next = cause.source();
    }
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(status: u16, error: Value, expected: &str) {
        let heard = Heard::Said {
            status,
            retry_after: Some(Duration::from_secs(3)),
            body: json!({ "error": error }),
        };
        let told = match answer(heard) {
            Answer::Taken { .. } => "taken".to_owned(),
            Answer::Declined { reason, .. } => format!("declined {}", reason.code),
            Answer::NotTaken { reason, .. } => format!("not taken {}", reason.code),
            Answer::Unknown { reason, .. } => format!("unknown {}", reason.code),
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_certain_is_told_and_the_rest_is_unknown() {
        let card =
            json!({ "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds" });
        check(402, card, "declined insufficient_funds");
        check(402, json!({ "type": "card_error", "code": "expired_card" }), "declined expired_card");
        let used = json!({ "type": "invalid_request_error", "code": "token_already_used" });
        check(400, used, "declined token_already_used");
        let missing = json!({ "code": "resource_missing", "param": "payment_method" });
        check(404, missing, "declined resource_missing");
        check(400, json!({ "code": "amount_too_small", "param": "amount" }), "not taken amount_too_small");
        check(401, json!({}), "not taken authentication");
        check(429, json!({}), "not taken too_many_requests");
        check(400, json!({ "type": "idempotency_error" }), "unknown idempotency_error");
        check(409, json!({ "code": "idempotency_key_in_use" }), "unknown in_use");
        check(500, json!({}), "unknown provider_failed");
        check(503, json!({}), "unknown provider_failed");
    }

    #[test]
    fn what_only_prepares_moves_no_money() {
        let lost = Heard::Lost(too_late(Duration::from_secs(1)));
        assert!(matches!(prepared_nothing(lost), Answer::NotTaken { .. }));
        let lost = Heard::Lost(too_late(Duration::from_secs(1)));
        assert!(matches!(answer(lost), Answer::Unknown { .. }));
    }
}
