//! The file of one account, open: reads beside one writer.

use crate::readers::ReaderPool;
use crate::writer::WriterThread;
use crate::{Reader, StoreError, Writer, connection, migrations};
use std::path::{Path, PathBuf};

/// An open book. Cheap calls, blocking: async callers use a blocking thread.
pub struct Store {
    path: PathBuf,
    readers: ReaderPool,
    writer: WriterThread,
}

impl Store {
    /// Opens a book, making the file and bringing it up to date when needed.
    ///
    /// # Errors
    /// [`StoreError::NewerFile`], [`StoreError::NotABook`], or what SQLite and the system say.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut writing = connection::open_writing(path)?;
        migrations::apply(&mut writing)?;
        Ok(Self {
            path: path.to_owned(),
            readers: ReaderPool::new(path),
            writer: WriterThread::start(writing)?,
        })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads; everything in `work` sees one snapshot.
    ///
    /// # Errors
    /// Those of `work`, or of opening a connection.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.readers.read(work)
    }

    /// Changes, as one transaction: all of `work` or, when it fails or panics, nothing.
    ///
    /// # Errors
    /// Those of `work`, or of the commit.
    pub fn write<T, E>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.write(work)
    }
}
