//! FOCUS bills (CSV): charges that a provider has priced, kept exactly as they came.
//!
//! The file is read twice. The first pass refuses what is no FOCUS file and marks every row by two hashes: which charge
//! it is, and everything in it. From the marks of the whole file and of the book the fate of each row is decided: rows
//! of one charge match equal rows first, so that equal twins both stay and a second import adds nothing; what is left
//! restates what is left in the book; the rest is new. The second pass writes, in whole batches.

mod decide;
mod row;

use self::decide::{Fate, Marks, decide};
use self::row::{Columns, charge};
use super::file::refused;
use super::header::Header;
use super::progress::{Phase, Progress, Step};
use super::rows::Rows;
use super::{Book, ImportReport, cancelled};
use billing_domain::BillingError;
use billing_store::charges::Charge;
use billing_store::usage::Origin;
use std::path::Path;

/// Rows in one transaction.
const ROWS_IN_BATCH: usize = 10_000;

pub(super) fn import(book: &Book<'_>, path: &Path) -> Result<ImportReport, BillingError> {
    let mut first = Pass::open(path)?;
    let mut report = ImportReport::default();
    let mut marks = Vec::new();
    while let Some(read) = first.next(book.progress)? {
        report.rows_read += 1;
        match read {
            Ok(charge) => marks.push(Marks { identity: charge.identity, content: charge.content }),
            Err((line, reason)) => report.refuse(line, reason),
        }
    }
    let fates = book.store.read(|book| decide(book, &marks))?;
    count(&fates, &mut report);

    let source = book.begin("focus", path, first.rows.file())?;
    if report.rows_new + report.rows_restated > 0 {
        write(book, path, &marks, &fates, source)?;
    }
    book.finish(source, path, &report)?;
    Ok(report)
}

fn count(fates: &[Fate], report: &mut ImportReport) {
    for fate in fates {
        match fate {
            Fate::New => report.rows_new += 1,
            Fate::Unchanged => report.rows_unchanged += 1,
            Fate::Restates(_) => report.rows_restated += 1,
        }
    }
}

/// The second pass: writes what is new or changed.
fn write(
    book: &Book<'_>,
    path: &Path,
    marks: &[Marks],
    fates: &[Fate],
    source: i64,
) -> Result<(), BillingError> {
    let origin = Origin { source, at: book.now };
    let full = book.facts_in_batch.unwrap_or(ROWS_IN_BATCH);
    let mut second = Pass::open(path)?;
    let mut batch = Vec::new();
    let mut at = 0;
    while let Some(read) = second.next(&Quiet(book.progress))? {
        let Ok(charge) = read else { continue };
        if marks.get(at).is_none_or(|mark| mark.content != charge.content) {
            return Err(BillingError::refused(
                "The file changed while it was imported. Whole batches are written; import it again.",
            ));
        }
        match fates[at] {
            Fate::Unchanged => {}
            fate => batch.push((charge, fate)),
        }
        at += 1;
        if batch.len() >= full {
            write_batch(book, std::mem::take(&mut batch), origin)?;
            book.progress.at(Step { phase: Phase::Writing, done: at as u64, total: marks.len() as u64 });
        }
    }
    write_batch(book, batch, origin)?;
    book.progress.at(Step { phase: Phase::Writing, done: at as u64, total: marks.len() as u64 });
    Ok(())
}

fn write_batch(book: &Book<'_>, batch: Vec<(Charge, Fate)>, origin: Origin) -> Result<(), BillingError> {
    cancelled(book.progress)?;
    book.store.write(move |tx| {
        for (charge, fate) in &batch {
            match fate {
                Fate::New => tx.add_charge(charge, origin)?,
                Fate::Restates(id) => tx.restate_charge(*id, charge, origin)?,
                Fate::Unchanged => {}
            }
        }
        Ok(())
    })
}

/// Reads a file from front to back.
struct Pass {
    rows: Rows,
    columns: Columns,
    told: u64,
}

/// A row, or the line and reason of one that is refused.
type Read = Result<Charge, (u64, String)>;

impl Pass {
    fn open(path: &Path) -> Result<Self, BillingError> {
        let mut rows = Rows::open(path)?;
        let header = match rows.next()? {
            Some(row) => Header::of(&row)?,
            None => return Err(refused("it has no header")),
        };
        Ok(Self { columns: Columns::of(header)?, rows, told: u64::MAX })
    }

    fn next(&mut self, progress: &dyn Progress) -> Result<Option<Read>, BillingError> {
        let (done, total) = (self.rows.file().read_so_far(), self.rows.file().size());
        if done != self.told {
            self.told = done;
            progress.at(Step { phase: Phase::Reading, done, total });
            cancelled(progress)?;
        }
        let Some(row) = self.rows.next()? else { return Ok(None) };
        Ok(Some(charge(&row, &self.columns).map_err(|reason| (row.line(), reason))))
    }
}

/// Passes on the wish to stop, and tells nothing: the second pass counts rows written.
struct Quiet<'p>(&'p dyn Progress);

impl Progress for Quiet<'_> {
    fn at(&self, _: Step) {}

    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}
