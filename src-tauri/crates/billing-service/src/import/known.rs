//! A usage file that was taken in whole before: when its bytes are the same and no hour was restated since, every fact of
//! it still stands in the book as it is in the file. Facts are never deleted and change only by restatement.

use super::file::TextFile;
use super::hourly::KIND;
use super::progress::{Phase, Step};
use super::{Book, ImportReport, cancelled};
use billing_domain::BillingError;
use billing_store::usage::SourceRecord;
use std::path::Path;

/// The report of a file that adds nothing; `None` when it has to be read row by row.
pub(super) fn again(book: &Book<'_>, path: &Path) -> Result<Option<ImportReport>, BillingError> {
    let file = TextFile::open(path)?;
    let size = file.size();
    let candidates = book.store.read(|book| book.whole_sources(KIND, size))?;
    if candidates.is_empty() {
        return Ok(None);
    }
    let read = read_to_end(book, file)?;
    let Some(before) = same_as(&candidates, &read.sha256()) else { return Ok(None) };
    if book.store.read(|book| book.usage_restated_after(before.id))? {
        return Ok(None);
    }
    let rows = before.counts.read;
    let report = ImportReport { rows_read: rows, rows_unchanged: rows, ..ImportReport::default() };
    let source = book.begin(KIND, path, &read)?;
    book.finish(source, path, &report)?;
    Ok(Some(report))
}

/// Newest first: the last time this content was taken in.
fn same_as<'c>(candidates: &'c [SourceRecord], sha256: &str) -> Option<&'c SourceRecord> {
    candidates.iter().find(|source| source.sha256.as_deref() == Some(sha256))
}

fn read_to_end(book: &Book<'_>, mut file: TextFile) -> Result<TextFile, BillingError> {
    let mut block = Vec::new();
    while file.append_to(&mut block)? {
        // The first bytes of a letter stay, for the rest of it comes with the next block.
        block.drain(..block.len().saturating_sub(LETTER_MAX));
        book.progress.at(Step { phase: Phase::Reading, done: file.read_so_far(), total: file.size() });
        cancelled(book.progress)?;
    }
    Ok(file)
}

/// Bytes of the longest letter in UTF-8.
const LETTER_MAX: usize = 4;
