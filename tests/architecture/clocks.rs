//! `now` is an argument: the rules, the store and the documents read no clock.

use crate::finding::{Finding, expect_lines, expect_none};
use crate::rust_text::{Token, tokens};
use crate::tree::{self, File};

const TIMELESS: &[&str] = &["billing-domain", "billing-store", "billing-documents", "billing-wire"];

/// `<clock>::now`.
const CLOCKS: &[&str] = &["Utc", "Local", "SystemTime", "Instant"];

fn find(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(find_in).collect()
}

fn find_in(file: &File) -> Vec<Finding> {
    let tokens = tokens(file);
    tokens
        .windows(3)
        .filter_map(|three| match [&three[0].token, &three[1].token, &three[2].token] {
            [Token::Name(clock), Token::Path, Token::Name(now)]
                if now == "now" && CLOCKS.contains(&clock.as_str()) =>
            {
                Some(Finding::new(&file.path, three[0].line, format!("{clock}::now")))
            }
            _ => None,
        })
        .collect()
}

/// Suites may measure how long something took; what is shipped may not.
fn shipped(files: Vec<File>) -> Vec<File> {
    files.into_iter().filter(|file| file.path.contains("/src/") && file.stem() != "tests").collect()
}

#[test]
fn rules_store_and_documents_read_no_clock() {
    let files: Vec<File> = TIMELESS.iter().flat_map(|room| shipped(tree::room(room))).collect();
    expect_none(&find(&files), "`now` is an argument here: the service knows the time");
}

#[test]
fn the_store_asks_sqlite_for_no_time_either() {
    let asked: Vec<Finding> = tree::files("src-tauri/crates/billing-store/", &[".rs", ".sql"])
        .iter()
        .flat_map(sql_clocks)
        .collect();
    expect_none(&asked, "`now` is an argument: no CURRENT_TIMESTAMP and no 'now' in SQL");
}

fn sql_clocks(file: &File) -> Vec<Finding> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| {
            line.contains("CURRENT_TIMESTAMP") || line.contains("('now'") || line.contains("unixepoch()")
        })
        .map(|(index, line)| Finding::new(&file.path, index + 1, line.trim()))
        .collect()
}

#[test]
fn planted_clocks_are_found() {
    let file = File::planted(
        "x.rs",
        "fn a(now: Instant) {\n chrono::Utc::now();\n SystemTime::now();\n Instant :: now();\n now.now();\n // Utc::now()\n}",
    );
    expect_lines(&find(&[file]), &[2, 3, 4]);
}

#[test]
fn planted_sql_clocks_are_found() {
    let file = File::planted(
        "up.sql",
        "a TEXT DEFAULT CURRENT_TIMESTAMP,\nb TEXT,\nc TEXT DEFAULT (datetime('now'))",
    );
    expect_lines(&sql_clocks(&file), &[1, 3]);
}
