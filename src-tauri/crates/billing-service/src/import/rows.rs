//! CSV rows (RFC 4180) straight from the bytes: fields are borrowed from the read buffer, nothing is copied.

use super::file::{TextFile, refused};
use billing_domain::BillingError;
use std::path::Path;

/// A row longer than this is no bill; the quote that opened it is not closed.
const ROW_MAX: usize = 16 << 20;

/// Where a field lies in the buffer.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    /// Holds doubled quotes that have to become one.
    doubled: bool,
}

/// The rows of a file, one after another.
pub(super) struct Rows {
    file: TextFile,
    buffer: Vec<u8>,
    /// Where the row that was handed out last begins, and the next one.
    row: usize,
    next: usize,
    at_end: bool,
    spans: Vec<Span>,
    broken: bool,
    /// The line number of `buffer[counted]`; the first is 1.
    line: u64,
    counted: usize,
}

/// One row.
pub(super) struct Row<'r> {
    buffer: &'r [u8],
    spans: &'r [Span],
    /// Text stands after a closing quote: the row cannot be read for sure.
    pub(super) broken: bool,
    before: &'r [u8],
    line: u64,
}

impl<'r> Row<'r> {
    /// The line on which the row begins; the first line of a file is 1.
    pub(super) fn line(&self) -> u64 {
        self.line + newlines(self.before)
    }

    /// Number of fields.
    pub(super) const fn len(&self) -> usize {
        self.spans.len()
    }

    /// A field by its place; empty when the row is shorter.
    pub(super) fn bytes(&self, at: usize) -> &'r [u8] {
        self.spans.get(at).map_or(&[], |span| &self.buffer[span.start..span.end])
    }

    /// A field as text.
    pub(super) fn text(&self, at: usize) -> &'r str {
        // The file is checked to be UTF-8, and fields end at ASCII bytes.
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }
}

enum Scan {
    Row {
        next: usize,
        broken: bool,
    },
    /// The row goes on beyond the buffer.
    Incomplete,
    /// The file ends inside a quoted field.
    Unclosed,
}

impl Rows {
    pub(super) fn open(path: &Path) -> Result<Self, BillingError> {
        Ok(Self {
            file: TextFile::open(path)?,
            buffer: Vec::new(),
            row: 0,
            next: 0,
            at_end: false,
            spans: Vec::new(),
            broken: false,
            line: 1,
            counted: 0,
        })
    }

    pub(super) const fn file(&self) -> &TextFile {
        &self.file
    }

