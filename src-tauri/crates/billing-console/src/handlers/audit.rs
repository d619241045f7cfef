//! The trail in windows, and its chain verified.

use crate::commands::*;
use crate::console::blocking;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_service::audit::{self as service, AuditCheck, AuditColumn, AuditLine, AuditQuery, AuditSort};
use std::collections::BTreeSet;

/// Lines in one answer at most.
const WINDOW_MAX: u32 = 500;

/// A window of the trail.
pub async fn audit_view(context: Context, input: AuditViewQuery) -> Result<AuditView, CommandError> {
    let (skip, limit) = (input.skip, input.limit.clamp(1, WINDOW_MAX));
    let query = query_of(input)?;
    let window = context.account()?.backend.audit_window(query, skip, limit).await?;
    let group = |action: &String| action.split('.').next().unwrap_or_default().to_owned();
    let groups: BTreeSet<String> = window.actions.iter().map(group).collect();
    Ok(AuditView {
        lines: window.lines.into_iter().map(line).collect(),
        found: window.found,
        all: window.all,
        people: window.people,
        groups: groups.into_iter().collect(),
        check: window.check.map(|kept| check(kept, None)),
    })
}

/// What the address narrows to; empty texts narrow nothing.
pub(super) fn query_of(asked: AuditViewQuery) -> Result<AuditQuery, CommandError> {
    let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let instant = |text: Option<String>| said(text).map(|text| super::usage::instant(&text)).transpose();
    Ok(AuditQuery {
        group: said(asked.group),
        action: None,
        who: said(asked.who),
        object: said(asked.object),
        from: instant(asked.from)?,
        to: instant(asked.to)?,
        text: said(asked.text),
        sorts: asked.sorts.into_iter().map(sort).collect(),
    })
}

const fn sort(asked: AuditSortBy) -> AuditSort {
    let column = match asked.key {
        AuditColumnCode::Sequence => AuditColumn::Sequence,
        AuditColumnCode::At => AuditColumn::At,
        AuditColumnCode::Who => AuditColumn::Who,
        AuditColumnCode::Action => AuditColumn::Action,
        AuditColumnCode::Object => AuditColumn::Object,
    };
    AuditSort { column, down: asked.down }
}

/// Verifies the chain from its first line to its last, and keeps when that was done.
pub async fn audit_verify(context: Context, _: Nothing) -> Result<AuditCheckView, CommandError> {
    let backend = context.account()?.backend;
    blocking(move || {
        let verdict = service::verify(backend.store(), backend.actor(), backend.now())?;
        let why = verdict.broken.map(|broken| broken.why.as_str().to_owned());
        Ok(AuditCheckView {
            at: instant_text(backend.now()),
            who: backend.actor().to_owned(),
            lines: verdict.holds.lines,
            broken: verdict.broken.map(|broken| broken.sequence),
            why,
        })
    })
    .await
}

fn check(kept: AuditCheck, why: Option<String>) -> AuditCheckView {
    AuditCheckView {
        at: instant_text(kept.at),
        who: kept.who,
        lines: kept.anchor.lines,
        broken: kept.broken,
        why,
    }
}

fn line(line: AuditLine) -> AuditEntryView {
    let entry = line.entry;
    let object_name = entry.object.rsplit_once('/').map_or(&*entry.object, |(_, name)| name).to_owned();
    AuditEntryView {
        sequence: line.sequence,
        at: instant_text(entry.at),
        place: place(&entry.action).map(str::to_owned),
        who: entry.who,
        action: entry.action,
        object: entry.object,
        object_name,
        before: entry.before,
        after: entry.after,
        reason: entry.reason,
        request_id: entry.request_id,
        hash: line.hash,
        previous: line.previous,
    }
}

/// The screen that shows what an action is about.
fn place(action: &str) -> Option<&'static str> {
    match action.split('.').next().unwrap_or_default() {
        "invoice" => Some("invoices"),
        "payment_method" => Some("payment-methods"),
        "quota" => Some("quotas"),
        "plan" | "addon" | "subscription" | "prices" => Some("plans"),
        "usage" => Some("usage"),
        "tenant" | "book" => Some("accounts"),
        _ => None,
    }
}
