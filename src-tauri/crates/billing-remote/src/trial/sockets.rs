//! Looking up the name, connecting, and the TLS handshake, by hand: what a client only says in one breath.

use super::Found;
use crate::backend::RemoteBackend;
use crate::causes::in_plain_words;
use crate::route::{Proxy, Route};
use crate::trust;
use billing_domain::tenants::{Credential, Finding, FindingCode, StepOutcome};
use billing_domain::{BillingError, ErrorCode};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Url;
use rustls::pki_types::{CertificateDer, ServerName};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, X509Certificate};

/// A proxy's answer to CONNECT is a few lines.
const PROXY_ANSWER_BYTES_MAX: usize = 16 * 1024;

/// The server's certificate is worth a word when it ends within this.
const ENDS_SOON_DAYS: i64 = 14;

pub(super) async fn look_up(remote: &RemoteBackend, route: &Route) -> Found<Vec<SocketAddr>> {
    let (host, port) = match route {
        Route::Straight => (host(&remote.home), port(&remote.home)),
        Route::Through(proxy) => (proxy.host.clone(), proxy.port),
    };
    if let Ok(address) = host.parse::<IpAddr>() {
        let said = match route {
            Route::Straight => Finding::new(FindingCode::IsAddress, &[&host]),
            Route::Through(_) => Finding::new(FindingCode::ProxyIsAddress, &[&host, host_of(remote)]),
        };
        return Ok((StepOutcome::Passed(said), vec![SocketAddr::new(address, port)]));
    }
    let advice = "Check it for typing errors, and whether this computer is online.";
    let found = lookup_host((host.as_str(), port)).await.map_err(|error| {
        let message = format!("Nobody knows the name {host}: {error}. {advice}");
        BillingError::new(ErrorCode::Unavailable, message)
    })?;
    let addresses: Vec<_> = found.collect();
    if addresses.is_empty() {
        let message = format!("The name {host} leads nowhere. {advice}");
        return Err(BillingError::new(ErrorCode::Unavailable, message));
    }
    let shown: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
    let shown = shown.join(", ");
    let said = match route {
        Route::Straight => Finding::new(FindingCode::NameFound, &[&host, &shown]),
        Route::Through(_) => Finding::new(FindingCode::ProxyNameFound, &[&host, &shown, host_of(remote)]),
    };
    Ok((StepOutcome::Passed(said), addresses))
}

pub(super) async fn connect(
    remote: &RemoteBackend,
    route: &Route,
    addresses: &[SocketAddr],
) -> Found<Option<TcpStream>> {
    let (whom, port, name) = match route {
        Route::Straight => (host(&remote.home), port(&remote.home), host(&remote.home)),
        Route::Through(proxy) => (format!("The proxy {}", proxy.host), proxy.port, proxy.host.clone()),
    };
    let stream = TcpStream::connect(addresses).await.map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::ConnectionRefused => "Nothing listens there: check the port.",
            _ => "A firewall may be in between, or a proxy is needed.",
        };
        let why = in_plain_words(&error, &error.to_string());
        let message = format!("{whom} does not answer at port {port}: {why}. {advice}");
        BillingError::new(ErrorCode::Unavailable, message)
    })?;
    match route {
        Route::Straight => {
            let said = Finding::new(FindingCode::Answers, &[&name, &port.to_string()]);
            Ok((StepOutcome::Passed(said), Some(stream)))
        }
        Route::Through(proxy) if proxy.is_tls => {
            let said = Finding::new(FindingCode::ProxyAnswers, &[&name, &port.to_string()]);
            Ok((StepOutcome::Passed(said), None))
        }
        Route::Through(_) if remote.home.scheme() == "http" => {
            let said = Finding::new(FindingCode::ProxyAsks, &[&name, &port.to_string()]);
            Ok((StepOutcome::Passed(said), None))
        }
        Route::Through(proxy) => {
            let stream = open_tunnel(stream, proxy, &remote.home).await?;
            let parts = [&*name, &*port.to_string(), host_of(remote)];
            let said = Finding::new(FindingCode::ProxyLeadsOn, &parts);
            Ok((StepOutcome::Passed(said), Some(stream)))
        }
    }
}

