//! Tables as files. A [`Sheet`] is a table as a person sees it; [`csv`], [`xlsx`] and `pdf::sheet` write it down,
//! [`zip`] packs several files into one.

pub mod csv;
pub mod sheet;
mod sheet_words;
pub mod xlsx;
pub mod zip;

pub use self::csv::csv;
pub use self::sheet::{ColumnKind, Sheet, SheetColumn, SheetRow};
pub use self::xlsx::xlsx;
pub use self::zip::{PackedFile, zip};

use chrono::{DateTime, NaiveDate, Utc};

/// A table to export: a head, and rows as long as it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Column names.
    pub head: Vec<String>,
    /// One cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell. Only text can carry a formula, so only text is guarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words of whatever origin.
    Text(String),
    /// A plain decimal such as `-1234.50`; its currency or unit stands in the head, or in a column of its own beside it.
    Number(String),
    /// A day.
    Day(NaiveDate),
    /// An instant, shown in UTC to the minute.
    Instant(DateTime<Utc>),
    /// Unknown; not zero.
    Empty,
}
