//! Least rights: the window may call each command by name, and nothing else of the system.

use serde_json::Value;

use crate::finding::{Finding, expect_none};
use crate::tree::{self, File};

/// The one capability file.
const MAIN: &str = "src-tauri/capabilities/main.json";

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

#[test]
fn planted_rights_are_found() {
    let sound = r#"{ "windows": ["main"], "permissions": ["allow-pick-file"] }"#;
    assert!(find(&File::planted("main.json", sound)).is_empty());
    let planted = r#"{ "windows": ["*"], "remote": { "urls": [] }, "permissions": ["core:default", "fs:allow-read", "allow-*"] }"#;
    assert_eq!(find(&File::planted("main.json", planted)).len(), 5);
}
