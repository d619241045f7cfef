//! A table on paper: the same cells as on screen, over as many pages as it takes.

use crate::fixture::{column, report};
use crate::poppler::{info, pages};
use billing_documents::Language;
use billing_documents::export::sheet::Heads;
use billing_documents::export::{Cell, ColumnKind, SheetRow, csv, xlsx};
use billing_documents::pdf::report::render_report;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

#[test]
fn prints_every_row_once_and_the_totals_last() {
    let report = report(150);
    let pages = pages(&render_report(&report).unwrap());
    let text = pages.concat();
    for index in 0..150 {
        assert_eq!(text.matches(&format!("object {index:04}")).count(), 1, "object {index}");
    }
    assert!(text.contains("149,000.125") && text.contains("−149.50") && text.contains("ศูนย์ข้อมูล"));
    let last = pages.last().unwrap();
    assert!(last.contains("−1,234,567.50") && last.contains(&format!("Page {0} of {0}", pages.len())));
    assert!(pages.iter().all(|page| page.contains("Quantity") && page.contains("Data as of 19 Mar 2026")));
}

#[test]
fn many_columns_lie_down_and_stay_on_the_page() {
    let mut wide = report(3);
    for index in 0..6 {
        wide.sheet.columns.push(column("more", &format!("Column {index}"), ColumnKind::Quantity));
        for row in &mut wide.sheet.rows {
            let SheetRow::Cells(cells) = row else { continue };
            cells.push(Cell::Number(format!("{index}234567.891")));
        }
        wide.sheet.totals[0].push(Cell::Empty);
    }
    let bytes = render_report(&wide).unwrap();
    assert!(info(&bytes).contains("841.8"), "{}", info(&bytes));
    let text = pages(&bytes).concat();
    for index in 1..6 {
        assert_eq!(text.matches(&format!("{index},234,567.891")).count(), 3, "column {index}");
    }
}

#[test]
fn no_figure_and_no_number_of_a_document_is_ever_broken() {
    let mut wide = report(4);
    for index in 0..6 {
        wide.sheet.columns.push(column("more", "ยอดค้างชำระ USD", ColumnKind::Money));
        wide.sheet.columns.push(column("name", "Name", ColumnKind::Text));
        for row in &mut wide.sheet.rows {
            let SheetRow::Cells(cells) = row else { continue };
            cells.push(Cell::Number(format!("{index}20586.64")));
            cells.push(Cell::Text(format!("INV-00{index:04}")));
        }
        wide.sheet.totals[0].extend([Cell::Empty, Cell::Empty]);
    }
    let text = pages(&render_report(&wide).unwrap()).concat();
    for index in 1..6 {
        assert_eq!(text.matches(&format!("{index}20,586.64")).count(), 4, "column {index} in\n{text}");
        assert_eq!(text.matches(&format!("INV-00{index:04}")).count(), 4, "column {index} in\n{text}");
    }
}

#[test]
fn what_no_page_can_show_whole_is_refused() {
    let mut wide = report(1);
    for _ in 0..30 {
        wide.sheet.columns.push(column("more", "Amount", ColumnKind::Money));
        let SheetRow::Cells(cells) = &mut wide.sheet.rows[0] else { panic!("a row of cells") };
        cells.push(Cell::Number("123456789.01".into()));
        wide.sheet.totals[0].push(Cell::Empty);
    }
    let told = render_report(&wide).unwrap_err().to_string();
    assert!(told.contains("34 columns") && told.contains("XLSX"), "{told}");
}

#[test]
fn an_uneven_row_is_refused() {
    let mut uneven = report(2);
    let SheetRow::Cells(cells) = &mut uneven.sheet.rows[1] else { panic!("a row of cells") };
    cells.pop();
    assert!(render_report(&uneven).is_err());
    assert!(xlsx(&uneven.sheet).is_err());
}

#[test]
fn a_heading_stays_with_its_rows_and_every_sum_is_told() {
    let mut grouped = report(90);
    for at in [60, 30, 0] {
        grouped.sheet.rows.insert(at, SheetRow::Group(format!("Group from {at}")));
    }
    let second = vec![Cell::Text("Total THB".into()), Cell::Empty, Cell::Empty, Cell::Number("1.00".into())];
    grouped.sheet.totals.push(second);
    grouped.sheet.notes.push("Two currencies are never one sum.".into());
    let pages = pages(&render_report(&grouped).unwrap());
    let text = pages.concat();
    for told in ["Group from 0", "Group from 30", "Group from 60", "Total THB", "never one sum"] {
        assert_eq!(text.matches(told).count(), 1, "{told}\n{text}");
    }
    for page in &pages {
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = lines[lines.len() - 2];
        assert!(!last.contains("Group from"), "a heading alone at the end of a page:\n{page}");
    }
}

#[test]
fn whose_it_is_and_when_it_was_printed_stand_on_every_page_in_both_languages() {
    let mut thai = report(80);
    thai.sheet.language = Language::Th;
    for (report, printed) in [(report(80), "Printed 19 Mar 2026 09:14 UTC"), (thai, "พิมพ์เมื่อ")]
    {
        let pages = pages(&render_report(&report).unwrap());
        assert!(pages.len() > 1);
        for page in pages {
            assert!(page.contains("Acme Corp") && page.contains(printed), "{page}");
        }
    }
}

#[test]
fn paper_csv_and_workbook_carry_the_same_figures() {
    let report = report(20);
    let text = pages(&render_report(&report).unwrap()).concat().replace(',', "").replace('−', "-");
    let bytes = csv(&report.sheet.table(Heads::Keys)).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&report.sheet).unwrap())).unwrap();
    let range = book.worksheet_range("Top objects").unwrap();
    for (index, line) in String::from_utf8(bytes).unwrap().lines().skip(1).enumerate() {
        let amount = line.rsplit(',').next().unwrap();
        assert!(text.contains(amount), "{amount} is in the file but not on paper");
        let Some(Data::Float(cell)) = range.get((index + 1, 3)) else { panic!("row {index} has a number") };
        assert_eq!(format!("{cell:.2}"), amount);
    }
}