/// Has the proxy connect to the tenant: what is written from then on reaches it.
async fn open_tunnel(mut stream: TcpStream, proxy: &Proxy, home: &Url) -> Result<TcpStream, BillingError> {
    let target = format!("{}:{}", home.host_str().unwrap_or_default(), port(home));
    let mut request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n");
    if let Some(authorization) = &proxy.authorization {
        request.push_str(&format!("Proxy-Authorization: {authorization}\r\n"));
    }
    request.push_str("\r\n");
    let failed =
        |said: String, code| Err(BillingError::new(code, format!("The proxy {} {said}", proxy.base())));
    let answer = match exchange(&mut stream, request.as_bytes()).await {
        Ok(answer) => answer,
        Err(error) => return failed(format!("broke off: {error}."), ErrorCode::Unavailable),
    };
    match answer.split(' ').nth(1) {
        Some("200") => Ok(stream),
        Some("407") => {
            let said =
                "wants a name and a password: put them into its address, http://name:password@host:port.";
            failed(said.to_owned(), ErrorCode::Unauthenticated)
        }
        Some("403") => {
            failed(format!("does not allow {target}: ask whoever runs it."), ErrorCode::PermissionDenied)
        }
        Some(status) if status.parse::<u16>().is_ok() => {
            failed(format!("could not reach {target}: it answered {status}."), ErrorCode::Unavailable)
        }
        _ => failed("does not speak HTTP: check its address.".to_owned(), ErrorCode::Unavailable),
    }
}

async fn exchange(stream: &mut TcpStream, request: &[u8]) -> io::Result<String> {
    stream.write_all(request).await?;
    let mut answer = Vec::new();
    // Byte by byte, so that nothing of the tenant's own is taken.
    while !answer.ends_with(b"\r\n\r\n") && answer.len() < PROXY_ANSWER_BYTES_MAX {
        answer.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

pub(super) async fn shake_hands(
    remote: &RemoteBackend,
    stream: Option<TcpStream>,
    now: fn() -> DateTime<Utc>,
) -> Found<()> {
    if remote.home.scheme() == "http" {
        return Ok((StepOutcome::Skipped(FindingCode::PlainHttp.into()), ()));
    }
    let Some(stream) = stream else {
        return Ok((StepOutcome::Skipped(FindingCode::InsideProxy.into()), ()));
    };
    let has_certificate = matches!(remote.options.credential, Credential::Certificate { .. });
    let config = trust::client_config(&remote.options)?;
    let name = ServerName::try_from(host(&remote.home)).map_err(|_| {
        BillingError::invalid(format!("{} is no name that a certificate could be for.", host_of(remote)))
    })?;
    let connected = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    let secured = connected.map_err(|error| {
        let message = match trust::tls_error(&error) {
            Some(cause) => trust::in_words(cause, has_certificate),
            None => format!("The server broke off the TLS handshake: {error}. Is the port right?"),
        };
        BillingError::new(ErrorCode::Unavailable, message)
    })?;
    let shown = secured.get_ref().1.peer_certificates().and_then(<[_]>::first);
    Ok((
        shown.map_or_else(|| StepOutcome::Passed(FindingCode::Trusted.into()), |leaf| about(leaf, now())),
        (),
    ))
}

/// Who issued it and how long it lasts.
fn about(leaf: &CertificateDer<'_>, now: DateTime<Utc>) -> StepOutcome {
    let Ok((_, leaf)) = X509Certificate::from_der(leaf) else {
        return StepOutcome::Passed(FindingCode::Trusted.into());
    };
    let issuer = leaf.issuer();
    let names = issuer.iter_organization().chain(issuer.iter_common_name());
    let named = names.filter_map(|name| name.as_str().ok()).next().unwrap_or("an unnamed issuer").to_owned();
    let until = DateTime::from_timestamp(leaf.validity().not_after.timestamp(), 0).unwrap_or_default();
    let last = until.format("%Y-%m-%d").to_string();
    if until - now < TimeDelta::days(ENDS_SOON_DAYS) {
        return StepOutcome::Warning(Finding::new(FindingCode::EndsSoon, &[&named, &last]));
    }
    StepOutcome::Passed(Finding::new(FindingCode::TrustedUntil, &[&named, &last]))
}

fn host(home: &Url) -> String {
    home.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned()
}

fn port(home: &Url) -> u16 {
    home.port_or_known_default().unwrap_or(443)
}

fn host_of(remote: &RemoteBackend) -> &str {
    remote.home.host_str().unwrap_or_default()
}
