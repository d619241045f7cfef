//! Plans, transitions and add-ons over HTTP.

use crate::app::Api;
use crate::call::{Answer, Call, answer, done};
use axum::extract::State;
use billing_wire::Shape;
use billing_wire::plans::{
    AddonChoice, InitiateTransition, LocalizedPlans, PlanList, TransitionStarted, TransitionStatus,
};

pub(crate) async fn current(State(api): State<Api>) -> Answer {
    answer::<LocalizedPlans>(&api.backend.current_plan().await?)
}

pub(crate) async fn list(State(api): State<Api>) -> Answer {
    answer::<PlanList>(&api.backend.list_plans().await?)
}

pub(crate) async fn initiate_transition(State(api): State<Api>, call: Call) -> Answer {
    let body: InitiateTransition = call.body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    let ticket = api.backend.initiate_transition(&call.namespace()?, &body.decode()?).await?;
    answer::<TransitionStarted>(&ticket)
}

/// Works without a token: who has the id may ask.
pub(crate) async fn transition_state(State(api): State<Api>, call: Call) -> Answer {
    let id = call.required_query("id")?;
    answer::<TransitionStatus>(&api.backend.transition_state(&id).await?)
}

pub(crate) async fn subscribe(State(api): State<Api>, call: Call) -> Answer {
    let addon = call.body::<AddonChoice>()?.decode()?;
    api.backend.subscribe_addon(&addon).await?;
    done()
}

pub(crate) async fn unsubscribe(State(api): State<Api>, call: Call) -> Answer {
    let addon = call.body::<AddonChoice>()?.decode()?;
    api.backend.unsubscribe_addon(&addon).await?;
    done()
}
