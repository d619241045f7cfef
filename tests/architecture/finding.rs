//! What a detector reports, and the two things a test asks of it.

use std::fmt;

/// One place where a wall is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    /// Counted from 1; 0 when the whole file is meant.
    pub line: usize,
    pub what: String,
}

impl Finding {
    pub fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "  {}:{}  {}", self.file, self.line, self.what)
    }
}

/// The wall stands. `rule` is what a reader has to know to repair it.
#[track_caller]
pub fn expect_none(findings: &[Finding], rule: &str) {
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{rule}\n{}", list.join("\n"));
}

/// The detector works: it finds each planted violation, on its line.
#[track_caller]
pub fn expect_lines(findings: &[Finding], lines: &[usize]) {
    let found: Vec<usize> = findings.iter().map(|finding| finding.line).collect();
    assert_eq!(found, lines, "the detector misses what was planted: {findings:#?}");
}
