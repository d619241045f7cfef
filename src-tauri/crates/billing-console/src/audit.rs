//! The trail: what was done, by whom, when, and whether its chain is whole.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A window of the trail; what is none or empty does not narrow.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AuditViewQuery {
    /// The first part of the action, such as `invoice`.
    pub group: Option<String>,
    /// Who, as written.
    pub who: Option<String>,
    /// The object, or a part of its name.
    pub object: Option<String>,
    /// From this instant on, RFC 3339.
    pub from: Option<String>,
    /// Before this instant, RFC 3339.
    pub to: Option<String>,
    /// Anywhere in a line.
    pub text: Option<String>,
    /// The first one first; without any the newest line first.
    pub sorts: Vec<AuditSortBy>,
    /// Lines to pass over, in that order.
    pub skip: u32,
    /// At most so many lines; 1 to 500.
    pub limit: u32,
}

/// A column that the trail can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditColumnCode {
    /// The line's number.
    Sequence,
    /// When.
    At,
    /// Who.
    Who,
    /// What, by the action's own name.
    Action,
    /// The object.
    Object,
}

/// An order of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditSortBy {
    /// By what.
    pub key: AuditColumnCode,
    /// Last or latest first.
    pub down: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEntryView {
    /// Its number in the chain.
    pub sequence: u32,
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// What, such as `invoice.reconcile`.
    pub action: String,
    /// As the trail has it.
    pub object: String,
    /// The object's name without what it is.
    pub object_name: String,
    /// The screen that shows the object, as a place of the address; none when no screen does.
    pub place: Option<String>,
    /// The state before.
    pub before: Option<String>,
    /// The state after.
    pub after: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The tenant's request id.
    pub request_id: Option<String>,
    /// Hex.
    pub hash: String,
    /// Of the line before, hex.
    pub previous: String,
}

/// The last time the chain was verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditCheckView {
    /// RFC 3339.
    pub at: String,
    /// Who.
    pub who: String,
    /// Lines that were found whole.
    pub lines: u32,
    /// The first line that did not hold; none when the chain was whole.
    pub broken: Option<u32>,
    /// Why it did not hold: `changed`, `not_linked`, `missing` or `rewritten`; known right after verifying.
    pub why: Option<String>,
}

/// A window of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditView {
    /// In the order that was asked for.
    pub lines: Vec<AuditEntryView>,
    /// All that are found.
    pub found: u32,
    /// All there are.
    pub all: u32,
    /// Everybody named in the trail.
    pub people: Vec<String>,
    /// The first parts of the actions that occur.
    pub groups: Vec<String>,
    /// None when the chain was never verified.
    pub check: Option<AuditCheckView>,
}
