//! A request as it comes in over the wire: enough of HTTP/1.1 for a client that sends whole bodies.

use axum::body::Body;
use axum::http;
use billing_wire::operations::Effect;
use billing_wire::{Method, Operation};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// One request.
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// The next request; `read` holds what has come in beyond the last one. `None` at the end.
    pub async fn read(stream: &mut TcpStream, read: &mut Vec<u8>) -> std::io::Result<Option<Self>> {
        let mut part = [0; 16 * 1024];
        loop {
            if let Some((request, length)) = parse(read) {
                read.drain(..length);
                return Ok(Some(request));
            }
            match stream.read(&mut part).await? {
                0 => return Ok(None),
                count => read.extend_from_slice(&part[..count]),
            }
        }
    }

    /// Which of the 26 it is.
    pub fn operation(&self) -> Option<Operation> {
        let path = self.target.split('?').next().unwrap_or_default();
        let fits = |operation: &Operation| {
            operation.method().as_str() == self.method && fits_route(&operation.route(), path)
        };
        // A fixed word beats a placeholder, as in the router.
        Operation::ALL.into_iter().filter(fits).min_by_key(|one| one.route().matches('{').count())
    }

    /// Whether it changes something; unknown paths count by their verb.
    pub fn writes(&self) -> bool {
        self.operation().map_or(self.method != "GET", |operation| operation.effect() == Effect::Writes)
    }

    /// What HTTP lets a proxy send again by itself, or what changes nothing.
    pub fn may_be_repeated(&self) -> bool {
        !self.writes() || self.method != Method::Post.as_str()
    }

    /// The same for the same question.
    pub fn key(&self) -> Vec<u8> {
        [self.method.as_bytes(), b" ", self.target.as_bytes(), b" ", &self.body].concat()
    }

    /// For the router.
    pub fn for_router(&self) -> http::Request<Body> {
        let mut request = http::Request::builder().method(self.method.as_str()).uri(&self.target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }
}

fn fits_route(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(word), Some(part)) if word == part || (word.starts_with('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The first whole request and how long it is.
fn parse(bytes: &[u8]) -> Option<(Request, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| value.parse::<usize>().ok()).unwrap_or(0);
    let body = bytes.get(end..end + length)?.to_vec();
    Some((Request { method, target, headers, body }, end + length))
}
