//! A table on paper: the same cells as on screen, over as many pages as it takes.

use crate::fixture::report;
use crate::poppler::pages;
use billing_documents::export::{Cell, Table, csv};
use billing_documents::pdf::report::render_report;

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
fn many_columns_stay_on_the_page() {
    let mut wide = report(3);
    wide.landscape = true;
    for index in 0..6 {
        wide.head.push(format!("Column {index}"));
        wide.rows.iter_mut().for_each(|row| row.push(Cell::Number(format!("{index}234567.891"))));
        wide.totals.push(Cell::Empty);
    }
    let text = pages(&render_report(&wide).unwrap()).concat();
    for index in 1..6 {
        assert_eq!(text.matches(&format!("{index},234,567.891")).count(), 3, "column {index}");
    }
}

#[test]
fn an_uneven_row_is_refused() {
    let mut uneven = report(2);
    uneven.rows[1].pop();
    assert!(render_report(&uneven).is_err());
}

#[test]
fn paper_and_csv_carry_the_same_figures() {
    let report = report(20);
    let table = Table { head: report.head.clone(), rows: report.rows.clone() };
    let text = pages(&render_report(&report).unwrap()).concat().replace(',', "").replace('−', "-");
    let bytes = csv(&table).unwrap();
    for line in String::from_utf8(bytes).unwrap().lines().skip(1) {
        let amount = line.rsplit(',').next().unwrap();
        assert!(text.contains(amount), "{amount} is in the file but not on paper");
    }
}
