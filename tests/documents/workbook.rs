//! A workbook, read back by another library than the one that wrote it.

use crate::fixture::{column, empty_sheet};
use billing_documents::Language;
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetColumn, SheetRow, xlsx};
use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, TimeZone, Utc};
use std::io::{Cursor, Read};

fn sheet() -> Sheet {
    let number = |text: &str| Cell::Number(text.to_owned());
    let row =
        |name: &str, amount: Cell, day: Cell| SheetRow::Cells(vec![Cell::Text(name.into()), amount, day]);
    let day = NaiveDate::from_ymd_opt(2026, 3, 19).unwrap();
    Sheet {
        rows: vec![
            SheetRow::Group("ศูนย์ข้อมูล".into()),
            row("=SUM(A1)", number("-1234567.05"), Cell::Day(day)),
            row("exact", number("9007199254740993.25"), Cell::Empty),
            row(
                "twelve",
                number("0.123456789012"),
                Cell::Instant(Utc.with_ymd_and_hms(2026, 3, 19, 9, 14, 0).unwrap()),
            ),
            row("unknown", Cell::Empty, Cell::Empty),
        ],
        totals: vec![vec![Cell::Text("Total of 4".into()), number("0.10"), Cell::Empty]],
        ..empty_sheet(vec![
            column("name", "Name", ColumnKind::Text),
            SheetColumn { unit: Some("USD".into()), ..column("amount", "Amount", ColumnKind::Money) },
            column("day", "Day", ColumnKind::Date),
        ])
    }
}

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn cells_come_back_typed_and_exact() {
    let mut book = read(xlsx(&sheet()).unwrap());
    let range = book.worksheet_range("Top objects").unwrap();
    let at = |row: usize, column: usize| range.get((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(at(0, 1), Data::String("Amount USD".into()));
    assert_eq!(at(1, 0), Data::String("ศูนย์ข้อมูล".into()));
    assert_eq!(at(2, 0), Data::String("=SUM(A1)".into()), "text stays text");
    assert_eq!(at(2, 1), Data::Float(-1_234_567.05));
    assert_eq!(
        at(3, 1),
        Data::String("9007199254740993.25".into()),
        "too long for a number: no digit is lost"
    );
    assert_eq!(at(4, 1), Data::Float(0.123_456_789_012));
    assert!(matches!(at(2, 2), Data::DateTime(_)) && matches!(at(4, 2), Data::DateTime(_)));
    assert_eq!(at(5, 1), Data::Empty, "unknown is not zero");
    assert_eq!((at(6, 0), at(6, 1)), (Data::String("Total of 4".into()), Data::Float(0.1)));
}

#[test]
fn no_formula_is_ever_written() {
    let mut book = read(xlsx(&sheet()).unwrap());
    assert!(book.worksheet_formula("Top objects").unwrap().used_cells().next().is_none());
}

#[test]
fn the_second_sheet_says_what_it_is_and_that_text_was_needed() {
    let mut book = read(xlsx(&sheet()).unwrap());
    let range = book.worksheet_range("About").unwrap();
    let text: Vec<String> = range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    let text = text.join("\n");
    for told in
        ["Top objects", "Acme Corp", "1–31 Mar 2026", "Data as of 19 Mar 2026 09:00 UTC", "written as text"]
    {
        assert!(text.contains(told), "{told} is not in\n{text}");
    }
    let mut short = sheet();
    short.rows.remove(2);
    short.language = Language::Th;
    let mut book = read(xlsx(&short).unwrap());
    let range = book.worksheet_range("เกี่ยวกับ").unwrap();
    assert!(!range.used_cells().any(|(_, _, cell)| cell.to_string().contains("ข้อความเพื่อไม่ให้")));
}

#[test]
fn money_has_its_decimals_and_the_head_stays_in_sight() {
    let bytes = xlsx(&sheet()).unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("#,##0.00") || styles.contains("numFmtId=\"4\""), "{styles}");
    let page = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(page.contains("state=\"frozen\"") && page.contains("<autoFilter ref=\"A1:C6\""), "{page}");
}

#[test]
fn the_same_sheet_is_the_same_bytes() {
    let first = xlsx(&sheet()).unwrap();
    // Zip entries count time in steps of two seconds, properties in seconds.
    let core = part(&first, "docProps/core.xml");
    assert!(core.contains("2026-03-19T09:14:00Z") && !core.contains("2026-11"), "{core}");
    assert_eq!(first, xlsx(&sheet()).unwrap());
}
