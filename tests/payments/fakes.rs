//! The stand-ins as child processes on a free port of this machine; they end with the test.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Which stand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// stripe-stateful-mock: honours idempotency keys.
    Keeping,
    /// localstripe: ignores them.
    Forgetful,
}

/// A running stand-in.
pub struct Fake {
    kind: Kind,
    child: Child,
    pub address: SocketAddr,
}

impl Fake {
    /// Starts one and waits until it says that it listens.
    pub fn start(kind: Kind) -> Self {
        // It takes no port 0, so that another program may be quicker at the port that was free: then another port.
        for _ in 0..10 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            if let Some(child) = listening(command(kind, port)) {
                return Self { kind, child, address: SocketAddr::from(([127, 0, 0, 1], port)) };
            }
        }
        panic!("{kind:?} does not start");
    }

    /// Every object of a list, page by page, from the stand-in itself.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let after = all
                .last()
                .map_or(String::new(), |last| format!("&starting_after={}", last["id"].as_str().unwrap()));
            let page = self.get(&format!("{path}?limit=100{after}")).await;
            all.extend(page["data"].as_array().unwrap().iter().cloned());
            if page["has_more"] != true {
                return all;
            }
        }
    }

    /// What moved money: charges that succeeded, as the stand-in itself tells.
    pub async fn taken(&self) -> Vec<Value> {
        let path = match self.kind {
            Kind::Keeping => "/v1/charges",
            Kind::Forgetful => "/v1/payment_intents",
        };
        let mut all = self.list(path).await;
        all.retain(|one| one["status"] == "succeeded");
        all
    }

    /// What was given back.
    pub async fn given_back(&self) -> Vec<Value> {
        self.list("/v1/refunds").await
    }

    async fn get(&self, path: &str) -> Value {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = tokio::net::TcpStream::connect(self.address).await.unwrap();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: stripe\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let body = crate::proxy::body_of(&answer);
        serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&answer)))
    }
}

/// A key that both accept.
pub const KEY: &str = "sk_test_counterfoil";

impl Drop for Fake {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where `cargo xtask fakes` puts them.
fn installed() -> PathBuf {
    let asked = std::env::var_os("COUNTERFOIL_FAKES").map(PathBuf::from);
    asked.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fakes"))
}

fn command(kind: Kind, port: u16) -> Command {
    let home = installed();
    let (program, arguments) = match kind {
        Kind::Keeping => {
            let script = home.join("node/node_modules/stripe-stateful-mock/dist/cli.js");
            assert!(
                script.is_file(),
                "stripe-stateful-mock is missing: run `cargo xtask fakes` ({})",
                home.display()
            );
            (PathBuf::from("node"), vec![script.into_os_string()])
        }
        Kind::Forgetful => {
            let python = ["bin/python", "Scripts/python.exe"].map(|name| home.join("python").join(name));
            let python = python.into_iter().find(|python| python.exists());
            let python = python.unwrap_or_else(|| {
                panic!("localstripe is missing: run `cargo xtask fakes` ({})", home.display())
            });
            let port = port.to_string();
            let arguments = ["-m", "localstripe", "--from-scratch", "--port", port.as_str()];
            (python, arguments.into_iter().map(Into::into).collect())
        }
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("PORT", port.to_string())
        .env("PYTHONUNBUFFERED", "1")
        .env("LOG_LEVEL", "info");
    command
}

/// Starts it and reads until it says so; `None` when it ended instead.
fn listening(mut command: Command) -> Option<Child> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("tarted on port") || line.contains("Running on"));
    if !said {
        let _ = child.kill();
        let _ = child.wait();
        return None;
    }
    // A pipe that nobody empties would stop it.
    std::thread::spawn(move || lines.for_each(drop));
    Some(child)
}
