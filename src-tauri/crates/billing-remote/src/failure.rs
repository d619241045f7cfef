//! What went wrong, in words: which call, what the tenant or the network said, what to do.
//!
//! No message holds an address with its query: the id of a plan transition is a secret. Each failure of a write says
//! whether it may have been carried out: once it was sent, only a definite answer tells that it was not.

use crate::answer::{Answered, http_date};
use crate::backend::RemoteOptions;
use crate::call::Outgoing;
use crate::causes::{causes, in_plain_words};
use crate::trust;
use billing_domain::tenants::Credential;
use billing_domain::{BillingError, ErrorCode};
use billing_wire::errors::read_error;
use chrono::Utc;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
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

/// Whether the tenant may have carried out what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    No,
    Perhaps,
}

impl Failed {
    /// Trying again cannot help.
    pub(crate) fn for_good(error: BillingError) -> Self {
        Self { error, again: Again::Never }
    }

    fn soon(error: BillingError) -> Self {
        Self { error, again: Again::Soon }
    }
}

/// The tenant answered, and not with a 2xx.
pub(crate) fn refused(call: &Outgoing, options: &RemoteOptions, answered: &Answered) -> Failed {
    let status = answered.status;
    if status.is_redirection() {
        let said = "The address answers with a web page of somewhere else: is it the tenant's own address?";
        let told = Told { code: ErrorCode::Unavailable, said, advice: String::new(), done: Done::Perhaps };
        return Failed::for_good(told.with_status(call, status));
    }
    let said = read_error(status.as_u16(), &answered.body);
    let again = match (status.as_u16(), retry_after(answered)) {
        (429 | 503, Some(pause)) => Again::After(pause),
        (408 | 429 | 502..=504, _) => Again::Soon,
        _ => Again::Never,
    };
    let advice = match (again, status.as_u16()) {
        (Again::After(pause), _) => format!("Try again in {} s.", pause.as_secs()),
        (_, 401) => unknown_there(&options.credential).to_owned(),
        (_, 403) => role_for(call).to_owned(),
        (_, 407) => "The proxy wants a name and a password: set them in the account.".to_owned(),
        (_, 511) => "The network wants you to log in first: open a web page.".to_owned(),
        (_, 429) => "Try again in a minute.".to_owned(),
        (_, 500 | 502..=504 | 506..) => later(call),
        _ => String::new(),
    };
    let message = match said.message.as_str() {
        _ if answered.is_page() => "A web page answered instead of the tenant's API.",
        message => message,
    };
    let told = Told { code: said.code, said: message, advice, done: done_after(status) };
    let error = with_id_of(&answered.headers, told.with_status(call, status));
    Failed { error, again }
}

/// A refusal is definite; a failure on the server's side may come after the deed.
fn done_after(status: StatusCode) -> Done {
    match status.as_u16() {
        // The peer's or a proxy's "closed before I answered" says nothing about the deed either.
        499 => Done::Perhaps,
        400..=499 | 501 | 505 | 511 => Done::No,
        _ => Done::Perhaps,
    }
}

/// For what may be asked again; about a write that may have been done there is something else to say.
fn later(call: &Outgoing) -> String {
    if call.writes() {
        return String::new();
    }
    "Try again later.".to_owned()
}

fn unknown_there(credential: &Credential) -> &'static str {
    match credential {
        Credential::Token { .. } => {
            "The token is wrong or has expired: make a new API token in the tenant's console and put it into the account."
        }
        Credential::Certificate { .. } => {
            "The certificate is not known there or has expired: get a new one from the tenant's console and put it into \
             the account."
        }
    }
}

fn role_for(call: &Outgoing) -> &'static str {
    if call.writes() {
        "The credential lacks a role that may change billing (billing admin): ask the tenant's administrator for it."
    } else {
        "The credential lacks a role that may read billing (viewer): ask the tenant's administrator for it."
    }
}

/// Nothing came back.
pub(crate) fn not_answered(call: &Outgoing, options: &RemoteOptions, cause: reqwest::Error) -> Failed {
    let was_connecting = cause.is_connect() || cause.is_builder();
    let cause = cause.without_url();
    let tls = trust::tls_error(&cause);
    let has_certificate = matches!(options.credential, Credential::Certificate { .. });
    let causes = causes(&cause);
    let turned_away = trust::tells_of_refusal(&causes);
    let base = options.address.base();
    let message = match tls {
        Some(error) => format!("{base} cannot be reached: {}", trust::in_words(error, has_certificate)),
        None if turned_away => {
            format!("{base} cannot be reached: {}", trust::refusal_in_words(has_certificate))
        }
        None => format!("{base} cannot be reached: {}.", in_plain_words(&cause, &causes)),
    };
    let mut advice = String::new();
    if causes.contains("channel closed") && !has_certificate {
        advice.push_str("The server may be asking for a client certificate.");
    } else if causes.contains("tunnel") || causes.contains("proxy") {
        advice.push_str("The proxy did not let the call through: check its address, name and password.");
    } else if causes.contains("dns") {
        advice.push_str("Check the address, and whether this computer is online.");
    } else if tls.is_none() && !turned_away {
        advice.push_str(&later(call));
    }
    let done = if was_connecting || turned_away { Done::No } else { Done::Perhaps };
    let error = Told { code: ErrorCode::Unavailable, said: &message, advice, done }.without_status(call);
    // A certificate does not become a good one by asking again.
    if tls.is_some() || turned_away { Failed::for_good(error) } else { Failed::soon(error) }
}