    /// The next row that is not blank; `None` at the end.
    ///
    /// # Errors
    /// `InvalidInput` when the file is not what it claims to be.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, BillingError> {
        loop {
            self.row = self.next;
            if self.at_end && self.next == self.buffer.len() {
                return Ok(None);
            }
            match scan(&self.buffer, self.next, self.at_end, &mut self.spans) {
                Scan::Row { next, broken } => {
                    self.next = next;
                    self.broken = broken;
                    if !self.is_blank() {
                        break;
                    }
                }
                Scan::Incomplete => self.refill()?,
                Scan::Unclosed => return Err(self.unclosed()),
            }
        }
        self.undouble();
        Ok(Some(Row {
            buffer: &self.buffer,
            spans: &self.spans,
            broken: self.broken,
            before: &self.buffer[self.counted..self.row],
            line: self.line,
        }))
    }

    fn is_blank(&self) -> bool {
        matches!(self.spans[..], [Span { start, end, .. }] if start == end)
    }

    /// Drops what was read and appends the next block.
    fn refill(&mut self) -> Result<(), BillingError> {
        if self.buffer.len() - self.next > ROW_MAX {
            return Err(self.unclosed());
        }
        self.line += newlines(&self.buffer[self.counted..self.next]);
        self.buffer.drain(..self.next);
        (self.row, self.next, self.counted) = (0, 0, 0);
        self.at_end = !self.file.append_to(&mut self.buffer)?;
        Ok(())
    }

    fn unclosed(&self) -> BillingError {
        let line = self.line + newlines(&self.buffer[self.counted..self.next]);
        refused(&format!("a quote opened in the row of line {line} is never closed; the file may be cut off"))
    }

    /// Makes doubled quotes one, in place; the row is complete and will not be scanned again.
    fn undouble(&mut self) {
        for span in self.spans.iter_mut().filter(|span| span.doubled) {
            let mut to = span.start;
            let mut from = span.start;
            while from < span.end {
                self.buffer[to] = self.buffer[from];
                from += if self.buffer[from] == b'"' { 2 } else { 1 };
                to += 1;
            }
            span.end = to;
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Finds the fields of the row that begins at `start`.
fn scan(bytes: &[u8], start: usize, at_end: bool, spans: &mut Vec<Span>) -> Scan {
    spans.clear();
    let mut at = start;
    let mut broken = false;
    loop {
        let (span, after) = match field(bytes, at, at_end) {
            Field::Ends(span, after) => (span, after),
            Field::Broken(span, after) => {
                broken = true;
                (span, after)
            }
            Field::Incomplete => return Scan::Incomplete,
            Field::Unclosed => return Scan::Unclosed,
        };
        spans.push(span);
        match bytes.get(after) {
            Some(b',') => at = after + 1,
            // A line feed, or the end of the file.
            _ => return Scan::Row { next: (after + 1).min(bytes.len()), broken },
        }
    }
}

enum Field {
    /// The field, and where the comma or line feed behind it is.
    Ends(Span, usize),
    /// As [`Field::Ends`], but text stands after its closing quote.
    Broken(Span, usize),
    Incomplete,
    Unclosed,
}

#[inline]
fn field(bytes: &[u8], start: usize, at_end: bool) -> Field {
    if bytes.get(start) == Some(&b'"') {
        return quoted(bytes, start + 1, at_end);
    }
    match plain_end(bytes, start, at_end) {
        Some((end, after)) => Field::Ends(Span { start, end, doubled: false }, after),
        None => Field::Incomplete,
    }
}

/// The end of unquoted text without its carriage return, and where the comma or line feed behind it is.
#[inline]
fn plain_end(bytes: &[u8], start: usize, at_end: bool) -> Option<(usize, usize)> {
    let after = match bytes[start..].iter().position(|byte| matches!(byte, b',' | b'\n')) {
        Some(length) => start + length,
        None if at_end => bytes.len(),
        None => return None,
    };
    let returned = after > start && bytes[after - 1] == b'\r' && bytes.get(after) != Some(&b',');
    Some((after - usize::from(returned), after))
}

fn quoted(bytes: &[u8], start: usize, at_end: bool) -> Field {
    let mut from = start;
    let mut doubled = false;
    loop {
        let Some(length) = memchr::memchr(b'"', &bytes[from..]) else {
            return if at_end { Field::Unclosed } else { Field::Incomplete };
        };
        let end = from + length;
        match bytes.get(end + 1) {
            Some(b',' | b'\n') => return Field::Ends(Span { start, end, doubled }, end + 1),
            Some(b'"') => (doubled, from) = (true, end + 2),
            None if at_end => return Field::Ends(Span { start, end, doubled }, end + 1),
            None => return Field::Incomplete,
            Some(_) => return after_quote(bytes, Span { start, end, doubled }, at_end),
        }
    }
}

/// Only a carriage return may stand between a closing quote and the end of the line.
fn after_quote(bytes: &[u8], span: Span, at_end: bool) -> Field {
    match plain_end(bytes, span.end + 1, at_end) {
        None => Field::Incomplete,
        Some((end, after)) if end == span.end + 1 => Field::Ends(span, after),
        Some((_, after)) => Field::Broken(span, after),
    }
}

#[cfg(test)]
mod tests;
