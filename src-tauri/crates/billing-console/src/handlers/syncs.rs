//! Syncs and verifications of the open tenant.

use super::tenants::tenant_of;
use super::usage::instant;
use crate::commands::*;
use crate::console::blocking;
use crate::tenancy::{SyncRun, VerifyRun};
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::{BillingError, ErrorCode, Period};
use billing_service::accounts::OpenAccount;
use billing_service::tenant::Reached;
use billing_service::tenant::sync::{Part, SyncOrder, SyncReport};
use billing_service::tenant::told::{PartState, SyncState};
use billing_service::tenant::verify::{Comparison, Tally};
use std::sync::Arc;

/// Starts a sync; with a range its months are read again hour by hour.
pub async fn sync_start(context: Context, input: SyncStart) -> Result<SyncView, CommandError> {
    let account = context.account()?;
    let order = SyncOrder { again: range(input)? };
    let run = begin_sync(&context, &account, order, false).await?;
    Ok(sync_view(Some(&run)))
}

/// How far it is.
pub async fn sync_status(context: Context, _: Nothing) -> Result<SyncView, CommandError> {
    let run = context.opened().and_then(|open| context.tenancy.sync(&open.entry.id));
    Ok(sync_view(run.as_deref()))
}

/// Makes no further call until it is let go on.
pub async fn sync_pause(context: Context, _: Nothing) -> Result<SyncView, CommandError> {
    with_sync(&context, SyncRun::pause)
}

/// Goes on after a pause.
pub async fn sync_go_on(context: Context, _: Nothing) -> Result<SyncView, CommandError> {
    with_sync(&context, SyncRun::go_on)
}

/// Stops it; what came is kept.
pub async fn sync_stop(context: Context, _: Nothing) -> Result<SyncView, CommandError> {
    with_sync(&context, SyncRun::stop)
}

/// Compares the copy with the tenant; with a range only the months that it touches.
pub async fn tenant_verify_start(context: Context, input: SyncStart) -> Result<VerifyView, CommandError> {
    let account = context.account()?;
    let range = range(input)?;
    refuse_unconnected(&context, &account).await?;
    let tenant = tenant_of(&account)?.clone();
    let run = VerifyRun::new(&account.entry.id, false, account.backend.now());
    context.tenancy.begin_verify(&run)?;
    tokio::spawn(Arc::clone(&run).verify(tenant, range));
    Ok(verify_view(Some(&run)))
}

/// How far the comparison is, or what came of it.
pub async fn tenant_verify_status(context: Context, _: Nothing) -> Result<VerifyView, CommandError> {
    let run = context.opened().and_then(|open| context.tenancy.verify(&open.entry.id));
    Ok(verify_view(run.as_deref()))
}

/// Stops the comparison.
pub async fn tenant_verify_stop(context: Context, _: Nothing) -> Result<VerifyView, CommandError> {
    let run = context.opened().and_then(|open| context.tenancy.verify(&open.entry.id));
    if let Some(run) = &run {
        run.stop();
    }
    Ok(verify_view(run.as_deref()))
}

/// Begins a sync of an open account, and notes the age of the copy when it has ended.
pub(super) async fn begin_sync(
    context: &Context,
    account: &OpenAccount,
    order: SyncOrder,
    quiet: bool,
) -> Result<Arc<SyncRun>, CommandError> {
    refuse_unconnected(context, account).await?;
    let tenant = tenant_of(account)?.clone();
    let run = SyncRun::new(&account.entry.id, quiet, account.backend.now());
    context.tenancy.begin_sync(&run)?;
    let (syncing, context, id) = (Arc::clone(&run), Arc::clone(context), account.entry.id.clone());
    tokio::spawn(async move {
        let told = tenant.clone();
        syncing.sync(tenant, order).await;
        let Ok(Some(as_of)) = told.status().await.map(|status| status.as_of) else { return };
        // The list of accounts says it without opening each; without it, the list shows nothing there.
        let noted = move || {
            context.settings.change(|settings| drop(settings.copies.insert(id, instant_text(as_of))))?;
            Ok(())
        };
        let _ = blocking(noted).await;
    });
    Ok(run)
}

pub(super) const fn part_word(state: PartState) -> &'static str {
    match state {
        PartState::Whole => "whole",
        PartState::Partial => "partial",
        PartState::Failed => "failed",
    }
}

pub(super) const fn sync_word(state: SyncState) -> &'static str {
    match state {
        SyncState::Running => "running",
        SyncState::Done => "done",
        SyncState::Partial => "partial",
        SyncState::Cancelled => "cancelled",
        SyncState::Failed => "failed",
    }
}

async fn refuse_unconnected(context: &Context, account: &OpenAccount) -> Result<(), CommandError> {
    super::settings::refuse_air_gapped(context)?;
    if tenant_of(account)?.status().await?.reached == Reached::NotConnected {
        let message =
            "There is no connection to the tenant. Connect first; everything that was fetched can be read.";
        return Err(BillingError::new(ErrorCode::Unavailable, message).into());
    }
    Ok(())
}

fn range(input: SyncStart) -> Result<Option<Period>, CommandError> {
    match (input.from, input.to) {
        (Some(from), Some(to)) => Ok(Some(Period::new(instant(&from)?, instant(&to)?)?)),
        (None, None) => Ok(None),
        _ => Err(BillingError::invalid("A range has a start and an end.").into()),
    }
}

