//! Tables as files. One file per format, each a plain function over one [`Table`].

pub mod csv;

pub use self::csv::csv;

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
    /// A plain decimal such as `-1234.50`; its currency or unit has a column of its own beside it.
    Number(String),
    /// Unknown; not zero.
    Empty,
}
