//! No binary fraction anywhere near money or quantities.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, expect_lines, expect_none};
use crate::rust_text::{Token, tokens};
use crate::tree::{self, File};

/// Rooms that carry money or quantities: all but the one that draws.
const EXACT: &[&str] = &[
    "billing-domain",
    "billing-store",
    "billing-service",
    "billing-wire",
    "billing-remote",
    "billing-server",
    "billing-console",
    "counterfoil-cli",
    "billing-stripe",
    "billing-keychain",
];

/// Where documents draw: positions on paper and screen are no money. The example tells how long drawing takes. A
/// spreadsheet's only number is a binary fraction: one file turns figures into one, and into text what it cannot hold.
const DRAWING: &[&str] = &["/chart/", "/pdf/", "/text/", "/examples/", "/export/xlsx/number.rs"];

fn find(files: &[File]) -> Vec<Finding> {
    files.iter().flat_map(find_in).collect()
}

fn find_in(file: &File) -> Vec<Finding> {
    tokens(file)
        .into_iter()
        .filter_map(|placed| match placed.token {
            // `as_f64`, `from_f32` and `visit_f64` lead there as well.
            Token::Name(name) if name.contains("f64") || name.contains("f32") => {
                Some(Finding::new(&file.path, placed.line, name))
            }
            Token::Fraction => Some(Finding::new(&file.path, placed.line, "a fraction such as 1.5")),
            _ => None,
        })
        .collect()
}

/// SQL that computes with binary fractions, whatever its columns are.
static FLOATING_SQL: LazyLock<Regex> = LazyLock::new(|| {
    let forms = r"\b(REAL|FLOAT|DOUBLE)\b|\b(avg|total|round|pow|sqrt|julianday)\s*\(";
    Regex::new(&format!("(?i){forms}")).unwrap()
});

fn floating_sql(files: &[File]) -> Vec<Finding> {
    let texts = files.iter().flat_map(|file| tokens(file).into_iter().map(move |placed| (file, placed)));
    texts
        .filter_map(|(file, placed)| match placed.token {
            Token::Text(text) if FLOATING_SQL.is_match(&text) => {
                Some(Finding::new(&file.path, placed.line, text.chars().take(60).collect::<String>()))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn no_float_near_money() {
    let mut files: Vec<File> = EXACT.iter().flat_map(|room| tree::room(room)).collect();
    files.extend(tree::files("src-tauri/src/", &[".rs"]));
    expect_none(
        &find(&files),
        "money and quantities are exact: use Money, Decimal or integers, never f32/f64",
    );
}

#[test]
fn every_room_is_held_to_it_or_draws() {
    let rooms = tree::files("src-tauri/crates/", &["/Cargo.toml"]).into_iter().filter_map(|manifest| {
        manifest.path.strip_prefix("src-tauri/crates/")?.split_once('/').map(|(room, _)| room.to_owned())
    });
    let free: Vec<String> = rooms.filter(|room| !EXACT.contains(&room.as_str())).collect();
    assert_eq!(free, ["billing-documents"], "a new room is exact, too");
}

#[test]
fn no_float_in_the_stores_queries() {
    let queries: Vec<File> =
        tree::room("billing-store").into_iter().filter(|file| file.path.contains("/src/")).collect();
    expect_none(
        &floating_sql(&queries),
        "SQL adds up integers, or calls exact_sum; it never goes through REAL",
    );
}

#[test]
fn documents_use_floats_only_to_draw() {
    let mut files = tree::room("billing-documents");
    files.retain(|file| !DRAWING.iter().any(|folder| file.path.contains(folder)));
    expect_none(&find(&files), "outside chart/, pdf/ and text/ documents hold amounts, never f32/f64");
}

/// Amounts reach a drawing as text, or as the place of a mark; nobody turns text into a float there.
#[test]
fn drawings_read_no_amount_from_text() {
    let mut files = tree::room("billing-documents");
    files.retain(|file| file.stem() != "tests");
    expect_none(&parsing(&files), "a drawing prints the text it was given, and adds up Decimals");
}

/// Lines that name a float and read text.
fn parsing(files: &[File]) -> Vec<Finding> {
    let of_file = |file: &File| {
        let found = tokens(file);
        let lines_with = |names: &[&str]| -> BTreeSet<usize> {
            let named = found.iter().filter(
                |placed| matches!(&placed.token, Token::Name(name) if names.contains(&name.as_str())),
            );
            named.map(|placed| placed.line).collect()
        };
        let (reading, floats) = (lines_with(&["parse", "from_str"]), lines_with(&["f32", "f64"]));
        let both = reading.intersection(&floats);
        both.map(|line| Finding::new(&file.path, *line, "text becomes a float")).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
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
        .filter(|(_, code)| {
            let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| ["REAL", "FLOAT", "DOUBLE"].contains(&word))
        })
        .map(|(line, code)| Finding::new(&file.path, line, code.trim()))
        .collect()
}

#[test]
fn planted_floats_are_found() {
    let planted = [
        "// f64",
        "fn a(b: f64) {",
        "let c = b as f32;",
        "1.0f64;",
        "\"f64\";",
        "text.parse::<f64>();",
        "number.as_f64();",
        "let d = amount * 1.07;",
        "Value::from(2e-3);",
        "money.0.1;",
        "}",
    ];
    let file = File::planted("x.rs", &planted.join("\n"));
    expect_lines(&find(&[file]), &[2, 3, 4, 6, 7, 8, 9]);
}

#[test]
fn planted_sql_with_floats_is_found() {
    let planted = [
        "fn a() {",
        "\"SELECT avg(mantissa) FROM usage_hour\";",
        "\"SELECT CAST(amount_minor AS REAL) FROM invoice_line\";",
        "\"SELECT sum(amount_minor), really FROM invoice_line\";",
        "\"SELECT round(total_minor / 100.0, 2) FROM invoice\"; }",
    ];
    expect_lines(&floating_sql(&[File::planted("x.rs", &planted.join("\n"))]), &[2, 3, 5]);
}

#[test]
fn planted_parsing_is_found() {
    let file = File::planted(
        "x.rs",
        "fn a(b: &str) {\n let c: f32 = b.parse().unwrap();\n b.parse::<f64>();\n Decimal::from_str(b);\n draw(b); }",
    );
    expect_lines(&parsing(&[file]), &[2, 3]);
}

#[test]
fn a_planted_real_column_is_found() {
    let file = File::planted(
        "up.sql",
        "CREATE TABLE a (\n b REAL NOT NULL,\n really TEXT, -- not REAL\n c double\n) STRICT;",
    );
    expect_lines(&real_columns(&file), &[2, 4]);
}
