//! Drafts: quota changes and requests written without the tenant, sent by a person who sees what changed meanwhile.

use super::super::changes::Change;
use super::super::offline::{OfflineBackend, is_not_found};
use super::Ended;
use billing_domain::quotas::{QuotaObject, drafts};
use billing_domain::{BillingBackend, BillingError, Namespace};
use billing_store::tenant::{IntentRecord, IntentState};

/// A draft beside what the tenant holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCheck {
    /// The draft.
    pub intent: IntentRecord,
    /// What it wants.
    pub change: Change,
    /// The object when the draft was written; `None` when there was none, or for a request.
    pub base: Option<QuotaObject>,
    /// The object at the tenant now.
    pub theirs: Option<QuotaObject>,
    /// True when the object is not what it was when the draft was written.
    pub conflict: bool,
}

impl OfflineBackend {
    /// Writes a draft. Its base is what the copy knows of the object.
    ///
    /// # Errors
    /// `InvalidInput` for a change that is wrong in itself; `FailedPrecondition` for one that cannot wait.
    pub async fn write_draft(&self, change: &Change) -> Result<IntentRecord, BillingError> {
        check(change)?;
        let base = self.base_of(change).await?;
        let id = self.write_intent(change, base, false).await?;
        self.intent(&id).await
    }

    /// Says another thing with a draft; its base becomes what the copy knows now.
    ///
    /// # Errors
    /// As [`OfflineBackend::write_draft`]; `FailedPrecondition` when it is no draft any more.
    pub async fn change_draft(&self, id: &str, change: &Change) -> Result<IntentRecord, BillingError> {
        check(change)?;
        let former = self.intent(id).await?;
        if former.operation != change.operation() || former.object != change.object() {
            return Err(BillingError::invalid("A draft stays about the same object. Write another one."));
        }
        let (body, base, at, named) =
            (change.to_json()?, self.base_of(change).await?, self.book.now(), id.to_owned());
        let trail = self.book.trail();
        let changed = self
            .book
            .write(move |tx| {
                let changed = tx.change_tenant_draft(&named, &body, base.as_deref(), at)?;
                if changed {
                    let operation = Some(former.operation);
                    trail.write(tx, "tenant.draft", &former.object, operation.clone(), operation)?;
                }
                Ok(changed)
            })
            .await?;
        if changed { self.intent(id).await } else { Err(no_draft_any_more()) }
    }

    /// The draft beside what the tenant holds now.
    ///
    /// # Errors
    /// `Unavailable` when the tenant cannot be asked: a conflict could not be seen then.
    pub async fn check_draft(&self, id: &str) -> Result<DraftCheck, BillingError> {
        let intent = self.intent(id).await?;
        if intent.state != IntentState::Draft {
            return Err(no_draft_any_more());
        }
        let change = Change::from_json(&intent.body)?;
        let base: Option<QuotaObject> =
            intent.base.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let theirs = match change.quota() {
            Some((namespace, name)) => self.quota_at_tenant(namespace, name).await?,
            None => None,
        };
        let conflict = change.quota().is_some() && said(base.as_ref()) != said(theirs.as_ref());
        Ok(DraftCheck { intent, change, base, theirs, conflict })
    }

    /// Sends a draft. With a conflict only when the person has seen it and wants it all the same.
    ///
    /// # Errors
    /// `FailedPrecondition` with a conflict, or when it is no draft any more; what the tenant says.
    pub async fn send_draft(&self, id: &str, despite_conflict: bool) -> Result<IntentRecord, BillingError> {
        let check = self.check_draft(id).await?;
        if check.conflict && !despite_conflict {
            return Err(BillingError::refused(format!(
                "{} has changed at the tenant since this draft was written. Look at both and decide.",
                check.intent.object
            )));
        }
        let (named, at) = (id.to_owned(), self.book.now());
        if !self.book.write(move |tx| Ok(tx.send_tenant_intent(&named, at)?)).await? {
            return Err(no_draft_any_more());
        }
        let change = check.change.clone();
        let sent = match change {
            // Nobody takes such a request over this API: the person has sent the text, and says so by this.
            Change::RequestIncrease { .. } => {
                let end = Ended { state: IntentState::Done, message: None, code: None, request_id: None };
                self.end_intent(id, end).await
            }
            change => {
                self.send_written(id, move |tenant| async move { carry_out(&*tenant, &change).await }).await
            }
        };
        sent?;
        self.after_quota_change(&check.change).await;
        self.intent(id).await
    }

    /// Lets a draft go, or a change whose outcome nobody can learn any more.
    ///
    /// # Errors
    /// `FailedPrecondition` when it has ended already.
    pub async fn discard(&self, id: &str) -> Result<IntentRecord, BillingError> {
        let intent = self.intent(id).await?;
        if !matches!(intent.state, IntentState::Draft | IntentState::Unknown) {
            return Err(BillingError::refused("This change has come to its end already."));
        }
        let end =
            Ended { state: IntentState::Discarded, message: intent.message, code: None, request_id: None };
        self.end_intent(id, end).await?;
        self.intent(id).await
    }

    pub(super) async fn quota_at_tenant(
        &self,
        namespace: &str,
        name: &str,
    ) -> Result<Option<QuotaObject>, BillingError> {
        let (namespace, name) = (Namespace::new(namespace)?, name.to_owned());
        match self.live(|tenant| async move { tenant.get_quota(&namespace, &name).await }).await {
            Ok(object) => Ok(Some(object)),
            Err(error) if is_not_found(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn base_of(&self, change: &Change) -> Result<Option<String>, BillingError> {
        let Some((namespace, name)) = change.quota() else { return Ok(None) };
        let (namespace, name) = (namespace.to_owned(), name.to_owned());
        let object = self.book.read(move |book| Ok(book.quota_object(&namespace, &name)?)).await?;
        let text = object.map(|object| serde_json::to_string(&object)).transpose();
        text.map_err(|error| BillingError::internal(format!("A quota object cannot be written: {error}.")))
    }
}

fn check(change: &Change) -> Result<(), BillingError> {
    match change {
        Change::CreateQuota { draft } | Change::ReplaceQuota { draft } => drafts::check(draft),
        Change::RequestIncrease { text, .. } if text.trim().is_empty() => {
            Err(BillingError::invalid("The request says nothing yet."))
        }
        change if change.may_be_a_draft() => Ok(()),
        _ => Err(BillingError::refused(
            "Only quota changes and requests can wait as drafts. Connect and do it live.",
        )),
    }
}

/// What a person can see of an object: its words and limits, not when it was written.
fn said(
    object: Option<&QuotaObject>,
) -> Option<(&billing_domain::quotas::ObjectMeta, &billing_domain::quotas::QuotaLimits)> {
    object.map(|object| (&object.metadata, &object.limits))
}

async fn carry_out(tenant: &dyn BillingBackend, change: &Change) -> Result<(), BillingError> {
    match change {
        Change::CreateQuota { draft } => tenant.create_quota(draft).await.map(drop),
        Change::ReplaceQuota { draft } => tenant.replace_quota(draft).await,
        Change::DeleteQuota { namespace, name } => tenant.delete_quota(namespace, name).await,
        _ => Err(BillingError::internal("This change is no draft.")),
    }
}

fn no_draft_any_more() -> BillingError {
    BillingError::refused("This is no draft any more: it was sent or let go.")
}