/// The answer began and broke off.
pub(crate) fn broken_off(
    call: &Outgoing,
    status: StatusCode,
    headers: &HeaderMap,
    cause: reqwest::Error,
) -> Failed {
    let cause = cause.without_url();
    let message = format!("The tenant's answer broke off: {}.", in_plain_words(&cause, &causes(&cause)));
    let done = if status.is_success() { Done::Perhaps } else { done_after(status) };
    let told = Told { code: ErrorCode::Unavailable, said: &message, advice: later(call), done };
    Failed::soon(with_id_of(headers, told.with_status(call, status)))
}

/// The answer did not end.
pub(crate) fn too_long(call: &Outgoing, status: StatusCode) -> Failed {
    let said = "The tenant's answer is longer than any that makes sense.";
    let told = Told { code: ErrorCode::Internal, said, advice: String::new(), done: Done::Perhaps };
    Failed::for_good(told.with_status(call, status))
}

/// The deadline passed.
pub(crate) fn too_late(call: &Outgoing, deadline: Duration) -> Failed {
    let said = format!("The tenant did not answer within {deadline:?}.");
    let told =
        Told { code: ErrorCode::DeadlineExceeded, said: &said, advice: later(call), done: Done::Perhaps };
    Failed::for_good(told.without_status(call))
}

/// The deadline passed, or nearly so, before it was this call's turn: nothing was sent.
pub(crate) fn no_turn(call: &Outgoing, deadline: Duration) -> Failed {
    let said = format!("Other calls to this tenant took all of {deadline:?}: this one was not sent.");
    let advice = "Try again.".to_owned();
    let told = Told { code: ErrorCode::DeadlineExceeded, said: &said, advice, done: Done::No };
    Failed::for_good(told.without_status(call))
}

/// A page where JSON should be.
pub(crate) fn page(call: &Outgoing, answered: &Answered) -> Failed {
    let said = "A web page answered instead of the tenant's API.";
    let advice = "A network that wants a login, or a proxy, may stand between: open the tenant's console in a browser, \
                  then try again."
        .to_owned();
    let told = Told { code: ErrorCode::Unavailable, said, advice, done: Done::Perhaps };
    Failed::for_good(told.with_status(call, answered.status))
}

/// The answer is no JSON, or not all of it.
pub(crate) fn unreadable(call: &Outgoing, answered: &Answered, why: &serde_json::Error) -> Failed {
    let is_cut = why.is_eof();
    let (code, said) = if is_cut {
        (ErrorCode::Unavailable, format!("The tenant's answer broke off: {why}."))
    } else {
        (ErrorCode::Internal, format!("The tenant's answer cannot be read: {why}."))
    };
    let told = Told { code, said: &said, advice: String::new(), done: Done::Perhaps };
    let error = with_id_of(&answered.headers, told.without_status(call));
    if is_cut { Failed::soon(error) } else { Failed::for_good(error) }
}

/// The answer is JSON, and not what it should be.
pub(crate) fn senseless(call: &Outgoing, why: &str) -> BillingError {
    let said = format!("The tenant's answer cannot be read: {why}");
    let told = Told { code: ErrorCode::Internal, said: &said, advice: String::new(), done: Done::Perhaps };
    told.without_status(call)
}

/// The answer has errors beside it: it is not all there is.
pub(crate) fn partial(call: &Outgoing, why: &str) -> BillingError {
    let said = format!("The tenant's answer is partial, it could list only a part: {why}");
    let advice = "Nothing of it is shown as if it were all; try again later.".to_owned();
    Told { code: ErrorCode::Unavailable, said: &said, advice, done: Done::No }.without_status(call)
}

/// The error with the request id of the answer, if it has one.
fn with_id_of(headers: &HeaderMap, error: BillingError) -> BillingError {
    match headers.get("x-request-id").and_then(|id| id.to_str().ok()) {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}

/// The parts of a message.
struct Told<'a> {
    code: ErrorCode,
    said: &'a str,
    advice: String,
    done: Done,
}

impl Told<'_> {
    fn with_status(&self, call: &Outgoing, status: StatusCode) -> BillingError {
        self.told(call, &format!(", HTTP {}", status.as_u16()))
    }

    fn without_status(&self, call: &Outgoing) -> BillingError {
        self.told(call, "")
    }

    fn told(&self, call: &Outgoing, status: &str) -> BillingError {
        let mut message = format!("{} ({}{status})", self.said, call.label);
        if !self.advice.is_empty() {
            message.push(' ');
            message.push_str(&self.advice);
        }
        if self.done == Done::No || !call.writes() {
            return BillingError::new(self.code, message);
        }
        message.push_str(" Whether it was done is unknown: look before you try again.");
        BillingError::new(self.code, message).with_unknown_outcome()
    }
}

/// Seconds, or a date by the tenant's own clock: its and ours need not agree.
fn retry_after(answered: &Answered) -> Option<Duration> {
    let text = answered.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let there = answered.date().unwrap_or_else(Utc::now);
    // A date that has passed means: now.
    Some((http_date(text)? - there).to_std().unwrap_or_default())
}
