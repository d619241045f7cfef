//! Marks, notes and thresholds: ours, of local books and of tenants' copies alike, with the tenant or without it. Each
//! edit is one transaction with its lines in the trail, and can be taken back and done again as long as nothing of it
//! has changed since.

use crate::LocalBackend;
use crate::local::trail::Trail;
use billing_domain::edits::{AT_ONCE_MAX, Edit, check_thresholds, note_text};
pub use billing_domain::edits::{Note, Reconciliation};
use billing_domain::invoices::InvoiceStatus;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::states::Thresholds;
use billing_domain::{BillingError, ErrorCode};
use billing_store::edits::EditRecord;
use billing_store::{Reader, Writer};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditDone {
    /// Takes it back; none when everything was so already.
    pub id: Option<String>,
    /// What the edit is about, each once.
    pub objects: Vec<String>,
}

/// What a person keeps of one invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceMarks {
    /// Its mark.
    pub reconciled: Option<Reconciliation>,
    /// Oldest first.
    pub notes: Vec<Note>,
}

/// What a person keeps of every invoice, by name; those without are not named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllMarks {
    /// The marks.
    pub reconciled: BTreeMap<String, Reconciliation>,
    /// How many notes.
    pub notes: BTreeMap<String, u32>,
}

impl LocalBackend {
    /// What a person keeps of an invoice.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn invoice_marks(&self, invoice: &str) -> Result<InvoiceMarks, BillingError> {
        let name = invoice.to_owned();
        self.read(move |book| {
            Ok(InvoiceMarks { reconciled: book.reconciliation(&name)?, notes: book.notes_of(&name)? })
        })
        .await
    }

    /// What a person keeps of all invoices.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn all_marks(&self) -> Result<AllMarks, BillingError> {
        self.read(all_marks).await
    }

    /// Marks invoices as reconciled, or takes their marks away; all of them or, when one cannot be, none.
    ///
    /// # Errors
    /// `NotFound` for an unknown invoice, `FailedPrecondition` for a running one, `InvalidInput` for none or too many.
    pub async fn reconcile(
        &self,
        invoices: Vec<String>,
        mark: Option<Reconciliation>,
    ) -> Result<EditDone, BillingError> {
        if invoices.is_empty() || invoices.len() > AT_ONCE_MAX {
            return Err(BillingError::invalid(format!("Choose between 1 and {AT_ONCE_MAX} invoices.")));
        }
        let trail = self.trail();
        self.write(move |tx| {
            let mut edits = Vec::with_capacity(invoices.len());
            for invoice in invoices {
                refuse_running(tx, &invoice)?;
                let before = tx.reconciliation(&invoice)?;
                edits.push(Edit::Reconciled { invoice, before, after: mark.clone() });
            }
            carry_out(tx, edits, &trail)
        })
        .await
    }

    /// Adds a note to an invoice.
    ///
    /// # Errors
    /// `NotFound`, `FailedPrecondition` for a running invoice; as [`note_text`].
    pub async fn add_note(&self, invoice: &str, text: &str) -> Result<EditDone, BillingError> {
        let (invoice, text, trail) = (invoice.to_owned(), note_text(text)?, self.trail());
        self.write(move |tx| {
            refuse_running(tx, &invoice)?;
            let note = Note {
                id: Uuid::new_v4().to_string(),
                invoice: invoice.clone(),
                text,
                written_by: trail.who.to_string(),
                written_at: trail.at,
                changed_at: None,
            };
            carry_out(tx, vec![Edit::Note { invoice, before: None, after: Some(note) }], &trail)
        })
        .await
    }

    /// Gives a note another text, or deletes it.
    ///
    /// # Errors
    /// `NotFound`; as [`note_text`].
    pub async fn change_note(&self, id: &str, text: Option<&str>) -> Result<EditDone, BillingError> {
        let text = text.map(note_text).transpose()?;
        let (id, trail) = (id.to_owned(), self.trail());
        self.write(move |tx| {
            let before =
                tx.note(&id)?.ok_or_else(|| BillingError::not_found("This note is not there any more."))?;
            if text.as_ref() == Some(&before.text) {
                return Ok(EditDone { id: None, objects: Vec::new() });
            }
            carry_out(tx, vec![note_edit(before, text, &trail)], &trail)
        })
        .await
    }

    /// From which percentages on a kind is near and full; `None` lets the usual ones hold again.
    ///
    /// # Errors
    /// `InvalidInput` for thresholds that are out of order, or for an API, which has no usage.
    pub async fn set_thresholds(
        &self,
        family: QuotaFamily,
        kind: &str,
        thresholds: Option<Thresholds>,
    ) -> Result<EditDone, BillingError> {
        if family == QuotaFamily::Api {
            return Err(BillingError::invalid(
                "Nothing of a rate is used up, so there is nothing to warn of.",
            ));
        }
        billing_domain::quotas::drafts::check_key(kind)?;
        let usual = self.usual_thresholds();
        let after = thresholds.map(check_thresholds).transpose()?.filter(|of| *of != usual);
        let (kind, trail) = (kind.to_owned(), self.trail());
        self.write(move |tx| {
            let before = tx.quota_thresholds()?.get(&(family, kind.clone())).copied();
            carry_out(tx, vec![Edit::Thresholds { family, kind, before, after }], &trail)
        })
        .await
    }

    /// Takes an edit back.
    ///
    /// # Errors
    /// `NotFound`; `FailedPrecondition` when it is taken back already or what it is about has changed since.
    pub async fn undo_edit(&self, id: &str) -> Result<EditDone, BillingError> {
        self.turn(id, true).await
    }

    /// Does an edit again that was taken back.
    ///
    /// # Errors
    /// As [`LocalBackend::undo_edit`].
    pub async fn redo_edit(&self, id: &str) -> Result<EditDone, BillingError> {
        self.turn(id, false).await
    }

    async fn turn(&self, id: &str, undone: bool) -> Result<EditDone, BillingError> {
        let (id, trail) = (id.to_owned(), self.trail());
        self.write(move |tx| {
            let record = tx.edit(&id)?;
            let record = record.ok_or_else(|| BillingError::not_found("This edit is not known here."))?;
            if record.undone == undone {
                let state = if undone { "taken back" } else { "done again" };
                return Err(BillingError::refused(format!("This edit was {state} already.")));
            }
            let mut edits: Vec<Edit> = serde_json::from_str(&record.changes)
                .map_err(|error| BillingError::internal(format!("The edit cannot be read: {error}.")))?;
            if undone {
                edits = edits.into_iter().rev().map(Edit::reversed).collect();
            }
            for edit in &edits {
                apply(tx, edit, &trail, if undone { ".undo" } else { ".redo" })?;
            }
            tx.turn_edit(&id, undone)?;
            Ok(EditDone { objects: objects(&edits), id: Some(id) })
        })
        .await
    }
}

