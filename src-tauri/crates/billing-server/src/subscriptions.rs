//! Subscriptions over HTTP.

use crate::app::Api;
use crate::call::{Answer, Call, answer};
use axum::extract::State;
use billing_wire::subscriptions::SubscriptionList;

pub(crate) async fn list(State(api): State<Api>, call: Call) -> Answer {
    let current = call.query("current")?;
    answer::<SubscriptionList>(&api.backend.list_subscriptions(&call.namespace()?, current).await?)
}
