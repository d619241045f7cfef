//! `serve` and `tokens`: the public API of a book, over a real socket, with real files.

use crate::desk::{Desk, PROGRAM};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

const WHOAMI: &str = "/api/web/custom/namespaces/system/whoami";
const QUOTAS: &str = "/api/web/namespaces/system/quotas";

/// A server that ends with the test, whichever way that goes.
struct Server {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    address: String,
}

impl Server {
    fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = desk
            .command(&[&["serve"], arguments].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}"));
        Self { address: address.to_owned(), child, out }
    }

    fn host(&self) -> &str {
        self.address.split_once("://").unwrap().1
    }

    /// Status and body of one call.
    fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        let host = self.host();
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn get(&self, path: &str, token: &str) -> (u16, Value) {
        let (status, body) = self.call("GET", path, &[("authorization", &format!("APIToken {token}"))], "");
        (status, serde_json::from_str(&body).unwrap())
    }

    /// Asks it to end, and gives what it has written to stderr.
    fn stop(mut self) -> String {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        assert!(self.child.wait().unwrap().success(), "{errors}");
        errors
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A book with one fact.
fn desk() -> Desk {
    let desk = Desk::new();
    let usage = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n\
                 shop,web,cpu,vCPU,2026-03-01T00:00:00Z,1.5,h\n";
    let file = desk.file("usage.csv", usage);
    desk.import("usage", &file);
    desk
}

fn create(file: &str, name: &str, role: &str) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(["tokens", "create", "--name", name, "--role", role, "--file", file]).output().unwrap()
}

fn token(file: &str, name: &str, role: &str) -> String {
    let made = create(file, name, role);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

#[test]
fn tokens_are_shown_once_and_hold_their_roles() {
    let desk = desk();
    let file = desk.book().with_file_name("tokens.json").to_str().unwrap().to_owned();
    let (viewer, admin) = (token(&file, "ci", "viewer"), token(&file, "finance", "billing_admin"));
    assert_eq!((viewer.len(), admin.len()), (64, 64), "256 bits in hex");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(!kept.contains(&viewer) && !kept.contains(&admin), "only digests are kept");
    assert_eq!(create(&file, "ci", "viewer").status.code(), Some(1), "a name is taken once");
    assert_eq!(create(&file, "x", "root").status.code(), Some(2), "no such role");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), kept, "what was refused changed nothing");
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }

    let server = Server::start(&desk, &["--token-file", &file, "--log", "json"]);
    assert!(server.address.starts_with("http://127.0.0.1:"), "{}", server.address);
    let who = |name: &str, role: &str| json!({"tenant": "local", "name": name, "role": role});
    assert_eq!(server.get(WHOAMI, &viewer), (200, who("ci", "viewer")));
    assert_eq!(server.get(WHOAMI, &admin), (200, who("finance", "billing_admin")));
    assert_eq!(server.get(WHOAMI, "wrong").0, 401);
    let body = r#"{"metadata": {"name": "spring"}, "spec": {"object_limits": {"route": {"maximum": 7}}}}"#;
    let write = |token: &str| {
        let token = format!("APIToken {token}");
        let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
        server.call("POST", QUOTAS, &headers, body).0
    };
    assert_eq!((write(&viewer), write(&admin), write(&admin)), (403, 200, 409));
    let (status, capabilities) = server.get("/api/counterfoil/v1/capabilities", &viewer);
    assert_eq!((status, &capabilities["server"]), (200, &json!("counterfoil")), "a book has all extras");
    assert_eq!(server.get("/no_auth/namespaces/system/billing/plan_transition?id=canary", "").0, 404);

    let log = server.stop();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let entry = lines.iter().find(|line| line["status"] == 403).unwrap();
    assert_eq!(
        (&entry["method"], &entry["template"]),
        (&json!("POST"), &json!("/api/web/namespaces/{namespace}/quotas"))
    );
    assert!(entry["request_id"].is_string() && entry["ms"].is_u64(), "{entry}");
    assert!(lines.iter().any(|line| line["caller"] == "finance"));
    for secret in [viewer.as_str(), admin.as_str(), "canary", "APIToken"] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}

#[test]
fn a_bare_token_does_and_calls_may_be_limited() {
    let desk = desk();
    let file = desk.file("token", "simple\n");
    let server = Server::start(&desk, &["--token-file", &file, "--rate", "1"]);
    let answers: Vec<u16> = (0..20).map(|_| server.get(WHOAMI, "simple").0).collect();
    assert_eq!(answers[0], 200);
    assert!(answers.contains(&429), "20 calls at one a second: {answers:?}");
    assert_eq!(server.stop(), "", "without --log it is quiet");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_opened() {
    let desk = desk();
    let token = desk.file("token", "simple");
    let code = |arguments: &[&str]| {
        let output = desk.command(&[&["serve"], arguments].concat()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (exit, message) = code(&[]);
    assert!(exit == Some(2) && message.contains("--token-file"), "{message}");
    let (exit, message) = code(&["--token-file", &token, "--listen", "0.0.0.0:0"]);
    assert!(exit == Some(2) && message.contains("--tls-cert"), "{message}");
    assert_eq!(code(&["--token-file", &token, "--tls-cert", &token]).0, Some(2), "a key belongs to it");
    let (exit, message) = code(&["--token-file", &token, "--tls-cert", &token, "--tls-key", &token]);
    assert!(exit == Some(1) && message.contains("certificate file"), "{message}");
    let broken = desk.file("broken", "{\"canary\": 1}");
    let (exit, message) = code(&["--token-file", &broken]);
    assert!(exit == Some(1) && !message.contains("canary"), "{message}");
}

#[test]
fn with_a_certificate_it_is_https() {
    let desk = desk();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = desk.file("certificate.pem", made.cert.pem());
    let key = desk.file("key.pem", made.signing_key.serialize_pem());
    let token = desk.file("token", "simple");
    let server = Server::start(
        &desk,
        &["--token-file", &token, "--tls-cert", &certificate, "--tls-key", &key, "--client-ca", &certificate],
    );
    assert!(server.address.starts_with("https://127.0.0.1:"), "{}", server.address);
    // In clear nobody answers.
    let mut stream = TcpStream::connect(server.host()).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&answer));
}

#[test]
fn the_console_and_the_public_api_stand_side_by_side() {
    let desk = desk();
    let page = desk.file("index.html", "<p>the console</p>");
    let folder = std::path::Path::new(&page).parent().unwrap().to_str().unwrap();
    let token = desk.file("token", "simple");
    let mut server = Server::start(&desk, &["--ui", "--ui-dir", folder, "--token-file", &token]);
    let mut line = String::new();
    server.out.read_line(&mut line).unwrap();
    let key = line.trim_end().split_once("?key=").unwrap_or_else(|| panic!("{line:?}")).1.to_owned();
    assert_eq!(server.get(WHOAMI, "simple").0, 200);
    assert_eq!(server.call("GET", "/healthz", &[], "").0, 200);
    assert_eq!(server.call("GET", "/", &[], "").0, 403, "the console wants its key");
    let cookie = format!("counterfoil_key={key}");
    let (status, body) = server.call("GET", "/", &[("cookie", &cookie)], "");
    assert_eq!((status, body.as_str()), (200, "<p>the console</p>"));
    assert_eq!(server.get(WHOAMI, &key).0, 401, "the console's key is no token");
    let commands = server.call("POST", "/api/console/no_such_command", &[("cookie", &cookie)], "{}");
    assert_eq!(commands.0, 404, "{}", commands.1);
}
