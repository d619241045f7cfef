//! Least rights: the window may call each command by name, and nothing else of the system.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::finding::{Finding, expect_none};
use crate::tree::{self, File};

/// The one capability file.
const MAIN: &str = "src-tauri/capabilities/main.json";

/// A command as the table declares it: `name (Input) -> Output`.
static DECLARED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^\s*(\w+) \(\w+\) -> ").unwrap());

/// The commands that only the shell answers, as its build script lists them.
static OF_THE_SHELL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"SHELL_COMMANDS: &\[&str\] = &\[([^\]]*)\]"#).unwrap());

/// The permissions that the command table and the shell ask for: `allow-kebab-name`, in their order.
fn wanted(table: &File, build_script: &File) -> Vec<String> {
    let declared = DECLARED.captures_iter(&table.text).map(|found| found[1].to_string());
    let shell =
        OF_THE_SHELL.captures(&build_script.text).map(|found| found[1].to_string()).unwrap_or_default();
    let shell = shell
        .split(',')
        .map(|name| name.trim().trim_matches('"').to_string())
        .filter(|name| !name.is_empty());
    shell.chain(declared).map(|name| format!("allow-{}", name.replace('_', "-"))).collect()
}

fn find(capability: &File) -> Vec<Finding> {
    let value: Value = match serde_json::from_str(&capability.text) {
        Ok(value) => value,
        Err(error) => panic!("{}: {error}", capability.path),
    };
    let mut findings = Vec::new();
    let mut refuse = |what: String| findings.push(Finding::new(&capability.path, 0, what));
    if value["windows"] != serde_json::json!(["main"]) {
        refuse("it must name the one window, `main`".into());
    }
    for key in ["remote", "webviews", "local"] {
        if !value[key].is_null() {
            refuse(format!("`{key}` widens the rights"));
        }
    }
    for permission in value["permissions"].as_array().into_iter().flatten() {
        match permission.as_str() {
            Some(name) if name.starts_with("allow-") && !name.contains('*') => {}
            _ => refuse(format!("{permission} is no single command of ours")),
        }
    }
    findings
}

#[test]
fn the_window_has_the_least_rights() {
    let files = tree::files("src-tauri/capabilities/", &[".json"]);
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(names, [MAIN], "one window, one capability file");
    expect_none(&find(&files[0]), "each command is granted by its own name");
}

/// Fails when a command was added or dropped without its permission; `BLESS=1` writes the list.
#[test]
fn every_command_is_granted_and_nothing_else() {
    let wanted = wanted(
        &tree::file("src-tauri/crates/billing-console/src/table.rs"),
        &tree::file("src-tauri/build.rs"),
    );
    assert!(wanted.len() > 30, "the command table was not understood: {wanted:?}");
    let mut capability: Value = serde_json::from_str(&tree::file(MAIN).text).unwrap();
    if std::env::var_os("BLESS").is_some() {
        capability["permissions"] = wanted.clone().into();
        let text = serde_json::to_string_pretty(&capability).unwrap();
        std::fs::write(tree::root().join(MAIN), text + "\n").unwrap();
    }
    assert_eq!(
        capability["permissions"],
        Value::from(wanted),
        "run: BLESS=1 cargo nextest run -p billing-tests capabilities"
    );
}

#[test]
fn a_planted_command_is_wanted() {
    let table =
        File::planted("table.rs", "// one (A) -> B\n    two_words (A) -> B { reads: [], stales: [] }\n");
    let script = File::planted("build.rs", "const SHELL_COMMANDS: &[&str] = &[\"pick_file\"];");
    assert_eq!(wanted(&table, &script), ["allow-pick-file", "allow-two-words"]);
}

#[test]
fn planted_rights_are_found() {
    let sound = r#"{ "windows": ["main"], "permissions": ["allow-pick-file"] }"#;
    assert!(find(&File::planted("main.json", sound)).is_empty());
    let planted = r#"{ "windows": ["*"], "remote": { "urls": [] }, "permissions": ["core:default", "fs:allow-read", "allow-*"] }"#;
    assert_eq!(find(&File::planted("main.json", planted)).len(), 5);
}
