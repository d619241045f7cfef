//! The walls of the UI: who may import whom, where Tauri is known, and who may calculate.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, expect_lines, expect_none};
use crate::tree::{self, File};

const SOURCES: &[&str] = &[".ts", ".svelte", ".mjs"];

static IMPORT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?:\bfrom|\bimport|@import)\s*\(?\s*['"]([^'"]+)['"]"#).unwrap());

/// Ways to turn a text into a number. Amounts arrive as text and stay text.
static NUMBER_FROM_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(parseFloat|parseInt|Number|BigInt)\s*\(|\.toFixed\s*\(|\bMath\.round\b").unwrap()
});

/// One import: its line and the place it points to, `ui/src/...` when it is ours.
fn imports(file: &File) -> Vec<(usize, String)> {
    let lines = file.text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            IMPORT.captures_iter(line).map(move |found| (index + 1, resolve(&file.path, &found[1])))
        })
        .collect()
}

fn resolve(from: &str, target: &str) -> String {
    for room in ["api", "components", "files", "lib", "features"] {
        if let Some(rest) = target.strip_prefix(&format!("${room}")) {
            return format!("ui/src/{room}{rest}");
        }
    }
    if !target.starts_with('.') {
        return target.into();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => drop(folders.pop()),
            name => folders.push(name),
        }
    }
    folders.join("/")
}

/// The room of the UI that a file belongs to; a feature is a room of its own.
fn room(path: &str) -> &str {
    let Some(rest) = path.strip_prefix("ui/src/") else { return "" };
    match rest.strip_prefix("features/") {
        Some(feature) => &path[..path.len() - feature.len() + feature.find('/').unwrap_or(feature.len())],
        None => rest.split('/').next().unwrap_or(rest),
    }
}

fn find_imports(files: &[File], forbidden: impl Fn(&str, &str) -> bool) -> Vec<Finding> {
    let all = files.iter().flat_map(|file| imports(file).into_iter().map(move |import| (file, import)));
    all.filter(|(file, (_, target))| forbidden(&file.path, target))
        .map(|(file, (line, target))| Finding::new(&file.path, line, format!("imports {target}")))
        .collect()
}

fn knows_tauri(path: &str, target: &str) -> bool {
    target.starts_with("@tauri-apps") && path != "ui/src/api/transport/tauri.ts"
}

fn crosses_features(path: &str, target: &str) -> bool {
    let (from, to) = (room(path), room(target));
    from.starts_with("ui/src/features/") && to.starts_with("ui/src/features/") && from != to
}

/// Components show what they are given; the library knows no screen at all.
fn climbs(path: &str, target: &str) -> bool {
    let to = room(target);
    let feature = to.starts_with("ui/src/features/");
    match room(path) {
        "components" => feature || ["api", "app", "files"].contains(&to),
        "lib" => feature || ["api", "app", "components", "files"].contains(&to),
        "api" => feature || ["app", "components", "files"].contains(&to),
        // Printing and saving, shared by the screens: it knows commands and components, and no screen.
        "files" => feature || to == "app",
        from => from.starts_with("ui/src/features/") && to == "app",
    }
}

fn calculates(files: &[File]) -> Vec<Finding> {
    let lines = files.iter().flat_map(|file| file.text.lines().enumerate().map(move |line| (file, line)));
    lines
        .filter(|(_, (_, line))| NUMBER_FROM_TEXT.is_match(line.split("//").next().unwrap_or(line)))
        .map(|(file, (index, line))| Finding::new(&file.path, index + 1, line.trim()))
        .collect()
}

fn sources() -> Vec<File> {
    let files = tree::files("ui/src/", SOURCES);
    assert!(files.len() > 20, "hardly any UI to look at");
    files
}

#[test]
fn tauri_is_known_in_one_file() {
    expect_none(&find_imports(&sources(), knows_tauri), "only ui/src/api/transport/tauri.ts knows Tauri");
}

#[test]
fn features_do_not_import_each_other() {
    expect_none(
        &find_imports(&sources(), crosses_features),
        "what two features share belongs into components or lib",
    );
}

#[test]
fn imports_go_down_the_stairs() {
    expect_none(
        &find_imports(&sources(), climbs),
        "app > features > components > lib, and api beside components",
    );
}

#[test]
fn screens_do_not_calculate() {
    let mut files = tree::files("ui/src/features/", SOURCES);
    files.retain(|file| !file.path.contains(".test."));
    expect_none(
        &calculates(&files),
        "amounts and quantities are texts: Rust calculates, lib/format.ts writes them",
    );
}

#[test]
fn planted_imports_are_found() {
    let tauri = File::planted("ui/src/lib/a.ts", "import { b } from './b';\nimport('@tauri-apps/api/core');");
    expect_lines(&find_imports(&[tauri], knows_tauri), &[2]);

    let text = "import A from './A.svelte';\nimport B from '../invoices/B.svelte';\nimport C from '$components/C.svelte';\n\
                import D from '../../app/D.svelte';";
    let feature = File::planted("ui/src/features/usage/Usage.svelte", text);
    expect_lines(&find_imports(std::slice::from_ref(&feature), crosses_features), &[2]);
    expect_lines(&find_imports(&[feature], climbs), &[4]);

    let text = "import { a } from '$lib/a';\nimport { b } from '$api/client';\nimport X from '../features/usage/X.svelte';";
    let component = File::planted("ui/src/components/Table.svelte", text);
    expect_lines(&find_imports(&[component], climbs), &[2, 3]);
}

#[test]
fn planted_arithmetic_is_found() {
    let text = "let a = format(row.amount);\nlet b = parseFloat(row.amount);\nlet c = Number (row.amount);\n// Number(x)\nd.toFixed(2)";
    expect_lines(&calculates(&[File::planted("ui/src/features/usage/x.ts", text)]), &[2, 3, 5]);
}
