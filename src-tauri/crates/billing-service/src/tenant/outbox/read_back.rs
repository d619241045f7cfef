//! Reading back: what a change whose outcome is unknown has come to, as far as the tenant lets one see it.

use super::super::changes::Change;
use super::super::offline::{OfflineBackend, is_not_found};
use super::Ended;
use billing_domain::contact::Contact;
use billing_domain::payment_methods::roles;
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethod, Role};
use billing_domain::plans::LocalizedPlans;
use billing_domain::quotas::QuotaDraft;
use billing_domain::{BillingError, ErrorCode};
use billing_store::tenant::{IntentRecord, IntentState};

/// What can be seen.
enum Seen {
    Done,
    NotDone(String),
    /// The API does not let one see it; what a person can do.
    Hidden(&'static str),
}

impl OfflineBackend {
    /// Asks the tenant what became of a change. Changes nothing there.
    ///
    /// # Errors
    /// `FailedPrecondition` for one that is not unknown; `Unavailable` when the tenant cannot be asked.
    pub async fn read_back(&self, id: &str) -> Result<IntentRecord, BillingError> {
        let intent = self.intent(id).await?;
        if intent.state != IntentState::Unknown {
            return Err(BillingError::refused("What became of this change is known already."));
        }
        let change = Change::from_json(&intent.body)?;
        let end = match self.look(&change, &intent).await? {
            Seen::Done => Ended { state: IntentState::Done, message: None, code: None, request_id: None },
            Seen::NotDone(why) => {
                Ended { state: IntentState::NotDone, message: Some(why), code: None, request_id: None }
            }
            Seen::Hidden(what) => Ended {
                state: IntentState::Unknown,
                message: Some(what.to_owned()),
                code: None,
                request_id: None,
            },
        };
        let done = end.state == IntentState::Done;
        self.end_intent(id, end).await?;
        if done {
            self.take_over(&change).await?;
        }
        self.intent(id).await
    }

    /// A person says what became of a change that no API shows.
    ///
    /// # Errors
    /// `FailedPrecondition` for one that is not unknown.
    pub async fn decide(&self, id: &str, done: bool) -> Result<IntentRecord, BillingError> {
        let intent = self.intent(id).await?;
        if intent.state != IntentState::Unknown {
            return Err(BillingError::refused("What became of this change is known already."));
        }
        let state = if done { IntentState::Done } else { IntentState::NotDone };
        let message = Some(format!("Said by {}.", self.book.actor()));
        self.end_intent(id, Ended { state, message, code: None, request_id: None }).await?;
        if done {
            self.take_over(&Change::from_json(&intent.body)?).await?;
        }
        self.intent(id).await
    }

    async fn look(&self, change: &Change, intent: &IntentRecord) -> Result<Seen, BillingError> {
        match change {
            Change::CreateQuota { draft } | Change::ReplaceQuota { draft } => {
                self.look_for_quota(draft).await
            }
            Change::DeleteQuota { namespace, name } => {
                let there = self.quota_at_tenant(namespace.as_str(), name).await?;
                Ok(if there.is_none() {
                    Seen::Done
                } else {
                    Seen::NotDone("The tenant still has it.".to_owned())
                })
            }
            Change::MovePlan { new_plan, .. } => {
                let held = self.live(|tenant| async move { tenant.current_plan().await }).await?;
                Ok(plan_seen(&held, new_plan))
            }
            Change::CreatePaymentMethod { role } => self.look_for_method(role, intent).await,
            Change::SubscribeAddon { .. } | Change::UnsubscribeAddon { .. } => Ok(Seen::Hidden(
                "This API does not tell which add-ons are subscribed. Doing it again changes nothing if it was done.",
            )),
            Change::DeletePaymentMethod { .. }
            | Change::MakePrimary { .. }
            | Change::MakeSecondary { .. }
            | Change::SwapPrimary { .. } => Ok(Seen::Hidden(
                "This API does not list payment methods. Look at the provider's own page, then say what became of it.",
            )),
            Change::RequestIncrease { .. } => Ok(Seen::Hidden("A request is sent by a person.")),
        }
    }

    async fn look_for_quota(&self, draft: &QuotaDraft) -> Result<Seen, BillingError> {
        let (namespace, name) = (&draft.metadata.namespace, &draft.metadata.name);
        Ok(match self.quota_at_tenant(namespace, name).await? {
            Some(object) if object.metadata == draft.metadata && object.limits == draft.limits => Seen::Done,
            Some(_) => {
                Seen::NotDone("The tenant has an object of that name that says something else.".to_owned())
            }
            None => Seen::NotDone("The tenant has no object of that name.".to_owned()),
        })
    }

    /// Our own server lists methods; then one that the register does not know, made since, is the one.
    async fn look_for_method(&self, role: &Role, intent: &IntentRecord) -> Result<Seen, BillingError> {
        let listed = match self.extras()?.list_payment_methods().await {
            Ok(listed) => listed,
            Err(error) if error.code == ErrorCode::Unsupported || is_not_found(&error) => {
                return Ok(Seen::Hidden(
                    "This tenant does not list payment methods. Look at the provider's own page before adding it again.",
                ));
            }
            Err(error) => return Err(error),
        };
        let known = self.book.read(|book| Ok(book.payment_methods()?)).await?;
        let is_new = |method: &&PaymentMethod| {
            known.iter().all(|known| known.name != method.name)
                && method.role == *role
                && intent.sent_at.is_none_or(|sent| method.added_at + chrono::TimeDelta::minutes(5) >= sent)
        };
        match listed.iter().find(is_new) {
            Some(method) => {
                self.adopt(method).await?;
                Ok(Seen::Done)
            }
            None => Ok(Seen::NotDone(
                "The tenant lists no payment method that this console does not know.".to_owned(),
            )),
        }
    }

    /// Takes a method that was found into the register; its token is not known there, and none is invented.
    async fn adopt(&self, method: &PaymentMethod) -> Result<(), BillingError> {
        let new = NewPaymentMethod {
            token: format!("at-tenant:{}", method.name),
            role: method.role.clone(),
            contact: Contact::default(),
        };
        self.register_method(method.name.clone(), new).await
    }

    /// What was done at the tenant is done in the copy too.
    async fn take_over(&self, change: &Change) -> Result<(), BillingError> {
        match change {
            Change::CreateQuota { .. } | Change::ReplaceQuota { .. } | Change::DeleteQuota { .. } => {
                self.after_quota_change(change).await;
                Ok(())
            }
            Change::MovePlan { .. } | Change::SubscribeAddon { .. } | Change::UnsubscribeAddon { .. } => {
                self.refresh_plans().await;
                Ok(())
            }
            Change::DeletePaymentMethod { name } => self.unregister_method(name).await,
            Change::MakePrimary { name } => self.register_roles(name, roles::make_primary).await,
            Change::MakeSecondary { name } => self.register_roles(name, roles::make_secondary).await,
            Change::SwapPrimary { name } => self.register_roles(name, roles::swap_primary).await,
            Change::CreatePaymentMethod { .. } | Change::RequestIncrease { .. } => Ok(()),
        }
    }
}

/// A move that is under way, or done, shows in the current plan.
fn plan_seen(held: &LocalizedPlans, new_plan: &str) -> Seen {
    let there = held.plans.iter().any(|plan| plan.name == new_plan);
    if there {
        Seen::Done
    } else {
        Seen::NotDone("The tenant holds its former plan, and no move is under way.".to_owned())
    }
}
