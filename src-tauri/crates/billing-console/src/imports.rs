//! Imports as jobs: started, watched, cancelled.

use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// FOCUS 1.x CSV: a provider's bill.
    Focus,
    /// Hourly usage CSV.
    Usage,
    /// Price book JSON.
    Prices,
}

/// Starts an import into the open account.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportStart {
    /// What the file is.
    pub kind: ImportKind,
    /// Where it is on this machine.
    pub path: String,
}

/// Names a job.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct JobRef {
    /// As in [`JobStatus`].
    pub job: String,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way.
    Running,
    /// All of it is in.
    Done,
    /// Stopped by the person: whole batches are kept, the next import goes on from there.
    Cancelled,
    /// Refused or broken; the message says what was kept.
    Failed,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    /// Line in the file, the header is 1.
    pub line: DecimalText,
    /// Why.
    pub reason: String,
}

/// How an import is doing, or how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobStatus {
    /// Names the job.
    pub job: String,
    /// The id of the account that it goes into.
    pub account: String,
    /// The name of that account.
    pub account_name: String,
    /// What the file is.
    pub kind: ImportKind,
    /// The file's name.
    pub file: String,
    /// Where it stands.
    pub state: JobState,
    /// 0 to 100, whole.
    pub percent: u8,
    /// Rows read; 0 until the job has ended.
    pub rows_read: DecimalText,
    /// Rows not seen before.
    pub rows_new: DecimalText,
    /// The same facts again.
    pub rows_unchanged: DecimalText,
    /// Changed facts: the old value is kept and flagged.
    pub rows_restated: DecimalText,
    /// Rows not taken.
    pub rows_refused: DecimalText,
    /// The first of them, with reasons.
    pub refusals: Vec<Refusal>,
    /// Why it failed, or what was kept.
    pub message: Option<String>,
    /// The code of that.
    pub code: Option<String>,
}
