//! Numbered steps, never edited once landed. All pending ones run in one transaction.

use crate::StoreError;
use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{MigrationDefinitionError, Migrations};

static STEPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// Brings a file up to date.
///
/// Takes the write lock first: the version is read before the steps run, and two programs may open the file at once.
pub(crate) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let steps = Migrations::from_directory(&STEPS).map_err(definition)?;
    steps.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StoreError::NewerFile
        }
        other => definition(other),
    })
}

fn definition(error: rusqlite_migration::Error) -> StoreError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
        other => StoreError::NotABook(other.to_string()),
    }
}
