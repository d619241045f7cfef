//! The calls by which clients find out whether the server is up, and whether address and token are right.

use crate::app::Api;
use crate::auth::Caller;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

/// Those that want a token.
pub(crate) fn guarded() -> [(&'static str, MethodRouter<Api>); 2] {
    [("/api/web/namespaces", get(namespaces)), ("/api/web/custom/namespaces/system/whoami", get(whoami))]
}

/// Those that anybody may ask. The document is made once.
pub(crate) fn open(extras: bool) -> Router<Api> {
    let document = billing_wire::openapi::document(extras).to_string();
    let document = move || {
        let document = document.clone();
        async move {
            ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], document).into_response()
        }
    };
    Router::new()
        .route("/healthz", get(|| async { Json(json!({"status": "ok"})) }))
        .route("/openapi.json", get(document))
}

/// Only the tenant-wide namespace: the seam does not list the others.
async fn namespaces(State(api): State<Api>) -> Json<Value> {
    let system = json!({"tenant": api.options.tenant, "namespace": "", "name": "system"});
    Json(json!({"items": [system], "errors": []}))
}

/// Whose figures these are, and as whom one asks.
async fn whoami(State(api): State<Api>, Extension(caller): Extension<Caller>) -> Json<Value> {
    Json(json!({"tenant": api.options.tenant, "name": caller.name, "role": caller.role.as_str()}))
}
