//! What a person's desk remembers of an account: layouts of tables, saved views, last filters. Never a figure or a secret.

use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::{BillingError, ErrorCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use ts_rs::TS;

/// Its file in the folder of the account.
const FILE: &str = "desk.json";
/// Bytes that one note may have.
const VALUE_MAX: usize = 64 * 1024;
/// Notes that one account may have.
const NOTES_MAX: usize = 500;
/// Letters that a key may have.
const KEY_MAX: usize = 80;

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskNote {
    /// Lower case words parted by dots: `columns.usage`.
    pub key: String,
    /// JSON text, at most 64 kB.
    pub value: String,
}

/// All notes of the open account; none when no account is open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskView {
    /// The open account; a note is written for it and for no other.
    pub account: Option<String>,
    /// By key.
    pub notes: Vec<DeskNote>,
}

/// A note to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DeskWrite {
    /// As in [`DeskView`]: a note that was on its way while another account was opened is refused.
    pub account: String,
    /// As in [`DeskNote`].
    pub key: String,
    /// JSON text, at most 64 kB; none takes the note away.
    pub value: Option<String>,
}

/// Reads the notes kept in an account's folder. A file that cannot be read is an empty desk: only looks are lost.
pub(crate) fn notes_of(folder: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps a note, or takes it away. The file is written whole, beside the old one, then put in its place.
pub(crate) fn keep_note(folder: &Path, note: DeskWrite) -> Result<(), BillingError> {
    check_key(&note.key)?;
    let mut notes = notes_of(folder);
    match note.value {
        Some(value) => {
            check_value(&value)?;
            notes.insert(note.key, value);
        }
        None => drop(notes.remove(&note.key)),
    }
    if notes.len() > NOTES_MAX {
        return Err(BillingError::invalid(format!("The desk keeps at most {NOTES_MAX} notes.")));
    }
    let text = serde_json::to_string_pretty(&notes)
        .map_err(|error| BillingError::internal(format!("The desk cannot be written: {error}.")))?;
    let (new, path) = (folder.join(format!("{FILE}.new")), folder.join(FILE));
    std::fs::write(&new, text).and_then(|()| std::fs::rename(&new, &path)).map_err(|error| {
        BillingError::new(ErrorCode::Unavailable, format!("{} cannot be written: {error}.", path.display()))
    })
}

fn check_key(key: &str) -> Result<(), BillingError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if !key.is_empty() && key.len() <= KEY_MAX && key.chars().all(plain) {
        return Ok(());
    }
    Err(BillingError::invalid("A key of the desk is lower case words parted by dots, such as columns.usage."))
}

fn check_value(value: &str) -> Result<(), BillingError> {
    if value.len() > VALUE_MAX {
        return Err(BillingError::invalid("A note of the desk has at most 64 kB."));
    }
    if serde_json::from_str::<serde::de::IgnoredAny>(value).is_err() {
        return Err(BillingError::invalid("A note of the desk is JSON text."));
    }
    refuse_card_numbers("a note of the desk", value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(key: &str, value: Option<&str>) -> DeskWrite {
        DeskWrite { account: "any".to_owned(), key: key.to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn what_was_noted_is_there_until_it_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        keep_note(folder.path(), note("columns.usage", Some(r#"{"hidden":["unit"]}"#))).unwrap();
        keep_note(folder.path(), note("views.usage", Some("[]"))).unwrap();
        assert_eq!(notes_of(folder.path())["columns.usage"], r#"{"hidden":["unit"]}"#);
        keep_note(folder.path(), note("columns.usage", None)).unwrap();
        assert_eq!(notes_of(folder.path()).keys().collect::<Vec<_>>(), ["views.usage"]);
    }

    #[test]
    fn what_is_no_note_is_refused_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let long = format!("\"{}\"", "a".repeat(VALUE_MAX));
        for (key, value) in [
            ("../escape", "1"),
            ("", "1"),
            ("Columns", "1"),
            ("a", "{ nonsense"),
            ("a", long.as_str()),
            ("a", r#""4242 4242 4242 4242""#),
        ] {
            assert!(keep_note(folder.path(), note(key, Some(value))).is_err(), "{key} {value:.20}");
        }
        assert!(notes_of(folder.path()).is_empty());
    }

    #[test]
    fn a_damaged_file_is_an_empty_desk() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "{ nonsense").unwrap();
        assert!(notes_of(folder.path()).is_empty());
        keep_note(folder.path(), note("a", Some("1"))).unwrap();
        assert_eq!(notes_of(folder.path()).len(), 1);
    }
}
