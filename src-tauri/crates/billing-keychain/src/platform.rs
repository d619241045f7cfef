//! The keychain of each system: opening it, asking whether it lets us in, and what its errors mean.

use crate::trouble::Trouble;
use keyring_core::{CredentialStore, Error};
use std::sync::Arc;

/// Opens the system's keychain.
pub(crate) fn open() -> Result<Arc<CredentialStore>, Trouble> {
    opened().map_err(|error| trouble(&error))
}

#[cfg(target_os = "linux")]
fn opened() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn opened() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn opened() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn opened() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NotSupportedByStore("this system has no keychain that Counterfoil knows".to_owned()))
}

/// Whether the next secret would be taken, found out without bothering the person with a question.
#[cfg(target_os = "linux")]
pub(crate) fn look() -> Result<(), Trouble> {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;
    // Nothing secret travels here.
    let service = SecretService::connect(EncryptionType::Plain).map_err(|error| of_service(&error))?;
    let collection = service.get_default_collection().map_err(|error| of_service(&error))?;
    match collection.is_locked() {
        Ok(false) => Ok(()),
        Ok(true) => Err(Trouble::Locked),
        Err(error) => Err(of_service(&error)),
    }
}

/// The others are open as long as the person is logged in.
#[cfg(not(target_os = "linux"))]
pub(crate) fn look() -> Result<(), Trouble> {
    open().map(|_| ())
}

#[cfg(target_os = "linux")]
fn of_service(error: &secret_service::Error) -> Trouble {
    use secret_service::Error as Service;
    match error {
        Service::Locked | Service::NoResult | Service::Prompt => Trouble::Locked,
        Service::Unavailable => Trouble::Absent,
        other if is_absent(&other.to_string()) => Trouble::Absent,
        other => Trouble::Failed(other.to_string()),
    }
}

/// What an error of a keychain means; [`Error::NoEntry`] is for the caller.
pub(crate) fn trouble(error: &Error) -> Trouble {
    match error {
        Error::NoStorageAccess(_) => Trouble::Locked,
        Error::NotSupportedByStore(_) => Trouble::Absent,
        Error::PlatformFailure(cause) => of_platform(cause.as_ref()),
        other => Trouble::Failed(words(other)),
    }
}

#[cfg(target_os = "linux")]
fn of_platform(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> Trouble {
    cause.downcast_ref().map_or_else(|| Trouble::Failed(cause.to_string()), of_service)
}

#[cfg(not(target_os = "linux"))]
fn of_platform(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> Trouble {
    Trouble::Failed(cause.to_string())
}

/// The bus is there, and the service is not; or its socket is gone.
#[cfg(target_os = "linux")]
fn is_absent(text: &str) -> bool {
    [
        "ServiceUnknown",
        "NameHasNoOwner",
        "No such file",
        "Connection refused",
        "was not provided",
        "not activatable",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// An error without what it carries: some hold the secret's bytes.
fn words(error: &Error) -> String {
    match error {
        Error::BadEncoding(_) => "a secret there is no text".to_owned(),
        Error::BadDataFormat(..) => "a secret there is damaged".to_owned(),
        Error::Ambiguous(_) => "there is more than one secret of that name".to_owned(),
        other => other.to_string(),
    }
}
