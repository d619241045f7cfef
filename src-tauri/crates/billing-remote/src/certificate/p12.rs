//! PKCS#12: from today's AES down to the RC2 of old programs.

use super::{Found, no_certificate, no_key, two_keys};
use billing_domain::BillingError;
use p12_keystore::error::Error;
use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12Archive, Pkcs12ImportPolicy};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// The one key of a P12 file with its certificates.
pub(super) fn read(file: &[u8], password: &str) -> Result<Found, BillingError> {
    let archive = Pkcs12Archive::from_pkcs12(file, password).map_err(|error| unreadable(&error))?;
    match archive.keys.len() {
        0 if archive.certs.is_empty() => {
            return Err(BillingError::invalid("There is neither a key nor a certificate in the P12 file."));
        }
        0 => return Err(no_key()),
        1 => {}
        count => return Err(two_keys(count)),
    }
    let store = KeyStore::from_pkcs12(file, password, Pkcs12ImportPolicy::Strict)
        .map_err(|error| unreadable(&error))?;
    let chain = store.entries().find_map(|(_, entry)| match entry {
        KeyStoreEntry::PrivateKeyChain(chain) => Some(chain),
        _ => None,
    });
    let key = &archive.keys[0].key;
    let certificates: Vec<_> = match chain {
        Some(chain) => chain.certs().iter().map(p12_keystore::Certificate::as_der).collect(),
        // Some programs do not say which certificate is the key's own: whoever reads this on finds out.
        None => archive.certs.iter().map(|bag| bag.cert.as_der()).collect(),
    };
    if certificates.is_empty() {
        return Err(no_certificate());
    }
    Ok(Found {
        key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.as_der().to_vec())),
        certificates: certificates.iter().map(|der| CertificateDer::from(der.to_vec())).collect(),
    })
}

fn unreadable(error: &Error) -> BillingError {
    let said = match error {
        Error::MacError(_) | Error::UnpadError => wrong_password().to_owned(),
        Error::Pkcs5Error(text) if text.contains("decrypt") => wrong_password().to_owned(),
        Error::UnsupportedContentType
        | Error::UnsupportedCertificateType
        | Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::Pkcs5Error(_)
        | Error::InvalidVersion => format!(
            "The P12 file is written in a way that cannot be read here ({error}). Export it again: openssl pkcs12 -in \
             OLD.p12 -out all.pem -nodes, then openssl pkcs12 -export -in all.pem -out NEW.p12"
        ),
        _ => {
            "The file is neither P12 nor PEM, or it is damaged: download it again from the tenant's console."
                .to_owned()
        }
    };
    BillingError::invalid(said)
}

const fn wrong_password() -> &'static str {
    "The password does not open the P12 file. It is the one that was chosen when the file was made."
}
