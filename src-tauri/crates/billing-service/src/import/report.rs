//! What came of an import.

/// Refused rows that are named one by one; more are only counted.
pub const REFUSALS_LISTED: usize = 1_000;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where the row begins in the file; the header is line 1.
    pub line: u64,
    /// What is wrong with it, for the person.
    pub reason: String,
}

/// What came of an import. Each row read is counted in exactly one of new, unchanged, restated and refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Data rows in the file.
    pub rows_read: u64,
    /// Not seen before.
    pub rows_new: u64,
    /// The same again.
    pub rows_unchanged: u64,
    /// Came with another content than before: both are kept, and flagged.
    pub rows_restated: u64,
    /// Not taken.
    pub rows_refused: u64,
    /// The first [`REFUSALS_LISTED`] of the refused rows.
    pub refusals: Vec<Refusal>,
}

impl ImportReport {
    pub(super) fn refuse(&mut self, line: u64, reason: impl Into<String>) {
        self.rows_refused += 1;
        if self.refusals.len() < REFUSALS_LISTED {
            self.refusals.push(Refusal { line, reason: reason.into() });
        }
    }
}
