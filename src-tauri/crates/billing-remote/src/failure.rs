//! What went wrong, in words: which call, what the tenant or the network said, what to do.
//!
//! No message holds an address with its query: the id of a plan transition is a secret.

use crate::call::Outgoing;
use billing_domain::{BillingError, ErrorCode};
use billing_wire::address::TenantAddress;
use billing_wire::errors::read_error;
use billing_wire::operations::Effect;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::error::Error;
use std::time::Duration;

/// One attempt that failed.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) error: BillingError,
    pub(crate) again: Again,
}

/// Whether the same call could work a moment later. Whether it may be sent again depends on what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    Never,
    Soon,
    After(Duration),
}

/// The tenant answered, and not with a 2xx.
pub(crate) fn refused(call: &Outgoing, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Failed {
    if status.is_redirection() {
        let message =
            "The address answers with a web page of somewhere else: is it the tenant's own address?";
        return never(error(call, ErrorCode::InvalidInput, message, Some(status)));
    }
    let said = read_error(status.as_u16(), body);
    let again = match (status.as_u16(), retry_after(headers)) {
        (429 | 503, Some(pause)) => Again::After(pause),
        (429 | 502 | 503 | 504, _) => Again::Soon,
        _ => Again::Never,
    };
    let mut message = said.message;
    if let Again::After(pause) = again {
        message.push_str(&format!(" Try again in {} s.", pause.as_secs()));
    }
    let error = error(call, said.code, &message, Some(status));
    Failed { error: with_id_of(headers, error), again }
}

/// Nothing came back.
pub(crate) fn not_answered(call: &Outgoing, address: &TenantAddress, cause: reqwest::Error) -> Failed {
    let refused_connection = cause.is_connect();
    let causes = causes(&cause.without_url());
    let mut message = format!("{} cannot be reached: {causes}.", address.base());
    if causes.contains("CertificateRequired") || causes.contains("channel closed") {
        message.push_str(" The server may be asking for a client certificate.");
    }
    // A connection that was never made has changed nothing.
    if !refused_connection {
        message.push_str(unknown_outcome(call));
    }
    Failed { error: error(call, ErrorCode::Unavailable, &message, None), again: Again::Soon }
}

/// The answer began and broke off.
pub(crate) fn broken_off(call: &Outgoing, cause: reqwest::Error) -> Failed {
    let causes = causes(&cause.without_url());
    let message = format!("The tenant's answer broke off: {causes}.{}", unknown_outcome(call));
    Failed { error: error(call, ErrorCode::Unavailable, &message, None), again: Again::Soon }
}

/// The answer did not end.
pub(crate) fn too_long(call: &Outgoing) -> Failed {
    never(error(call, ErrorCode::Internal, "The tenant's answer is longer than any that makes sense.", None))
}

/// The deadline passed.
pub(crate) fn too_late(call: &Outgoing, deadline: Duration) -> BillingError {
    let message = format!("The tenant did not answer within {deadline:?}.{}", unknown_outcome(call));
    error(call, ErrorCode::DeadlineExceeded, &message, None)
}

/// The answer is no JSON, or not the JSON it should be.
pub(crate) fn unreadable(call: &Outgoing, why: &str) -> BillingError {
    let message = format!("The tenant's answer cannot be read: {why}");
    error(call, ErrorCode::Internal, &message, None)
}

/// The error with the request id of the answer, if it has one.
pub(crate) fn with_id_of(headers: &HeaderMap, error: BillingError) -> BillingError {
    match headers.get("x-request-id").and_then(|id| id.to_str().ok()) {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}

fn error(call: &Outgoing, code: ErrorCode, message: &str, status: Option<StatusCode>) -> BillingError {
    let status = status.map(|status| format!(", HTTP {}", status.as_u16())).unwrap_or_default();
    BillingError::new(code, format!("{message} ({}{status})", call.label))
}

fn never(error: BillingError) -> Failed {
    Failed { error, again: Again::Never }
}

fn unknown_outcome(call: &Outgoing) -> &'static str {
    match call.effect {
        Effect::Reads => "",
        Effect::Writes => " Whether it was done is unknown: look before you try again.",
    }
}

/// Seconds; the other form, a date, is not used by this API.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
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
