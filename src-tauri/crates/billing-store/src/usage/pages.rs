//! Every row of the usage tables from their pages. Stepping SQLite's machine from row to row costs three times what it takes to
//! read and add a row, and an audit reads all of millions.
//!
//! The pages come through SQLite, in the reader's snapshot, with what still lies in the write-ahead log. Their form is
//! the published one (SQLite's "Database File Format", sections 1.6 and 2), which is kept for ever; what does not look
//! like it is an error, never a guess. A library without the page table is told, so that callers go row by row.

use crate::{Reader, StoreError};
use rusqlite::{CachedStatement, OptionalExtension};

/// Deeper than any tree of 2^31 pages.
const DEEPEST: usize = 40;

/// A leaf of a table that is ordered by its key, and a page above such leaves.
const LEAF: u8 = 10;
const INNER: u8 = 2;

/// A table of five columns, the first two of which are its key.
struct Table {
    name: &'static str,
    columns: &'static str,
}

const HOURS: Table = Table { name: "usage_hour", columns: "series_id,hour,scale,mantissa,source" };
const MONTHS: Table = Table { name: "usage_month", columns: "month,series_id,hours,scale,mantissa" };

impl Reader<'_> {
    /// `take(series, hour, scale, mantissa)` for every fact in the order of the key; false, and nothing taken, where
    /// SQLite was built without its page table.
    pub(super) fn each_fact_by_page(
        &self,
        mut take: impl FnMut(i64, i32, u8, i128) -> Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        self.each_row_by_page(&HOURS, |series, hour, mut rest| {
            let (scale, mantissa) = (rest.whole()?, rest.mantissa()?);
            take(series, narrow(hour)?, narrow(scale)?, mantissa)
        })
    }

    /// The same for month roll-ups: `take(series, month, scale, mantissa)`.
    pub(super) fn each_month_by_page(
        &self,
        mut take: impl FnMut(i64, i32, u8, i128) -> Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        self.each_row_by_page(&MONTHS, |month, series, mut rest| {
            rest.whole()?;
            let (scale, mantissa) = (rest.whole()?, rest.mantissa()?);
            take(series, narrow(month)?, narrow(scale)?, mantissa)
        })
    }

    fn each_row_by_page(
        &self,
        table: &Table,
        take: impl FnMut(i64, i64, Columns<'_>) -> Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        let has_pages: bool = self
            .sql
            .prepare_cached("SELECT sqlite_compileoption_used('ENABLE_DBPAGE_VTAB')")?
            .query_row([], |row| row.get(0))?;
        if !has_pages {
            return Ok(false);
        }
        let columns: String = self
            .sql
            .prepare_cached("SELECT group_concat(name, ',') FROM pragma_table_info(?1)")?
            .query_row([table.name], |row| row.get(0))?;
        if columns != table.columns {
            return Err(broken("has other columns"));
        }
        let root: u32 = self
            .sql
            .prepare_cached("SELECT rootpage FROM sqlite_schema WHERE name = ?1")?
            .query_row([table.name], |row| row.get(0))?;
        let pages = self.sql.prepare_cached("SELECT data FROM sqlite_dbpage WHERE pgno = ?1")?;
        let mut walk = Walk { pages, take, last: None };
        let reserved = walk.page(1)?.get(20).copied();
        if reserved != Some(0) {
            return Err(broken("keeps room in its pages for something unknown"));
        }
        walk.tree(root, 0)?;
        Ok(true)
    }
}

struct Walk<'c, T> {
    pages: CachedStatement<'c>,
    take: T,
    /// The key before: keys only rise.
    last: Option<(i64, i64)>,
}

