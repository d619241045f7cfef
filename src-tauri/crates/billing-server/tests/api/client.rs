//! A tiny client of the router: builds a request, reads the JSON answer.

use crate::fake::Fake;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use billing_server::{ServerOptions, TokenDigest, app};
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

pub const TOKEN: &str = "token-of-the-tests";

pub struct Client {
    pub fake: Arc<Fake>,
    router: Router,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {:?}", self.text))
    }
}

impl Client {
    pub fn new() -> Self {
        Self::with(|_| ())
    }

    /// A server whose options are changed first.
    pub fn with(change: impl FnOnce(&mut ServerOptions)) -> Self {
        let fake = Arc::new(Fake::default());
        let mut options = ServerOptions::new("acme", TokenDigest::of(TOKEN).unwrap());
        options.now = || "2026-05-02T12:00:00Z".parse().unwrap();
        options.today = options.now;
        change(&mut options);
        Self { router: app(fake.clone(), options), fake }
    }

    /// A call with another token.
    pub async fn call_as(&self, token: &str, method: &str, path: &str, body: Option<&str>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header(header::AUTHORIZATION, format!("APIToken {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.unwrap_or_default().to_owned())).unwrap()).await
    }

    /// A call with the token; a body is sent as JSON.
    pub async fn call(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::AUTHORIZATION, format!("APIToken {TOKEN}"));
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json; charset=utf-8");
        }
        self.send(request.body(Body::from(body.unwrap_or_default().to_owned())).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }
}
