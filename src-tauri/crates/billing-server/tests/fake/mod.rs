//! A backend that remembers what it was asked and answers with fixed nouns, or with the failure it was given.

pub mod nouns;

use async_trait::async_trait;
use billing_domain::invoices::{Invoice, Invoices};
use billing_domain::payment_methods::{NewPaymentMethod, PaymentMethods};
use billing_domain::plans::{LocalizedPlans, Plans, TransitionRequest, TransitionState, TransitionTicket};
use billing_domain::quotas::{QuotaDraft, QuotaFigures, QuotaObject, Quotas};
use billing_domain::subscriptions::{Subscription, Subscriptions};
use billing_domain::usage::{CurrentUsage, HourlyUsage, MonthlyUsage, Usage, UsageItem, UsageSummary};
use billing_domain::{BillingError, Namespace, Period};
use std::fmt::Debug;
use std::sync::Mutex;
use tokio::sync::Notify;

#[derive(Default)]
pub struct Fake {
    asked: Mutex<Vec<String>>,
    failure: Mutex<Option<BillingError>>,
    /// Told when a call arrived that was asked to wait: `forever`, or while it is `held`.
    pub reached: Notify,
    /// Lets a held call go on.
    pub released: Notify,
}

impl Fake {
    /// From now on every call fails so.
    pub fn fail(&self, error: BillingError) {
        *self.failure.lock().unwrap() = Some(error);
    }

    /// What it was asked since the last time, with all arguments.
    pub fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// Never comes back when the argument says so; tells that it was reached.
    async fn answer_unless_forever(&self, argument: &str) {
        if argument == "forever" {
            self.reached.notify_one();
            std::future::pending::<()>().await;
        }
        if argument == "held" {
            self.reached.notify_one();
            self.released.notified().await;
        }
    }

    fn answer<T>(&self, what: &str, arguments: &dyn Debug, noun: T) -> Result<T, BillingError> {
        self.asked.lock().unwrap().push(format!("{what} {arguments:?}"));
        match self.failure.lock().unwrap().clone() {
            Some(error) => Err(error),
            None => Ok(noun),
        }
    }
}

#[async_trait]
impl Invoices for Fake {
    async fn list_invoices(&self, ns: &Namespace, limit: Option<u32>) -> Result<Vec<Invoice>, BillingError> {
        self.answer("list_invoices", &(ns, limit), nouns::invoices())
    }

    async fn invoice_pdf(&self, ns: &Namespace, name: &str) -> Result<Vec<u8>, BillingError> {
        self.answer("invoice_pdf", &(ns, name), b"%PDF-1.7\n\0\xff".to_vec())
    }
}

#[async_trait]
impl PaymentMethods for Fake {
    async fn create_payment_method(
        &self,
        ns: &Namespace,
        new: &NewPaymentMethod,
    ) -> Result<String, BillingError> {
        self.answer("create_payment_method", &(ns, new), "payment-method-1".into())
    }

    async fn delete_payment_method(&self, ns: &Namespace, name: &str) -> Result<(), BillingError> {
        self.answer("delete_payment_method", &(ns, name), ())
    }

    async fn make_primary(&self, ns: &Namespace, name: &str) -> Result<(), BillingError> {
        self.answer("make_primary", &(ns, name), ())
    }

    async fn make_secondary(&self, ns: &Namespace, name: &str) -> Result<(), BillingError> {
        self.answer("make_secondary", &(ns, name), ())
    }

    async fn swap_primary(&self, ns: &Namespace, name: &str) -> Result<(), BillingError> {
        self.answer("swap_primary", &(ns, name), ())
    }
}

#[async_trait]
impl Plans for Fake {
    async fn current_plan(&self) -> Result<LocalizedPlans, BillingError> {
        self.answer("current_plan", &(), nouns::plans())
    }

    async fn list_plans(&self) -> Result<Vec<LocalizedPlans>, BillingError> {
        self.answer("list_plans", &(), vec![nouns::plans()])
    }

    async fn initiate_transition(
        &self,
        ns: &Namespace,
        request: &TransitionRequest,
    ) -> Result<TransitionTicket, BillingError> {
        let id = "dec2417d-adb1-4fcc-8dcd-529b1d31a652".into();
        let ticket = TransitionTicket { id, requires_manual_approval: true };
        self.answer("initiate_transition", &(ns, request), ticket)
    }

    async fn transition_state(&self, id: &str) -> Result<TransitionState, BillingError> {
        assert_ne!(id, "panic", "the fake was asked to panic");
        self.answer_unless_forever(id).await;
        self.answer("transition_state", &id, TransitionState::Other("STATE_ON_HOLD".into()))
    }

    async fn subscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.answer_unless_forever(addon).await;
        self.answer("subscribe_addon", &addon, ())
    }

    async fn unsubscribe_addon(&self, addon: &str) -> Result<(), BillingError> {
        self.answer("unsubscribe_addon", &addon, ())
    }
}

#[async_trait]
impl Quotas for Fake {
    async fn create_quota(&self, draft: &QuotaDraft) -> Result<QuotaObject, BillingError> {
        self.answer("create_quota", draft, nouns::quota("shop"))
    }

    async fn replace_quota(&self, draft: &QuotaDraft) -> Result<(), BillingError> {
        self.answer("replace_quota", draft, ())
    }

    async fn get_quota(&self, ns: &Namespace, name: &str) -> Result<QuotaObject, BillingError> {
        self.answer("get_quota", &(ns, name), nouns::quota(name))
    }

    async fn list_quotas(
        &self,
        ns: &Namespace,
        label_filter: Option<&str>,
    ) -> Result<Vec<QuotaObject>, BillingError> {
        self.answer("list_quotas", &(ns, label_filter), vec![nouns::quota("one"), nouns::quota("two")])
    }

    async fn delete_quota(&self, ns: &Namespace, name: &str) -> Result<(), BillingError> {
        self.answer("delete_quota", &(ns, name), ())
    }

    async fn quota_limits(&self, ns: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.answer("quota_limits", &ns, nouns::figures())
    }

    async fn quota_usage(&self, ns: &Namespace) -> Result<QuotaFigures, BillingError> {
        self.answer("quota_usage", &ns, nouns::figures())
    }
}

#[async_trait]
impl Subscriptions for Fake {
    async fn list_subscriptions(
        &self,
        ns: &Namespace,
        current: Option<bool>,
    ) -> Result<Vec<Subscription>, BillingError> {
        self.answer("list_subscriptions", &(ns, current), nouns::subscriptions())
    }
}

#[async_trait]
impl Usage for Fake {
    async fn usage_summary(&self, range: Period) -> Result<Vec<UsageSummary>, BillingError> {
        self.answer("usage_summary", &range, nouns::summary())
    }

    async fn current_usage(&self, ns: &Namespace, range: Period) -> Result<CurrentUsage, BillingError> {
        self.answer("current_usage", &(ns, range), nouns::current_usage())
    }

    async fn monthly_usage(&self, ns: &Namespace) -> Result<Vec<MonthlyUsage>, BillingError> {
        self.answer("monthly_usage", &ns, nouns::months())
    }

    async fn usage_details(&self, ns: &Namespace, range: Period) -> Result<Vec<UsageItem>, BillingError> {
        self.answer("usage_details", &(ns, range), nouns::usage_items())
    }

    async fn hourly_usage_details(
        &self,
        ns: &Namespace,
        query: &str,
    ) -> Result<Vec<HourlyUsage>, BillingError> {
        self.answer("hourly_usage_details", &(ns, query), nouns::hours())
    }
}
