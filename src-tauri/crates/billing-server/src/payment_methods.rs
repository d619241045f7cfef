//! Payment methods over HTTP. Role changes come with `{}`, the named body or none; the path decides.

use crate::app::Api;
use crate::call::{Answer, Call, answer, done};
use axum::extract::State;
use billing_wire::Shape;
use billing_wire::payment_methods::{CreatePaymentMethod, PaymentMethodCreated, RoleChange};

pub(crate) async fn create(State(api): State<Api>, call: Call) -> Answer {
    let body: CreatePaymentMethod = call.body()?;
    call.check_same("namespace", body.namespace.as_deref())?;
    let name = api.backend.create_payment_method(&call.namespace()?, &body.decode()?).await?;
    answer::<PaymentMethodCreated>(&name)
}

pub(crate) async fn delete(State(api): State<Api>, call: Call) -> Answer {
    api.backend.delete_payment_method(&call.namespace()?, call.name("name")?).await?;
    done()
}

pub(crate) async fn make_primary(State(api): State<Api>, call: Call) -> Answer {
    let _: RoleChange = call.optional_body()?;
    api.backend.make_primary(&call.namespace()?, call.name("name")?).await?;
    done()
}

pub(crate) async fn make_secondary(State(api): State<Api>, call: Call) -> Answer {
    let _: RoleChange = call.optional_body()?;
    api.backend.make_secondary(&call.namespace()?, call.name("name")?).await?;
    done()
}

pub(crate) async fn swap_primary(State(api): State<Api>, call: Call) -> Answer {
    let _: RoleChange = call.optional_body()?;
    api.backend.swap_primary(&call.namespace()?, call.name("name")?).await?;
    done()
}
