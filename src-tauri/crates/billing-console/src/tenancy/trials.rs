//! A test of a connection: its steps as they end, and the credential it was made with until the test is put away.

use billing_domain::tenants::{
    AddressFacts, Credential, StepOutcome, StepReport, TenantConnection, TenantConnector, TestStep,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;
use uuid::Uuid;

/// One test.
pub(crate) struct Trial {
    /// Names it in commands.
    pub(crate) id: String,
    /// The account it is of; none for a new tenant.
    pub(crate) account: Option<String>,
    /// Where it goes.
    pub(crate) facts: AddressFacts,
    /// How it goes there.
    pub(crate) connection: TenantConnection,
    /// What it proves itself with. In memory alone, and gone with the test.
    pub(crate) credential: Credential,
    steps: Mutex<Vec<StepReport>>,
    work: Mutex<Option<AbortHandle>>,
}

impl Trial {
    /// Begins to test.
    pub(crate) fn begin(
        account: Option<String>,
        facts: AddressFacts,
        connection: TenantConnection,
        credential: Credential,
        connector: Arc<dyn TenantConnector>,
    ) -> Arc<Self> {
        let id = Uuid::new_v4().to_string();
        let (steps, work) = (Mutex::default(), Mutex::default());
        let trial = Arc::new(Self { id, account, facts, connection, credential, steps, work });
        let testing = Arc::clone(&trial);
        let work = tokio::spawn(async move {
            let told = |report: StepReport| testing.lock().push(report);
            let _ = connector.test(&testing.connection, &testing.credential, &told).await;
        });
        *trial.work.lock().unwrap_or_else(PoisonError::into_inner) = Some(work.abort_handle());
        trial
    }

    /// The steps that have ended, in order.
    pub(crate) fn steps(&self) -> Vec<StepReport> {
        self.lock().clone()
    }

    /// True once every step has ended, or the test broke off.
    pub(crate) fn is_over(&self) -> bool {
        let broken = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        self.lock().len() >= TestStep::ALL.len() || broken.as_ref().is_some_and(AbortHandle::is_finished)
    }

    /// True when a step failed, or the test broke off before its end.
    pub(crate) fn has_failed(&self) -> bool {
        let steps = self.steps();
        let failed = steps.iter().any(|report| matches!(report.outcome, StepOutcome::Failed(_)));
        failed || (self.is_over() && steps.len() < TestStep::ALL.len())
    }

    pub(crate) fn abort(&self) {
        if let Some(work) = self.work.lock().unwrap_or_else(PoisonError::into_inner).take() {
            work.abort();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<StepReport>> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
