//! Telling whether a book was changed since: by this program, or by any other one that has it open.

use crate::{StoreError, connection};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Stands for what an open book held at an instant: equal marks mean that nothing was committed in between.
///
/// Marks of two openings are never equal, even of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreMark {
    opening: u64,
    changes: i64,
}

/// A connection that only asks whether others committed: SQLite counts that for each connection by itself, so it has to be
/// the same one each time, and one that never writes.
pub(crate) struct Watch {
    opening: u64,
    path: PathBuf,
    connection: Mutex<Option<Connection>>,
}

static OPENINGS: AtomicU64 = AtomicU64::new(0);

impl Watch {
    pub(crate) fn new(path: &Path) -> Self {
        let opening = OPENINGS.fetch_add(1, Ordering::Relaxed);
        Self { opening, path: path.to_owned(), connection: Mutex::default() }
    }

    pub(crate) fn mark(&self) -> Result<StoreMark, StoreError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if connection.is_none() {
            *connection = Some(connection::open_reading(&self.path)?);
        }
        let Some(watching) = connection.as_ref() else { return Err(StoreError::Closed) };
        let changes = watching.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        Ok(StoreMark { opening: self.opening, changes })
    }
}
