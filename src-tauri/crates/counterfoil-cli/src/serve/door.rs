//! The browser door: the built pages, and one route that runs a command of the table by name.

use super::guard::{COOKIE, Guard};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Json, Redirect, Response};
use axum::routing::post;
use billing_console::{CommandError, Console, dispatch};
use serde::Deserialize;
use std::path::Path as FilePath;
use std::sync::Arc;
use tower_http::services::ServeDir;

/// As the window's, without its own protocol.
const POLICY: &str = "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; style-src 'self'; \
                      object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'";

/// Inputs are short; a megabyte is far more than any command takes.
const BODY_BYTES_MAX: usize = 1 << 20;

#[derive(Clone)]
struct Door {
    console: Arc<Console>,
    guard: Guard,
}

/// The routes of the browser door.
pub(super) fn app(console: Arc<Console>, pages: &FilePath, key: &str, origin: &str) -> Router {
    let door = Door { console, guard: Guard::new(key, origin) };
    Router::new()
        .route("/api/console/{name}", post(command))
        .fallback_service(ServeDir::new(pages))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(door.clone(), admit))
        .with_state(door)
}

#[derive(Deserialize)]
struct Entrance {
    key: Option<String>,
}

/// Turns the key of the address into a cookie, and lets nobody else in.
async fn admit(
    State(door): State<Door>,
    Query(entrance): Query<Entrance>,
    mut headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    // HTTP/2 tells the host in the address.
    if let Some(host) = request.uri().authority().and_then(|host| host.as_str().parse().ok()) {
        headers.entry(header::HOST).or_insert(host);
    }
    if let Some(key) = entrance.key.filter(|key| door.guard.is_our_host(&headers) && door.guard.is_key(key)) {
        let cookie = format!("{COOKIE}={key}; Path=/; HttpOnly; SameSite=Strict");
        return ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response();
    }
    if !door.guard.lets_in(&headers) {
        let message =
            "Open the address that `counterfoil-cli serve --ui` printed: it holds the key.".to_owned();
        let error = CommandError { code: "permission_denied".to_owned(), message, request_id: None };
        return (StatusCode::FORBIDDEN, Json(error)).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn command(State(door): State<Door>, Path(name): Path<String>, body: Bytes) -> Response {
    let input = match serde_json::from_slice(&body) {
        Ok(input) => input,
        Err(error) => return refusal(CommandError::bad_input(format!("The input is not JSON: {error}."))),
    };
    match dispatch(door.console, &name, input).await {
        Ok(output) => Json(output).into_response(),
        Err(error) => refusal(error),
    }
}

fn refusal(error: CommandError) -> Response {
    let status = match error.code.as_str() {
        "bad_input" | "invalid_input" => StatusCode::BAD_REQUEST,
        "not_found" | "no_command" => StatusCode::NOT_FOUND,
        "already_exists" | "failed_precondition" => StatusCode::CONFLICT,
        "permission_denied" => StatusCode::FORBIDDEN,
        "unsupported" => StatusCode::NOT_IMPLEMENTED,
        "unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Json(error)).into_response()
}
