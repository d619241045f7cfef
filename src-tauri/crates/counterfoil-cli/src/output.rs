//! Printing: one JSON value, or aligned columns for people.

use serde_json::Value;
use std::io::Write;

/// Prints one JSON value and a line feed.
pub fn json(value: &Value) {
    // A reader that has gone away (`| head`) is no failure of ours.
    let _ = writeln!(std::io::stdout().lock(), "{value}");
}
