//! Whose book this is.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer, connection};
use billing_domain::Currency;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use std::path::Path;

/// The one account of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// A UUID, given when the book was made.
    pub uid: String,
    /// For people.
    pub name: String,
    /// The tenant it is of; the first label of its address, or `local`.
    pub tenant: String,
    /// `local`, `remote` or `archive`.
    pub kind: String,
    /// What it is billed in.
    pub currency: Currency,
    /// When the book was made.
    pub created_at: DateTime<Utc>,
}

/// Whose book a file is, without changing it: nothing is made, founded or migrated.
///
/// # Errors
/// [`StoreError::NotABook`] when there is no such file or it holds no account.
pub fn peek(path: &Path) -> Result<AccountRecord, StoreError> {
    if !path.is_file() {
        return Err(StoreError::NotABook(format!("{} does not exist", path.display())));
    }
    let connection = connection::open_reading(path)?;
    match Reader::new(&connection).account() {
        Ok(Some(account)) => Ok(account),
        Ok(None) => Err(StoreError::NotABook(format!("{} holds no account", path.display()))),
        Err(StoreError::Sqlite(error)) => Err(StoreError::NotABook(error.to_string())),
        Err(other) => Err(other),
    }
}

impl Reader<'_> {
    /// The account; `None` in a file that is not founded yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn account(&self) -> Result<Option<AccountRecord>, StoreError> {
        let row = self
            .sql
            .prepare_cached("SELECT uid, name, tenant, kind, currency, created_at FROM account")?
            .query_row([], |row| {
                Ok((
                    AccountRecord {
                        uid: row.get(0)?,
                        name: row.get(1)?,
                        tenant: row.get(2)?,
                        kind: row.get(3)?,
                        currency: Currency::USD,
                        created_at: DateTime::UNIX_EPOCH,
                    },
                    row.get::<_, String>(4)?,
                    row.get::<_, String>(5)?,
                ))
            })
            .optional()?;
        row.map(|(account, currency, created)| {
            let currency =
                currency.parse().map_err(|_| StoreError::Corrupt("the account's currency".to_owned()))?;
            Ok(AccountRecord { currency, created_at: instant(&created)?, ..account })
        })
        .transpose()
    }
}

impl Writer<'_> {
    /// Founds the account of a new file.
    ///
    /// # Errors
    /// [`StoreError`]; a second account breaks a constraint.
    pub fn found_account(&self, account: &AccountRecord) -> Result<(), StoreError> {
        self.sql.execute(
            "INSERT INTO account (id, uid, name, tenant, kind, currency, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                account.uid,
                account.name,
                account.tenant,
                account.kind,
                account.currency.as_str(),
                instant_text(account.created_at)
            ],
        )?;
        Ok(())
    }
}
