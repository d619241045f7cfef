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

    /// The steps that have ended, in order, and whether these are all: every step has ended, or the test broke off.
    pub(crate) fn so_far(&self) -> (Vec<StepReport>, bool) {
        // Before the steps are read: one that ends in between makes a test look unfinished, never finished without it.
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let is_finished = work.as_ref().is_some_and(AbortHandle::is_finished);
        let steps = self.lock().clone();
        let is_over = steps.len() >= TestStep::ALL.len() || is_finished;
        (steps, is_over)
    }

    /// True once every step has ended, or the test broke off.
    pub(crate) fn is_over(&self) -> bool {
        self.so_far().1
    }

    /// True when a step failed, or the test broke off before its end.
    pub(crate) fn has_failed(&self) -> bool {
        let (steps, is_over) = self.so_far();
        let failed = steps.iter().any(|report| matches!(report.outcome, StepOutcome::Failed(_)));
        failed || (is_over && steps.len() < TestStep::ALL.len())
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

#[cfg(test)]
mod tests {
    use super::*;
    use async_trait::async_trait;
    use billing_domain::tenants::{FindingCode, Tenant};
    use billing_domain::{BillingError, ErrorCode};

    /// Fails its fourth step, and tells of the last three in one go.
    struct Refused;

    #[async_trait]
    impl TenantConnector for Refused {
        fn read_address(&self, _: &str) -> Result<AddressFacts, BillingError> {
            Err(BillingError::invalid("the address is given"))
        }

        fn read_token(&self, _: &str) -> Result<Credential, BillingError> {
            Err(BillingError::invalid("the token is given"))
        }

        fn read_certificate(&self, _: &[u8], _: &str) -> Result<Credential, BillingError> {
            Err(BillingError::invalid("there is no certificate"))
        }

        fn connect(&self, _: &TenantConnection, _: &Credential) -> Result<Tenant, BillingError> {
            Err(BillingError::invalid("nothing is connected"))
        }

        async fn test(
            &self,
            _: &TenantConnection,
            _: &Credential,
            told: &(dyn Fn(StepReport) + Send + Sync),
        ) -> Vec<StepReport> {
            for (at, step) in TestStep::ALL.into_iter().enumerate() {
                let outcome = match at {
                    0..3 => StepOutcome::Passed(FindingCode::NoPlan.into()),
                    3 => StepOutcome::Failed(BillingError::new(ErrorCode::Unauthenticated, "Unknown token.")),
                    _ => StepOutcome::Skipped(FindingCode::NotTried.into()),
                };
                told(StepReport { step, outcome, millis: 0 });
            }
            Vec::new()
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_test_that_is_over_has_all_its_steps() {
        for _ in 0..500 {
            let facts = AddressFacts { base: "https://acme.example".into(), tenant: "acme".into() };
            let connection = TenantConnection { address: facts.base.clone(), custom_ca: None, proxy: None };
            let credential = Credential::Token { token: "wrong".into() };
            let trial = Trial::begin(None, facts, connection, credential, Arc::new(Refused));
            let steps = loop {
                if let (steps, true) = trial.so_far() {
                    break steps;
                }
                std::hint::spin_loop();
            };
            assert_eq!(steps.len(), TestStep::ALL.len());
            assert!(trial.has_failed());
        }
    }
}
