//! The desk of the open account: layouts, saved views, last filters.

use crate::commands::*;
use crate::console::blocking;
use crate::{CommandError, Context};
use billing_domain::{BillingError, ErrorCode};

/// All notes.
pub async fn desk_read(context: Context, _: Nothing) -> Result<DeskView, CommandError> {
    let Some(open) = context.opened() else { return Ok(DeskView::default()) };
    blocking(move || {
        let notes = notes_of(&open.entry.folder);
        let notes = notes.into_iter().map(|(key, value)| DeskNote { key, value }).collect();
        Ok(DeskView { account: Some(open.entry.id), notes })
    })
    .await
}

/// Keeps one, or takes it away.
pub async fn desk_write(context: Context, input: DeskWrite) -> Result<Nothing, CommandError> {
    let account = context.account()?;
    if account.entry.id != input.account {
        return Err(BillingError::new(ErrorCode::FailedPrecondition, "Another account is open now.").into());
    }
    let desk = std::sync::Arc::clone(&context);
    blocking(move || {
        // One writer at a time: each write reads the file first.
        let _alone = desk.desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        keep_note(&account.entry.folder, input)?;
        Ok(Nothing {})
    })
    .await
}
