//! Plans and add-ons: the comparison, the move under way, subscriptions.

use super::previews::kept;
use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::contact::{Contact, ContactKind};
use billing_domain::period::PeriodUnit;
use billing_domain::plans::addons::AddonAccess;
use billing_domain::plans::{
    Plan, Plans, RequiredField, TransitionMethod, TransitionPayload, TransitionRequest, TransitionState,
};
use billing_domain::quotas::plan_change::LimitChange;
use billing_domain::quotas::{InUse, Limit};
use billing_domain::subscriptions::proration::Direction;
use billing_domain::{BillingError, Decimal, ErrorCode, Namespace};
use billing_service::LocalBackend;
use billing_service::accounts::OpenAccount;
use billing_service::plans::{self as service, AddonState, Decision, MoveWishes, When};

/// The language that plans are told in until the console asks for another.
const LOCALE: &str = "en-us";

/// Everything about plans.
pub async fn plans_view(context: Context, _: Nothing) -> Result<PlansView, CommandError> {
    let account = context.account()?;
    view(&account.backend, account.tenant.is_some()).await
}

/// Asks to move onto a plan.
pub async fn transition_start(context: Context, input: TransitionStart) -> Result<PlansView, CommandError> {
    let account = context.account()?;
    let backend = &account.backend;
    let address = |line: Option<String>, kind| {
        line.filter(|line| !line.trim().is_empty()).map(|line| Contact {
            kind,
            address1: Some(line),
            ..Contact::default()
        })
    };
    let request = TransitionRequest {
        new_plan: input.new_plan,
        payload: TransitionPayload {
            payment_address: address(input.billing_address.clone(), ContactKind::Payment),
            billing_address: address(input.billing_address, ContactKind::Billing),
            payment_provider_token: input.payment_token.filter(|token| !token.trim().is_empty()),
            domain: input.domain.filter(|domain| !domain.trim().is_empty()),
            support_ticket_info: input.note.filter(|note| !note.trim().is_empty()),
            subscribe_addons: input.subscribe_addons,
            unsubscribe_addons: input.unsubscribe_addons,
            ..TransitionPayload::default()
        },
    };
    if let Some(tenant) = &account.tenant {
        refuse_untyped(backend, &request.new_plan, input.typed_tenant.as_deref()).await?;
        if input.when.is_some_and(|when| when != "now") {
            let message = "The tenant makes a move at once: its API knows no later date.";
            return Err(BillingError::new(ErrorCode::Unsupported, message).into());
        }
        // The answer's id opens the move to whoever has it: it is neither shown nor kept.
        tenant.initiate_transition(&Namespace::system(), &request).await?;
        return view(backend, true).await;
    }
    let wishes = MoveWishes {
        when: input.when.as_deref().map(When::parse).transpose()?,
        typed_tenant: input.typed_tenant,
        by: None,
        preview: input.preview.as_deref().map(preview_number).transpose()?,
    };
    backend.start_move(&request, &wishes).await?;
    view(backend, false).await
}

/// Calls a request off before it takes effect.
pub async fn transition_cancel(context: Context, input: TransitionCancel) -> Result<PlansView, CommandError> {
    let backend = context.local_account()?.backend;
    backend.cancel_move(&input.id, "", &input.reason).await?;
    view(&backend, false).await
}

/// What a move onto a plan does to the limits: used, limit now, limit then, over by.
pub async fn plan_limits(context: Context, input: PlanRef) -> Result<PlanLimitsView, CommandError> {
    let backend = context.account()?.backend;
    let names = backend.quotas_view().await?.rows;
    let changes = backend.plan_limit_changes(&input.name).await?;
    let row = |change: LimitChange| {
        let known = names.iter().find(|row| row.family == change.family && row.kind == change.kind);
        LimitChangeView {
            display_name: known.map_or_else(|| change.kind.clone(), |row| row.display_name.clone()),
            used: match change.in_use {
                InUse::Current(used) => Some(used.into()),
                InUse::NotTracked | InUse::Missing => None,
            },
            before: limit_text(change.before),
            after: limit_text(change.after),
            over_by: change.over_by.map(Into::into),
            tighter: change.is_tighter(),
            kind: change.kind,
        }
    };
    Ok(PlanLimitsView { rows: changes.into_iter().map(row).collect() })
}

