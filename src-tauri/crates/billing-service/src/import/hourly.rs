//! The hourly usage CSV: one quantity of one series in one UTC hour on each row.
//!
//! The whole file is read and checked before the first batch is written, 24 bytes for each row: what is not a usage
//! file changes nothing, and each series is merged in key order. Only a file beyond [`FACTS_HELD_MAX`] rows is scanned
//! once for its form and then taken in parts.

use super::batches::{Delivery, write_batches};
use super::file::refused;
use super::header::Header;
use super::hours::{HourFault, HourReader};
use super::known_series::KnownSeries;
use super::progress::{Phase, Progress, Step};
use super::rows::{Row, Rows};
use super::{ImportReport, cancelled, known, quantities};
use billing_domain::usage::{Series, UsageStatus};
use billing_domain::{BillingError, DecimalError};
use billing_store::usage::Fact;
use std::path::Path;

/// What these sources are called.
pub(super) const KIND: &str = "usage";

/// Columns that must be there, by their names.
const NEEDED: [&[&str]; 7] = [
    &["namespace"],
    &["object_name", "object"],
    &["metric_label"],
    &["usage_type"],
    &["hour", "timestamp"],
    &["quantity"],
    &["unit_name", "unit"],
];

/// Where the columns of interest are.
struct Columns {
    /// Namespace, object, metric label, usage type, unit, deployment, container.
    key: [Option<usize>; 7],
    hour: usize,
    quantity: usize,
    status: Option<usize>,
    count: usize,
}

impl Columns {
    fn of(header: &Header) -> Result<Self, BillingError> {
        let missing = header.missing(&NEEDED);
        if !missing.is_empty() {
            let focus = header.find(&["BilledCost"]).is_some();
            let hint = if focus { "; it looks like a FOCUS bill, import it as one" } else { "" };
            return Err(refused(&format!(
                "it is no hourly usage file: its header lacks {}{hint}",
                missing.join(", ")
            )));
        }
        let place = |names: &[&str]| header.find(names);
        let needed = |at: usize| place(NEEDED[at]).unwrap_or_default();
        Ok(Self {
            key: [
                place(NEEDED[0]),
                place(NEEDED[1]),
                place(NEEDED[2]),
                place(NEEDED[3]),
                place(NEEDED[6]),
                place(&["deployment"]),
                place(&["container"]),
            ],
            hour: needed(4),
            quantity: needed(5),
            status: place(&["status"]),
            count: header.names.len(),
        })
    }

    fn series(&self, row: &Row<'_>) -> Series {
        let [namespace, object, metric_label, usage_type, unit, deployment, container] =
            self.key.map(|at| at.map_or_else(String::new, |at| row.text(at).to_owned()));
        Series { namespace, object, metric_label, usage_type, unit, deployment, container }
    }
}

/// Facts held before they are written, some 400 MB.
const FACTS_HELD_MAX: usize = 16_000_000;

/// Reads a file and writes what it delivers.
pub(super) fn import(book: &super::Book<'_>, path: &Path) -> Result<ImportReport, BillingError> {
    import_in_parts(book, path, FACTS_HELD_MAX)
}

fn import_in_parts(
    book: &super::Book<'_>,
    path: &Path,
    held_max: usize,
) -> Result<ImportReport, BillingError> {
    if let Some(report) = known::again(book, path)? {
        return Ok(report);
    }
    let mut reader = HourlyReader::open(path)?;
    if !reader.read(held_max, book.progress)? {
        // Too long to hold: make sure of the rest before anything is written.
        reader.check_rest(path, book.progress)?;
    }
    let source = book.begin(KIND, path, reader.rows.file())?;
    loop {
        let counts = write_batches(book, source, reader.take())?;
        reader.report.rows_new += counts.new;
        reader.report.rows_unchanged += counts.unchanged;
        reader.report.rows_restated += counts.restated;
        if reader.at_end {
            break;
        }
        reader.read(held_max, book.progress)?;
    }
    book.finish(source, path, &reader.report)?;
    Ok(reader.report)
}

/// Turns rows into facts, series by series.
struct HourlyReader {
    rows: Rows,
    columns: Columns,
    hours: HourReader,
    known: KnownSeries,
    delivery: Delivery,
    held: usize,
    at_end: bool,
    report: ImportReport,
}

impl HourlyReader {
    fn open(path: &Path) -> Result<Self, BillingError> {
        let mut rows = Rows::open(path)?;
        let header = match rows.next()? {
            Some(row) => Header::of(&row)?,
            None => return Err(refused("it has no header")),
        };
        Ok(Self {
            columns: Columns::of(&header)?,
            rows,
            hours: HourReader::default(),
            known: KnownSeries::default(),
            delivery: Delivery::default(),
            held: 0,
            at_end: false,
            report: ImportReport::default(),
        })
    }

