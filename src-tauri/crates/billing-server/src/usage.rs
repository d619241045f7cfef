//! Usage over HTTP. Default time ranges are applied here, with the server's clock.

use crate::app::Api;
use crate::call::{Answer, Call, answer};
use axum::extract::State;
use billing_wire::usage::{
    CurrentUsage, HourlyUsageList, HourlyUsageRequest, MonthlyUsageList, MonthlyUsageRequest, UsageItemList,
    UsageRangeRequest, UsageSummaryList, UsageSummaryRequest,
};

pub(crate) async fn summary(State(api): State<Api>, call: Call) -> Answer {
    let body: UsageSummaryRequest = call.optional_body()?;
    let range = body.range((api.options.now)())?;
    answer::<UsageSummaryList>(&api.backend.usage_summary(range).await?)
}

pub(crate) async fn current(State(api): State<Api>, call: Call) -> Answer {
    let body: UsageRangeRequest = call.optional_body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    let range = body.range((api.options.now)())?;
    answer::<CurrentUsage>(&api.backend.current_usage(&call.namespace()?, range).await?)
}

pub(crate) async fn monthly(State(api): State<Api>, call: Call) -> Answer {
    let body: MonthlyUsageRequest = call.optional_body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    answer::<MonthlyUsageList>(&api.backend.monthly_usage(&call.namespace()?).await?)
}

pub(crate) async fn details(State(api): State<Api>, call: Call) -> Answer {
    let body: UsageRangeRequest = call.optional_body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    let range = body.range((api.options.now)())?;
    answer::<UsageItemList>(&api.backend.usage_details(&call.namespace()?, range).await?)
}

/// An empty query is the backend's to refuse, as any other that it did not make.
pub(crate) async fn hourly(State(api): State<Api>, call: Call) -> Answer {
    let body: HourlyUsageRequest = call.body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    let query = body.query.unwrap_or_default();
    answer::<HourlyUsageList>(&api.backend.hourly_usage_details(&call.namespace()?, &query).await?)
}
