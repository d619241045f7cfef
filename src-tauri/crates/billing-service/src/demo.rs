//! The demo tenant: deterministic and believable, seeded through the same doors that real data takes.

mod history;
mod quota_history;
mod rights;
mod tenant;
mod usage;

use crate::accounts::{book_file, open_book};
use billing_domain::{BillingError, Currency, ErrorCode};
use billing_store::Store;
use billing_store::account::AccountRecord;
use chrono::{DateTime, Utc};
use std::path::Path;
use std::sync::Arc;
use tenant::TenantPlan;
use usage::UsagePlan;

/// The demo's tenant name.
pub const TENANT: &str = "acmecorp";

/// Names the demo's account.
const UID: &str = "demo-acmecorp";

/// Who did what the demo's trail tells.
const ACTOR: &str = "demo";

const TENANT_FILE: &str = include_str!("../../../../assets/demo/tenant.json");
const USAGE_FILE: &str = include_str!("../../../../assets/demo/usage.json");
const PRICE_FILE: &str = include_str!("../../../../assets/demo/prices.json");

/// The demo's day: its clock stands still at 2026-03-19T09:14:00Z, so that it looks the same every day.
#[must_use]
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_773_911_640, 0).unwrap_or_default()
}

/// Makes the demo's book in a folder; a folder that holds it already is left as it is.
///
/// The book is made beside the folder and put in its place when it is whole: a half-made demo is never found.
///
/// # Errors
/// `AlreadyExists` when the folder holds another book; what the store, the rules and the file system say.
pub fn create(folder: &Path) -> Result<(), BillingError> {
    if book_file(folder).exists() {
        let (_, record) = open_book(folder, now())?;
        if record.tenant == TENANT {
            return Ok(());
        }
        let message = format!(
            "{} holds the book {:?}. Choose an empty folder for the demo.",
            folder.display(),
            record.name
        );
        return Err(BillingError::new(ErrorCode::AlreadyExists, message));
    }
    let making =
        folder.with_file_name(format!("{}.making", folder.file_name().unwrap_or_default().to_string_lossy()));
    if making.exists() {
        std::fs::remove_dir_all(&making).map_err(|error| no_access(&making, &error))?;
    }
    std::fs::create_dir_all(&making).map_err(|error| no_access(&making, &error))?;
    seed(&making)?;
    if folder.exists() {
        // Only an empty folder can be replaced; anything else is somebody's.
        std::fs::remove_dir(folder).map_err(|error| no_access(folder, &error))?;
    }
    std::fs::rename(&making, folder).map_err(|error| no_access(folder, &error))
}

fn seed(folder: &Path) -> Result<(), BillingError> {
    let tenant: TenantPlan = read(TENANT_FILE)?;
    let usage: UsagePlan = read(USAGE_FILE)?;
    let store = Arc::new(Store::open(&book_file(folder))?);
    let currency: Currency = tenant.currency.parse()?;
    let account = AccountRecord {
        uid: UID.to_owned(),
        name: tenant.name.clone(),
        tenant: TENANT.to_owned(),
        kind: "local".to_owned(),
        currency,
        created_at: tenant.plan_since,
    };
    store.write(move |tx| tx.found_account(&account))?;
    rights::seed(&store, &tenant, currency)?;
    quota_history::seed(&store, &tenant)?;
    history::import(&store, &usage, folder)?;
    history::bill(&store, &tenant, &usage, currency)?;
    history::restate(&store, &usage, folder)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, BillingError> {
    serde_json::from_str(text)
        .map_err(|error| BillingError::internal(format!("The demo's figures cannot be read: {error}.")))
}

fn no_access(path: &Path, error: &std::io::Error) -> BillingError {
    BillingError::new(
        ErrorCode::Unavailable,
        format!("{} cannot be used for the demo: {error}.", path.display()),
    )
}

#[cfg(test)]
mod tests;
