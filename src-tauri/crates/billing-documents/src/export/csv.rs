//! CSV by RFC 4180: comma, CRLF, quotes doubled, UTF-8 without a mark. Spreadsheets must not run what a cell says.

use super::{Cell, Table};
use crate::error::DocumentError;
use crate::figures::grouped;
use ::csv::{Terminator, WriterBuilder};
use chrono::SecondsFormat;

/// Put before a text that a spreadsheet would take for a formula.
const GUARD: char = '\'';

/// The table as CSV bytes, head first.
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number cell that is not a plain decimal, [`DocumentError::Internal`] when a row is
/// not as long as the head.
pub fn csv(table: &Table) -> Result<Vec<u8>, DocumentError> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.head.iter().map(|name| guarded(name))).map_err(DocumentError::internal)?;
    for row in &table.rows {
        let cells = row.iter().map(cell_text).collect::<Result<Vec<_>, _>>()?;
        writer.write_record(cells).map_err(DocumentError::internal)?;
    }
    writer.into_inner().map_err(DocumentError::internal)
}

fn cell_text(cell: &Cell) -> Result<String, DocumentError> {
    match cell {
        Cell::Text(text) => Ok(guarded(text)),
        Cell::Number(text) => grouped("an exported number", text).map(|_| text.clone()),
        Cell::Day(day) => Ok(day.to_string()),
        Cell::Instant(at) => Ok(at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        Cell::Empty => Ok(String::new()),
    }
}

/// Excel, LibreOffice and Google Sheets run a cell that starts with one of these; the apostrophe makes it text.
fn guarded(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    // A text that starts with our own guard gets one more, so that reading back is always: take one off.
    if formula || text.starts_with(GUARD) { format!("{GUARD}{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(cell: &str) -> Cell {
        Cell::Text(cell.to_owned())
    }

    fn table(head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
        Table { head: head.iter().map(|name| (*name).to_owned()).collect(), rows }
    }

    fn written(table: &Table) -> String {
        String::from_utf8(csv(table).unwrap()).unwrap()
    }

    #[test]
    fn quotes_and_ends_lines_by_the_rfc() {
        let rows = vec![vec![text("a,b"), text("say \"hi\"")], vec![text("two\nlines"), Cell::Empty]];
        let expected = "name,note\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\r\n";
        assert_eq!(written(&table(&["name", "note"], rows)), expected);
    }

    #[test]
    fn guards_text_but_leaves_numbers_bare() {
        let rows = vec![vec![text("=1+1"), Cell::Number("-12.50".into()), text("USD")]];
        assert_eq!(
            written(&table(&["name", "amount", "currency"], rows)),
            "name,amount,currency\r\n'=1+1,-12.50,USD\r\n"
        );
    }

    #[test]
    fn a_number_that_is_none_is_refused() {
        let smuggled = table(&["amount"], vec![vec![Cell::Number("-1+cmd|' /C calc'!A0".into())]]);
        assert!(matches!(csv(&smuggled), Err(DocumentError::BadFigure { .. })));
        let short = table(&["a", "b"], vec![vec![Cell::Empty]]);
        assert!(csv(&short).is_err(), "a short row would shift every later column");
    }

    proptest! {
        #[test]
        fn nothing_written_is_a_formula_and_everything_reads_back(cells in prop::collection::vec("[=+@\\-\t\r\n'\"a,ก ]{0,6}", 1..5)) {
            let head: Vec<String> = (0..cells.len()).map(|index| format!("c{index}")).collect();
            let rows = vec![cells.iter().map(|cell| text(cell)).collect()];
            let bytes = csv(&Table { head, rows }).unwrap();
            let mut reader = ::csv::Reader::from_reader(&bytes[..]);
            let record = reader.records().next().map(|record| record.unwrap());
            // A row of one empty cell is written as "" and read as such.
            let read: Vec<String> = record.iter().flatten().map(str::to_owned).collect();
            prop_assert_eq!(read.len(), cells.len());
            for (read, cell) in read.iter().zip(&cells) {
                prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", read);
                let bare = read.strip_prefix(GUARD).unwrap_or(read);
                prop_assert_eq!(bare, cell);
            }
        }
    }
}
