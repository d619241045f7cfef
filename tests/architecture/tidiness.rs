//! A house in order: every file says what lives in it, none grows too long, every member keeps the lints.

use std::collections::BTreeSet;

use crate::finding::{Finding, expect_lines, expect_none};
use crate::tree::{self, File};

const LINES_MAX: usize = 400;

/// Included by a build script as well, where `//!` is not allowed; it opens with `//` instead.
const INCLUDED: &str = "src-tauri/crates/billing-console/src/table.rs";

/// Written by a program: nobody has to read them in one go.
const GENERATED: &[&str] = &["ui/src/api/bindings.ts"];

fn without_header(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| !file.text.trim_start().starts_with(if file.path == INCLUDED { "// " } else { "//!" }))
        .map(|file| Finding::new(&file.path, 1, "does not open with //!"))
        .collect()
}

fn too_long(files: &[File]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| !GENERATED.contains(&file.path.as_str()))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(file, lines)| Finding::new(&file.path, lines, format!("{lines} lines")))
        .collect()
}

fn without_lints(manifests: &[File]) -> Vec<Finding> {
    manifests
        .iter()
        .filter(|manifest| {
            let table: toml::Table = manifest.text.parse().unwrap_or_default();
            let inherited = table.get("lints").and_then(|lints| lints.get("workspace"));
            inherited.and_then(toml::Value::as_bool) != Some(true)
        })
        .map(|manifest| Finding::new(&manifest.path, 0, "no [lints] workspace = true"))
        .collect()
}

/// Features of the UI whose folder holds no test of its own.
fn untested(files: &[File]) -> Vec<Finding> {
    let folder = |file: &File| file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let tested: BTreeSet<String> =
        files.iter().filter(|file| file.path.contains(".test.")).map(folder).collect();
    let all: BTreeSet<String> = files.iter().map(folder).collect();
    all.difference(&tested).map(|folder| Finding::new(folder, 0, "has no test")).collect()
}

#[test]
fn every_feature_has_its_tests() {
    let files = tree::files("ui/src/features/", &[".ts", ".svelte"]);
    assert!(files.len() > 20, "hardly any feature to look at");
    expect_none(&untested(&files), "the tests of a feature lie beside it");

    let planted = ["usage/Screen.svelte", "usage/usage.test.ts", "plans/Screen.svelte"];
    let planted = planted.map(|path| File::planted(&format!("ui/src/features/{path}"), ""));
    expect_lines(&untested(&planted), &[0]);
}

#[test]
fn every_rust_file_says_what_lives_in_it() {
    let files: Vec<File> =
        ["src-tauri/", "xtask/", "tests/"].iter().flat_map(|room| tree::files(room, &[".rs"])).collect();
    expect_none(&without_header(&files), "one to four lines of //! say what lives here and what does not");
}

#[test]
fn no_file_is_too_long() {
    let files: Vec<File> = ["src-tauri/", "xtask/", "tests/", "ui/src/", "ui/browser/"]
        .iter()
        .flat_map(|room| tree::files(room, &[".rs", ".ts", ".svelte", ".mjs", ".sql"]))
        .collect();
    expect_none(&too_long(&files), "a file over 400 lines holds more than one topic: cut it");
}

#[test]
fn every_member_keeps_the_lints() {
    expect_none(
        &without_lints(&tree::files("", &["Cargo.toml"])),
        "every member inherits the workspace's lints",
    );
}

#[test]
fn planted_disorder_is_found() {
    expect_lines(
        &without_header(&[File::planted("x.rs", "use a;\n//! late"), File::planted("y.rs", "//! a")]),
        &[1],
    );
    let long = "a\n".repeat(LINES_MAX + 1);
    expect_lines(
        &too_long(&[File::planted("x.rs", &long), File::planted("y.rs", &long[2..])]),
        &[LINES_MAX + 1],
    );
    let manifests = ["[package]", "[lints]\nworkspace = false", "[lints]\nworkspace = true"];
    assert_eq!(without_lints(&manifests.map(|text| File::planted("Cargo.toml", text))).len(), 2);
}
