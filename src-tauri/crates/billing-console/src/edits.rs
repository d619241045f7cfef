//! Marks, notes and thresholds of a person's own: each edit can be taken back and done again.

use crate::quotas::FamilyCode;
use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Marks invoices as reconciled, or takes their marks away: all of them or none.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct InvoiceReconcile {
    /// As in [`crate::invoices::InvoiceRow`].
    pub names: Vec<String>,
    /// False takes the marks away.
    pub reconciled: bool,
    /// The day, `2026-03-19`; none is today.
    pub day: Option<String>,
    /// Which statement, in the person's words.
    pub statement: Option<String>,
}

/// Adds a note to an invoice.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NoteAdd {
    /// The invoice.
    pub name: String,
    /// Plain text.
    pub text: String,
}

/// Gives a note another text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NoteChange {
    /// As in [`NoteView`].
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// Names a note.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NoteRef {
    /// As in [`NoteView`].
    pub id: String,
}

/// From where on a kind is near and full; both none let the usual 80 and 100 hold.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuotaThresholdsSet {
    /// Object or resource.
    pub family: FamilyCode,
    /// Its key.
    pub kind: String,
    /// Percent.
    pub near: Option<DecimalText>,
    /// Percent.
    pub full: Option<DecimalText>,
}

/// Names an edit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EditRef {
    /// As in [`EditDone`].
    pub id: String,
}

/// What was edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditDone {
    /// Takes it back; none when everything was so already.
    pub id: Option<String>,
    /// How many things were changed.
    pub count: u32,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteView {
    /// Names it.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Who wrote it.
    pub written_by: String,
    /// RFC 3339.
    pub written_at: String,
    /// When its text was last changed, RFC 3339.
    pub changed_at: Option<String>,
}

/// What a person keeps of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceMarks {
    /// The day it was reconciled on, RFC 3339; none when it is not.
    pub reconciled_on: Option<String>,
    /// Which statement.
    pub statement: Option<String>,
    /// Oldest first.
    pub notes: Vec<NoteView>,
}
