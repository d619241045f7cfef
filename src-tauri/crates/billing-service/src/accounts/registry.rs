//! The registry file: which accounts there are and where. Written whole, beside the old one, then put in its place.

use super::no_access;
use billing_domain::BillingError;
use billing_domain::tenants::TenantConnection;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

const FILE: &str = "accounts.json";

/// One account of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// Names it in commands.
    pub id: String,
    /// For people.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// `local`, `remote` or `archive`.
    pub kind: String,
    /// True for the demo tenant.
    #[serde(default)]
    pub demo: bool,
    /// Where a remote tenant is and how it is reached; never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<TenantConnection>,
}

/// The whole file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Registry {
    pub(super) accounts: Vec<AccountEntry>,
    #[serde(default)]
    pub(super) last_open: Option<String>,
}

impl Registry {
    pub(super) fn load(home: &Path) -> Result<Self, BillingError> {
        let path = home.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(no_access(&path, &error)),
        };
        serde_json::from_str(&text).map_err(|error| {
            BillingError::internal(format!("The list of accounts {} is damaged: {error}.", path.display()))
        })
    }

    pub(super) fn save(&self, home: &Path) -> Result<(), BillingError> {
        std::fs::create_dir_all(home).map_err(|error| no_access(home, &error))?;
        let text =
            serde_json::to_string_pretty(self).map_err(|error| BillingError::internal(error.to_string()))?;
        let (new, path) = (home.join(format!("{FILE}.new")), home.join(FILE));
        std::fs::write(&new, text).map_err(|error| no_access(&new, &error))?;
        std::fs::rename(&new, &path).map_err(|error| no_access(&path, &error))
    }
}
