//! Whom to believe and what to show: one TLS configuration for the calls and for the test of a connection.

use crate::backend::RemoteOptions;
use billing_domain::BillingError;
use billing_domain::tenants::Credential;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{AlertDescription as Alert, CertificateError, ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use std::error::Error;
use std::io;
use std::sync::Arc;

/// Trusts the system's certificates and those of the connection; shows the client certificate when there is one.
///
/// # Errors
/// `InvalidInput` for certificates or a key that cannot be used.
pub(crate) fn client_config(options: &RemoteOptions) -> Result<ClientConfig, BillingError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| BillingError::internal(format!("TLS cannot be set up: {error}")))?;
    let builder = if options.address.base().starts_with("http:") {
        // Plain http to this machine: there is nothing to believe, and the system's list need not be read.
        builder.with_root_certificates(RootCertStore::empty())
    } else {
        let own = options.custom_ca.as_deref().map(read_ca).transpose()?.unwrap_or_default();
        let verifier = Verifier::new_with_extra_roots(own, provider).map_err(|error| {
            let message = format!("The certificates to trust cannot be used: {error}.");
            BillingError::invalid(message)
        })?;
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    };
    let mut config = match &options.credential {
        Credential::Token { .. } => builder.with_no_client_auth(),
        Credential::Certificate { certificates, private_key } => {
            let unusable = |error| BillingError::invalid(format!("The client certificate: {error}."));
            let chain = read_certificates(certificates)?;
            let key = PrivateKeyDer::from_pem_slice(private_key.as_bytes()).map_err(|_| {
                BillingError::invalid("The private key of the client certificate cannot be read.")
            })?;
            builder.with_client_auth_cert(chain, key).map_err(unusable)?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Certificates in PEM, at least one.
fn read_ca(text: &str) -> Result<Vec<CertificateDer<'static>>, BillingError> {
    let certificates = read_certificates(text)?;
    if certificates.is_empty() {
        return Err(BillingError::invalid(
            "The certificates to trust hold none: paste PEM text that begins with -----BEGIN CERTIFICATE-----.",
        ));
    }
    Ok(certificates)
}

/// Every certificate of a PEM text.
pub(crate) fn read_certificates(text: &str) -> Result<Vec<CertificateDer<'static>>, BillingError> {
    let unreadable = |_| BillingError::invalid("A certificate cannot be read: its PEM text is damaged.");
    CertificateDer::pem_slice_iter(text.as_bytes()).collect::<Result<_, _>>().map_err(unreadable)
}

/// The TLS error inside another one, however often it was wrapped.
pub(crate) fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    if let Some(found) = error.downcast_ref() {
        return Some(found);
    }
    // What an I/O error wraps is not its source.
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    wrapped.and_then(|inner| tls_error(inner)).or_else(|| tls_error(error.source()?))
}

/// What a failed handshake means, and what to do about it.
pub(crate) fn in_words(error: &rustls::Error, has_certificate: bool) -> String {
    use CertificateError as Bad;
    use rustls::Error as Tls;
    match error {
        Tls::InvalidCertificate(Bad::UnknownIssuer) => {
            "The server's certificate comes from an issuer that this computer does not know. If your company reads TLS \
             traffic or the server is your own, add its CA certificate to the account."
                .to_owned()
        }
        Tls::InvalidCertificate(bad @ (Bad::NotValidForName | Bad::NotValidForNameContext { .. })) => {
            format!("The server's certificate is for another name: {bad}. Check the address.")
        }
        Tls::InvalidCertificate(bad @ (Bad::Expired | Bad::ExpiredContext { .. })) => {
            format!("The server's certificate has expired: {bad}. Check this computer's clock, then tell the tenant.")
        }
        Tls::InvalidCertificate(bad @ (Bad::NotValidYet | Bad::NotValidYetContext { .. })) => {
            format!("The server's certificate is not valid yet: {bad}. Check this computer's clock.")
        }
        Tls::InvalidCertificate(bad) => format!("The server's certificate cannot be trusted: {bad}."),
        _ if is_refusal(error) => refusal_in_words(has_certificate).to_owned(),
        Tls::InvalidMessage(_) => "What answers there does not speak TLS. Check address and port.".to_owned(),
        other => format!("TLS failed: {other}."),
    }
}

/// How a server turns away who we are, before it could have carried anything out.
const REFUSALS: [Alert; 9] = [
    Alert::CertificateRequired,
    Alert::BadCertificate,
    Alert::UnknownCA,
    Alert::CertificateExpired,
    Alert::CertificateRevoked,
    Alert::CertificateUnknown,
    Alert::UnsupportedCertificate,
    Alert::AccessDenied,
    Alert::HandshakeFailure,
];

/// Whether the server turned away who we are.
fn is_refusal(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::AlertReceived(alert) if REFUSALS.contains(alert))
}

/// The same in the words of an error: HTTP/2 keeps only those of what broke its connection.
pub(crate) fn tells_of_refusal(causes: &str) -> bool {
    REFUSALS.iter().any(|alert| causes.contains(&format!("received fatal alert: {alert:?}")))
}

/// What a refusal means, and what to do about it.
pub(crate) const fn refusal_in_words(has_certificate: bool) -> &'static str {
    if has_certificate {
        "The server does not accept the client certificate: it is unknown there, expired or revoked. Get a new one from the \
         tenant's console."
    } else {
        "The server wants a client certificate: add one to the account."
    }
}
