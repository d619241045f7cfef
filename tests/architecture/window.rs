//! The window's fences in `tauri.conf.json`: no inline code, nothing remote, no global Tauri object.

use serde_json::Value;

use crate::finding::{Finding, expect_none};
use crate::tree::{self, File};

fn find(config: &File) -> Vec<Finding> {
    let value: Value = match serde_json::from_str(&config.text) {
        Ok(value) => value,
        Err(error) => panic!("{}: {error}", config.path),
    };
    let mut findings = Vec::new();
    let mut demand = |holds: bool, what: &str| {
        if !holds {
            findings.push(Finding::new(&config.path, 0, what));
        }
    };
    demand(value.pointer("/app/withGlobalTauri") == Some(&Value::Bool(false)), "withGlobalTauri must be off");
    demand(
        value.pointer("/app/security/dangerousDisableAssetCspModification").is_none(),
        "Tauri's CSP hashes are off",
    );
    demand(value.pointer("/build/frontendDist") == Some(&Value::from("ui/dist")), "the UI must be built in");
    demand(value.pointer("/build/devUrl").is_none(), "the window must not load from a server");
    let csp = value.pointer("/app/security/csp").and_then(Value::as_str).unwrap_or_default();
    for needed in NEEDED {
        demand(csp.split(';').any(|rule| rule.trim() == *needed), &format!("the CSP must say: {needed}"));
    }
    for source in csp.split([' ', ';']).filter(|word| !word.is_empty()) {
        demand(!is_dangerous(source), &format!("the CSP must not allow {source}"));
    }
    findings
}

const NEEDED: &[&str] = &[
    "default-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
];

/// Anything remote is dangerous; `ipc:` and its Windows address are the way to Rust.
fn is_dangerous(source: &str) -> bool {
    let remote = source.contains("//") && source != "http://ipc.localhost";
    remote || source.contains("unsafe") || source == "*" || source == "https:" || source == "http:"
}

#[test]
fn the_window_is_fenced() {
    expect_none(&find(&tree::file("tauri.conf.json")), "the window's fences are not to be lowered");
}

#[test]
fn each_planted_gap_is_found() {
    let config = tree::file("tauri.conf.json");
    let gaps = [
        ("\"withGlobalTauri\": false", "\"withGlobalTauri\": true"),
        ("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        ("default-src 'self'", "default-src 'self' 'unsafe-eval'"),
        ("connect-src 'self'", "connect-src 'self' https://example.org"),
        ("frame-src 'none'", "frame-src 'self'"),
        ("\"frontendDist\": \"ui/dist\"", "\"frontendDist\": \"https://example.org\""),
        ("\"frontendDist\"", "\"devUrl\": \"http://localhost:1\", \"frontendDist\""),
    ];
    for (sound, gap) in gaps {
        let text = config.text.replacen(sound, gap, 1);
        assert_ne!(text, config.text, "nothing was planted for {gap}");
        assert!(!find(&File::planted("tauri.conf.json", &text)).is_empty(), "{gap} was not found");
    }
}

#[test]
fn the_page_has_no_inline_code() {
    expect_none(
        &inline_code(&tree::file("ui/index.html")),
        "the CSP blocks inline scripts, styles and handlers",
    );
    let planted = "<p>\n<script>x()</script>\n<b onclick=\"x()\">\n<i style=\"color:red\">\n<script src=\"a.js\"></script>";
    crate::finding::expect_lines(&inline_code(&File::planted("index.html", planted)), &[2, 3, 4]);
}

fn inline_code(page: &File) -> Vec<Finding> {
    let inline = |line: &str| {
        (line.contains("<script") && !line.contains("src="))
            || line.contains(" style=")
            || line.contains("<style")
            || line.split_whitespace().any(|word| word.starts_with("on") && word.contains("=\""))
    };
    let lines = page.text.lines().enumerate().filter(|(_, line)| inline(line));
    lines.map(|(index, line)| Finding::new(&page.path, index + 1, line.trim())).collect()
}
