//! What a step of a connection test finds: a code with the words that belong to it, so that a window can say it in its own
//! language, and the same in English.

use std::fmt;

/// What was found. Its parts stand in the order in which they are named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingCode {
    /// The host is an address, nothing to look up: host.
    IsAddress,
    /// The name leads somewhere: host, addresses.
    NameFound,
    /// The same of the proxy, which looks up the tenant itself: proxy, tenant's host.
    ProxyIsAddress,
    /// The same of the proxy, which looks up the tenant itself: proxy, addresses, tenant's host.
    ProxyNameFound,
    /// Somebody answers: host, port.
    Answers,
    /// The proxy answers, and what lies behind it shows later: proxy, port.
    ProxyAnswers,
    /// The proxy answers and asks the tenant itself: proxy, port.
    ProxyAsks,
    /// The proxy answers and leads on: proxy, port, tenant's host.
    ProxyLeadsOn,
    /// There is no TLS on this machine.
    PlainHttp,
    /// Inside a TLS proxy the handshake cannot be looked at.
    InsideProxy,
    /// The certificate is trusted.
    Trusted,
    /// The certificate is trusted: issuer, last day.
    TrustedUntil,
    /// The certificate is trusted and ends soon: issuer, last day.
    EndsSoon,
    /// The credential is known: tenant.
    Known,
    /// The credential is known as somebody's: tenant, who.
    KnownAs,
    /// Billing can be read: plan.
    Plan,
    /// Billing can be read, and no plan is told.
    NoPlan,
    /// Billing may be read, and there is no plan: what the tenant said.
    NoPlanHere,
    /// The tenant does not say what time it is.
    NoClock,
    /// Both clocks agree: seconds.
    ClocksAgree,
    /// This computer's clock is ahead: hours and minutes, such as `2 h 5 min`.
    ClockAhead,
    /// This computer's clock is behind: hours and minutes.
    ClockBehind,
    /// A step before it failed.
    NotTried,
}

impl FindingCode {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IsAddress => "is_address",
            Self::NameFound => "name_found",
            Self::ProxyIsAddress => "proxy_is_address",
            Self::ProxyNameFound => "proxy_name_found",
            Self::Answers => "answers",
            Self::ProxyAnswers => "proxy_answers",
            Self::ProxyAsks => "proxy_asks",
            Self::ProxyLeadsOn => "proxy_leads_on",
            Self::PlainHttp => "plain_http",
            Self::InsideProxy => "inside_proxy",
            Self::Trusted => "trusted",
            Self::TrustedUntil => "trusted_until",
            Self::EndsSoon => "ends_soon",
            Self::Known => "known",
            Self::KnownAs => "known_as",
            Self::Plan => "plan",
            Self::NoPlan => "no_plan",
            Self::NoPlanHere => "no_plan_here",
            Self::NoClock => "no_clock",
            Self::ClocksAgree => "clocks_agree",
            Self::ClockAhead => "clock_ahead",
            Self::ClockBehind => "clock_behind",
            Self::NotTried => "not_tried",
        }
    }
}

/// A finding with its parts; written out it is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// The words that belong to it, in the order of the code.
    pub parts: Vec<String>,
}

impl Finding {
    /// A finding with its parts.
    #[must_use]
    pub fn new(code: FindingCode, parts: &[&str]) -> Self {
        Self { code, parts: parts.iter().map(|&part| part.to_owned()).collect() }
    }

    fn part(&self, at: usize) -> &str {
        self.parts.get(at).map_or("", String::as_str)
    }
}

impl From<FindingCode> for Finding {
    fn from(code: FindingCode) -> Self {
        Self { code, parts: Vec::new() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b, c) = (self.part(0), self.part(1), self.part(2));
        match self.code {
            FindingCode::IsAddress => write!(f, "{a} is an address: there is nothing to look up."),
            FindingCode::NameFound => write!(f, "{a} is {b}."),
            FindingCode::ProxyIsAddress => {
                write!(
                    f,
                    "{a} is an address: there is nothing to look up. It is the proxy, which looks up {b} itself."
                )
            }
            FindingCode::ProxyNameFound => {
                write!(f, "{a} is {b}. It is the proxy, which looks up {c} itself.")
            }
            FindingCode::Answers => write!(f, "{a} answers at port {b}."),
            FindingCode::ProxyAnswers => {
                write!(f, "The proxy {a} answers at port {b}; what lies behind it shows in the steps below.")
            }
            FindingCode::ProxyAsks => {
                write!(f, "The proxy {a} answers at port {b} and asks the tenant itself.")
            }
            FindingCode::ProxyLeadsOn => write!(f, "The proxy {a} answers at port {b} and leads on to {c}."),
            FindingCode::PlainHttp => f.write_str("Plain http to this machine: there is no TLS to look at."),
            FindingCode::InsideProxy => {
                f.write_str("Inside a TLS proxy the handshake cannot be looked at; the next step makes it.")
            }
            FindingCode::Trusted => f.write_str("The certificate is trusted."),
            FindingCode::TrustedUntil => {
                write!(f, "The certificate is trusted: issued by {a}, valid until {b}.")
            }
            FindingCode::EndsSoon => write!(
                f,
                "The certificate is trusted: issued by {a}, valid until {b}. It ends soon: tell the tenant."
            ),
            FindingCode::Known => write!(f, "The tenant {a} knows this credential."),
            FindingCode::KnownAs => write!(f, "The tenant {a} knows this credential as {b}."),
            FindingCode::Plan => write!(f, "Billing can be read: the plan is {a}."),
            FindingCode::NoPlan => f.write_str("Billing can be read; the tenant tells no plan."),
            FindingCode::NoPlanHere => write!(f, "The tenant tells no plan: {a}"),
            FindingCode::NoClock => f.write_str("The tenant does not say what time it is."),
            FindingCode::ClocksAgree => write!(f, "Both clocks agree to {a} s."),
            FindingCode::ClockAhead => write!(
                f,
                "This computer's clock is {a} ahead of the tenant's: ages of figures and the hours of the present day may \
                 be wrong. Set the clock by a time server."
            ),
            FindingCode::ClockBehind => write!(
                f,
                "This computer's clock is {a} behind the tenant's: ages of figures and the hours of the present day may \
                 be wrong. Set the clock by a time server."
            ),
            FindingCode::NotTried => f.write_str("Not tried, because a step before it failed."),
        }
    }
}
