//! The seam on SQLite: quota objects, effective limits and what is used of them.

use super::LocalBackend;
use super::trail::Trail;
use crate::quotas::keep_readings;
use async_trait::async_trait;
use billing_domain::payment_methods::card_numbers::refuse_card_numbers;
use billing_domain::quotas::kinds::{limits_only, with_usage};
use billing_domain::quotas::labels::LabelFilter;
use billing_domain::quotas::limits::{EffectiveLimits, effective, told_by_tenant};
use billing_domain::quotas::{QuotaDraft, QuotaFigures, QuotaLimits, QuotaObject, Quotas, drafts};
use billing_domain::{BillingError, ErrorCode, Namespace};
use billing_store::plans::DEFAULT_LOCALE;
use billing_store::{Reader, Writer};
use uuid::Uuid;

#[async_trait]
impl Quotas for LocalBackend {
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError> {
        drafts::check(draft)?;
        let (draft, trail) = (draft.clone(), self.trail());
        self.write(move |tx| create(tx, &draft, &trail)).await
    }

    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError> {
        drafts::check(draft)?;
        let (draft, trail) = (draft.clone(), self.trail());
        self.write(move |tx| replace(tx, &draft, &trail)).await
    }

    async fn get_quota(&self, namespace: &Namespace, name: &str) -> Result<QuotaObject, BillingError> {
        let (namespace, name) = (namespace.clone(), name.to_owned());
        self.read(move |book| find(book, namespace.as_str(), &name)).await
    }

    async fn list_quotas(
        &self,
        namespace: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError> {
        let filter = LabelFilter::parse(label_filter.unwrap_or_default())?;
        let namespace = namespace.clone();
        self.read(move |book| {
            let mut objects = book.quota_objects(Some(namespace.as_str()))?;
            objects.retain(|object| filter.matches(&object.metadata.labels));
            Ok(objects)
        })
        .await
    }

    async fn delete_quota(&self, namespace: &Namespace, name: &str) -> Result<(), BillingError> {
        let (namespace, name, trail) = (namespace.clone(), name.to_owned(), self.trail());
        self.write(move |tx| remove(tx, namespace.as_str(), &name, &trail)).await
    }

    async fn quota_limits(&self, _: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.read_current(|book| Ok(limits_only(&effective_limits(book)?, &book.quota_kinds()?))).await
    }

    async fn quota_usage(&self, _: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.read_current(|book| Ok(with_usage(&effective_limits(book)?, &book.quota_kinds()?))).await
    }
}

/// The limits that hold now: of the plan that is held, with the objects laid over; of a remote tenant what it says itself.
pub(crate) fn effective_limits(book: &Reader<'_>) -> Result<EffectiveLimits, BillingError> {
    let computed = computed_limits(book)?;
    let told = crate::tenant::told_limits(book)?;
    Ok(told.map_or(computed.clone(), |told| told_by_tenant(&told, &computed)))
}

fn computed_limits(book: &Reader<'_>) -> Result<EffectiveLimits, BillingError> {
    let held = book.plans(DEFAULT_LOCALE)?.into_iter().find(|plan| plan.current);
    let defaults = held.as_ref().map(|plan| (plan.name.as_str(), &plan.default_quota));
    Ok(effective(defaults, &book.quota_objects(None)?))
}

pub(crate) fn find(book: &Reader<'_>, namespace: &str, name: &str) -> Result<QuotaObject, BillingError> {
    let found = book.quota_object(namespace, name)?;
    found.ok_or_else(|| no_such(namespace, name))
}

pub(crate) fn create(
    tx: &Writer<'_>,
    draft: &QuotaDraft,
    trail: &Trail,
) -> Result<QuotaObject, BillingError> {
    let meta = &draft.metadata;
    if tx.quota_object(&meta.namespace, &meta.name)?.is_some() {
        return Err(BillingError::new(
            ErrorCode::AlreadyExists,
            format!("Namespace {} has a quota object {:?} already.", meta.namespace, meta.name),
        ));
    }
    let object = QuotaObject {
        metadata: meta.clone(),
        uid: Uuid::new_v4().to_string(),
        created_at: trail.at,
        modified_at: None,
        creator: trail.who.to_string(),
        limits: draft.limits.clone(),
    };
    tx.add_quota_object(&object)?;
    trail.write(tx, "quota.create", &path(draft), None, Some(in_words(&draft.limits)))?;
    keep_readings(tx, trail.at)?;
    Ok(object)
}

pub(crate) fn replace(tx: &Writer<'_>, draft: &QuotaDraft, trail: &Trail) -> Result<(), BillingError> {
    let before = find(tx, &draft.metadata.namespace, &draft.metadata.name)?;
    tx.replace_quota_object(draft, trail.at)?;
    let (before, after) = (in_words(&before.limits), in_words(&draft.limits));
    trail.write(tx, "quota.replace", &path(draft), Some(before), Some(after))?;
    keep_readings(tx, trail.at)
}

pub(crate) fn remove(
    tx: &Writer<'_>,
    namespace: &str,
    name: &str,
    trail: &Trail,
) -> Result<(), BillingError> {
    let before = find(tx, namespace, name)?;
    tx.remove_quota_object(namespace, name)?;
    let object = format!("{namespace}/{name}");
    trail.write(tx, "quota.delete", &object, Some(in_words(&before.limits)), None)?;
    keep_readings(tx, trail.at)
}

fn path(draft: &QuotaDraft) -> String {
    format!("{}/{}", draft.metadata.namespace, draft.metadata.name)
}

/// `object origin_pool = 12, resource cpu = 8.5, api ves.io.Create = 10 per-second burst 20`.
fn in_words(limits: &QuotaLimits) -> String {
    let counts = limits.objects.iter().map(|(kind, most)| format!("object {kind} = {most}"));
    let shares = limits.resources.iter().map(|(kind, most)| format!("resource {kind} = {most}"));
    let rates = limits
        .apis
        .iter()
        .map(|(rpc, rate)| format!("api {rpc} = {} {} burst {}", rate.rate, rate.unit, rate.burst));
    let words: Vec<_> = counts.chain(shares).chain(rates).collect();
    if words.is_empty() { "no limits".to_owned() } else { words.join(", ") }
}

fn no_such(namespace: &str, name: &str) -> BillingError {
    // The message repeats the name, so it must not be a card number.
    let refused = refuse_card_numbers("name of the quota object", name).err();
    refused.unwrap_or_else(|| {
        BillingError::not_found(format!("Namespace {namespace} has no quota object {name:?}."))
    })
}
