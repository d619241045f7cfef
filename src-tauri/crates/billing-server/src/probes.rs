//! The two calls by which clients find out whether address and token are right.

use crate::app::Api;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

pub(crate) fn routes() -> Router<Api> {
    Router::new()
        .route("/api/web/namespaces", get(namespaces))
        .route("/api/web/custom/namespaces/system/whoami", get(whoami))
}

/// Only the tenant-wide namespace: the seam does not list the others.
async fn namespaces(State(api): State<Api>) -> Json<Value> {
    let system = json!({"tenant": api.options.tenant, "namespace": "", "name": "system"});
    Json(json!({"items": [system], "errors": []}))
}

async fn whoami(State(api): State<Api>) -> Json<Value> {
    Json(json!({"tenant": api.options.tenant, "name": "api-token"}))
}
