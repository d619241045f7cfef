//! The connection as it stands: none, open, and whether the tenant was last reached.

use billing_domain::tenants::Tenant;
use billing_domain::{BillingError, ErrorCode};
use chrono::{DateTime, Utc};
use std::sync::{PoisonError, RwLock};

/// Shared by everything that speaks to one tenant.
pub(super) struct Link {
    state: RwLock<State>,
}

struct State {
    tenant: Option<Tenant>,
    reached_at: Option<DateTime<Utc>>,
    missed: Option<(DateTime<Utc>, BillingError)>,
}

/// What is known of the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkFacts {
    pub(super) open: bool,
    pub(super) reached_at: Option<DateTime<Utc>>,
    pub(super) missed: Option<(DateTime<Utc>, BillingError)>,
}

impl Link {
    pub(super) fn new(tenant: Option<Tenant>) -> Self {
        Self { state: RwLock::new(State { tenant, reached_at: None, missed: None }) }
    }

    /// The tenant, or why there is none.
    pub(super) fn tenant(&self) -> Result<Tenant, BillingError> {
        self.read(|state| state.tenant.clone()).ok_or_else(|| {
            BillingError::new(
                ErrorCode::Unavailable,
                "There is no connection to the tenant. Everything that was fetched can be read; connect in Accounts.",
            )
        })
    }

    pub(super) fn set(&self, tenant: Option<Tenant>) {
        self.change(|state| {
            state.tenant = tenant;
            state.missed = None;
        });
    }

    /// Notes how a call ended: a refusal is an answer too.
    pub(super) fn note<T>(&self, at: DateTime<Utc>, result: &Result<T, BillingError>) {
        self.change(|state| match result {
            Err(error) if is_out_of_reach(error) => state.missed = Some((at, error.clone())),
            _ => {
                state.reached_at = Some(at);
                state.missed = None;
            }
        });
    }

    pub(super) fn facts(&self) -> LinkFacts {
        self.read(|state| LinkFacts {
            open: state.tenant.is_some(),
            reached_at: state.reached_at,
            missed: state.missed.clone(),
        })
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// True when the tenant gave no answer that counts: then the copy may speak for it.
pub(super) fn is_out_of_reach(error: &BillingError) -> bool {
    matches!(
        error.code,
        ErrorCode::Unavailable
            | ErrorCode::DeadlineExceeded
            | ErrorCode::ResourceExhausted
            | ErrorCode::Internal
    )
}