pub(crate) fn all_marks(book: &Reader<'_>) -> Result<AllMarks, BillingError> {
    Ok(AllMarks { reconciled: book.reconciliations()?, notes: book.note_counts()? })
}

fn note_edit(before: Note, text: Option<String>, trail: &Trail) -> Edit {
    let invoice = before.invoice.clone();
    let after = text.map(|text| Note { text, changed_at: Some(trail.at), ..before.clone() });
    Edit::Note { invoice, before: Some(before), after }
}

/// Does what is another way than before, keeps it as one edit, and writes a line for each thing.
fn carry_out(tx: &Writer<'_>, edits: Vec<Edit>, trail: &Trail) -> Result<EditDone, BillingError> {
    let edits: Vec<Edit> = edits.into_iter().filter(|edit| !edit.is_idle()).collect();
    if edits.is_empty() {
        return Ok(EditDone { id: None, objects: Vec::new() });
    }
    for edit in &edits {
        apply(tx, edit, trail, "")?;
    }
    let changes = serde_json::to_string(&edits)
        .map_err(|error| BillingError::internal(format!("The edit cannot be written: {error}.")))?;
    let id = Uuid::new_v4().to_string();
    tx.add_edit(&EditRecord {
        id: id.clone(),
        at: trail.at,
        who: trail.who.to_string(),
        changes,
        undone: false,
    })?;
    Ok(EditDone { objects: objects(&edits), id: Some(id) })
}

/// Brings one thing from the state before to the state after; refused when it is in neither.
fn apply(tx: &Writer<'_>, edit: &Edit, trail: &Trail, turn: &str) -> Result<(), BillingError> {
    let as_expected = match edit {
        Edit::Reconciled { invoice, before, .. } => tx.reconciliation(invoice)? == *before,
        Edit::Note { before: Some(note), .. } => tx.note(&note.id)?.as_ref() == Some(note),
        Edit::Note { before: None, after, .. } => match after {
            Some(note) => tx.note(&note.id)?.is_none(),
            None => true,
        },
        Edit::Thresholds { family, kind, before, .. } => {
            tx.quota_thresholds()?.get(&(*family, kind.clone())) == before.as_ref()
        }
    };
    if !as_expected {
        return Err(BillingError::new(
            ErrorCode::FailedPrecondition,
            format!("{} was changed since, so nothing was done. Change it by hand.", edit.object()),
        ));
    }
    match edit {
        Edit::Reconciled { invoice, after, .. } => tx.set_reconciliation(invoice, after.as_ref())?,
        Edit::Note { after: Some(note), .. } => tx.put_note(note)?,
        Edit::Note { before: Some(note), after: None, .. } => tx.drop_note(&note.id)?,
        Edit::Note { before: None, after: None, .. } => {}
        Edit::Thresholds { family, kind, after: Some(after), .. } => {
            tx.set_quota_thresholds(*family, kind, *after)?;
        }
        Edit::Thresholds { family, kind, after: None, .. } => tx.drop_quota_thresholds(*family, kind)?,
    }
    let (before, after) = edit.states();
    trail.write(tx, &format!("{}{turn}", edit.action()), &edit.object(), before, after)
}

fn objects(edits: &[Edit]) -> Vec<String> {
    let mut objects: Vec<String> = edits.iter().map(Edit::object).collect();
    objects.dedup();
    objects
}

/// A running invoice gives way to the final one, which has a name of its own: a mark on it would be lost.
fn refuse_running(book: &Reader<'_>, name: &str) -> Result<(), BillingError> {
    let told = book.tenant_invoices()?.into_iter().find(|record| record.invoice.name == name);
    let running = match told {
        Some(record) => record.invoice.status == InvoiceStatus::Pending,
        None => match book.invoice(name)? {
            Some(record) => record.head.number.is_none(),
            // The open month, when nobody has kept it yet.
            None if name.starts_with("running-") => true,
            None => return Err(crate::billing::unknown_invoice(name)),
        },
    };
    if running {
        let message = format!("{name} is still running: it can be marked and noted once it is issued.");
        return Err(BillingError::refused(message));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
