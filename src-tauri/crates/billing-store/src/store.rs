//! The file of one account, open: reads beside one writer.

use crate::mark::{StoreMark, Watch};
use crate::readers::ReaderPool;
use crate::writer::WriterThread;
use crate::{Reader, StoreError, Writer, connection, migrations};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// An open book. Cheap calls, blocking: async callers use a blocking thread.
pub struct Store {
    path: PathBuf,
    readers: ReaderPool,
    watch: Watch,
    writer: WriterThread,
    sealed: AtomicBool,
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
            watch: Watch::new(path),
            writer: WriterThread::start(writing)?,
            sealed: AtomicBool::new(false),
        })
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// From now on nothing is changed through this store: the book is an archive.
    pub fn seal(&self) {
        self.sealed.store(true, Ordering::Release);
    }

    /// Stands for what is committed now; asks no table, so it costs next to nothing.
    ///
    /// # Errors
    /// Those of opening a connection, once.
    pub fn mark(&self) -> Result<StoreMark, StoreError> {
        self.watch.mark()
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
    /// Those of `work`, or of the commit; [`StoreError::Sealed`] for an archive.
    pub fn write<T, E>(&self, work: impl FnOnce(&Writer<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if self.sealed.load(Ordering::Acquire) {
            return Err(StoreError::Sealed.into());
        }
        self.writer.write(work)
    }
}
