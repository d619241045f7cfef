//! Answers that are needed again at once: the sorted hours of a table that is scrolled, the figures of a chart that is
//! resized. They are kept as long as nothing was committed to the book, by this program or any other, and never longer.

use billing_domain::BillingError;
use billing_service::{LocalBackend, Reader, StoreMark};
use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

/// A screen has a chart or two and a table; the last two screens are enough.
const KEPT_MAX: usize = 8;
/// Rows of all kept answers together; about 100 bytes each. The newest is kept whatever it weighs.
const ROWS_MAX: usize = 1_000_000;

/// The last answers, the newest first.
#[derive(Default)]
pub(crate) struct Answers {
    kept: Mutex<Vec<Kept>>,
}

struct Kept {
    mark: StoreMark,
    question: String,
    rows: usize,
    answer: Arc<dyn Any + Send + Sync>,
}

impl Answers {
    /// The answer to a question of a book: the kept one while it holds, else what `make` reads, which is kept.
    ///
    /// `question` says all that the answer depends on beside the book; `rows` tells how large an answer is. Blocking.
    pub(crate) fn of<A: Send + Sync + 'static>(
        &self,
        backend: &LocalBackend,
        question: String,
        rows: impl FnOnce(&A) -> usize,
        make: impl FnOnce(&Reader<'_>) -> Result<A, BillingError>,
    ) -> Result<Arc<A>, BillingError> {
        // Before reading: a commit in between makes the kept answer look too old, never too new.
        let mark = backend.store().mark()?;
        if let Some(answer) = self.find(mark, &question) {
            return Ok(answer);
        }
        let answer = Arc::new(backend.store().read(make)?);
        let rows = rows(&answer);
        self.keep(Kept { mark, question, rows, answer: Arc::clone(&answer) as Arc<dyn Any + Send + Sync> });
        Ok(answer)
    }

    /// Gives up every answer, so that a book that is not open any more takes no memory.
    pub(crate) fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn find<A: Send + Sync + 'static>(&self, mark: StoreMark, question: &str) -> Option<Arc<A>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.mark == mark);
        let at = kept.iter().position(|one| one.question == question)?;
        kept[..=at].rotate_right(1);
        Arc::clone(&kept[0].answer).downcast().ok()
    }

    fn keep(&self, newest: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, newest);
        kept.truncate(KEPT_MAX);
        let mut rows = 0;
        let mut place = 0;
        kept.retain(|one| {
            rows += one.rows;
            place += 1;
            place == 1 || rows <= ROWS_MAX
        });
    }
}

#[cfg(test)]
mod tests;
