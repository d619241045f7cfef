//! The outbox of the open tenant: drafts with what the tenant holds meanwhile, changes of which nobody knows what became.

use super::tenants::tenant_of;
use crate::commands::*;
use crate::values::instant_text;
use crate::{CommandError, Context};
use billing_domain::quotas::{QuotaLimits, QuotaObject};
use billing_service::tenant::told::{IntentRecord, IntentState};
use billing_service::tenant::{Change, OfflineBackend};
use std::collections::{BTreeMap, BTreeSet};

/// Changes that came to their end, shown at once.
const ENDED: usize = 50;

/// The outbox.
pub async fn outbox_view(context: Context, _: Nothing) -> Result<OutboxView, CommandError> {
    view(&tenant(&context)?).await
}

/// Writes a request for a higher limit.
pub async fn draft_write(context: Context, input: DraftWrite) -> Result<OutboxView, CommandError> {
    let tenant = tenant(&context)?;
    tenant.write_draft(&Change::RequestIncrease { kind: input.kind, text: input.text }).await?;
    view(&tenant).await
}

/// A draft beside what the tenant holds now; asks the tenant.
pub async fn draft_check(context: Context, input: IntentRef) -> Result<DraftCheckView, CommandError> {
    super::settings::refuse_air_gapped(&context)?;
    let check = tenant(&context)?.check_draft(&input.id).await?;
    let (base, theirs) = (limits_of(check.base.as_ref()), limits_of(check.theirs.as_ref()));
    let mine: BTreeMap<String, String> =
        wanted(&check.change).into_iter().map(|field| (field.field, field.value)).collect();
    let names: BTreeSet<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
    let fields = names.into_iter().map(|name| ConflictField {
        field: name.clone(),
        base: base.get(name).cloned(),
        mine: mine.get(name).cloned(),
        theirs: theirs.get(name).cloned(),
        moved: base.get(name) != theirs.get(name),
    });
    Ok(DraftCheckView { conflict: check.conflict, fields: fields.collect(), draft: row(check.intent) })
}

/// Sends a draft. A conflict is refused until the person has seen it.
pub async fn draft_send(context: Context, input: DraftSend) -> Result<OutboxView, CommandError> {
    let tenant = tenant(&context)?;
    tenant.send_draft(&input.id, input.despite_conflict).await?;
    view(&tenant).await
}

/// Lets a draft go, or a change whose outcome nobody can learn any more.
pub async fn draft_discard(context: Context, input: IntentRef) -> Result<OutboxView, CommandError> {
    let tenant = tenant(&context)?;
    tenant.discard(&input.id).await?;
    view(&tenant).await
}

/// Asks the tenant what became of a change. Changes nothing there.
pub async fn change_read_back(context: Context, input: IntentRef) -> Result<OutboxView, CommandError> {
    super::settings::refuse_air_gapped(&context)?;
    let tenant = tenant(&context)?;
    tenant.read_back(&input.id).await?;
    view(&tenant).await
}

/// A person says what became of a change.
pub async fn change_decide(context: Context, input: ChangeDecide) -> Result<OutboxView, CommandError> {
    let tenant = tenant(&context)?;
    tenant.decide(&input.id, input.done).await?;
    view(&tenant).await
}

fn tenant(context: &Context) -> Result<OfflineBackend, CommandError> {
    Ok(tenant_of(&context.account()?)?.clone())
}

async fn view(tenant: &OfflineBackend) -> Result<OutboxView, CommandError> {
    let all = tenant.outbox().await?;
    let of = |wanted: fn(IntentState) -> bool| {
        all.iter().filter(move |intent| wanted(intent.state)).cloned().map(row)
    };
    Ok(OutboxView {
        drafts: of(|state| state == IntentState::Draft).collect(),
        unknown: of(|state| matches!(state, IntentState::Unknown | IntentState::Sending)).collect(),
        ended: of(|state| !state.is_open()).take(ENDED).collect(),
    })
}

fn row(intent: IntentRecord) -> IntentRow {
    IntentRow {
        // A change that a newer program wrote is shown without its fields.
        wanted: Change::from_json(&intent.body).map(|change| wanted(&change)).unwrap_or_default(),
        id: intent.id,
        number: intent.number,
        operation: intent.operation,
        object: intent.object,
        state: intent.state.as_str().to_owned(),
        written_by: intent.written_by,
        written_at: instant_text(intent.written_at),
        sent_at: intent.sent_at.map(instant_text),
        ended_at: intent.ended_at.map(instant_text),
        message: intent.message,
        code: intent.code,
        request_id: intent.request_id,
    }
}

/// What a change wants, field by field. No token is part of a change.
fn wanted(change: &Change) -> Vec<IntentField> {
    let field = |field: &str, value: &str| IntentField { field: field.to_owned(), value: value.to_owned() };
    match change {
        Change::CreateQuota { draft } | Change::ReplaceQuota { draft } => {
            let limits = limits(&draft.limits).into_iter();
            limits.map(|(name, value)| field(&name, &value)).collect()
        }
        Change::RequestIncrease { text, .. } => vec![field("text", text)],
        Change::MovePlan { subscribe_addons, unsubscribe_addons, .. } => {
            let more = subscribe_addons.iter().map(|addon| field("subscribe", addon));
            more.chain(unsubscribe_addons.iter().map(|addon| field("unsubscribe", addon))).collect()
        }
        _ => Vec::new(),
    }
}

fn limits_of(object: Option<&QuotaObject>) -> BTreeMap<String, String> {
    object.map(|object| limits(&object.limits)).unwrap_or_default()
}

fn limits(limits: &QuotaLimits) -> BTreeMap<String, String> {
    let objects = limits.objects.iter().map(|(kind, most)| (kind.clone(), most.to_string()));
    let resources = limits.resources.iter().map(|(kind, most)| (kind.clone(), most.to_string()));
    let apis = limits
        .apis
        .iter()
        .map(|(name, rate)| (name.clone(), format!("{} / {} {}", rate.rate, rate.burst, rate.unit)));
    objects.chain(resources).chain(apis).collect()
}
