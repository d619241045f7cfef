//! PEM: a certificate, its chain and its key in one text.

use super::{Found, no_certificate, no_key, two_keys};
use billing_domain::BillingError;
use pem::Pem;
use rustls::pki_types::{
    CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer,
};

const BEGIN: &[u8] = b"-----BEGIN ";

/// Whether it looks like PEM at all.
pub(super) fn is_pem(file: &[u8]) -> bool {
    file.windows(BEGIN.len()).any(|part| part == BEGIN)
}

/// The one key of a PEM text with its certificates.
pub(super) fn read(file: &[u8]) -> Result<Found, BillingError> {
    let damaged =
        |_| BillingError::invalid("The PEM text is damaged: copy it whole, with its BEGIN and END lines.");
    let parts = pem::parse_many(file).map_err(damaged)?;
    // A cut block is not even seen as one.
    if parts.len() != file.windows(BEGIN.len()).filter(|part| *part == BEGIN).count() {
        return Err(BillingError::invalid(
            "The PEM text is damaged: copy it whole, with its BEGIN and END lines.",
        ));
    }
    if parts.iter().any(is_encrypted) {
        return Err(BillingError::invalid(
            "The private key is encrypted: decrypt it first (openssl pkey -in KEY.pem -out OPEN.pem), or use a P12 file, \
             which may have a password.",
        ));
    }
    let mut keys: Vec<_> = parts.iter().filter_map(key).collect();
    let certificates: Vec<_> = parts
        .iter()
        .filter(|part| part.tag() == "CERTIFICATE")
        .map(|part| CertificateDer::from(part.contents().to_vec()))
        .collect();
    match (keys.pop(), keys.len(), certificates.is_empty()) {
        (None, _, true) => {
            Err(BillingError::invalid("There is neither a key nor a certificate in the PEM text."))
        }
        (None, ..) => Err(no_key()),
        (Some(_), 1.., _) => Err(two_keys(keys.len() + 1)),
        (Some(_), 0, true) => Err(no_certificate()),
        (Some(key), 0, false) => Ok(Found { key, certificates }),
    }
}

fn is_encrypted(part: &Pem) -> bool {
    part.tag() == "ENCRYPTED PRIVATE KEY"
        || part.headers().get("Proc-Type").is_some_and(|value| value.contains("ENCRYPTED"))
}

fn key(part: &Pem) -> Option<PrivateKeyDer<'static>> {
    let der = part.contents().to_vec();
    match part.tag() {
        "PRIVATE KEY" => Some(PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der))),
        "RSA PRIVATE KEY" => Some(PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(der))),
        "EC PRIVATE KEY" => Some(PrivateKeyDer::Sec1(PrivateSec1KeyDer::from(der))),
        _ => None,
    }
}
