//! The secret key as a shell is given it: in a file that a switch or a variable names. It is kept nowhere else.

use crate::{SecretKey, StripeAddress, StripeOptions, StripeProvider};
use billing_domain::{BillingError, ErrorCode};
use std::path::{Path, PathBuf};

/// Names the file of the secret key.
pub const KEY_FILE: &str = "COUNTERFOIL_STRIPE_KEY_FILE";

/// Names another address than Stripe's own.
const ADDRESS: &str = "COUNTERFOIL_STRIPE_ADDRESS";

/// Stripe, when the environment names a key file; `None` when it does not.
///
/// # Errors
/// As [`from_key_file`].
pub fn from_environment() -> Result<Option<StripeProvider>, BillingError> {
    let Some(file) = std::env::var_os(KEY_FILE).filter(|file| !file.is_empty()) else { return Ok(None) };
    let address = std::env::var(ADDRESS).ok().filter(|address| !address.is_empty());
    from_key_file(&PathBuf::from(file), address.as_deref()).map(Some)
}

/// Stripe with the key of a file, at its own address or at another one.
///
/// # Errors
/// `Unavailable` when the file cannot be read, `InvalidInput` when it holds no secret key or the address is none.
pub fn from_key_file(file: &Path, address: Option<&str>) -> Result<StripeProvider, BillingError> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let message =
            format!("The file of Stripe's secret key, {}, cannot be read: {error}.", file.display());
        BillingError::new(ErrorCode::Unavailable, message)
    })?;
    let mut options = StripeOptions::new(SecretKey::new(&text)?);
    if let Some(address) = address {
        options.address = StripeAddress::parse(address)?;
    }
    StripeProvider::new(options)
}
