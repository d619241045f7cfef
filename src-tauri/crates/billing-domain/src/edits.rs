//! What a person keeps beside the books: reconciliation marks, notes, quota thresholds. Each change can be taken back.

use crate::BillingError;
use crate::payment_methods::card_numbers::refuse_card_numbers;
use crate::quotas::kinds::QuotaFamily;
use crate::quotas::states::Thresholds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Characters of a note at most.
pub const NOTE_MAX: usize = 2_000;
/// Characters of a reference to a statement at most.
pub const STATEMENT_MAX: usize = 120;
/// Invoices that are marked by one change at most.
pub const AT_ONCE_MAX: usize = 1_000;

/// An invoice was found on a bank statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// The day it was reconciled on.
    pub day: NaiveDate,
    /// Which statement, in the person's words.
    pub statement: Option<String>,
}

/// A note on an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A UUID.
    pub id: String,
    /// The invoice's name.
    pub invoice: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When its text was last changed.
    pub changed_at: Option<DateTime<Utc>>,
}

/// One thing from a state to another; nothing is a state too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Edit {
    /// Whether an invoice is reconciled.
    Reconciled {
        /// Its name.
        invoice: String,
        /// The mark before.
        before: Option<Reconciliation>,
        /// The mark after.
        after: Option<Reconciliation>,
    },
    /// A note that is added, changed or deleted.
    Note {
        /// The invoice's name.
        invoice: String,
        /// The note before.
        before: Option<Note>,
        /// The note after.
        after: Option<Note>,
    },
    /// From where on a quota is near and full; nothing is the usual 80 and 100.
    Thresholds {
        /// Object or resource.
        family: QuotaFamily,
        /// Its key.
        kind: String,
        /// The thresholds before.
        before: Option<Thresholds>,
        /// The thresholds after.
        after: Option<Thresholds>,
    },
}

impl Edit {
    /// The change that takes this one back.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Reconciled { invoice, before, after } => {
                Self::Reconciled { invoice, before: after, after: before }
            }
            Self::Note { invoice, before, after } => Self::Note { invoice, before: after, after: before },
            Self::Thresholds { family, kind, before, after } => {
                Self::Thresholds { family, kind, before: after, after: before }
            }
        }
    }

    /// The trail's word for it.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Reconciled { after: Some(_), .. } => "invoice.reconcile",
            Self::Reconciled { after: None, .. } => "invoice.reconcile.remove",
            Self::Note { before: None, .. } => "invoice.note.add",
            Self::Note { after: None, .. } => "invoice.note.delete",
            Self::Note { .. } => "invoice.note.change",
            Self::Thresholds { .. } => "quota.threshold",
        }
    }

    /// The trail's word for what it is about.
    #[must_use]
    pub fn object(&self) -> String {
        match self {
            Self::Reconciled { invoice, .. } | Self::Note { invoice, .. } => format!("invoice/{invoice}"),
            Self::Thresholds { kind, .. } => kind.clone(),
        }
    }

    /// The state before and after, in words.
    #[must_use]
    pub fn states(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Reconciled { before, after, .. } => {
                (before.as_ref().map(reconciled), after.as_ref().map(reconciled))
            }
            Self::Note { before, after, .. } => {
                (before.as_ref().map(|note| note.text.clone()), after.as_ref().map(|note| note.text.clone()))
            }
            Self::Thresholds { before, after, .. } => {
                (Some(thresholds(before.unwrap_or_default())), Some(thresholds(after.unwrap_or_default())))
            }
        }
    }

    /// True when nothing would be another way afterwards.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        match self {
            Self::Reconciled { before, after, .. } => before == after,
            Self::Note { before, after, .. } => before == after,
            Self::Thresholds { before, after, .. } => before.unwrap_or_default() == after.unwrap_or_default(),
        }
    }
}

fn reconciled(mark: &Reconciliation) -> String {
    let statement = mark.statement.as_ref().map(|statement| format!(", {statement}")).unwrap_or_default();
    format!("reconciled on {}{statement}", mark.day)
}

fn thresholds(of: Thresholds) -> String {
    format!("near from {}%, full from {}%", of.near, of.full)
}

