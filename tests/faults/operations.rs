//! The 26 operations, each with one call of it, and what is seen of a book from outside, as text to compare.

use crate::book::draft;
use billing_domain::contact::Contact;
use billing_domain::payment_methods::{NewPaymentMethod, Role};
use billing_domain::plans::TransitionRequest;
use billing_domain::quotas::{QuotaObject, Quotas};
use billing_domain::{BillingBackend, BillingError, LocalExtras, Namespace, Period};
use billing_service::LocalBackend;
use billing_wire::Operation;

pub fn system() -> Namespace {
    Namespace::system()
}

/// The month in which everything plays.
pub fn march() -> Period {
    Period::month(2026, 3).unwrap()
}

/// Calls one operation; the answer as text, without what is drawn by lot (ids) or is for the server alone (queries).
pub async fn call(
    backend: &dyn BillingBackend,
    operation: Operation,
    move_id: &str,
) -> Result<String, BillingError> {
    let (system, name) = (system(), "payment-method-3");
    Ok(match operation {
        Operation::ListInvoices => text(backend.list_invoices(&system, None).await?),
        Operation::DownloadInvoicePdf => text(backend.invoice_pdf(&system, "INV-000001").await?),
        Operation::CreatePaymentMethod => {
            let contact = Contact::default();
            let new = NewPaymentMethod { token: "tok_amex_0005".to_owned(), role: Role::Normal, contact };
            text(backend.create_payment_method(&system, &new).await?)
        }
        Operation::DeletePaymentMethod => text(backend.delete_payment_method(&system, name).await?),
        Operation::MakePaymentMethodPrimary => text(backend.make_primary(&system, name).await?),
        Operation::MakePaymentMethodSecondary => text(backend.make_secondary(&system, name).await?),
        // Done twice, it would be undone.
        Operation::SwapPaymentMethodRole => text(backend.swap_primary(&system, "payment-method-2").await?),
        Operation::GetCurrentPlan => text(backend.current_plan().await?),
        Operation::ListUsagePlans => text(backend.list_plans().await?),
        Operation::InitiatePlanTransition => {
            let request =
                TransitionRequest { new_plan: "organization".to_owned(), payload: Default::default() };
            text(backend.initiate_transition(&system, &request).await?.requires_manual_approval)
        }
        Operation::GetPlanTransition => text(backend.transition_state(move_id).await?),
        Operation::SubscribeAddon => text(backend.subscribe_addon("f5xc_waap_advanced").await?),
        Operation::UnsubscribeAddon => text(backend.unsubscribe_addon("f5xc_securemesh_standard").await?),
        Operation::CreateQuota => without_id(backend.create_quota(&draft("more", 9)).await?),
        Operation::ReplaceQuota => text(backend.replace_quota(&draft("limits", 8)).await?),
        Operation::GetQuota => text(backend.get_quota(&system, "limits").await?),
        Operation::ListQuotas => text(backend.list_quotas(&system, None).await?),
        Operation::DeleteQuota => text(backend.delete_quota(&system, "limits").await?),
        Operation::GetQuotaLimits => text(backend.quota_limits(&system).await?),
        Operation::GetQuotaUsage => text(backend.quota_usage(&system).await?),
        Operation::ListSubscriptions => text(backend.list_subscriptions(&system, None).await?),
        Operation::UsageSummary => text(backend.usage_summary(march()).await?),
        Operation::ListCurrentUsage => text(backend.current_usage(&system, march()).await?),
        Operation::ListMonthlyUsage => text(backend.monthly_usage(&system).await?),
        Operation::ListUsageDetails => {
            let mut items = backend.usage_details(&system, march()).await?;
            items.iter_mut().for_each(|item| item.hourly_breakdown_query.clear());
            text(items)
        }
        Operation::ListHourlyUsageDetails => {
            let items = backend.usage_details(&system, march()).await?;
            let query = &items.first().unwrap().hourly_breakdown_query;
            text(backend.hourly_usage_details(&system, query).await?)
        }
    })
}

/// All that the writes above can change.
pub async fn seen(book: &LocalBackend) -> String {
    let methods: Vec<_> = book
        .list_payment_methods()
        .await
        .unwrap()
        .into_iter()
        .map(|method| (method.name, method.role, method.last_four))
        .collect();
    let quotas: Vec<_> =
        book.list_quotas(&system(), None).await.unwrap().into_iter().map(without_id).collect();
    let addons = book.read(|book| Ok(book.active_addons()?)).await.unwrap();
    let moves: Vec<_> =
        book.transitions().await.unwrap().into_iter().map(|one| (one.to_plan.clone(), one.state())).collect();
    format!("{methods:?}\n{quotas:?}\n{addons:?}\n{moves:?}")
}

fn without_id(quota: QuotaObject) -> String {
    text(QuotaObject { uid: String::new(), ..quota })
}

fn text(answer: impl std::fmt::Debug) -> String {
    format!("{answer:?}")
}
