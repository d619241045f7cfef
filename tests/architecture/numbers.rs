//! No binary fraction anywhere near money or quantities.

use crate::finding::{Finding, expect_lines, expect_none};
use crate::rust_text::{Token, tokens};
use crate::tree::{self, File};

/// Rooms that carry money or quantities.
const EXACT: &[&str] = &[
    "billing-domain",
    "billing-store",
    "billing-service",
    "billing-wire",
    "billing-stripe",
    "billing-console",
];

/// Where documents draw: positions on paper and screen are no money.
const DRAWING: &[&str] = &["/chart/", "/pdf/", "/text/"];

fn find(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(find_in).collect()
}

fn find_in(file: &File) -> Vec<Finding> {
    tokens(file)
        .into_iter()
        .filter_map(|placed| match placed.token {
            Token::Name(name) if name == "f64" || name == "f32" => {
                Some(Finding::new(&file.path, placed.line, name))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn no_float_near_money() {
    let files: Vec<File> = EXACT.iter().flat_map(|room| tree::room(room)).collect();
    expect_none(
        &find(&files),
        "money and quantities are exact: use Money, Decimal or integers, never f32/f64",
    );
}

#[test]
fn documents_use_floats_only_to_draw() {
    let mut files = tree::room("billing-documents");
    files.retain(|file| !DRAWING.iter().any(|folder| file.path.contains(folder)));
    expect_none(&find(&files), "outside chart/, pdf/ and text/ documents hold amounts, never f32/f64");
}

#[test]
fn no_float_column_in_the_store() {
    let reals: Vec<Finding> =
        tree::files("src-tauri/crates/billing-store/", &[".sql"]).iter().flat_map(real_columns).collect();
    expect_none(&reals, "no REAL column: money is an INTEGER, a quantity a scale and a mantissa");
}

fn real_columns(file: &File) -> Vec<Finding> {
    let lines = file.text.lines().enumerate();
    lines
        .map(|(index, line)| (index + 1, line.split("--").next().unwrap_or(line).to_uppercase()))
        .filter(|(_, code)| code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "REAL"))
        .map(|(line, code)| Finding::new(&file.path, line, code.trim()))
        .collect()
}

#[test]
fn planted_floats_are_found() {
    let file = File::planted("x.rs", "// f64\nfn a(b: f64) {\n let c = b as f32;\n 1.0f64;\n \"f64\"; }");
    expect_lines(&find(&[file]), &[2, 3, 4]);
}

#[test]
fn a_planted_real_column_is_found() {
    let file =
        File::planted("up.sql", "CREATE TABLE a (\n b REAL NOT NULL,\n really TEXT -- not REAL\n) STRICT;");
    expect_lines(&real_columns(&file), &[2]);
}
