//! SQL is text, and that text lives in billing-store alone.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, expect_lines, expect_none};
use crate::rust_text::{Token, tokens};
use crate::tree::{self, File};

/// Statements as they begin; a sentence such as "select a file" has no FROM after it.
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        r"SELECT\s[\s\S]+\sFROM\s",
        r"SELECT\s+(COUNT|SUM|MAX|MIN|EXISTS)\s*\(",
        r"INSERT\s+(OR\s+\w+\s+)?INTO\s",
        r"UPDATE\s+\w+\s+SET\s",
        r"DELETE\s+FROM\s",
        r"(CREATE|DROP|ALTER)\s+(TEMP\s+)?(TABLE|INDEX|VIEW|TRIGGER)\s",
        r"WITH\s+\w+\s+AS\s*\(",
        r"PRAGMA\s+\w+",
        r"ATTACH\s+DATABASE\s",
    ];
    Regex::new(&format!(r#"^[a-z]?r?#*"\s*(?i:{})"#, forms.join("|"))).unwrap()
});

fn find(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(find_in).collect()
}

fn find_in(file: &File) -> Vec<Finding> {
    tokens(file)
        .into_iter()
        .filter_map(|placed| match placed.token {
            Token::Text(text) if STATEMENT.is_match(&text) => {
                Some(Finding::new(&file.path, placed.line, text.chars().take(60).collect::<String>()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn sql_lives_in_the_store_alone() {
    let mut files = tree::files("src-tauri/", &[".rs"]);
    files.extend(tree::files("xtask/", &[".rs"]));
    files.retain(|file| !file.path.starts_with("src-tauri/crates/billing-store/"));
    expect_none(&find(&files), "SQL text belongs into billing-store");
}

#[test]
fn sql_files_live_in_the_store_alone() {
    let stray: Vec<Finding> = tree::files("", &[".sql"])
        .iter()
        .filter(|file| !file.path.starts_with("src-tauri/crates/billing-store/"))
        .map(|file| Finding::new(&file.path, 0, "an SQL file"))
        .collect();
    expect_none(&stray, "SQL files belong into billing-store/migrations");
}

#[test]
fn the_store_is_seen_to_hold_sql() {
    assert!(
        !find(&tree::room("billing-store")).is_empty(),
        "the detector no longer knows SQL when it sees it"
    );
}

#[test]
fn planted_sql_is_found() {
    let file = File::planted(
        "x.rs",
        "fn a() {\n\"select a from b\";\nr#\"\n INSERT OR IGNORE INTO b VALUES (1)\"#;\n\"UPDATE b SET a = 1\";\n\
         \"CREATE TABLE b (a)\";\n\"PRAGMA user_version\";\n\"Select a file from the list\";\n// SELECT a FROM b\n}",
    );
    // Line 8 is found as well: prose that reads like SQL is rephrased, which costs less than a hole in the wall.
    expect_lines(&find(&[file]), &[2, 3, 5, 6, 7, 8]);
}

#[test]
fn prose_is_no_sql() {
    let file = File::planted(
        "x.rs",
        "fn a() { \"Select a file\"; \"The update is set\"; \"delete\"; \"Insert coin\"; }",
    );
    expect_lines(&find(&[file]), &[]);
}
