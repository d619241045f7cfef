//! Opening SQLite the way a book wants it: WAL, FULL, foreign keys, nothing trusted from the file.

use crate::{StoreError, values};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for another program's write before it says the book is busy.
const BUSY: Duration = Duration::from_secs(10);

/// The one connection that writes.
pub(crate) fn open_writing(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(not_a_book)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    prepare(connection)
}

/// A connection that only reads.
pub(crate) fn open_reading(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    prepare(connection)
}

fn prepare(connection: Connection) -> Result<Connection, StoreError> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.set_prepared_statement_cache_capacity(128);
    values::add_functions(&connection)?;
    Ok(connection)
}

fn not_a_book(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
            StoreError::NotABook(error.to_string())
        }
        _ => StoreError::from(error),
    }
}
