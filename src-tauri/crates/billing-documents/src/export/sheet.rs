//! A table as a person sees it on a screen: what it is, whose it is, how old it is, its columns, rows and sums.

use super::sheet_words::words;
use super::{Cell, Table};
use crate::dates;
use crate::error::DocumentError;
use crate::figures::grouped;
use crate::language::Language;
use chrono::{DateTime, Utc};

/// What a screen shows, ready for any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Of the words that documents add themselves: page numbers, "Data as of".
    pub language: Language,
    /// What it is: `Invoices`.
    pub title: String,
    /// Whose it is.
    pub account: String,
    /// Period, filters, zone, currency: what a reader must know to read it.
    pub filter: String,
    /// How old the data is; none when nobody knows.
    pub as_of: Option<DateTime<Utc>>,
    /// When the sheet was asked for; none where the same state must give the same bytes whenever it is asked.
    pub printed_at: Option<DateTime<Utc>>,
    /// From left to right.
    pub columns: Vec<SheetColumn>,
    /// From top to bottom.
    pub rows: Vec<SheetRow>,
    /// Sums, each as long as the columns; the first cell says what is summed.
    pub totals: Vec<Vec<Cell>>,
    /// What else a reader must know: what is left out, what is not complete.
    pub notes: Vec<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// Stable name for scripts: `amount`.
    pub key: &'static str,
    /// Head for people.
    pub label: String,
    /// Unit or currency of all its figures; none when they differ or have none.
    pub unit: Option<String>,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column: it decides alignment, width and number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// An exact quantity, with the decimals it has.
    Quantity,
    /// An amount at its minor unit.
    Money,
    /// A price of one unit, with the decimals it has.
    Price,
    /// A share in percent.
    Percent,
    /// A whole number.
    Count,
    /// A day or an instant.
    Date,
}

/// A row of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetRow {
    /// A heading over the rows that follow.
    Group(String),
    /// One cell per column.
    Cells(Vec<Cell>),
}

/// How columns are named in the head of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// For people: `Amount USD`.
    Labels,
    /// For scripts: `amount`.
    Keys,
}

impl ColumnKind {
    /// True for what is read from the right: figures.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        !matches!(self, Self::Text | Self::Date)
    }
}

impl SheetColumn {
    /// The head with its unit: `Amount USD`.
    #[must_use]
    pub fn head(&self) -> String {
        self.unit.as_ref().map_or_else(|| self.label.clone(), |unit| format!("{} {unit}", self.label))
    }
}

impl Sheet {
    /// Refuses rows and sums that are not as long as the head: every later column would be shifted.
    ///
    /// # Errors
    /// [`DocumentError::Internal`].
    pub fn check(&self) -> Result<(), DocumentError> {
        let cells = self.cells().chain(self.totals.iter());
        if cells.into_iter().any(|row| row.len() != self.columns.len()) {
            return Err(DocumentError::internal("a row is not as long as the head"));
        }
        Ok(())
    }

    /// How many rows of cells it has, without headings and sums.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.cells().count()
    }

    /// The rows of cells.
    pub fn cells(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.rows.iter().filter_map(|row| match row {
            SheetRow::Cells(cells) => Some(cells),
            SheetRow::Group(_) => None,
        })
    }

    /// The data alone, as a file for other programs has it: no sums, and headings as a column of their own.
    #[must_use]
    pub fn table(&self, heads: Heads) -> Table {
        let grouped = self.rows.iter().any(|row| matches!(row, SheetRow::Group(_)));
        let own = |column: &SheetColumn| match heads {
            Heads::Labels => column.head(),
            Heads::Keys => column.key.to_owned(),
        };
        let group_head = match heads {
            Heads::Labels => words(self.language).group.to_owned(),
            Heads::Keys => "group".to_owned(),
        };
        let mut head: Vec<String> = grouped.then_some(group_head).into_iter().collect();
        head.extend(self.columns.iter().map(own));
        let mut group = Cell::Empty;
        let mut rows = Vec::new();
        for row in &self.rows {
            match row {
                SheetRow::Group(title) => group = Cell::Text(title.clone()),
                SheetRow::Cells(cells) => {
                    let mut out: Vec<Cell> = grouped.then(|| group.clone()).into_iter().collect();
                    out.extend(cells.iter().cloned());
                    rows.push(out);
                }
            }
        }
        Table { head, rows }
    }

    /// Leaves these columns out.
    pub fn leave_out(&mut self, keys: &[&str]) {
        let kept = self.columns.iter().map(|column| column.key).filter(|key| !keys.contains(key));
        let kept: Vec<String> = kept.map(str::to_owned).collect();
        self.keep_columns(&kept);
    }

    /// Only these columns, in this order; keys that it does not have are passed over, none at all keeps every column.
    pub fn keep_columns(&mut self, keys: &[String]) {
        let order: Vec<usize> = keys
            .iter()
            .filter_map(|key| self.columns.iter().position(|column| column.key == key.as_str()))
            .collect();
        if order.is_empty() {
            return;
        }
        let picked =
            |cells: &[Cell]| order.iter().filter_map(|index| cells.get(*index).cloned()).collect::<Vec<_>>();
        // The words of a total stand in the first column, whichever that is now.
        let totals = self.totals.iter().map(|total| {
            let mut kept = picked(total);
            let label = total.first().cloned();
            if let (Some(first), Some(label @ Cell::Text(_))) = (kept.first_mut(), label)
                && matches!(first, Cell::Empty)
            {
                *first = label;
            }
            kept
        });
        self.totals = totals.collect();
        for row in &mut self.rows {
            if let SheetRow::Cells(cells) = row {
                *cells = picked(cells);
            }
        }
        self.columns = order.iter().filter_map(|index| self.columns.get(*index).cloned()).collect();
    }

    /// `Data as of 19 Mar 2026 09:14 UTC`, empty when nobody knows.
    #[must_use]
    pub fn as_of_text(&self) -> String {
        self.as_of.map_or_else(String::new, |at| said(words(self.language).as_of, self.language, at))
    }

    /// `Printed 19 Mar 2026 09:14 UTC`; empty when that is not told.
    #[must_use]
    pub fn printed_text(&self) -> String {
        self.printed_at.map_or_else(String::new, |at| said(words(self.language).printed, self.language, at))
    }
}

fn said(what: &str, language: Language, at: DateTime<Utc>) -> String {
    format!("{what} {}", instant_text(language, at))
}

/// `19 Mar 2026 09:14 UTC`.
#[must_use]
pub fn instant_text(language: Language, at: DateTime<Utc>) -> String {
    format!("{} {} UTC", dates::day(language, at.date_naive()), at.format("%H:%M"))
}

/// A cell as people read it; what is unknown is "—".
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number that is none.
pub fn shown(language: Language, cell: &Cell) -> Result<String, DocumentError> {
    match cell {
        Cell::Text(text) => Ok(text.clone()),
        Cell::Number(text) => grouped("a figure of the report", text),
        Cell::Day(day) => Ok(dates::day(language, *day)),
        Cell::Instant(at) => Ok(format!("{} {}", dates::day(language, at.date_naive()), at.format("%H:%M"))),
        Cell::Empty => Ok("—".to_owned()),
    }
}
