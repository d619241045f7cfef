//! What a console keeps of tenants beside their accounts: how they are reached, what is known of their credentials,
//! and the tests, syncs and verifications under way.

mod link;
mod runs;
mod session;
mod trials;
mod ways;

pub(crate) use link::{Kept, Link};
pub(crate) use runs::{SyncRun, VerifyRun};
pub use session::SessionSecrets;
pub(crate) use trials::Trial;
pub(crate) use ways::Ways;

use billing_domain::secrets::SecretStore;
use billing_domain::tenants::TenantConnector;
use billing_domain::{BillingError, ErrorCode};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Told whenever the air-gapped switch is turned, and once at the start.
pub(crate) type AirGapHook = Box<dyn Fn(bool) + Send + Sync>;

/// The tenants' side of a console.
pub(crate) struct Tenancy {
    pub(crate) connector: Option<Arc<dyn TenantConnector>>,
    pub(crate) secrets: Arc<dyn SecretStore>,
    pub(crate) air_gap: Option<AirGapHook>,
    links: Mutex<HashMap<String, Link>>,
    trials: Mutex<HashMap<String, Arc<Trial>>>,
    sync: Mutex<Option<Arc<SyncRun>>>,
    verify: Mutex<Option<Arc<VerifyRun>>>,
}

impl Default for Tenancy {
    fn default() -> Self {
        Self {
            connector: None,
            secrets: Arc::new(SessionSecrets::new("This program was started without a keychain.")),
            air_gap: None,
            links: Mutex::default(),
            trials: Mutex::default(),
            sync: Mutex::default(),
            verify: Mutex::default(),
        }
    }
}

impl Tenancy {
    /// What opens connections; a program without it says so.
    pub(crate) fn connector(&self) -> Result<Arc<dyn TenantConnector>, BillingError> {
        self.connector.clone().ok_or_else(|| {
            let message = "This program was started without a way to reach tenants.";
            BillingError::new(ErrorCode::Unsupported, message)
        })
    }

    /// What is known of the link of an account.
    pub(crate) fn link(&self, account: &str) -> Link {
        locked(&self.links, |links| links.get(account).cloned().unwrap_or_default())
    }

    pub(crate) fn note_link(&self, account: &str, change: impl FnOnce(&mut Link)) {
        locked(&self.links, |links| change(links.entry(account.to_owned()).or_default()));
    }

    pub(crate) fn forget_link(&self, account: &str) {
        locked(&self.links, |links| drop(links.remove(account)));
    }

    pub(crate) fn keep_trial(&self, trial: Arc<Trial>) {
        locked(&self.trials, |trials| drop(trials.insert(trial.id.clone(), trial)));
    }

    /// A test that nobody has put away yet.
    pub(crate) fn trial(&self, id: &str) -> Result<Arc<Trial>, BillingError> {
        locked(&self.trials, |trials| trials.get(id).cloned()).ok_or_else(|| {
            BillingError::not_found(
                "This connection test is over. Test again: what proves who you are is kept only while a test is shown.",
            )
        })
    }

    /// Puts a test away, and with it the credential it was made with.
    pub(crate) fn end_trial(&self, id: &str) {
        if let Some(trial) = locked(&self.trials, |trials| trials.remove(id)) {
            trial.abort();
        }
    }

    /// Puts every test away: the switch was turned.
    pub(crate) fn end_trials(&self) {
        let all = locked(&self.trials, std::mem::take);
        all.values().for_each(|trial| trial.abort());
    }

    /// The sync of an account that is under way, or the last one.
    pub(crate) fn sync(&self, account: &str) -> Option<Arc<SyncRun>> {
        locked(&self.sync, |sync| sync.clone()).filter(|run| run.account == account)
    }

    /// Puts a new run in the place of the last, unless that is under way.
    pub(crate) fn begin_sync(&self, run: &Arc<SyncRun>) -> Result<(), BillingError> {
        locked(&self.sync, |sync| {
            if sync.as_ref().is_some_and(|last| last.is_running()) {
                return Err(BillingError::refused("A sync is under way. Wait for it, or stop it."));
            }
            *sync = Some(Arc::clone(run));
            Ok(())
        })
    }

    pub(crate) fn verify(&self, account: &str) -> Option<Arc<VerifyRun>> {
        locked(&self.verify, |verify| verify.clone()).filter(|run| run.account == account)
    }

    /// As [`Tenancy::begin_sync`].
    pub(crate) fn begin_verify(&self, run: &Arc<VerifyRun>) -> Result<(), BillingError> {
        locked(&self.verify, |verify| {
            if verify.as_ref().is_some_and(|last| last.is_running()) {
                return Err(BillingError::refused("A verification is under way. Wait for it, or stop it."));
            }
            *verify = Some(Arc::clone(run));
            Ok(())
        })
    }

    /// Asks everything that speaks to a tenant to stop; what came is kept.
    pub(crate) fn stop_runs(&self) {
        if let Some(run) = locked(&self.sync, |sync| sync.clone()) {
            run.stop();
        }
        if let Some(run) = locked(&self.verify, |verify| verify.clone()) {
            run.stop();
        }
    }

    /// Waits until nothing of it is under way any more.
    pub(crate) async fn runs_ended(&self) {
        if let Some(run) = locked(&self.sync, |sync| sync.clone()) {
            run.ended().await;
        }
        if let Some(run) = locked(&self.verify, |verify| verify.clone()) {
            run.ended().await;
        }
    }
}

fn locked<T, R>(held: &Mutex<T>, work: impl FnOnce(&mut T) -> R) -> R {
    work(&mut held.lock().unwrap_or_else(PoisonError::into_inner))
}
