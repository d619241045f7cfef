//! Printing: one JSON value, or aligned columns for people.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Rows with named fields, and their totals.
pub struct Report {
    /// In the order in which people read them.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Map<String, Value>>,
    pub totals: Value,
}

/// Prints one JSON value and a line feed.
pub fn json(value: &Value) {
    // A reader that has gone away (`| head`) is no failure of ours.
    let _ = writeln!(std::io::stdout().lock(), "{value}");
}

/// Prints `{"rows": [..], "totals": {..}}`, or a table.
pub fn report(report: &Report, as_json: bool) {
    if as_json {
        json(&json!({ "rows": report.rows, "totals": report.totals }));
    } else {
        let _ = table(report);
    }
}

/// RFC 3339 in UTC, whole seconds.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// What numbers are called: they stand on the right.
const NUMBERS: [&str; 35] = [
    "before",
    "change",
    "change_percent",
    "open",
    "net",
    "tax",
    "expected",
    "cost",
    "unit_price",
    "other_price",
    "version",
    "rows_equal",
    "rows_differing",
    "used",
    "limit",
    "over_by",
    "flat_price",
    "held",
    "simulated",
    "difference",
    "previewed",
    "preview",
    "line",
    "billed",
    "rated",
    "total",
    "balance",
    "quantity",
    "quantity_billable",
    "amount",
    "charges",
    "billed_cost",
    "effective_cost",
    "list_cost",
    "contracted_cost",
];

fn table(report: &Report) -> std::io::Result<()> {
    let cell = |row: &Map<String, Value>, column: &str| match row.get(column) {
        None | Some(Value::Null) => "—".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let rows: Vec<Vec<String>> = report
        .rows
        .iter()
        .map(|row| report.columns.iter().map(|column| cell(row, column)).collect())
        .collect();
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.max().unwrap_or(0).max(report.columns[at].len())
    };
    let widths: Vec<usize> = (0..report.columns.len()).map(width).collect();
    let mut out = std::io::stdout().lock();
    let head: Vec<String> = report.columns.iter().map(ToString::to_string).collect();
    for row in std::iter::once(&head).chain(&rows) {
        let cells = row.iter().enumerate().map(|(at, text)| aligned(text, report.columns[at], widths[at]));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(out, "total: {}", report.totals)
}

fn aligned(text: &str, column: &str, width: usize) -> String {
    if NUMBERS.contains(&column) { format!("{text:>width$}") } else { format!("{text:<width$}") }
}
