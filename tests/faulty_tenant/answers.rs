//! An answer as it goes out over the wire, whole or in some state of disrepair.

use super::requests::Request;
use axum::Router;
use chrono::{TimeDelta, Utc};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tower::ServiceExt;

/// One answer.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    headers: Vec<(String, String)>,
    ahead: Duration,
}

/// An answer as bytes, and where half of its body ends.
pub struct Bytes {
    pub whole: Vec<u8>,
    pub half: usize,
}

impl Answer {
    /// What the tenant itself answers.
    pub async fn of(router: Router, request: &Request) -> Self {
        let response = router.oneshot(request.for_router()).await.unwrap();
        let status = response.status().as_u16();
        let kept =
            |name: &str| !["content-length", "transfer-encoding", "date", "connection"].contains(&name);
        let headers = response
            .headers()
            .iter()
            .filter(|(name, _)| kept(name.as_str()))
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default().to_vec();
        Self { status, body, headers, ahead: Duration::ZERO }
    }

    pub fn busy(retry_after: &str) -> Self {
        let said = br#"{"code":8,"details":[],"message":"Too many requests."}"#;
        let mut answer = Self::made_up(429, "application/json", said);
        answer.headers.push(("retry-after".to_owned(), retry_after.to_owned()));
        answer
    }

    pub fn broken() -> Self {
        let said = br#"{"code":13,"details":[],"message":"Something broke."}"#;
        Self::made_up(500, "application/json", said)
    }

    pub fn down() -> Self {
        Self::made_up(503, "text/plain", b"no healthy upstream")
    }

    pub fn page() -> Self {
        let page = b"<!DOCTYPE html><html><title>Guest network</title>Please log in</html>";
        Self::made_up(200, "text/html; charset=utf-8", page)
    }

    fn made_up(status: u16, media: &str, body: &[u8]) -> Self {
        let headers = vec![("content-type".to_owned(), media.to_owned())];
        Self { status, body: body.to_vec(), headers, ahead: Duration::ZERO }
    }

    pub fn with_clock_ahead(mut self) -> Self {
        self.ahead = Duration::from_secs(2 * 60 * 60);
        self
    }

    /// So that there is something to cut off.
    pub fn at_least_one_letter(mut self) -> Self {
        if self.body.is_empty() {
            self.body = b"{}".to_vec();
        }
        self
    }

    pub fn bytes(&self) -> Bytes {
        let whole = self.saying_length(self.body.len());
        Bytes { half: whole.len() - self.body.len().div_ceil(2), whole }
    }

    /// With any `Content-Length`.
    pub fn saying_length(&self, length: usize) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} X\r\ndate: {}\r\n", self.status, http_date(self.ahead));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {length}\r\n\r\n"));
        [head.as_bytes(), &self.body].concat()
    }

    pub async fn send(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        stream.write_all(&self.bytes().whole).await
    }
}

/// So much later than now, as HTTP writes it.
pub fn http_date(ahead: Duration) -> String {
    let then = Utc::now() + TimeDelta::from_std(ahead).unwrap();
    then.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