fn with_sync(context: &Context, deed: impl FnOnce(&SyncRun)) -> Result<SyncView, CommandError> {
    let run = context.tenancy.sync(&context.account()?.entry.id);
    if let Some(run) = run.as_deref().filter(|run| run.is_running()) {
        deed(run);
    }
    Ok(sync_view(run.as_deref()))
}

fn sync_view(run: Option<&SyncRun>) -> SyncView {
    let Some(run) = run else { return idle() };
    let (progress, end) = (run.progress(), run.end());
    let report = end.as_ref().and_then(|(_, end)| end.as_ref().ok());
    let error = match &end {
        Some((_, Err(error))) => Some(error),
        Some((_, Ok(report))) => report.parts.iter().find_map(|part| part.error.as_ref()),
        None => None,
    };
    let parts = Part::ALL.into_iter().map(|part| match report {
        Some(report) => ended_part(part, report),
        None => SyncPartView {
            part: part.as_str().to_owned(),
            state: match progress.part {
                Some(now) if now == part => "running",
                Some(now) if part < now => "tried",
                _ => "waiting",
            }
            .to_owned(),
            message: None,
            code: None,
            request_id: None,
        },
    });
    SyncView {
        state: match (&end, report) {
            (None, _) if run.is_stopped() => SyncStateCode::Stopping,
            (None, _) if progress.paused => SyncStateCode::Paused,
            (None, _) => SyncStateCode::Running,
            (Some(_), Some(report)) => end_code(report.state),
            (Some(_), None) => SyncStateCode::Failed,
        },
        quiet: run.quiet,
        part: progress.part.map(|part| part.as_str().to_owned()),
        done: u32::try_from(progress.done).unwrap_or(u32::MAX),
        total: u32::try_from(progress.total).unwrap_or(u32::MAX),
        calls: progress.calls,
        started_at: Some(instant_text(run.started_at)),
        ended_at: end.as_ref().map(|(at, _)| instant_text(*at)),
        parts: parts.collect(),
        brought: report.map(brought),
        message: error.map(|error| error.message.clone()),
        code: error.map(|error| error.code.to_string()),
        request_id: error.and_then(|error| error.request_id.clone()),
    }
}

fn idle() -> SyncView {
    SyncView {
        state: SyncStateCode::Idle,
        quiet: false,
        part: None,
        done: 0,
        total: 0,
        calls: 0,
        started_at: None,
        ended_at: None,
        parts: Vec::new(),
        brought: None,
        message: None,
        code: None,
        request_id: None,
    }
}

const fn end_code(state: SyncState) -> SyncStateCode {
    match state {
        SyncState::Running => SyncStateCode::Running,
        SyncState::Done => SyncStateCode::Done,
        SyncState::Partial => SyncStateCode::Partial,
        SyncState::Cancelled => SyncStateCode::Cancelled,
        SyncState::Failed => SyncStateCode::Failed,
    }
}

fn ended_part(part: Part, report: &SyncReport) -> SyncPartView {
    let outcome = report.parts.iter().find(|outcome| outcome.part == part);
    let error = outcome.and_then(|outcome| outcome.error.as_ref());
    SyncPartView {
        part: part.as_str().to_owned(),
        state: outcome.map_or("waiting", |outcome| part_word(outcome.state)).to_owned(),
        message: error.map(|error| error.message.clone()),
        code: error.map(|error| error.code.to_string()),
        request_id: error.and_then(|error| error.request_id.clone()),
    }
}

fn brought(report: &SyncReport) -> BroughtView {
    let brought = &report.brought;
    BroughtView {
        hours_new: brought.hours.new.into(),
        hours_unchanged: brought.hours.unchanged.into(),
        hours_restated: brought.hours.restated.into(),
        months: brought.months.into(),
        invoices: brought.invoices.listed.into(),
        invoices_new: brought.invoices.new.into(),
        invoices_changed: brought.invoices.changed.into(),
        documents: brought.documents.into(),
    }
}

fn verify_view(run: Option<&VerifyRun>) -> VerifyView {
    let end = run.and_then(VerifyRun::end);
    let error = end.as_ref().and_then(|(_, end)| end.as_ref().err());
    let state = match (run, &end) {
        (None, _) => VerifyState::Idle,
        (Some(_), None) => VerifyState::Running,
        (Some(_), Some((_, Ok(_)))) => VerifyState::Done,
        (Some(_), Some((_, Err(error)))) if error.code == ErrorCode::Cancelled => VerifyState::Cancelled,
        (Some(_), Some(_)) => VerifyState::Failed,
    };
    VerifyView {
        state,
        calls: run.map_or(0, |run| run.progress().calls),
        ended_at: end.as_ref().map(|(at, _)| instant_text(*at)),
        message: error.map(|error| error.message.clone()),
        code: error.map(|error| error.code.to_string()),
        request_id: error.and_then(|error| error.request_id.clone()),
        rows: end.iter().filter_map(|(_, end)| end.as_ref().ok()).flatten().map(comparison).collect(),
    }
}

fn comparison(row: &Comparison) -> ComparisonRow {
    ComparisonRow {
        part: row.part.to_owned(),
        what: row.what.clone(),
        here: tally(&row.here),
        there: tally(&row.there),
        differing: row.differing.clone(),
        differences: row.differences.into(),
        equal: row.is_equal(),
    }
}

fn tally(tally: &Tally) -> TallyView {
    let sum =
        |(unit, sum): &(String, billing_domain::Decimal)| SumView { unit: unit.clone(), sum: (*sum).into() };
    TallyView { count: tally.count.into(), sums: tally.sums.iter().map(sum).collect() }
}