/// A reference to a statement, trimmed; empty is none.
///
/// # Errors
/// `InvalidInput` when it is too long, has a control character, or holds a card number.
pub fn statement(text: &str) -> Result<Option<String>, BillingError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > STATEMENT_MAX || text.chars().any(char::is_control) {
        return Err(BillingError::invalid(format!(
            "The reference to the statement is one line of at most {STATEMENT_MAX} characters."
        )));
    }
    refuse_card_numbers("reference to the statement", text)?;
    Ok(Some(text.to_owned()))
}

/// The text of a note, trimmed.
///
/// # Errors
/// `InvalidInput` when it says nothing, is too long, has a control character, or holds a card number.
pub fn note_text(text: &str) -> Result<String, BillingError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BillingError::invalid("The note says nothing yet. Write it, or delete the note."));
    }
    let odd = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    if text.chars().count() > NOTE_MAX || text.chars().any(odd) {
        return Err(BillingError::invalid(format!("A note is plain text of at most {NOTE_MAX} characters.")));
    }
    refuse_card_numbers("note", text)?;
    Ok(text.to_owned())
}

/// Thresholds as a person sets them, in percent.
///
/// # Errors
/// `InvalidInput` unless 0 < near <= full <= 100.
pub fn check_thresholds(of: Thresholds) -> Result<Thresholds, BillingError> {
    let hundred = crate::Decimal::from_int(100);
    let positive = !of.near.is_negative() && !of.near.is_zero();
    if positive && of.near <= of.full && of.full <= hundred {
        return Ok(of);
    }
    Err(BillingError::invalid(
        "A warning comes at more than 0 percent, full at most at 100, and the warning not after full.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: u32) -> Option<Reconciliation> {
        let statement = Some("March, page 2".to_owned());
        NaiveDate::from_ymd_opt(2026, 3, day).map(|day| Reconciliation { day, statement })
    }

    #[test]
    fn an_edit_taken_back_twice_is_the_edit() {
        let edit = Edit::Reconciled { invoice: "INV-000024".to_owned(), before: None, after: mark(19) };
        let back = edit.clone().reversed();
        assert_eq!((edit.action(), back.action()), ("invoice.reconcile", "invoice.reconcile.remove"));
        assert_eq!(back.states(), (Some("reconciled on 2026-03-19, March, page 2".to_owned()), None));
        assert_eq!(back.reversed(), edit);
        assert!(!edit.is_idle());
    }

    #[test]
    fn the_usual_thresholds_are_no_change_of_none() {
        let usual = Some(Thresholds::default());
        let edit = |before, after| Edit::Thresholds {
            family: QuotaFamily::Object,
            kind: "user".to_owned(),
            before,
            after,
        };
        assert!(edit(None, usual).is_idle());
        let early = Thresholds { near: 50.into(), full: 95.into() };
        assert!(!edit(None, Some(early)).is_idle());
        assert_eq!(
            edit(None, Some(early)).states(),
            (
                Some("near from 80%, full from 100%".to_owned()),
                Some("near from 50%, full from 95%".to_owned())
            )
        );
    }

    #[test]
    fn words_are_trimmed_and_card_numbers_stay_out() {
        assert_eq!(note_text("  paid twice?\nask Weber ").unwrap(), "paid twice?\nask Weber");
        for refused in ["", " \n ", "a\u{7}b", "card 4242 4242 4242 4242", &"x".repeat(NOTE_MAX + 1)] {
            assert!(note_text(refused).is_err(), "{refused:?}");
        }
        assert_eq!(statement("  ").unwrap(), None);
        assert_eq!(statement(" March ").unwrap().as_deref(), Some("March"));
        for refused in ["two\nlines", "4242424242424242", &"x".repeat(STATEMENT_MAX + 1)] {
            assert!(statement(refused).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn thresholds_are_in_order_and_at_most_the_limit() {
        let of = |near: i64, full: i64| check_thresholds(Thresholds { near: near.into(), full: full.into() });
        assert!(of(80, 100).is_ok() && of(90, 90).is_ok() && of(1, 2).is_ok());
        for (near, full) in [(0, 100), (-5, 50), (90, 80), (80, 101)] {
            assert!(of(near, full).is_err(), "{near} {full}");
        }
    }
}
