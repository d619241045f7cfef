//! The router: one route per row of the operation table, the extras, the probes, and what wraps them all.

use crate::failure::Failure;
use crate::ingest::Ingests;
use crate::options::ServerOptions;
use crate::rate::{Limiter, Who};
use crate::rights::Endpoint;
use crate::{around, auth, extras, invoices, payment_methods, plans, probes, quotas, subscriptions, usage};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use billing_domain::{BillingBackend, BillingError, LocalExtras};
use billing_wire::Operation;
use billing_wire::extras::ExtraOperation;
use std::any::Any;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};

/// What every handler sees.
#[derive(Clone)]
pub(crate) struct Api {
    pub(crate) backend: Arc<dyn BillingBackend>,
    pub(crate) options: Arc<ServerOptions>,
    pub(crate) ingests: Arc<Ingests>,
    limiter: Arc<Option<Limiter>>,
}

impl Api {
    /// What the backend has beside the public API; its routes are there only when it has.
    pub(crate) fn extras(&self) -> Result<&Arc<dyn LocalExtras>, Failure> {
        self.options.extras.as_ref().ok_or_else(Failure::unknown_path)
    }

    /// Counts one call of somebody.
    pub(crate) fn count(&self, who: &Who) -> Result<(), Failure> {
        match self.limiter.as_ref() {
            Some(limiter) => limiter.count(who),
            None => Ok(()),
        }
    }

    /// A route that only those get through to who may.
    fn guard(&self, endpoint: Endpoint, handler: MethodRouter<Self>) -> MethodRouter<Self> {
        let of_this_route = (self.clone(), endpoint);
        handler
            .route_layer(middleware::from_fn_with_state(of_this_route.clone(), around::within_deadline))
            .route_layer(middleware::from_fn_with_state(of_this_route, auth::admit))
    }
}

/// The public API of one backend.
///
/// Every answer is JSON and carries `x-request-id`; failures have the body `{code, details, message}`.
pub fn app(backend: Arc<dyn BillingBackend>, options: ServerOptions) -> Router {
    let limiter = Arc::new(Limiter::new(options.limits.rate));
    let limits = options.limits;
    let api = Api { backend, options: Arc::new(options), ingests: Arc::default(), limiter };
    let around = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(middleware::from_fn(around::log_call))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn_with_state(api.clone(), around::check_head));
    let mut router = Router::new();
    for operation in Operation::ALL {
        let handler = api.guard(Endpoint::Public(operation), handler(operation));
        router = router.route(&operation.route(), handler);
    }
    for (path, handler) in probes::guarded() {
        router = router.route(path, api.guard(Endpoint::Probe, handler));
    }
    router = router.layer(DefaultBodyLimit::max(limits.body_bytes));
    if api.options.extras.is_some() {
        for operation in ExtraOperation::ALL {
            let handler = api.guard(Endpoint::Extra(operation), extras::handler(operation));
            // The ingest counts its own bytes as they come.
            router = router.route(operation.path(), handler);
        }
    }
    router
        .merge(probes::open(api.options.extras.is_some()))
        .fallback(|| async { Failure::unknown_path() })
        .method_not_allowed_fallback(|| async { Failure::wrong_method() })
        .layer(around)
        .with_state(api)
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

fn after_panic(_: Box<dyn Any + Send>) -> Response {
    // The panic hook has already told the log; the caller learns no inner detail.
    Failure::from(BillingError::internal("The server failed on this call. Nothing is known to have changed."))
        .into_response()
}
