//! What can be changed at a tenant, as it is written into the outbox. No provider token is ever part of it.

use billing_domain::payment_methods::Role;
use billing_domain::quotas::{QuotaDraft, QuotaObject};
use billing_domain::{BillingError, Namespace};
use serde::{Deserialize, Serialize};

/// One change that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub enum Change {
    /// A new quota object.
    CreateQuota {
        /// What it shall say.
        draft: QuotaDraft,
    },
    /// Another content for a quota object.
    ReplaceQuota {
        /// All that it shall say.
        draft: QuotaDraft,
    },
    /// A quota object less.
    DeleteQuota {
        /// Where it is kept.
        namespace: Namespace,
        /// Its name.
        name: String,
    },
    /// A request to the provider for a higher limit: a text that a person sends.
    RequestIncrease {
        /// Which kind.
        kind: String,
        /// What it says.
        text: String,
    },
    /// An add-on more.
    SubscribeAddon {
        /// Its key.
        addon: String,
    },
    /// An add-on less.
    UnsubscribeAddon {
        /// Its key.
        addon: String,
    },
    /// Another plan.
    MovePlan {
        /// The plan's key.
        new_plan: String,
        /// Add-ons taken with it.
        subscribe_addons: Vec<String>,
        /// Add-ons dropped with it.
        unsubscribe_addons: Vec<String>,
    },
    /// A payment method more. Its token is in the request alone.
    CreatePaymentMethod {
        /// The role it shall have.
        role: Role,
    },
    /// A payment method less.
    DeletePaymentMethod {
        /// Its name.
        name: String,
    },
    /// Charged first.
    MakePrimary {
        /// Its name.
        name: String,
    },
    /// Charged second.
    MakeSecondary {
        /// Its name.
        name: String,
    },
    /// Charged first, and the former primary second.
    SwapPrimary {
        /// Its name.
        name: String,
    },
}

impl Change {
    /// The stable name of the operation.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::CreateQuota { .. } => "create_quota",
            Self::ReplaceQuota { .. } => "replace_quota",
            Self::DeleteQuota { .. } => "delete_quota",
            Self::RequestIncrease { .. } => "request_increase",
            Self::SubscribeAddon { .. } => "subscribe_addon",
            Self::UnsubscribeAddon { .. } => "unsubscribe_addon",
            Self::MovePlan { .. } => "move_plan",
            Self::CreatePaymentMethod { .. } => "create_payment_method",
            Self::DeletePaymentMethod { .. } => "delete_payment_method",
            Self::MakePrimary { .. } => "make_primary",
            Self::MakeSecondary { .. } => "make_secondary",
            Self::SwapPrimary { .. } => "swap_primary",
        }
    }

    /// What it is about, for people.
    #[must_use]
    pub fn object(&self) -> String {
        match self {
            Self::CreateQuota { draft } | Self::ReplaceQuota { draft } => {
                format!("{}/{}", draft.metadata.namespace, draft.metadata.name)
            }
            Self::DeleteQuota { namespace, name } => format!("{namespace}/{name}"),
            Self::RequestIncrease { kind, .. } => kind.clone(),
            Self::SubscribeAddon { addon } | Self::UnsubscribeAddon { addon } => addon.clone(),
            Self::MovePlan { new_plan, .. } => new_plan.clone(),
            Self::CreatePaymentMethod { role } => role.as_str().to_owned(),
            Self::DeletePaymentMethod { name }
            | Self::MakePrimary { name }
            | Self::MakeSecondary { name }
            | Self::SwapPrimary { name } => name.clone(),
        }
    }

    /// True when it may be written without the tenant and sent later by a person.
    #[must_use]
    pub const fn may_be_a_draft(&self) -> bool {
        matches!(
            self,
            Self::CreateQuota { .. }
                | Self::ReplaceQuota { .. }
                | Self::DeleteQuota { .. }
                | Self::RequestIncrease { .. }
        )
    }

    /// The quota object it is about, if it is about one.
    #[must_use]
    pub fn quota(&self) -> Option<(&str, &str)> {
        match self {
            Self::CreateQuota { draft } | Self::ReplaceQuota { draft } => {
                Some((&draft.metadata.namespace, &draft.metadata.name))
            }
            Self::DeleteQuota { namespace, name } => Some((namespace.as_str(), name)),
            _ => None,
        }
    }

    /// Whether a list of quota objects shows what this change has done.
    pub(super) fn shows_in(&self, objects: &[QuotaObject]) -> bool {
        match self {
            Self::CreateQuota { draft } | Self::ReplaceQuota { draft } => objects
                .iter()
                .any(|object| object.metadata == draft.metadata && object.limits == draft.limits),
            Self::DeleteQuota { name, .. } => objects.iter().all(|object| object.metadata.name != *name),
            _ => true,
        }
    }

    pub(super) fn to_json(&self) -> Result<String, BillingError> {
        serde_json::to_string(self)
            .map_err(|error| BillingError::internal(format!("A change cannot be written: {error}.")))
    }

    /// Reads a change back as it was written.
    ///
    /// # Errors
    /// `Internal` for text that no program of ours wrote.
    pub fn from_json(text: &str) -> Result<Self, BillingError> {
        serde_json::from_str(text).map_err(|error| {
            BillingError::internal(format!("A change in the outbox cannot be read: {error}."))
        })
    }
}
