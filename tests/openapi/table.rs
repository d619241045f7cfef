//! Every operation x {no token, wrong token, viewer on a write, wrong namespace, malformed JSON, 10 MB, wrong method,
//! unknown path}: the right status, the right number in the body, and JSON with a request id. Over a real book.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use billing_domain::quotas::Quotas;
use billing_domain::{LocalExtras, Namespace};
use billing_server::{Role, ServerOptions, Token, TokenDigest, app};
use billing_service::{FixedClock, LocalBackend};
use billing_store::Store;
use billing_wire::Operation;
use billing_wire::extras::ExtraOperation;
use billing_wire::operations::{Effect, Method};
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

pub const ADMIN: &str = "an admin's token";
const VIEWER: &str = "a viewer's token";

pub struct Server {
    pub router: Router,
    book: LocalBackend,
    _folder: TempDir,
}

/// One call and what must come of it.
struct Call<'a> {
    method: &'a str,
    path: String,
    token: Option<&'a str>,
    body: Vec<u8>,
}

impl Server {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&folder.path().join("books.db")).unwrap());
        let noon = "2026-03-19T12:00:00Z".parse().unwrap();
        let book = LocalBackend::new(store, Arc::new(FixedClock(noon)), "public API");
        let token = |name: &str, secret, role| Token {
            name: name.to_owned(),
            digest: TokenDigest::of(secret).unwrap(),
            role,
            tenant: None,
            expires_at: None,
        };
        let tokens = vec![token("admin", ADMIN, Role::BillingAdmin), token("viewer", VIEWER, Role::Viewer)];
        let mut options = ServerOptions::with_tokens("acmecorp", tokens);
        options.extras = Some(Arc::new(book.clone()));
        Self { router: app(Arc::new(book.clone()), options), book, _folder: folder }
    }

    #[track_caller]
    fn expect(&self, call: Call<'_>, status: u16, code: i64) -> impl Future<Output = ()> {
        let what = format!("{} {} ({} bytes)", call.method, call.path, call.body.len());
        let answer = self.send(call);
        async move {
            let (got, body, has_id) = answer.await;
            assert_eq!((got, body["code"].as_i64()), (status, Some(code)), "{what}: {body}");
            assert!(body["message"].as_str().is_some_and(|text| text.len() > 10), "{what}: {body}");
            assert!(body["details"].is_array() && has_id, "{what}: {body}");
        }
    }

    /// Status, JSON body, and whether a request id came with it.
    fn send(&self, call: Call<'_>) -> impl Future<Output = (u16, Value, bool)> + use<> {
        let request = Request::builder().method(call.method).uri(&call.path);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = match call.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("APIToken {token}")),
            None => request,
        };
        let answer = self.router.clone().oneshot(request.body(Body::from(call.body)).unwrap());
        async move {
            let answer = answer.await.unwrap();
            let (status, id) = (answer.status().as_u16(), answer.headers().contains_key("x-request-id"));
            let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            let body = serde_json::from_slice(&bytes);
            (status, body.unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&bytes))), id)
        }
    }
}

fn path(operation: Operation, namespace: &str) -> String {
    let path = operation.route().replace("{namespace}", namespace).replace("{name}", "nobody");
    // The open one is told by its query, which is a secret.
    if operation.is_open() { path + "?id=nobody" } else { path }
}

fn call(operation: Operation, token: Option<&str>, body: impl Into<Vec<u8>>) -> Call<'_> {
    let body = body.into();
    Call { method: operation.method().as_str(), path: path(operation, "system"), token, body }
}

fn takes_body(operation: Operation) -> bool {
    match operation.method() {
        Method::Post | Method::Put => true,
        Method::Delete => operation == Operation::DeleteQuota,
        Method::Get => false,
    }
}

/// Namespaces other than `system` are right for quotas, invoices and subscriptions alone.
fn only_system(operation: Operation) -> bool {
    use billing_wire::Topic::{PaymentMethods, Plans, Usage};
    matches!(operation.topic(), PaymentMethods | Plans | Usage)
}

#[tokio::test]
async fn without_or_with_a_wrong_token() {
    let server = Server::new();
    for operation in Operation::ALL {
        for token in [None, Some("wrong"), Some("")] {
            // The open one is answered: nobody knows that id.
            let (status, code) = if operation.is_open() { (404, 5) } else { (401, 16) };
            server.expect(call(operation, token, "{}"), status, code).await;
        }
    }
    for extra in ExtraOperation::ALL {
        let (method, path) = (extra.method().as_str(), extra.path().to_owned());
        for token in [None, Some("wrong")] {
            server.expect(Call { method, path: path.clone(), token, body: Vec::new() }, 401, 16).await;
        }
    }
}