/// Copies the book into a new file in the data folder: what a move that recreates the tenant wants to see.
pub async fn book_back_up(context: Context, _: Nothing) -> Result<PlansView, CommandError> {
    let account = context.account()?;
    account.backend.back_up_into(&context.home().join("backups")).await?;
    view(&account.backend, account.tenant.is_some()).await
}

/// Says yes or no to a request that waits.
pub async fn transition_decide(context: Context, input: TransitionDecide) -> Result<PlansView, CommandError> {
    let backend = context.local_account()?.backend;
    let decision = Decision { approve: input.approve, by: input.by.trim().to_owned(), reason: input.reason };
    backend.decide_move(&input.id, &decision, input.typed_tenant.as_deref()).await?;
    view(&backend, false).await
}

/// Subscribes an add-on.
pub async fn addon_subscribe(context: Context, input: AddonRef) -> Result<PlansView, CommandError> {
    let account = context.account()?;
    plans(&account).subscribe_addon(&input.name).await?;
    view(&account.backend, account.tenant.is_some()).await
}

/// Drops an add-on.
pub async fn addon_unsubscribe(context: Context, input: AddonRef) -> Result<PlansView, CommandError> {
    let account = context.account()?;
    plans(&account).unsubscribe_addon(&input.name).await?;
    view(&account.backend, account.tenant.is_some()).await
}

/// Where plans are changed: at the tenant of a remote account, through its outbox, else in the book.
fn plans(account: &OpenAccount) -> &dyn Plans {
    match &account.tenant {
        Some(tenant) => tenant,
        None => &account.backend,
    }
}

fn preview_number(number: &str) -> Result<i64, CommandError> {
    let known = number.parse();
    known.map_err(|_| BillingError::invalid(format!("{number:?} is no number of a preview.")).into())
}

/// A move that recreates the tenant wants the tenant's name typed, at a remote tenant too.
async fn refuse_untyped(backend: &LocalBackend, plan: &str, typed: Option<&str>) -> Result<(), CommandError> {
    let view = backend.plans_view(LOCALE).await?;
    let recreates = view
        .plans
        .iter()
        .any(|one| one.name == plan && one.transition_flow.method == TransitionMethod::Recreate);
    if recreates && typed.map(str::trim) != Some(view.tenant.as_str()) {
        let message = format!("This move recreates the tenant. Type its name, {}, to go on.", view.tenant);
        return Err(BillingError::refused(message).into());
    }
    Ok(())
}

async fn view(backend: &LocalBackend, at_once: bool) -> Result<PlansView, CommandError> {
    let view = backend.plans_view(LOCALE).await?;
    let plans =
        view.plans.iter().enumerate().map(|(column, plan)| plan_column(plan, column, &view)).collect();
    Ok(PlansView {
        plans,
        addons: view.addons.into_iter().map(addon_row).collect(),
        quotas: view
            .quotas
            .into_iter()
            .map(|row| PlanQuotaRow { kind: row.kind, display_name: row.display_name })
            .collect(),
        period_end: instant_text(view.period_end),
        at_once,
        tenant: view.tenant,
        last_copy: view.last_copy.map(|copy| BookCopyView {
            at: instant_text(copy.at),
            file: copy.file,
            fresh: copy.fresh,
        }),
        open: view.open.map(|open| transition(open, &view.plans)).transpose()?,
        past: view.past.into_iter().map(|past| transition(past, &view.plans)).collect::<Result<_, _>>()?,
    })
}

