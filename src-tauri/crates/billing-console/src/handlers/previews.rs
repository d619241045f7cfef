//! Previews and what-if.

use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::invoices::inputs::InputChange;
use billing_domain::quotas::plan_change::LimitChange;
use billing_domain::rating::RatedLine;
use billing_service::billing as service;
use billing_service::billing::{
    BillPreview, PreviewKind, PreviewOf, PreviewOutcome, PreviewRecord, ShownLine,
};
use billing_service::plans::When;

/// What a move onto another plan would do to the bill of the month in which it takes effect, and to a whole month after.
pub async fn plan_preview(
    context: Context,
    input: PlanPreviewQuery,
) -> Result<BillPreviewView, CommandError> {
    let when = input.when.as_deref().map(When::parse).transpose()?;
    let at = context.account()?.backend.planned_at(&input.plan, when).await?;
    let (subscribe, unsubscribe) = (input.subscribe_addons, input.unsubscribe_addons);
    let preview = make(&context, PreviewOf::Plan { plan: input.plan, at, subscribe, unsubscribe }).await?;
    Ok(BillPreviewView { effect_at: Some(instant_text(at)), ..preview })
}

/// What an add-on would do to this month's bill.
pub async fn addon_preview(
    context: Context,
    input: AddonPreviewQuery,
) -> Result<BillPreviewView, CommandError> {
    let at = context.account()?.backend.now();
    make(&context, PreviewOf::Addon { addon: input.name, begins: input.begins, at }).await
}

/// Keeps this month's bill as it stands, so that it can be compared with what is billed.
pub async fn month_preview(context: Context, _: Nothing) -> Result<BillPreviewView, CommandError> {
    let at = context.local_account()?.backend.now();
    make(&context, PreviewOf::Month(at)).await
}

/// Whether an invoice was billed as previewed.
pub async fn invoice_previews(context: Context, input: InvoiceRef) -> Result<PreviewsView, CommandError> {
    let backend = context.local_account()?.backend;
    let outcomes = backend.bill(move |billing, now| billing.preview_outcomes(&input.name, now)).await?;
    Ok(PreviewsView { outcomes: outcomes.into_iter().map(outcome).collect() })
}

/// The last months under another plan.
pub async fn what_if(context: Context, input: WhatIfQuery) -> Result<WhatIfView, CommandError> {
    let backend = context.account()?.backend;
    let months = usize::try_from(input.months).unwrap_or(usize::MAX);
    let query = service::WhatIfQuery { plan: input.plan, addons: None, months };
    let found = backend.bill(move |billing, now| billing.what_if(&query, now)).await?;
    let month = |month: service::WhatIfMonth| WhatIfMonthView {
        month: month.month.into(),
        held: month.held.into(),
        simulated: month.simulated.into(),
        difference: month.difference.into(),
        billed: month.billed,
    };
    let limit =
        |change: LimitChange| Some(WhatIfLimit { kind: change.kind, over_by: change.over_by?.into() });
    Ok(WhatIfView {
        plan: found.plan_title,
        months: found.months.into_iter().rev().map(month).collect(),
        held: found.held.map(Into::into),
        simulated: found.simulated.map(Into::into),
        difference: found.difference.map(Into::into),
        cheaper_months: u32::try_from(found.cheaper_months).unwrap_or(u32::MAX),
        break_even_percent: found.break_even_percent,
        limits: found.limits.into_iter().filter_map(limit).collect(),
    })
}

async fn make(context: &Context, of: PreviewOf) -> Result<BillPreviewView, CommandError> {
    let backend = context.account()?.backend;
    let preview = backend.bill(move |billing, now| billing.preview(&of, now)).await?;
    Ok(view(&preview))
}

fn view(preview: &BillPreview) -> BillPreviewView {
    let after = &preview.after.totals;
    BillPreviewView {
        id: preview.id.to_string(),
        period: preview.after.period.into(),
        effect_at: None,
        lines: preview.new_lines().into_iter().map(line).collect(),
        total_now: preview.now.totals.total.into(),
        total_after: after.total.into(),
        tax_after: after.tax.into(),
        difference: preview.difference.into(),
        next_month: preview.next.totals.total.into(),
    }
}

/// A kept preview, word for word; none of one that only has its total.
pub(super) fn kept(preview: PreviewRecord) -> Result<Option<KeptPreviewView>, CommandError> {
    let Some(shown) = preview.shown else { return Ok(None) };
    let line = |line: ShownLine| PreviewLine {
        title: line.title,
        span: line.span.into(),
        amount: line.amount.into(),
    };
    Ok(Some(KeptPreviewView {
        made_at: instant_text(preview.made_at),
        made_by: preview.made_by,
        shown: BillPreviewView {
            id: preview.id.to_string(),
            period: preview.period.into(),
            effect_at: preview.at.map(instant_text),
            lines: shown.lines.into_iter().map(line).collect(),
            total_now: shown.now.into(),
            total_after: preview.total.into(),
            tax_after: shown.tax.into(),
            difference: preview.total.checked_sub(shown.now)?.into(),
            next_month: shown.next.into(),
        },
    }))
}

fn line(line: &RatedLine) -> PreviewLine {
    PreviewLine { title: line.usage_type.clone(), span: line.span.into(), amount: line.amount.into() }
}

fn outcome(outcome: PreviewOutcome) -> PreviewOutcomeView {
    let kind = match outcome.preview.kind {
        PreviewKind::Month => "month",
        PreviewKind::Plan => "plan",
        PreviewKind::Addon => "addon",
    };
    PreviewOutcomeView {
        id: outcome.preview.id.to_string(),
        kind: kind.to_owned(),
        as_previewed: outcome.as_previewed(),
        subject: outcome.preview.subject,
        made_at: instant_text(outcome.preview.made_at),
        made_by: outcome.preview.made_by,
        previewed: outcome.preview.total.into(),
        changes: outcome.changes.into_iter().map(change).collect(),
    }
}

fn change(change: InputChange) -> InputChangeView {
    InputChangeView {
        kind: change.kind.as_str().to_owned(),
        name: change.name,
        before: change.before,
        after: change.after,
    }
}
