//! One limit of the console's own quota object at a tenant: set at once, or written as a draft while it cannot be reached.

use super::changes::Change;
use super::offline::{OfflineBackend, is_not_found};
use super::status::Reached;
use crate::quotas::{CONSOLE_LIMITS, with_limit};
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::{QuotaDraft, QuotaObject, Quotas};
use billing_domain::{BillingError, Decimal, Namespace};
use billing_store::tenant::{IntentRecord, IntentState};

impl OfflineBackend {
    /// Sets a limit (-1 is unlimited), or takes it back when there is no `maximum`. Answers the draft, when it became one.
    ///
    /// # Errors
    /// `InvalidInput` for a wrong key or maximum, `NotFound` when there is no such limit to take back; what the tenant says.
    pub async fn set_limit(
        &self,
        family: QuotaFamily,
        kind: &str,
        maximum: Option<Decimal>,
    ) -> Result<Option<IntentRecord>, BillingError> {
        let away = matches!(self.status().await?.reached, Reached::NotConnected | Reached::Offline { .. });
        if away {
            return self.draft_limit(family, kind, maximum).await.map(Some);
        }
        let theirs = match self.get_quota(&Namespace::system(), CONSOLE_LIMITS).await {
            Ok(object) => Some(draft_of(object)),
            Err(error) if is_not_found(&error) => None,
            Err(error) => return Err(error),
        };
        match change_of(theirs, family, kind, maximum)? {
            Change::CreateQuota { draft } => self.create_quota(&draft).await.map(drop)?,
            Change::ReplaceQuota { draft } => self.replace_quota(&draft).await?,
            _ => self.delete_quota(&Namespace::system(), CONSOLE_LIMITS).await?,
        }
        Ok(None)
    }

    /// A draft that waits already is gone on with: several limits are one change of one object.
    async fn draft_limit(
        &self,
        family: QuotaFamily,
        kind: &str,
        maximum: Option<Decimal>,
    ) -> Result<IntentRecord, BillingError> {
        let held = self
            .book
            .read(|book| Ok(book.quota_object(Namespace::system().as_str(), CONSOLE_LIMITS)?))
            .await?;
        let waiting = self.waiting_draft().await?;
        let written = match &waiting {
            Some((_, Change::CreateQuota { draft } | Change::ReplaceQuota { draft })) => Some(draft.clone()),
            Some(_) => None,
            None => held.clone().map(draft_of),
        };
        let draft = with_limit(written, family, kind, maximum)?;
        let change = as_change(held.is_some(), draft);
        match waiting {
            Some((id, before)) if before.operation() == change.operation() => {
                self.change_draft(&id, &change).await
            }
            Some((id, _)) => {
                self.discard(&id).await?;
                self.write_draft(&change).await
            }
            None => self.write_draft(&change).await,
        }
    }

    /// The draft about our object that nobody has sent yet.
    async fn waiting_draft(&self) -> Result<Option<(String, Change)>, BillingError> {
        let ours = |change: &Change| change.quota() == Some((Namespace::system().as_str(), CONSOLE_LIMITS));
        for intent in self.outbox().await?.into_iter().filter(|intent| intent.state == IntentState::Draft) {
            let change = Change::from_json(&intent.body)?;
            if ours(&change) {
                return Ok(Some((intent.id, change)));
            }
        }
        Ok(None)
    }
}

fn change_of(
    object: Option<QuotaDraft>,
    family: QuotaFamily,
    kind: &str,
    maximum: Option<Decimal>,
) -> Result<Change, BillingError> {
    let known = object.is_some();
    Ok(as_change(known, with_limit(object, family, kind, maximum)?))
}

/// Without a limit left there is no object.
fn as_change(known: bool, draft: Option<QuotaDraft>) -> Change {
    match draft {
        Some(draft) if known => Change::ReplaceQuota { draft },
        Some(draft) => Change::CreateQuota { draft },
        None => Change::DeleteQuota { namespace: Namespace::system(), name: CONSOLE_LIMITS.to_owned() },
    }
}

fn draft_of(object: QuotaObject) -> QuotaDraft {
    QuotaDraft { metadata: object.metadata, limits: object.limits }
}
