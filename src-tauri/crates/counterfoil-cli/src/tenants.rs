//! Remote tenants on the command line: which account is meant, what proves who one is, and the connection.

use crate::arguments::CredentialArguments;
use billing_console::is_air_gapped;
use billing_domain::secrets::{Keeping, SecretStore};
use billing_domain::tenants::{Credential, TenantConnection, TenantConnector};
use billing_domain::{BillingError, ErrorCode};
use billing_keychain::SystemKeychain;
use billing_remote::{AirGap, Connector};
use billing_service::SystemClock;
use billing_service::accounts::{AccountEntry, Accounts, credential_name, home_folder};
use billing_service::tenant::OfflineBackend;
use std::path::Path;
use std::sync::Arc;

/// Who acts, for the trail of changes.
const ACTOR: &str = "command line";

/// The accounts of this machine.
pub fn accounts() -> Result<Accounts, BillingError> {
    let home = home_folder()
        .ok_or_else(|| BillingError::refused("There is no data folder: set COUNTERFOIL_HOME."))?;
    Ok(Accounts::new(home))
}

/// Opens connections by the system's clock; none while the data folder's air-gapped switch is on.
pub fn connector() -> Connector {
    let gap = AirGap::default();
    gap.set(home_folder().is_some_and(|home| is_air_gapped(&home)));
    Connector::new(gap)
}

/// The account of a tenant by its id or its name.
pub fn find(accounts: &Accounts, named: &str) -> Result<(AccountEntry, TenantConnection), BillingError> {
    let mut found: Vec<_> =
        accounts.list()?.into_iter().filter(|entry| entry.id == named || entry.name == named).collect();
    let entry = match found.len() {
        0 => return Err(BillingError::not_found(format!("There is no account {named:?} on this machine."))),
        1 => found.swap_remove(0),
        _ => {
            return Err(BillingError::invalid(format!("Several accounts are called {named:?}: say the id.")));
        }
    };
    let Some(connection) = entry.connection.clone() else {
        let message = format!("{:?} is a book of this machine, not the account of a tenant.", entry.name);
        return Err(BillingError::invalid(message));
    };
    Ok((entry, connection))
}

/// The credential of the files named, or `None` when none is.
pub fn told(files: &CredentialArguments) -> Result<Option<Credential>, BillingError> {
    if let Some(file) = &files.token_file {
        return connector().read_token(&text(file)?).map(Some);
    }
    let Some(file) = &files.certificate else { return Ok(None) };
    let password = files.password_file.as_deref().map(text).transpose()?.unwrap_or_default();
    connector().read_certificate(&bytes(file)?, password.trim_end_matches(['\r', '\n'])).map(Some)
}

/// The credential of the files named, else the one that the keychain keeps.
pub fn credential(account: &AccountEntry, files: &CredentialArguments) -> Result<Credential, BillingError> {
    if let Some(told) = told(files)? {
        return Ok(told);
    }
    let kept = SystemKeychain::default().read(&credential_name(&account.id))?;
    let kept = kept.ok_or_else(|| {
        let message = format!(
            "The keychain has no credential of {:?}. Name a file with --token-file or --certificate.",
            account.name
        );
        BillingError::new(ErrorCode::Unauthenticated, message)
    })?;
    serde_json::from_str(&kept)
        .map_err(|_| BillingError::internal("What the keychain keeps is no credential. Set it again."))
}

/// Keeps a credential; says why when it will be gone with this program.
pub fn keep(account: &AccountEntry, credential: &Credential) -> Result<Option<String>, BillingError> {
    let secret = serde_json::to_string(credential)
        .map_err(|_| BillingError::internal("The credential cannot be written."))?;
    match SystemKeychain::default().keep(&credential_name(&account.id), &secret)? {
        Keeping::Keychain => Ok(None),
        Keeping::SessionOnly(why) => Ok(Some(why)),
    }
}

/// Forgets the credential of an account; without a keychain there is none.
pub fn forget(account: &str) {
    let _ = SystemKeychain::default().forget(&credential_name(account));
}

/// The open copy of a tenant, connected.
pub fn open(named: &str, files: &CredentialArguments) -> Result<OfflineBackend, BillingError> {
    let accounts = accounts()?;
    let (entry, connection) = find(&accounts, named)?;
    let tenant = connector().connect(&connection, &credential(&entry, files)?)?;
    let opened = accounts.open(&entry.id, Arc::new(SystemClock), ACTOR)?;
    let copy = opened.tenant.ok_or_else(|| BillingError::internal("The account has no tenant."))?;
    copy.connect(Some(tenant));
    Ok(copy)
}

/// A small file as text.
pub fn text(file: &Path) -> Result<String, BillingError> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

fn bytes(file: &Path) -> Result<Vec<u8>, BillingError> {
    std::fs::read(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(file: &Path, error: &std::io::Error) -> BillingError {
    BillingError::invalid(format!("{} cannot be read: {error}.", file.display()))
}
