//! Who calls, and whether they may: `Authorization: APIToken <token>`, or a client certificate in place of it.

use crate::app::Api;
use crate::failure::Failure;
use crate::rate::Who;
use crate::rights::Endpoint;
use crate::tokens::{Role, TokenDigest};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{Extensions, HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use axum_server::tls::TlsInfo;
use billing_domain::{BillingError, ErrorCode};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;

/// Somebody who was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) name: String,
    pub(crate) role: Role,
}

/// Lets a call through when its caller is known, has calls left and may make it.
pub(crate) async fn admit(
    State((api, endpoint)): State<(Api, Endpoint)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let address = address(request.extensions());
    let caller = match identify(&api, request.headers(), request.extensions()) {
        Ok(caller) => Some(caller),
        Err(_) if endpoint.is_open() => None,
        Err(refused) => {
            // Guessing is counted like calling.
            api.count(&Who::Address(address))?;
            return Err(refused.into());
        }
    };
    api.count(&caller.as_ref().map_or(Who::Address(address), |caller| Who::Caller(caller.name.clone())))?;
    if let Some(caller) = &caller {
        check_rights(caller, endpoint)?;
        request.extensions_mut().insert(caller.clone());
    }
    let mut response = next.run(request).await;
    // The log stands outside and reads it there.
    caller.into_iter().for_each(|caller| {
        response.extensions_mut().insert(caller);
    });
    Ok(response)
}

fn check_rights(caller: &Caller, endpoint: Endpoint) -> Result<(), BillingError> {
    if endpoint.is_open_to(caller.role) {
        return Ok(());
    }
    let (role, needs) = (caller.role.as_str(), endpoint.needs().as_str());
    let message =
        format!("{} wants the role {needs}; {:?} has the role {role}.", endpoint.name(), caller.name);
    Err(BillingError::new(ErrorCode::PermissionDenied, message))
}

/// A token that came is looked at even where a certificate would do: who sends one means it.
fn identify(api: &Api, headers: &HeaderMap, extensions: &Extensions) -> Result<Caller, BillingError> {
    if headers.contains_key(header::AUTHORIZATION) {
        return by_token(api, headers);
    }
    by_certificate(extensions).ok_or_else(no_token)
}

fn by_token(api: &Api, headers: &HeaderMap) -> Result<Caller, BillingError> {
    let presented = token(headers).and_then(|token| TokenDigest::of(token).ok()).ok_or_else(no_token)?;
    let here = |tenant: &Option<String>| tenant.as_ref().is_none_or(|tenant| *tenant == api.options.tenant);
    // Every token is looked at, whichever is the right one.
    let found = api
        .options
        .tokens
        .iter()
        .fold(None, |found, token| if token.digest.matches(&presented) { Some(token) } else { found })
        .filter(|token| here(&token.tenant))
        .ok_or_else(no_token)?;
    match found.expires_at {
        Some(end) if found.is_expired((api.options.today)()) => {
            let message = format!(
                "The API token {:?} expired at {end}: ask whoever runs this server for a new one.",
                found.name
            );
            Err(BillingError::new(ErrorCode::Unauthenticated, message))
        }
        _ => Ok(Caller { name: found.name.clone(), role: found.role }),
    }
}

/// The handshake has proven the certificate; here it gets a name, for the log.
fn by_certificate(extensions: &Extensions) -> Option<Caller> {
    let shown = extensions.get::<Arc<TlsInfo>>()?.peer_certificates.first()?;
    let print = Sha256::digest(shown);
    let print: String = print.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Some(Caller { name: format!("certificate {print}"), role: Role::BillingAdmin })
}

fn no_token() -> BillingError {
    let message = "No valid API token came with this call: send the header Authorization: APIToken <token>.";
    BillingError::new(ErrorCode::Unauthenticated, message)
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("APIToken").then_some(token)
}

fn address(extensions: &Extensions) -> Option<std::net::IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}
