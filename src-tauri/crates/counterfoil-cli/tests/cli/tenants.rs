//! A tenant on the command line: added, tested, synced, held against its copy; and read when it is gone.

use crate::desk::PROGRAM;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// Nobody else's text: wherever it turns up, it has leaked.
const TOKEN: &str = "canary-token-of-the-command-line";

const USAGE: &str = "\
namespace,object_name,metric_label,usage_type,hour,quantity,unit_name
shop,web,cpu,vCPU,2026-02-10T00:00:00Z,1.5,Hour
shop,web,cpu,vCPU,2026-02-10T01:00:00Z,0.000000000000001,Hour
shop,api,cpu,vCPU,2026-02-11T00:00:00Z,7,Hour
";

/// A data folder, and the server of a tenant.
struct Place {
    folder: TempDir,
    server: Child,
    address: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        file("usage.csv", USAGE);
        file("token", &format!("{TOKEN}\n"));
        file("wrong", "some-other-token-that-nobody-knows");
        let at = |name: &str| folder.path().join(name);
        let imported = program(&at("tenant-home"))
            .args(["import", "usage"])
            .arg(at("usage.csv"))
            .arg("--book")
            .arg(at("tenant"))
            .output()
            .unwrap();
        assert!(imported.status.success(), "{imported:?}");
        let mut server = program(&at("tenant-home"))
            .arg("serve")
            .arg("--book")
            .arg(at("tenant"))
            .arg("--token-file")
            .arg(at("token"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.trim().trim_start_matches("listening on ").to_owned();
        Self { folder, server, address }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        program(&self.at("home")).args(arguments).arg("--json").output().unwrap()
    }

    fn token(&self) -> String {
        self.at("token").to_str().unwrap().to_owned()
    }

    fn add(&self) -> Value {
        let output = self.run(&["accounts", "add", "--name", "Acme", "--tenant", &self.address]);
        json(&output)["rows"][0].clone()
    }

    fn sync(&self, more: &[&str]) -> Output {
        let token = self.token();
        self.run(&[&["sync", "--account", "Acme", "--token-file", &token], more].concat())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Apart from any other data and any keychain of this machine.
fn program(home: &std::path::Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env("COUNTERFOIL_HOME", home).env_remove("DBUS_SESSION_BUS_ADDRESS").stdin(Stdio::null());
    command
}

#[track_caller]
fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_tenant_is_added_synced_and_compared() {
    let place = Place::new();
    let added = place.add();
    assert_eq!((added["kind"].as_str(), added["address"].as_str()), (Some("remote"), Some(&*place.address)));
    let first = json(&place.sync(&[]));
    assert_eq!(
        (first["totals"]["state"].as_str(), first["totals"]["hours_new"].as_u64()),
        (Some("done"), Some(3)),
        "{first}"
    );
    let again = json(&place.sync(&["--again", "2026-02"]));
    assert_eq!(again["totals"]["hours_unchanged"].as_u64(), Some(3), "{again}");
    let compared = json(&place.sync(&["--verify"]));
    assert_eq!(compared["totals"]["differing"].as_u64(), Some(0), "{compared}");
    let february = compared["rows"].as_array().unwrap().iter().find(|row| row["what"] == "2026-02").unwrap();
    assert_eq!(february["here"].as_str(), Some("2, 8.500000000000001 Hour"), "{february}");

    let folder = added["folder"].as_str().unwrap();
    let asked = ["report", "object-hours", "--object", "web", "--book", folder];
    let report = json(&place.run(&asked));
    let quantities: Vec<_> =
        report["rows"].as_array().unwrap().iter().map(|row| row["quantity"].as_str().unwrap()).collect();
    assert_eq!(quantities, ["1.5", "0.000000000000001"]);
}

#[test]
fn a_tenant_that_is_gone_is_told_and_the_copy_is_read() {
    let mut place = Place::new();
    let folder = place.add()["folder"].as_str().unwrap().to_owned();
    json(&place.sync(&[]));
    place.server.kill().unwrap();
    place.server.wait().unwrap();
    let failed = place.sync(&[]);
    assert_eq!(failed.status.code(), Some(1));
    let said = String::from_utf8(failed.stderr).unwrap();
    assert!(said.starts_with("error[unavailable]") && said.contains("ListUsagePlans"), "{said}");
    let listed = json(&place.run(&["invoices", "list", "--book", &folder]));
    assert_eq!(
        listed["totals"]["invoices"].as_u64(),
        Some(0),
        "our own running invoice is none of the provider's"
    );
    let closed = place.run(&["invoices", "close", "--until", "2026-03", "--book", &folder]);
    assert_eq!(closed.status.code(), Some(1), "{closed:?}");
    let report = json(&place.run(&["report", "monthly-by-type", "--book", &folder]));
    assert_eq!(report["rows"][0]["quantity"].as_str(), Some("8.500000000000001"));
}

#[test]
fn a_connection_is_tested_step_by_step() {
    let place = Place::new();
    place.add();
    let outcomes = |output: &Output| -> Vec<String> {
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = told["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| format!("{} {}", row["step"].as_str().unwrap(), row["outcome"].as_str().unwrap()))
            .collect()
    };
    let good = place.run(&["accounts", "test", "Acme", "--token-file", &place.token()]);
    assert!(good.status.success(), "{good:?}");
    let all = [
        "dns passed",
        "connect passed",
        "tls skipped",
        "authentication passed",
        "permission passed",
        "clock passed",
    ];
    assert_eq!(outcomes(&good), all);
    let wrong = place.at("wrong").to_str().unwrap().to_owned();
    let bad = place.run(&["accounts", "test", "Acme", "--token-file", &wrong]);
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(outcomes(&bad)[3..], ["authentication failed", "permission skipped", "clock skipped"]);
    assert!(String::from_utf8_lossy(&bad.stderr).starts_with("error[unauthenticated]"));
}

#[test]
fn the_air_gapped_switch_binds_the_command_line() {
    let place = Place::new();
    place.add();
    json(&place.sync(&[]));
    std::fs::write(place.at("home").join("console.json"), r#"{"air_gapped": true}"#).unwrap();
    for refused in [place.sync(&[]), place.run(&["accounts", "test", "Acme", "--token-file", &place.token()])]
    {
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("air-gapped"), "{refused:?}");
    }
}

#[test]
fn without_a_keychain_the_token_is_nowhere_on_disk() {
    let place = Place::new();
    let token = place.token();
    let added =
        place.run(&["accounts", "add", "--name", "Acme", "--tenant", &place.address, "--token-file", &token]);
    assert!(added.status.success(), "{added:?}");
    assert!(String::from_utf8_lossy(&added.stderr).contains("the credential is not kept"), "{added:?}");
    let without = place.run(&["sync", "--account", "Acme"]);
    assert_eq!(without.status.code(), Some(1));
    json(&place.sync(&[]));
    let removed = place.run(&["accounts", "remove", "nobody"]);
    assert_eq!(removed.status.code(), Some(1));
    let leaks = files_with(&place.at("home"), TOKEN.as_bytes());
    assert!(leaks.is_empty(), "{leaks:?}");
    for output in [added, without] {
        let said = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&said).contains(TOKEN));
    }
}

/// Every file under a folder that holds some bytes.
fn files_with(folder: &std::path::Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}