    /// Reads until the end or until `held_max` facts are held; true at the end.
    fn read(&mut self, held_max: usize, progress: &dyn Progress) -> Result<bool, BillingError> {
        let total = self.rows.file().size();
        let mut told = u64::MAX;
        while self.held < held_max {
            let done = self.rows.file().read_so_far();
            if done != told {
                told = done;
                progress.at(Step { phase: Phase::Reading, done, total });
                cancelled(progress)?;
            }
            let Some(row) = self.rows.next()? else {
                self.at_end = true;
                return Ok(true);
            };
            self.report.rows_read += 1;
            let mut taker = Taker {
                columns: &self.columns,
                hours: &mut self.hours,
                known: &mut self.known,
                delivery: &mut self.delivery,
            };
            match taker.take(&row) {
                Ok(()) => self.held += 1,
                Err(reason) => self.report.refuse(row.line(), reason),
            }
        }
        Ok(false)
    }

    fn check_rest(&self, path: &Path, progress: &dyn Progress) -> Result<(), BillingError> {
        let mut rows = Rows::open(path)?;
        while rows.next()?.is_some() {
            cancelled(progress)?;
        }
        Ok(())
    }

    /// Hands out what is held; the series stay known.
    fn take(&mut self) -> Delivery {
        self.held = 0;
        self.known = KnownSeries::default();
        std::mem::take(&mut self.delivery)
    }
}

/// Takes one row.
struct Taker<'r> {
    columns: &'r Columns,
    hours: &'r mut HourReader,
    known: &'r mut KnownSeries,
    delivery: &'r mut Delivery,
}

impl Taker<'_> {
    #[inline]
    fn take(&mut self, row: &Row<'_>) -> Result<(), String> {
        if row.broken {
            return Err("text stands after a closing quote".to_owned());
        }
        if row.len() != self.columns.count {
            return Err(format!("it has {} fields, the header has {}", row.len(), self.columns.count));
        }
        let hour = self.hour(row.bytes(self.columns.hour))?;
        if let Some(status) = self.columns.status.and_then(|at| gap(row.bytes(at))) {
            let series = self.series(row)?;
            self.delivery.gaps.push((series, hour, status));
            return Ok(());
        }
        let fact = self.quantity(hour, row.bytes(self.columns.quantity))?;
        let series = self.series(row)?;
        self.delivery.series[series].1.push(fact);
        Ok(())
    }

    #[inline]
    fn hour(&mut self, text: &[u8]) -> Result<i32, String> {
        self.hours.read(text).map_err(|fault| {
            let text = String::from_utf8_lossy(text);
            match fault {
                HourFault::NotAnInstant => format!("{text:?} is not an hour such as 2026-03-01T05:00:00Z"),
                HourFault::NotWhole => format!("{text:?} lies inside an hour; usage begins on the hour"),
            }
        })
    }

    #[inline]
    fn quantity(&self, hour: i32, text: &[u8]) -> Result<Fact, String> {
        let text_of = || String::from_utf8_lossy(text).into_owned();
        match quantities::fact(hour, text) {
            Ok(fact) if fact.mantissa() < 0 => Err(format!("the quantity {:?} is below zero", text_of())),
            Ok(fact) => Ok(fact),
            Err(DecimalError::Overflow) => Err(format!("the quantity {:?} has too many digits", text_of())),
            Err(_) => Err(format!("the quantity {:?} is not a number", text_of())),
        }
    }

    /// The place of the row's series in the delivery.
    #[inline]
    fn series(&mut self, row: &Row<'_>) -> Result<usize, String> {
        let fields = self.columns.key.map(|at| at.map_or(&b""[..], |at| row.bytes(at)));
        match self.known.find(fields) {
            Some(series) => Ok(series),
            None => self.add_series(row),
        }
    }

    fn add_series(&mut self, row: &Row<'_>) -> Result<usize, String> {
        let series = self.columns.series(row);
        for (name, text) in [
            ("namespace", &series.namespace),
            ("metric_label", &series.metric_label),
            ("usage_type", &series.usage_type),
            ("unit", &series.unit),
        ] {
            if text.is_empty() {
                return Err(format!("its {name} is empty"));
            }
        }
        self.delivery.series.push((series, Vec::new()));
        Ok(self.known.add())
    }
}

/// The status of a row that carries no quantity.
fn gap(status: &[u8]) -> Option<UsageStatus> {
    match status {
        b"NO_DATA" => Some(UsageStatus::NoData),
        b"NOT_MEASURED" => Some(UsageStatus::NotMeasured),
        _ => None,
    }
}
