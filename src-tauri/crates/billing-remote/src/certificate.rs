//! Client certificates as people have them: P12 files of every age, and PEM text.
//!
//! What comes out is PEM with the certificate that belongs to the key first. Every way in which a file can be wrong has
//! words of its own.

mod p12;
mod pem_text;

use billing_domain::BillingError;
use billing_domain::tenants::Credential;
use chrono::{DateTime, Utc};
use pem::Pem;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use x509_parser::prelude::{FromDer, X509Certificate};

/// A key and certificates, in DER, as a file held them.
struct Found {
    key: PrivateKeyDer<'static>,
    certificates: Vec<CertificateDer<'static>>,
}

/// Reads a certificate file; `password` is that of a P12 and may be empty.
///
/// # Errors
/// `InvalidInput` with what is wrong with the file and what to do.
pub(crate) fn read(file: &[u8], password: &str, now: DateTime<Utc>) -> Result<Credential, BillingError> {
    let found = match file {
        [] => return Err(BillingError::invalid("The file is empty.")),
        [0xfe, 0xed, 0xfe, 0xed, ..] => {
            return Err(BillingError::invalid(
                "This is a Java keystore: export it as PKCS#12 first (keytool -importkeystore -deststoretype pkcs12).",
            ));
        }
        _ if pem_text::is_pem(file) => pem_text::read(file)?,
        _ if X509Certificate::from_der(file).is_ok() => {
            return Err(no_key());
        }
        _ => p12::read(file, password)?,
    };
    finish(found, now)
}

/// Puts the key's own certificate first, and looks whether it is still valid.
fn finish(found: Found, now: DateTime<Utc>) -> Result<Credential, BillingError> {
    let Found { key, mut certificates } = found;
    let provider = rustls::crypto::ring::default_provider();
    if provider.key_provider.load_private_key(key.clone_key()).is_err() {
        return Err(BillingError::invalid(
            "The private key is of a kind that TLS does not use here: get a certificate with an RSA, ECDSA or Ed25519 key.",
        ));
    }
    let fits = |certificate: &CertificateDer<'static>| {
        CertifiedKey::from_der(vec![certificate.clone()], key.clone_key(), &provider).is_ok()
    };
    let own = certificates.iter().position(fits).ok_or_else(|| {
        BillingError::invalid(
            "The private key does not belong to the certificate: take both from the same download.",
        )
    })?;
    certificates[..=own].rotate_right(1);
    let (_, leaf) = X509Certificate::from_der(&certificates[0])
        .map_err(|_| BillingError::invalid("The certificate in the file is damaged: download it again."))?;
    let until = leaf.validity().not_after.timestamp();
    if until < now.timestamp() {
        let day = DateTime::from_timestamp(until, 0).unwrap_or_default().format("%Y-%m-%d");
        let message = format!("The certificate expired on {day}: get a new one from the tenant's console.");
        return Err(BillingError::invalid(message));
    }
    let text = |certificate: &CertificateDer<'_>| pem::encode(&Pem::new("CERTIFICATE", certificate.to_vec()));
    let tag = match &key {
        PrivateKeyDer::Pkcs1(_) => "RSA PRIVATE KEY",
        PrivateKeyDer::Sec1(_) => "EC PRIVATE KEY",
        _ => "PRIVATE KEY",
    };
    Ok(Credential::Certificate {
        certificates: certificates.iter().map(text).collect(),
        private_key: pem::encode(&Pem::new(tag, key.secret_der())),
    })
}

fn no_key() -> BillingError {
    BillingError::invalid(
        "There is a certificate in the file, but no private key: use the P12 file of the download, or PEM text that also \
         holds the key.",
    )
}

fn no_certificate() -> BillingError {
    BillingError::invalid(
        "There is a private key in the file, but no certificate that belongs to it: use the P12 file of the download, or \
         PEM text that also holds the certificate.",
    )
}

fn two_keys(count: usize) -> BillingError {
    BillingError::invalid(format!(
        "There are {count} private keys in the file, and nothing says which one is meant: export one of them alone."
    ))
}
