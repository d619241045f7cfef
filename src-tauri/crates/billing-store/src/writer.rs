//! The one writer: a thread of its own, one transaction for each piece of work, in order of arrival.

use crate::{Reader, StoreError};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

/// A transaction that may change things; reads like a [`Reader`]. Topics add their changes in their own files.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

type Work = Box<dyn FnOnce(&mut Connection) + Send>;

pub(crate) struct WriterThread {
    // Dropped before the thread is joined, so that it sees the end of the queue.
    queue: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl WriterThread {
    pub(crate) fn start(mut connection: Connection) -> Result<Self, StoreError> {
        let (queue, work) = channel::<Work>();
        let thread = std::thread::Builder::new().name("book-writer".to_owned()).spawn(move || {
            for step in work {
                // A panic must not take the thread down with it: the transaction has rolled back by then,
                // and the caller learns of it because its answer never comes.
                let _ = catch_unwind(AssertUnwindSafe(|| step(&mut connection)));
            }
        })?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    pub(crate) fn write<T, E>(
        &self,
        work: impl FnOnce(&Writer<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, result) = channel();
        let step: Work = Box::new(move |connection| {
            let _ = answer.send(in_transaction(connection, work));
        });
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(step).map_err(|_| StoreError::Closed)?;
        result.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn in_transaction<T, E: From<StoreError>>(
    connection: &mut Connection,
    work: impl FnOnce(&Writer<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = immediate(connection)?;
    let done = work(&Writer { reader: Reader::new(&transaction) })?;
    transaction.commit().map_err(StoreError::from)?;
    Ok(done)
}

fn immediate(connection: &mut Connection) -> Result<Transaction<'_>, StoreError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}
