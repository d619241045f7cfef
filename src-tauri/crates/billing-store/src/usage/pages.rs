//! Every fact from the pages of its table. Stepping SQLite's machine from row to row costs three times what it takes to
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

/// Columns of the table in the order of a record: the key first.
const COLUMNS: &str = "series_id,hour,scale,mantissa,source";

impl Reader<'_> {
    /// `take(series, hour, scale, mantissa)` for every fact in the order of the key; false, and nothing taken, where
    /// SQLite was built without its page table.
    pub(super) fn each_fact_by_page(
        &self,
        take: impl FnMut(i64, i32, u8, i128) -> Result<(), StoreError>,
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
            .prepare_cached("SELECT group_concat(name, ',') FROM pragma_table_info('usage_hour')")?
            .query_row([], |row| row.get(0))?;
        if columns != COLUMNS {
            return Err(broken("has other columns"));
        }
        let root: u32 = self
            .sql
            .prepare_cached("SELECT rootpage FROM sqlite_schema WHERE name = 'usage_hour'")?
            .query_row([], |row| row.get(0))?;
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
    last: Option<(i64, i32)>,
}

impl<T: FnMut(i64, i32, u8, i128) -> Result<(), StoreError>> Walk<'_, T> {
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
                    self.record(&page, usize::from(at))?;
                }
                Ok(())
            }
            Some(&INNER) => {
                for n in 0..count {
                    let at = usize::from(u16::from_be_bytes(bytes(&page, 12 + 2 * n)?));
                    self.tree(u32::from_be_bytes(bytes(&page, at)?), depth + 1)?;
                    self.record(&page, at + 4)?;
                }
                self.tree(u32::from_be_bytes(bytes(&page, 8)?), depth + 1)
            }
            _ => Err(broken("holds a page of another kind")),
        }
    }

    /// One row: its length, the length of its head, a kind for each column, the columns.
    #[inline]
    fn record(&mut self, page: &[u8], at: usize) -> Result<(), StoreError> {
        let [length, head, kinds @ ..]: [u8; 7] = bytes(page, at)?;
        // All of them below 128 are one byte each; a longer row, or another head, is none of ours.
        if length >= 128 || head != 6 || at + 1 + usize::from(length) > page.len() {
            return Err(broken("holds a row of another form"));
        }
        let mut from = at + 7;
        let series = integer(page, &mut from, kinds[0])?;
        let hour = integer(page, &mut from, kinds[1])?;
        let scale = integer(page, &mut from, kinds[2])?;
        let mantissa = if kinds[3] == SIXTEEN_BYTES {
            i128::from_be_bytes(bytes(page, from)?)
        } else {
            integer(page, &mut from, kinds[3])?.into()
        };
        let (Ok(hour), Ok(scale)) = (i32::try_from(hour), u8::try_from(scale)) else {
            return Err(broken("holds an hour or a scale that cannot be"));
        };
        let key = (series, hour);
        if self.last.is_some_and(|last| last >= key) {
            return Err(broken("is not in the order of its key"));
        }
        self.last = Some(key);
        (self.take)(series, hour, scale, mantissa)
    }
}

/// The kind of a blob of 16 bytes: 12 and twice its length.
const SIXTEEN_BYTES: u8 = 44;

/// Reads a whole number of a kind, and goes on behind it.
#[inline]
fn integer(page: &[u8], from: &mut usize, kind: u8) -> Result<i64, StoreError> {
    let width = match kind {
        8 => return Ok(0),
        9 => return Ok(1),
        1..=4 => usize::from(kind),
        5 => 6,
        6 => 8,
        _ => return Err(broken("holds a number that is none")),
    };
    let at = *from;
    *from += width;
    // Eight bytes at once where the page has them: the number is their upper part.
    let wide = match page.get(at..at + 8).and_then(|eight| eight.first_chunk()) {
        Some(eight) => i64::from_be_bytes(*eight),
        None => {
            let mut eight = [0; 8];
            let end = page.get(at..at + width).ok_or_else(|| broken("ends inside a row"))?;
            eight[..width].copy_from_slice(end);
            i64::from_be_bytes(eight)
        }
    };
    Ok(wide >> (64 - 8 * width))
}

#[inline]
fn bytes<const N: usize>(page: &[u8], at: usize) -> Result<[u8; N], StoreError> {
    let found = page.get(at..at + N).and_then(|part| part.first_chunk());
    found.copied().ok_or_else(|| broken("ends inside a row"))
}

fn broken(how: &str) -> StoreError {
    StoreError::Corrupt(format!("the table of hourly usage {how}"))
}

#[cfg(test)]
mod tests;
