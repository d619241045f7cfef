//! Accounts made of a copy: put back to work on, or opened as an archive that nothing changes any more.

use super::{AccountEntry, Accounts, checked_name};
use crate::care;
use billing_domain::{BillingError, ErrorCode};
use std::path::Path;
use uuid::Uuid;

/// What an archive is called in the registry.
pub(super) const ARCHIVE: &str = "archive";

impl Accounts {
    /// Copies a backup file into an account of its own. The file stays where it is, and no account that is there is
    /// touched. `read_only` makes it an archive, whose every change is refused.
    ///
    /// # Errors
    /// `InvalidInput` when the file is no book, `Unsupported` for the copy of a tenant that is to be worked on; what the
    /// file system says.
    pub fn add_copy(&self, file: &Path, read_only: bool) -> Result<AccountEntry, BillingError> {
        if !file.is_file() {
            return Err(BillingError::not_found(format!("There is no file {}.", file.display())));
        }
        let id = Uuid::new_v4().to_string();
        let folder = self.home().join("accounts").join(&id);
        let record = billing_store::account::peek(file)?;
        if !read_only && record.kind == "remote" {
            let message = "This is the copy of a tenant. Add the tenant again to go on with it, or open the file as an \
                           archive to read it.";
            return Err(BillingError::new(ErrorCode::Unsupported, message));
        }
        care::restore(file, &folder)?;
        let known = self.list()?;
        let name = match known.iter().any(|entry| entry.name == record.name) {
            true => format!("{} ({})", record.name, file.file_stem().unwrap_or_default().to_string_lossy()),
            false => record.name.clone(),
        };
        let name = checked_name(&name).unwrap_or(&record.name).to_owned();
        let kind = if read_only { ARCHIVE.to_owned() } else { record.kind };
        let demo = !read_only && record.tenant == crate::demo::TENANT;
        self.add(AccountEntry { id, name, folder, kind, demo, connection: None })
    }
}
