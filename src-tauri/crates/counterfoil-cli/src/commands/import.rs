//! `import focus FILE` and `import usage FILE`.

use super::blocking;
use crate::arguments::{ImportCommand, ImportFile};
use crate::failure::Failure;
use crate::output;
use crate::watch::Watch;
use billing_domain::BillingError;
use billing_service::import::{self, Book, ImportReport};
use serde_json::json;
use std::path::Path;

type Import = fn(&Book<'_>, &Path) -> Result<ImportReport, BillingError>;

pub async fn run(what: ImportCommand, json: bool) -> Result<(), Failure> {
    let (import, file): (Import, ImportFile) = match what {
        ImportCommand::Focus(file) => (import::focus, file),
        ImportCommand::Usage(file) => (import::hourly, file),
    };
    let watch = Watch::start(file.progress);
    let report = blocking(move || {
        // A file that is not there makes no book.
        import::readable(&file.file)?;
        let backend = file.book.open()?;
        let book = Book {
            store: backend.store(),
            who: backend.actor(),
            progress: &watch,
            now: backend.now(),
            facts_in_batch: file.batch.map(|batch| batch as usize),
        };
        import(&book, &file.file)
    })
    .await?;
    tell(&report, json);
    Ok(())
}

fn tell(report: &ImportReport, json: bool) {
    if json {
        let refusals: Vec<_> =
            report.refusals.iter().map(|row| json!({ "line": row.line, "reason": row.reason })).collect();
        output::json(&json!({
            "rows_read": report.rows_read,
            "rows_new": report.rows_new,
            "rows_unchanged": report.rows_unchanged,
            "rows_restated": report.rows_restated,
            "rows_refused": report.rows_refused,
            "refusals": refusals,
        }));
        return;
    }
    println!(
        "{} rows read: {} new, {} unchanged, {} restated, {} refused",
        report.rows_read, report.rows_new, report.rows_unchanged, report.rows_restated, report.rows_refused
    );
    for row in &report.refusals {
        println!("  line {}: {}", row.line, row.reason);
    }
    let more = report.rows_refused - report.refusals.len() as u64;
    if more > 0 {
        println!("  and {more} more");
    }
}
