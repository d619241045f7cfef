//! Accounts of remote tenants: a book of their own for the copy, and a connection that holds no secret.

use super::{AccountEntry, AccountRecord, Accounts, Registry, checked_name, open_store, unknown};
use billing_domain::tenants::{AddressFacts, TenantConnection};
use billing_domain::{BillingError, Currency, ErrorCode};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Under which name the keychain keeps the credential of an account.
#[must_use]
pub fn credential_name(account: &str) -> String {
    format!("account/{account}/credential")
}

impl Accounts {
    /// Makes the account of a tenant, with an empty copy, and puts it on the list.
    ///
    /// What it is billed in is not known before its first invoice; until then US dollars stand there.
    ///
    /// # Errors
    /// `InvalidInput` for an empty name, `AlreadyExists` for an address that has an account; what the file system says.
    pub fn add_tenant(
        &self,
        name: &str,
        facts: &AddressFacts,
        connection: TenantConnection,
        now: DateTime<Utc>,
    ) -> Result<AccountEntry, BillingError> {
        let name = checked_name(name)?;
        let address = facts.base.clone();
        if let Some(known) = self.list()?.into_iter().find(|entry| entry.address() == Some(&address)) {
            let message = format!("{address} is the account {:?} already. Open it there.", known.name);
            return Err(BillingError::new(ErrorCode::AlreadyExists, message));
        }
        let id = Uuid::new_v4().to_string();
        let folder = self.home().join("accounts").join(&id);
        let store = open_store(&folder)?;
        let (kind, currency) = ("remote".to_owned(), Currency::USD);
        let record = AccountRecord {
            uid: id.clone(),
            name: name.to_owned(),
            tenant: facts.tenant.clone(),
            kind: kind.clone(),
            currency,
            created_at: now,
        };
        store.write(move |tx| tx.found_account(&record))?;
        let connection = Some(TenantConnection { address, ..connection });
        self.add(AccountEntry { id, name: name.to_owned(), folder, kind, demo: false, connection })
    }

    /// Reaches a tenant another way: another proxy, other certificates to trust. Its address stays.
    ///
    /// # Errors
    /// `NotFound` for an unknown id, `InvalidInput` for another address or a local book.
    pub fn change_connection(
        &self,
        id: &str,
        connection: TenantConnection,
    ) -> Result<AccountEntry, BillingError> {
        let mut registry = Registry::load(self.home())?;
        let entry = registry.accounts.iter_mut().find(|entry| entry.id == id).ok_or_else(|| unknown(id))?;
        if entry.address() != Some(&connection.address) {
            let message =
                "An account stays with its tenant's address. Add another account for another address.";
            return Err(BillingError::invalid(message));
        }
        entry.connection = Some(connection);
        let entry = entry.clone();
        registry.save(self.home())?;
        Ok(entry)
    }
}

impl AccountEntry {
    /// The tenant's base address, when there is a tenant.
    #[must_use]
    pub fn address(&self) -> Option<&String> {
        self.connection.as_ref().map(|connection| &connection.address)
    }
}
