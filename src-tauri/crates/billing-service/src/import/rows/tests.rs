//! Reading rows of the hourly CSV: what is taken, what is refused and why.

use super::*;
use proptest::prelude::*;
use std::io::Write;

fn open(bytes: &[u8]) -> (tempfile::NamedTempFile, Result<Rows, BillingError>) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let rows = Rows::open(file.path());
    (file, rows)
}

fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, BillingError> {
    let (_file, rows) = open(bytes);
    let mut rows = rows?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let fields = (0..row.len()).map(|at| row.text(at).to_owned()).collect();
        found.push((row.line(), fields));
    }
    Ok(found)
}

fn check(text: &str, expected: &[(u64, &[&str])]) {
    let expected: Vec<(u64, Vec<String>)> = expected
        .iter()
        .map(|(line, fields)| (*line, fields.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(read(text.as_bytes()).unwrap(), expected, "{text:?}");
}

#[test]
fn plain_quoted_doubled_and_broken_over_lines() {
    check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check("\"a,1\",\"say \"\"hi\"\"\"\r\nx,\"\"\r\n", &[(1, &["a,1", "say \"hi\""]), (2, &["x", ""])]);
    check("\"two\nlines\",b\nc,d", &[(1, &["two\nlines", "b"]), (3, &["c", "d"])]);
    check("a,b\n\n\r\n,\n", &[(1, &["a", "b"]), (4, &["", ""])]);
    check("\u{feff}a\nb", &[(1, &["a"]), (2, &["b"])]);
    check("ก,ข\n", &[(1, &["ก", "ข"])]);
}

#[test]
fn text_after_a_closing_quote_breaks_only_its_row() {
    let (_file, rows) = open(b"\"a\"x,b\nc,d\n");
    let mut rows = rows.unwrap();
    assert!(rows.next().unwrap().unwrap().broken);
    let row = rows.next().unwrap().unwrap();
    assert!(!row.broken);
    assert_eq!(row.text(0), "c");
}

#[test]
fn files_that_are_not_csv_are_refused_whole() {
    for (bytes, says) in [
        (&b""[..], "empty"),
        (b"a,b\n1,\"2\n3,4\n", "line 2 is never closed"),
        (b"a,b\n1,\0\n", "binary"),
        (b"a,b\n1,caf\xE9\n", "UTF-8"),
        (b"a,b\n1,caf\xC3", "UTF-8"),
        (b"\xFF\xFEa\0,\0", "UTF-16"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\x1F\x8B\x08", "compressed"),
    ] {
        let error = read(bytes).unwrap_err();
        assert!(error.message.contains(says), "{says}: {}", error.message);
        assert!(error.message.contains("Nothing was changed"), "{}", error.message);
    }
}

#[test]
fn letters_and_rows_may_lie_across_blocks() {
    let mut text = "x".repeat(super::super::file::BLOCK - 1);
    text.push_str("é,b\n1,2\n");
    let rows = read(text.as_bytes()).unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].1[0].ends_with("xé"));
    assert_eq!(rows[1], (2, vec!["1".to_owned(), "2".to_owned()]));
}

proptest! {
    #[test]
    fn what_is_written_by_the_rules_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z,\"\n\r é]{0,6}", 2..4), 1..8)
    ) {
        let quote = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        let lines: Vec<String> =
            rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",")).collect();
        let found: Vec<Vec<String>> =
            read(lines.join("\n").as_bytes()).unwrap().into_iter().map(|(_, fields)| fields).collect();
        prop_assert_eq!(found, rows);
    }
}
