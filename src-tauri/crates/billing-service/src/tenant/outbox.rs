//! The outbox: each change is written down before it is sent, and stays unknown until the tenant says what became of it.
//!
//! Nothing is ever sent a second time by itself. Drafts wait for a person, who sees what the tenant holds meanwhile.

mod drafts;
mod read_back;

pub use drafts::DraftCheck;

use super::changes::Change;
use super::link::is_out_of_reach;
use super::offline::OfflineBackend;
use billing_domain::{BillingBackend, BillingError, ErrorCode};
use billing_store::tenant::{IntentEnd, IntentRecord, IntentState, NewIntent};
use std::future::Future;
use std::sync::Arc;
use uuid::Uuid;

/// Shown of the outbox at once.
const SHOWN: u32 = 500;

impl OfflineBackend {
    /// The outbox, newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn outbox(&self) -> Result<Vec<IntentRecord>, BillingError> {
        self.book.read(|book| Ok(book.tenant_intents(SHOWN)?)).await
    }

    /// One change of the outbox.
    ///
    /// # Errors
    /// `NotFound` for an unknown id.
    pub async fn intent(&self, id: &str) -> Result<IntentRecord, BillingError> {
        let asked = id.to_owned();
        let found = self.book.read(move |book| Ok(book.tenant_intent(&asked)?)).await?;
        found.ok_or_else(|| BillingError::not_found(format!("The outbox has no change {id:?}.")))
    }

    /// Call it when the account is opened: what was under way when the program ended is unknown.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn recover_outbox(&self) -> Result<usize, BillingError> {
        const WHY: &str =
            "The program ended before the answer came. Whether it was done is unknown: read it back.";
        self.book.write(|tx| Ok(tx.orphan_tenant_intents(WHY)?)).await
    }

    /// Writes a change down, sends it once, and writes down what came of it.
    pub(super) async fn send<T, F>(
        &self,
        change: Change,
        call: impl FnOnce(Arc<dyn BillingBackend>) -> F + Send,
    ) -> Result<T, BillingError>
    where
        F: Future<Output = Result<T, BillingError>> + Send,
    {
        // Without a connection nothing is even attempted, so there is nothing to write down.
        self.link.tenant()?;
        let id = self.write_intent(&change, None, true).await?;
        self.send_written(&id, call).await
    }

    /// Sends what is written and marked as being sent.
    async fn send_written<T, F>(
        &self,
        id: &str,
        call: impl FnOnce(Arc<dyn BillingBackend>) -> F + Send,
    ) -> Result<T, BillingError>
    where
        F: Future<Output = Result<T, BillingError>> + Send,
    {
        // If this future is dropped on the way, the row stays "sending" and counts as unknown from then on.
        let result = self.live(call).await;
        self.end_intent(id, end_of(&result)).await?;
        result
    }

    /// Writes the change and its line in the trail; answers its id.
    async fn write_intent(
        &self,
        change: &Change,
        base: Option<String>,
        sent_at_once: bool,
    ) -> Result<String, BillingError> {
        let new = NewIntent {
            id: Uuid::new_v4().to_string(),
            operation: change.operation().to_owned(),
            object: change.object(),
            body: change.to_json()?,
            base,
            by: self.book.actor().to_owned(),
            at: self.book.now(),
        };
        let (id, trail) = (new.id.clone(), self.book.trail());
        self.book
            .write(move |tx| {
                tx.add_tenant_intent(&new)?;
                if sent_at_once {
                    tx.send_tenant_intent(&new.id, new.at)?;
                }
                let action = if sent_at_once { "tenant.send" } else { "tenant.draft" };
                trail.write(tx, action, &new.object, None, Some(new.operation.clone()))
            })
            .await?;
        Ok(id)
    }

    async fn end_intent(&self, id: &str, end: Ended) -> Result<(), BillingError> {
        let end = IntentEnd {
            state: end.state,
            at: self.book.now(),
            message: end.message,
            code: end.code.map(|code| code.to_string()),
            request_id: end.request_id,
        };
        let (id, trail) = (id.to_owned(), self.book.trail());
        self.book
            .write(move |tx| {
                if !tx.end_tenant_intent(&id, &end)? {
                    return Ok(());
                }
                let object = tx.tenant_intent(&id)?.map(|intent| intent.object).unwrap_or_default();
                let line = trail.line("tenant.outcome", &object, None, Some(end.state.as_str().to_owned()));
                let line = line.because(end.message.as_deref().unwrap_or_default());
                trail.add(tx, line.of_request(end.request_id))
            })
            .await
    }
}

/// What became of a change, as far as it is known.
struct Ended {
    state: IntentState,
    message: Option<String>,
    code: Option<ErrorCode>,
    request_id: Option<String>,
}

/// A refusal is an end; silence is none. What never left this machine was not done.
fn end_of<T>(result: &Result<T, BillingError>) -> Ended {
    let (state, error) = match result {
        Ok(_) => (IntentState::Done, None),
        Err(error) if error.outcome_unknown => (IntentState::Unknown, Some(error)),
        Err(error) if is_out_of_reach(error) || error.code == ErrorCode::Cancelled => {
            (IntentState::NotDone, Some(error))
        }
        Err(error) => (IntentState::Refused, Some(error)),
    };
    Ended {
        state,
        message: error.map(|error| error.message.clone()),
        code: error.map(|error| error.code),
        request_id: error.and_then(|error| error.request_id.clone()),
    }
}
