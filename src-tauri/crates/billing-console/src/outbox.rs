//! The outbox: changes of a tenant that wait, went out, or of which nobody knows what became.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names a change.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct IntentRef {
    /// As in [`IntentRow`].
    pub id: String,
}

/// One field of what is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntentField {
    /// Such as `virtual_host`, or `text`.
    pub field: String,
    /// What it shall be; `-1` is unlimited for a limit.
    pub value: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IntentRow {
    /// Names it in commands.
    pub id: String,
    /// In order of being written.
    pub number: u32,
    /// `create_quota`, `replace_quota`, `delete_quota`, `request_increase`, `make_primary`, ...
    pub operation: String,
    /// What it is about.
    pub object: String,
    /// What is wanted, field by field.
    pub wanted: Vec<IntentField>,
    /// `draft`, `sending`, `done`, `refused`, `unknown`, `not_done` or `discarded`.
    pub state: String,
    /// Who wrote it.
    pub written_by: String,
    /// RFC 3339.
    pub written_at: String,
    /// RFC 3339.
    pub sent_at: Option<String>,
    /// RFC 3339.
    pub ended_at: Option<String>,
    /// What the tenant said, or why nothing is known.
    pub message: Option<String>,
    /// The code of a refusal or a failure.
    pub code: Option<String>,
    /// The tenant's request id.
    pub request_id: Option<String>,
}

/// The outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxView {
    /// Newest first.
    pub drafts: Vec<IntentRow>,
    /// Newest first.
    pub unknown: Vec<IntentRow>,
    /// Those that came to their end, newest first, at most 50.
    pub ended: Vec<IntentRow>,
}

/// Writes a request for a higher limit: a text that a person sends.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftWrite {
    /// The kind of quota.
    pub kind: String,
    /// What it says.
    pub text: String,
}

/// A field as it was, as the draft wants it, and as the tenant has it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConflictField {
    /// Such as `virtual_host`.
    pub field: String,
    /// When the draft was written.
    pub base: Option<String>,
    /// In the draft.
    pub mine: Option<String>,
    /// At the tenant now.
    pub theirs: Option<String>,
    /// True when the tenant has changed it since.
    pub moved: bool,
}

/// A draft beside what the tenant holds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftCheckView {
    /// The draft.
    pub draft: IntentRow,
    /// True when the object is not what it was when the draft was written.
    pub conflict: bool,
    /// Every field of the three.
    pub fields: Vec<ConflictField>,
}

/// Sends a draft.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftSend {
    /// As in [`IntentRow`].
    pub id: String,
    /// True when the person has seen the conflict and wants it all the same.
    pub despite_conflict: bool,
}

/// A person says what became of a change.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangeDecide {
    /// As in [`IntentRow`].
    pub id: String,
    /// True when it was done.
    pub done: bool,
}
