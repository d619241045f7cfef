//! Marks, notes and thresholds; taking an edit back and doing it again.

use super::quotas::family;
use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::quotas::states::Thresholds;
use billing_domain::{BillingError, Decimal, edits as rules};
use billing_service::edits::{self as service, AllMarks, Reconciliation};
use chrono::{NaiveDate, NaiveTime};

/// Marks invoices as reconciled, or takes their marks away.
pub async fn invoice_reconcile(context: Context, input: InvoiceReconcile) -> Result<EditDone, CommandError> {
    let backend = context.account()?.backend;
    let mark = input.reconciled.then(|| {
        let day = match &input.day {
            None => Ok(backend.now().date_naive()),
            Some(text) => text.parse::<NaiveDate>().map_err(|_| {
                BillingError::invalid(format!("{text:?} is not a day. Write it as 2026-03-19."))
            }),
        };
        let statement = rules::statement(input.statement.as_deref().unwrap_or_default())?;
        Ok::<_, BillingError>(Reconciliation { day: day?, statement })
    });
    Ok(done(backend.reconcile(input.names, mark.transpose()?).await?))
}

/// What a person keeps of an invoice.
pub async fn invoice_marks(context: Context, input: InvoiceRef) -> Result<InvoiceMarks, CommandError> {
    let marks = context.account()?.backend.invoice_marks(&input.name).await?;
    let (day, statement) =
        marks.reconciled.map_or((None, None), |mark| (Some(day_text(mark.day)), mark.statement));
    Ok(InvoiceMarks { reconciled_on: day, statement, notes: marks.notes.into_iter().map(note).collect() })
}

/// Adds a note.
pub async fn invoice_note_add(context: Context, input: NoteAdd) -> Result<EditDone, CommandError> {
    Ok(done(context.account()?.backend.add_note(&input.name, &input.text).await?))
}

/// Gives a note another text.
pub async fn invoice_note_change(context: Context, input: NoteChange) -> Result<EditDone, CommandError> {
    Ok(done(context.account()?.backend.change_note(&input.id, Some(&input.text)).await?))
}

/// Deletes a note.
pub async fn invoice_note_delete(context: Context, input: NoteRef) -> Result<EditDone, CommandError> {
    Ok(done(context.account()?.backend.change_note(&input.id, None).await?))
}

/// Moves the thresholds of a kind.
pub async fn quota_thresholds_set(
    context: Context,
    input: QuotaThresholdsSet,
) -> Result<EditDone, CommandError> {
    let percent = |text: DecimalText| text.0.trim().parse::<Decimal>().map_err(BillingError::from);
    let backend = context.account()?.backend;
    let usual = backend.usual_thresholds();
    let thresholds = match (input.near, input.full) {
        (None, None) => None,
        (near, full) => Some(Thresholds {
            near: near.map_or(Ok(usual.near), percent)?,
            full: full.map_or(Ok(usual.full), percent)?,
        }),
    };
    Ok(done(backend.set_thresholds(family(input.family), &input.kind, thresholds).await?))
}

/// Takes an edit back.
pub async fn edit_undo(context: Context, input: EditRef) -> Result<EditDone, CommandError> {
    Ok(done(context.account()?.backend.undo_edit(&input.id).await?))
}

/// Does an edit again.
pub async fn edit_redo(context: Context, input: EditRef) -> Result<EditDone, CommandError> {
    Ok(done(context.account()?.backend.redo_edit(&input.id).await?))
}

/// Puts what a person keeps of invoices into the rows of a list.
pub(super) fn marked(rows: &mut [InvoiceRow], marks: &AllMarks) {
    for row in rows {
        row.reconciled_on = marks.reconciled.get(&row.name).map(|mark| day_text(mark.day));
        row.notes = marks.notes.get(&row.name).copied().unwrap_or_default();
    }
}

/// A day as the instant it begins, as dates cross to the UI.
fn day_text(day: NaiveDate) -> String {
    instant_text(day.and_time(NaiveTime::MIN).and_utc())
}

fn done(done: service::EditDone) -> EditDone {
    EditDone { id: done.id, count: u32::try_from(done.objects.len()).unwrap_or(u32::MAX) }
}

fn note(note: service::Note) -> NoteView {
    NoteView {
        id: note.id,
        text: note.text,
        written_by: note.written_by,
        written_at: instant_text(note.written_at),
        changed_at: note.changed_at.map(instant_text),
    }
}