fn plan_column(plan: &Plan, column: usize, view: &service::PlansView) -> PlanColumn {
    let access = |addon: &service::AddonRow| match addon.access.get(column) {
        Some(AddonAccess::Included) => "included".to_owned(),
        Some(AddonAccess::Allowed) => "allowed".to_owned(),
        Some(AddonAccess::NotOffered) | None => "none".to_owned(),
    };
    let limit = |row: &service::PlanQuotaRow| limit_text(row.limits.get(column).copied()?);
    let direction = view.directions.get(column).copied().flatten().map(|direction| match direction {
        Direction::Upgrade => "upgrade",
        Direction::Downgrade => "downgrade",
        Direction::Level => "level",
    });
    PlanColumn {
        name: plan.name.clone(),
        title: plan.title.clone(),
        subtitle: plan.subtitle.clone(),
        current: plan.current,
        asked: view.asked.as_ref() == Some(&plan.name),
        flat_price: plan.flat_price.into(),
        renewal_unit: unit_word(&plan.renewal_period_unit),
        trial: plan.trial_period,
        trial_unit: unit_word(&plan.trial_period_unit),
        billing_disabled: plan.billing_disabled,
        method: method_word(&plan.transition_flow.method),
        required_fields: plan.transition_flow.required_fields.iter().map(field_word).collect(),
        needs_approval: plan.transition_flow.requires_manual_approval,
        addons: view.addons.iter().map(access).collect(),
        quotas: view.quotas.iter().map(limit).collect(),
        direction: direction.map(str::to_owned),
        default_when: view.default_when.get(column).map_or("now", |when| when.as_str()).to_owned(),
    }
}

/// `-1` unlimited, none when not stated.
fn limit_text(limit: Limit) -> Option<DecimalText> {
    match limit {
        Limit::Maximum(limit) => Some(limit.into()),
        Limit::Unlimited => Some(Decimal::from(-1).into()),
        Limit::Missing => None,
    }
}

fn addon_row(row: service::AddonRow) -> AddonRow {
    let state = match row.state {
        AddonState::Included => "included",
        AddonState::Subscribed => "subscribed",
        AddonState::Available => "available",
        AddonState::NotAllowed => "not_allowed",
    };
    AddonRow {
        name: row.name,
        display_name: row.display_name,
        subscribable: row.subscribable,
        state: state.to_owned(),
        since: row.since.map(instant_text),
    }
}

fn transition(view: service::TransitionView, plans: &[Plan]) -> Result<TransitionView, CommandError> {
    let plan = plans.iter().find(|plan| plan.name == view.transition.to_plan);
    let method = plan.map(|plan| method_word(&plan.transition_flow.method));
    let state = state_word(&view.transition.state());
    let effect_at = instant_text(view.transition.effect_at());
    let done = view.transition.done.into_iter().map(|done| MoveStepView {
        step: done.step.as_str().to_owned(),
        at: instant_text(done.at),
        by: done.who,
        note: done.note,
        undo: done.undo.as_str().to_owned(),
        undo_names: done.undo.names().to_vec(),
    });
    let done = done.collect();
    let steps = view.transition.track.into_iter().map(|step| TransitionStep {
        state: state_word(&step.state),
        at: instant_text(step.at),
        by: step.who,
        reason: step.reason.unwrap_or_default(),
    });
    let preview = view.preview.map(kept).transpose()?.flatten();
    Ok(TransitionView {
        id: view.transition.id,
        from: view.from_title,
        to: view.to_title,
        state,
        requested_by: view.transition.requester,
        steps: steps.collect(),
        ticket: view.transition.ticket,
        phase: view.phase.as_str().to_owned(),
        effect_at,
        to_plan: view.transition.to_plan,
        method,
        done,
        preview,
    })
}

pub(super) fn state_word(state: &TransitionState) -> String {
    match state {
        TransitionState::Creating => "creating",
        TransitionState::WaitingForApproval => "waiting_for_approval",
        TransitionState::Finished => "finished",
        TransitionState::Failed => "failed",
        TransitionState::Other(word) => word,
    }
    .to_owned()
}

fn unit_word(unit: &PeriodUnit) -> String {
    match unit {
        PeriodUnit::Day => "day",
        PeriodUnit::Week => "week",
        PeriodUnit::Month => "month",
        PeriodUnit::Year => "year",
        PeriodUnit::Other(word) => word,
    }
    .to_owned()
}

fn method_word(method: &TransitionMethod) -> String {
    match method {
        TransitionMethod::Wizard => "wizard",
        TransitionMethod::Support => "support",
        TransitionMethod::Recreate => "recreate",
        TransitionMethod::Other(word) => word,
    }
    .to_owned()
}

fn field_word(field: &RequiredField) -> String {
    match field {
        RequiredField::PaymentToken => "payment_token",
        RequiredField::Domain => "domain",
        RequiredField::Contacts => "contacts",
        RequiredField::Other(word) => word,
    }
    .to_owned()
}
