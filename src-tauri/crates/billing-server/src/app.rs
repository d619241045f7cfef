//! The router: one route per row of the operation table, the probes, and what wraps them all.

use crate::auth::{self, TokenDigest};
use crate::failure::Failure;
use crate::{invoices, payment_methods, plans, probes, quotas, subscriptions, usage};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use billing_domain::{BillingBackend, BillingError};
use billing_wire::Operation;
use chrono::{DateTime, Utc};
use std::any::Any;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

/// Larger bodies are refused: the largest honest one, a quota with hundreds of kinds, has some 50 kB.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// What a server needs to know beside its backend.
#[derive(Clone)]
pub struct ServerOptions {
    /// The tenant it speaks for: the probes tell it, so that people see where a figure came from.
    pub tenant: String,
    /// Who may call: the digest of each valid token. With none, only `/no_auth` answers.
    pub tokens: Vec<TokenDigest>,
    /// The clock behind default time ranges.
    pub now: fn() -> DateTime<Utc>,
}

impl ServerOptions {
    /// A server of `tenant` with one token and the system's clock.
    #[must_use]
    pub fn new(tenant: impl Into<String>, token: TokenDigest) -> Self {
        Self { tenant: tenant.into(), tokens: vec![token], now: Utc::now }
    }
}

/// What every handler sees.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) backend: Arc<dyn BillingBackend>,
    pub(crate) options: Arc<ServerOptions>,
}

/// The public API of one backend.
///
/// Every answer is JSON and carries `x-request-id`; failures have the body `{code, details, message}`.
pub fn app(backend: Arc<dyn BillingBackend>, options: ServerOptions) -> Router {
    let api = Api { backend, options: Arc::new(options) };
    let (open, guarded): (Vec<_>, Vec<_>) = Operation::ALL.into_iter().partition(|one| one.is_open());
    let guarded = routes(guarded)
        .merge(probes::routes())
        .route_layer(middleware::from_fn_with_state(api.clone(), auth::require_token));
    let around = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(CatchPanicLayer::custom(after_panic));
    guarded
        .merge(routes(open))
        .route_layer(middleware::from_fn(log_call))
        .fallback(|| async { Failure::unknown_path() })
        .method_not_allowed_fallback(|| async { Failure::wrong_method() })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(around)
        .with_state(api)
}

fn routes(operations: Vec<Operation>) -> Router<Api> {
    operations.into_iter().fold(Router::new(), |router, one| router.route(&one.route(), handler(one)))
}

/// The one place where an operation meets its handler; the compiler holds it complete.
fn handler(operation: Operation) -> MethodRouter<Api> {
    match operation {
        Operation::ListInvoices => get(invoices::list),
        Operation::DownloadInvoicePdf => get(invoices::pdf),
        Operation::CreatePaymentMethod => post(payment_methods::create),
        Operation::DeletePaymentMethod => delete(payment_methods::delete),
        Operation::MakePaymentMethodPrimary => post(payment_methods::make_primary),
        Operation::MakePaymentMethodSecondary => post(payment_methods::make_secondary),
        Operation::SwapPaymentMethodRole => post(payment_methods::swap_primary),
        Operation::GetCurrentPlan => get(plans::current),
        Operation::ListUsagePlans => get(plans::list),
        Operation::InitiatePlanTransition => post(plans::initiate_transition),
        Operation::GetPlanTransition => get(plans::transition_state),
        Operation::SubscribeAddon => post(plans::subscribe),
        Operation::UnsubscribeAddon => post(plans::unsubscribe),
        Operation::CreateQuota => post(quotas::create),
        Operation::ReplaceQuota => put(quotas::replace),
        Operation::GetQuota => get(quotas::read),
        Operation::ListQuotas => get(quotas::list),
        Operation::DeleteQuota => delete(quotas::delete),
        Operation::GetQuotaLimits => get(quotas::limits),
        Operation::GetQuotaUsage => get(quotas::usage),
        Operation::ListSubscriptions => get(subscriptions::list),
        Operation::UsageSummary => post(usage::summary),
        Operation::ListCurrentUsage => post(usage::current),
        Operation::ListMonthlyUsage => post(usage::monthly),
        Operation::ListUsageDetails => post(usage::details),
        Operation::ListHourlyUsageDetails => post(usage::hourly),
    }
}

/// Logs the template, never the address: a query may be a secret (the id of a plan transition).
async fn log_call(path: MatchedPath, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let response = next.run(request).await;
    tracing::info!(%method, path = path.as_str(), status = response.status().as_u16(), "answered");
    response
}

fn after_panic(_: Box<dyn Any + Send>) -> Response {
    // The panic hook has already told the log; the caller learns no inner detail.
    Failure::from(BillingError::internal("The server failed on this call. Nothing is known to have changed."))
        .into_response()
}