#[tokio::test]
async fn a_viewer_on_a_write() {
    let server = Server::new();
    for operation in Operation::ALL {
        let answer = call(operation, Some(VIEWER), "{}");
        if operation.effect() == Effect::Writes {
            server.expect(answer, 403, 7).await;
        } else {
            assert_ne!(server.send(answer).await.0, 403, "{operation:?}");
        }
    }
    let body = Call {
        method: "POST",
        path: ExtraOperation::IngestUsage.path().to_owned(),
        token: Some(VIEWER),
        body: Vec::new(),
    };
    server.expect(body, 403, 7).await;
}

#[tokio::test]
async fn in_a_wrong_namespace() {
    let server = Server::new();
    for operation in Operation::ALL.into_iter().filter(|one| one.route().contains("{namespace}")) {
        let body = match operation {
            Operation::CreateQuota | Operation::ReplaceQuota => {
                r#"{"metadata": {"name": "nobody"}, "spec": {}}"#
            }
            Operation::InitiatePlanTransition => r#"{"new_plan": "plan-team"}"#,
            Operation::CreatePaymentMethod => r#"{"token": "tok_1", "role": "PAYMENT_METHOD_ROLE_NORMAL"}"#,
            _ => "{}",
        };
        let method = operation.method().as_str();
        let at = |namespace: &str| {
            let mut path = path(operation, namespace);
            if operation == Operation::DownloadInvoicePdf {
                path += "?name=nobody";
            }
            Call { method, path, token: Some(ADMIN), body: body.into() }
        };
        // What cannot be a namespace is wrong everywhere.
        server.expect(at("Not%20One"), 400, 3).await;
        server.expect(at("%E0%B9%84%E0%B8%97%E0%B8%A2"), 400, 3).await;
        if only_system(operation) {
            server.expect(at("shop"), 400, 3).await;
        }
    }
}

#[tokio::test]
async fn malformed_json() {
    let server = Server::new();
    for operation in Operation::ALL.into_iter().filter(|one| takes_body(*one)) {
        for body in [&b"{"[..], b"[1]", b"nonsense", b"{\"a\": }", b"{\"a\": 1, \"a\": 1}", b"\xff\xfe{}"] {
            server.expect(call(operation, Some(ADMIN), body), 400, 3).await;
        }
    }
}

#[tokio::test]
async fn ten_megabytes() {
    let server = Server::new();
    let body = format!("{{\"x\": \"{}\"}}", "y".repeat(10 * 1024 * 1024)).into_bytes();
    for operation in Operation::ALL {
        let answer = call(operation, Some(ADMIN), body.clone());
        if takes_body(operation) {
            server.expect(answer, 413, 3).await;
        } else {
            // A body that nobody asked for is not read, or refused like any other; never a failure of the server.
            let (status, ..) = server.send(answer).await;
            assert!([200, 400, 404, 413].contains(&status), "{operation:?}: {status}");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_and_an_unknown_path() {
    let server = Server::new();
    for operation in Operation::ALL {
        for token in [None, Some(ADMIN)] {
            for method in ["PATCH", "OPTIONS", "TRACE"] {
                let path = path(operation, "system");
                server.expect(Call { method, path, token, body: Vec::new() }, 405, 12).await;
            }
            let path = operation.route().replace("{namespace}", "system").replace("{name}", "nobody")
                + "/nowhere/at/all";
            let method = operation.method().as_str();
            server.expect(Call { method, path, token, body: Vec::new() }, 404, 5).await;
        }
    }
}

/// None of all that has changed anything: the trail of the book is as empty as before.
#[tokio::test]
async fn trouble_leaves_no_trace() {
    let server = Server::new();
    for operation in Operation::ALL {
        for (token, body) in [(None, "{}"), (Some("wrong"), "{}"), (Some(VIEWER), "{}"), (Some(ADMIN), "{")] {
            server.send(call(operation, token, body)).await;
        }
    }
    let quotas = server.book.list_quotas(&Namespace::system(), None).await.unwrap();
    assert!(quotas.is_empty());
    assert!(server.book.list_payment_methods().await.unwrap().is_empty());
}
