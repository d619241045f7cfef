//! Read-only connections, a few at most; WAL lets them read beside the writer.

use crate::{StoreError, connection};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// More would only queue at the disk.
const READERS_MAX: usize = 4;

/// A snapshot to read from. Topics add their queries in their own files.
pub struct Reader<'c> {
    pub(crate) sql: &'c Connection,
}

impl<'c> Reader<'c> {
    pub(crate) const fn new(sql: &'c Connection) -> Self {
        Self { sql }
    }
}

pub(crate) struct ReaderPool {
    path: PathBuf,
    idle: Mutex<Idle>,
    returned: Condvar,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    lent: usize,
}

impl ReaderPool {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::default(), returned: Condvar::new() }
    }

    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut lent = Lent { pool: self, connection: Some(self.take()?) };
        let Some(connection) = lent.connection.as_mut() else { return Err(StoreError::Closed.into()) };
        // Deferred: takes its snapshot at the first query and never blocks the writer.
        let snapshot = connection.transaction().map_err(StoreError::from)?;
        work(&Reader::new(&snapshot))
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut idle = self.lock();
        loop {
            if let Some(connection) = idle.connections.pop() {
                idle.lent += 1;
                return Ok(connection);
            }
            if idle.lent < READERS_MAX {
                idle.lent += 1;
                drop(idle);
                return connection::open_reading(&self.path).inspect_err(|_| self.lock().lent -= 1);
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        // The list is never left half changed, so a panic elsewhere does not spoil it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives the connection back, also when the work panics.
struct Lent<'p> {
    pool: &'p ReaderPool,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut idle = self.pool.lock();
        idle.lent -= 1;
        idle.connections.extend(self.connection.take());
        self.pool.returned.notify_one();
    }
}