impl<T: FnMut(i64, i64, Columns<'_>) -> Result<(), StoreError>> Walk<'_, T> {
    fn page(&mut self, number: u32) -> Result<Vec<u8>, StoreError> {
        let found = self.pages.query_row([number], |row| row.get(0)).optional()?;
        found.ok_or_else(|| broken("points to a page that is not there"))
    }

    /// A page and everything below it, in the order of the key: what lies left of an entry, the entry, what is right of all.
    fn tree(&mut self, number: u32, depth: usize) -> Result<(), StoreError> {
        if depth > DEEPEST {
            return Err(broken("goes round in a circle"));
        }
        let page = self.page(number)?;
        let count = usize::from(u16::from_be_bytes(bytes(&page, 3)?));
        match page.first() {
            Some(&LEAF) => {
                for n in 0..count {
                    let at = u16::from_be_bytes(bytes(&page, 8 + 2 * n)?);
                    self.row(&page, usize::from(at))?;
                }
                Ok(())
            }
            Some(&INNER) => {
                for n in 0..count {
                    let at = usize::from(u16::from_be_bytes(bytes(&page, 12 + 2 * n)?));
                    self.tree(u32::from_be_bytes(bytes(&page, at)?), depth + 1)?;
                    self.row(&page, at + 4)?;
                }
                self.tree(u32::from_be_bytes(bytes(&page, 8)?), depth + 1)
            }
            _ => Err(broken("holds a page of another kind")),
        }
    }

    /// One row: its length, the length of its head, a kind for each column, the columns.
    #[inline(always)]
    fn row(&mut self, page: &[u8], at: usize) -> Result<(), StoreError> {
        match page.get(at..).and_then(|rest| rest.first_chunk()) {
            Some(bytes) => self.entry(bytes, page.len() - at),
            None => {
                // The last rows of a page are shorter than what is read at once.
                let rest = page.get(at..).unwrap_or_default();
                let mut bytes = [0; ROW];
                bytes[..rest.len()].copy_from_slice(rest);
                self.entry(&bytes, rest.len())
            }
        }
    }

    #[inline(always)]
    fn entry(&mut self, bytes: &[u8; ROW], room: usize) -> Result<(), StoreError> {
        let (length, head) = (usize::from(bytes[0]), bytes[1]);
        // Below 128 each of them is one byte; a longer row, or another head, is none of ours.
        if length >= LONGEST || head != 6 || 1 + length > room {
            return Err(broken("holds a row of another form"));
        }
        let mut columns = Columns { bytes, column: 2, from: 7, end: 1 + length };
        let key = (columns.whole()?, columns.whole()?);
        if self.last.is_some_and(|last| last >= key) {
            return Err(broken("is not in the order of its key"));
        }
        self.last = Some(key);
        (self.take)(key.0, key.1, columns)
    }
}

/// More than the longest row: its length, a head of 6, four numbers of 8 bytes and one of 16.
const ROW: usize = 64;
const LONGEST: usize = 56;

/// The columns of a row, one after the other.
struct Columns<'p> {
    bytes: &'p [u8; ROW],
    /// Where the kind of the next column stands.
    column: usize,
    /// Where its bytes begin, and where those of the row end.
    from: usize,
    end: usize,
}

impl Columns<'_> {
    /// A whole number.
    #[inline(always)]
    fn whole(&mut self) -> Result<i64, StoreError> {
        let kind = self.bytes[self.column & 7];
        self.column += 1;
        let width = match kind {
            1..=4 => usize::from(kind),
            8 | 9 => return Ok(i64::from(kind) - 8),
            5 => 6,
            6 => 8,
            _ => return Err(broken("holds a number that is none")),
        };
        let eight: [u8; 8] = bytes(self.bytes, self.from)?;
        self.from += width;
        if self.from > self.end {
            return Err(broken("ends inside a row"));
        }
        // Eight bytes are read at once: the number is their upper part, and brings its sign down with it.
        Ok(i64::from_be_bytes(eight) >> (64 - 8 * width))
    }

    /// A whole number, or a blob of 16 bytes for one that 64 bits do not hold.
    #[inline(always)]
    fn mantissa(&mut self) -> Result<i128, StoreError> {
        if self.bytes[self.column & 7] != SIXTEEN_BYTES {
            return Ok(self.whole()?.into());
        }
        self.column += 1;
        let wide = i128::from_be_bytes(bytes(self.bytes, self.from)?);
        self.from += 16;
        if self.from > self.end { Err(broken("ends inside a row")) } else { Ok(wide) }
    }
}

/// The kind of a blob of 16 bytes: 12 and twice its length.
const SIXTEEN_BYTES: u8 = 44;

#[inline(always)]
fn narrow<T: TryFrom<i64>>(wide: i64) -> Result<T, StoreError> {
    T::try_from(wide).map_err(|_| broken("holds a time or a scale that cannot be"))
}

#[inline(always)]
fn bytes<const N: usize>(page: &[u8], at: usize) -> Result<[u8; N], StoreError> {
    let found = page.get(at..at + N).and_then(|part| part.first_chunk());
    found.copied().ok_or_else(|| broken("ends inside a row"))
}

#[cold]
fn broken(how: &str) -> StoreError {
    StoreError::Corrupt(format!("a table of usage {how}"))
}

#[cfg(test)]
mod tests;
