//! Bringing files in: streaming, with progress and cancel; the same file twice adds nothing.
//!
//! A file that is not what it claims to be is refused whole, before anything is written; a bad row is refused with its
//! line and reason, and the rest is taken. Work is committed in whole batches, so a cancelled or killed import ends,
//! when it is started again, where it would have ended.

mod batches;
mod file;
mod focus;
mod header;
mod hourly;
mod hours;
mod known;
mod known_series;
mod progress;
mod quantities;
mod report;
mod rows;

pub use progress::{Phase, Progress, Step, Unwatched};
pub use report::{ImportReport, REFUSALS_LISTED, Refusal};

use crate::tenant::refuse_in_a_copy;
use billing_domain::audit::AuditEntry;
use billing_domain::{BillingError, ErrorCode};
use billing_store::Store;
use billing_store::usage::{NewSource, SourceCounts};
use chrono::{DateTime, Utc};
use file::TextFile;
use std::path::Path;

/// The trail's word for an import.
const ACTION: &str = "usage.import";

/// An open book to import into, and who watches.
pub struct Book<'b> {
    /// The book.
    pub store: &'b Store,
    /// Who imports, for the trail.
    pub who: &'b str,
    /// Told where the work is, and asked whether to stop.
    pub progress: &'b dyn Progress,
    /// The instant that restatements carry.
    pub now: DateTime<Utc>,
    /// Facts in one transaction; `None` for what suits the disk. Smaller batches cost time and keep more when killed.
    pub facts_in_batch: Option<usize>,
}

/// Imports an hourly usage CSV: `namespace, object_name, metric_label, usage_type, hour, quantity, unit_name` in any
/// order, and `deployment`, `container`, `status` when there are such.
///
/// # Errors
/// `InvalidInput` when the file is refused whole, `NotFound`, `Unavailable`, `Cancelled`; the store's.
pub fn hourly(book: &Book<'_>, path: &Path) -> Result<ImportReport, BillingError> {
    hourly::import(book, path)
}

/// Imports a FOCUS 1.x bill as CSV, columns in any order; columns that FOCUS does not know are kept too.
///
/// # Errors
/// As [`hourly`].
pub fn focus(book: &Book<'_>, path: &Path) -> Result<ImportReport, BillingError> {
    focus::import(book, path)
}

/// Says at once when a file cannot be opened or is empty.
///
/// # Errors
/// `NotFound`, `PermissionDenied`, `Unavailable`, `InvalidInput`.
pub fn readable(path: &Path) -> Result<(), BillingError> {
    TextFile::open(path).map(drop)
}

impl Book<'_> {
    /// Notes where facts will come from.
    fn begin(&self, kind: &'static str, path: &Path, read: &TextFile) -> Result<i64, BillingError> {
        let name = name_of(path);
        // A file that is taken in parts is not known to its end yet.
        let sha256 = (read.read_so_far() == read.size()).then(|| read.sha256());
        let source = NewSource { kind, name, sha256, started_at: self.now };
        let bytes = read.size();
        let line = self.line(&source.name, None, "begun".to_owned());
        self.store.write(move |tx| {
            refuse_in_a_copy(tx, ACTION)?;
            let id = tx.add_source(&source)?;
            tx.set_source_size(id, bytes)?;
            tx.add_audit(&line)?;
            Ok(id)
        })
    }

    fn finish(&self, source: i64, path: &Path, report: &ImportReport) -> Result<(), BillingError> {
        let counts = SourceCounts {
            read: report.rows_read,
            new: report.rows_new,
            unchanged: report.rows_unchanged,
            restated: report.rows_restated,
            refused: report.rows_refused,
        };
        let now = self.now;
        let after = format!(
            "{} rows read: {} new, {} unchanged, {} restated, {} refused",
            report.rows_read,
            report.rows_new,
            report.rows_unchanged,
            report.rows_restated,
            report.rows_refused
        );
        let line = self.line(&name_of(path), Some("begun".to_owned()), after);
        self.store.write(move |tx| {
            tx.finish_source(source, counts, now)?;
            Ok(tx.add_audit(&line)?)
        })
    }

    fn line(&self, file: &str, before: Option<String>, after: String) -> AuditEntry {
        AuditEntry::new(self.now, self.who, ACTION, file, before, Some(after))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn cancelled(progress: &dyn Progress) -> Result<(), BillingError> {
    if progress.cancelled() {
        let message = "The import was stopped. What was written stays; import the file again to go on.";
        return Err(BillingError::new(ErrorCode::Cancelled, message));
    }
    Ok(())
}
