//! Encryption by rustls with ring, and client certificates where a CA is named for them.

use axum_server::tls_rustls::RustlsConfig;
use billing_domain::BillingError;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::sync::Arc;

/// What a server shows and whom it trusts. Without it a server speaks in clear.
#[derive(Clone)]
pub struct Tls(pub(crate) RustlsConfig);

impl Tls {
    /// From PEM text: the server's certificate with its chain, its key, and the CA of client certificates.
    ///
    /// With a CA, a client may show a certificate of it in place of a token; one that shows another is turned away.
    ///
    /// # Errors
    /// `InvalidInput` that says which of the three is wrong; never a word of the key.
    pub fn new(certificates: &[u8], key: &[u8], client_ca: Option<&[u8]>) -> Result<Self, BillingError> {
        let chain = read_certificates(certificates, "The certificate file")?;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| {
            BillingError::invalid("The key file holds no private key in PEM that is not encrypted.")
        })?;
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| BillingError::internal(format!("TLS cannot be set up: {error}.")))?;
        let builder = match client_ca {
            Some(ca) => builder.with_client_cert_verifier(verifier(ca, provider)?),
            None => builder.with_no_client_auth(),
        };
        let mut config = builder.with_single_cert(chain, key).map_err(|error| {
            BillingError::invalid(format!("The certificate and the key do not go together: {error}."))
        })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(RustlsConfig::from_config(Arc::new(config))))
    }
}

/// Clients without a certificate are let in: their token decides.
fn verifier(
    ca: &[u8],
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>, BillingError> {
    let mut roots = RootCertStore::empty();
    for certificate in read_certificates(ca, "The file of the client CA")? {
        roots.add(certificate).map_err(|error| {
            BillingError::invalid(format!("The client CA is no certificate to trust: {error}."))
        })?;
    }
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
        .allow_unauthenticated()
        .build()
        .map_err(|error| BillingError::invalid(format!("The client CA cannot be used: {error}.")))
}

fn read_certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, BillingError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match found {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(BillingError::invalid(format!("{what} holds no certificate in PEM."))),
    }
}
