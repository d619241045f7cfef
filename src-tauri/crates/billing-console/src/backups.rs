//! Copies of books that are made by themselves: what is due, and how the last one ended.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the copies of the open account stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupsView {
    /// The open account; none when none is open.
    pub account: Option<String>,
    /// Where they lie.
    pub folder: String,
    /// How many of this account lie there.
    pub files: u32,
    /// When one was last tried, RFC 3339.
    pub last_at: Option<String>,
    /// The file it made.
    pub last_file: Option<String>,
    /// Why it failed.
    pub problem: Option<String>,
    /// When the next is due, RFC 3339; none while none is planned.
    pub next_at: Option<String>,
}

/// Puts a copy back, or opens it as an archive.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CopyOpen {
    /// The file, whole.
    pub path: String,
    /// True for an archive: it can be read and never changed.
    pub read_only: bool,
}

/// Where a copy was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyMade {
    /// The new file.
    pub file: String,
}
