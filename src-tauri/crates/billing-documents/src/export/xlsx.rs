//! XLSX: typed cells, the head frozen and filtered, the sums below, and a second sheet that says what it is.
//!
//! A spreadsheet keeps a number as a binary fraction and shows 15 digits. A figure that does not survive that digit for
//! digit is written as text, and a note says so: better a text than a wrong digit.

mod number;

use super::sheet::{ColumnKind, Sheet, SheetColumn, SheetRow};
use super::sheet_words::words;
use super::{Cell, sheet};
use crate::error::DocumentError;
use crate::figures::grouped;
use chrono::{DateTime, Datelike, Timelike, Utc};
use number::Figure;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

/// The widest column, in characters.
const WIDEST: usize = 60;
/// The narrowest.
const NARROWEST: usize = 8;
/// A sheet's name may not be longer.
const NAME_MAX: usize = 31;

/// The sheet as a workbook. The same sheet gives the same bytes.
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number cell that is none, [`DocumentError::Internal`] for a row that is not as
/// long as the head or more rows than a sheet holds.
pub fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    sheet.check()?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet)?);
    let as_text = data(workbook.add_worksheet(), sheet)?;
    about(workbook.add_worksheet(), sheet, as_text)?;
    workbook.save_to_buffer().map_err(told)
}

/// The time is the data's or the print's, never the clock's.
fn properties(sheet: &Sheet) -> Result<DocProperties, DocumentError> {
    let made = excel_time(sheet.printed_at.or(sheet.as_of).unwrap_or(DateTime::UNIX_EPOCH))?;
    Ok(DocProperties::new()
        .set_title(&sheet.title)
        .set_subject(&sheet.filter)
        .set_company(&sheet.account)
        .set_author("Counterfoil")
        .set_creation_datetime(&made))
}

/// Writes head, rows and sums; true when a figure had to be written as text.
fn data(page: &mut Worksheet, sheet: &Sheet) -> Result<bool, DocumentError> {
    page.set_name(sheet_name(&sheet.title)).map_err(told)?;
    let mut pen = Pen { page, row: 0, bold: false, texts: vec![false; sheet.columns.len()] };
    pen.head(sheet)?;
    for row in &sheet.rows {
        match row {
            SheetRow::Group(title) => pen.group(title)?,
            SheetRow::Cells(cells) => pen.cells(sheet, cells)?,
        }
    }
    let last = pen.row.saturating_sub(1);
    pen.bold = true;
    for total in &sheet.totals {
        pen.cells(sheet, total)?;
    }
    let texts = pen.texts.clone();
    for (index, column) in sheet.columns.iter().enumerate() {
        page.set_column_width(place(index)?, width(sheet, index, column)?).map_err(told)?;
        if texts[index] {
            let note = Note::new(words(sheet.language).as_text).set_author("Counterfoil");
            page.insert_note(0, place(index)?, &note).map_err(told)?;
        }
    }
    if let Some(end) = sheet.columns.len().checked_sub(1) {
        page.autofilter(0, 0, last, place(end)?).map_err(told)?;
    }
    page.set_freeze_panes(1, 0).map_err(told)?;
    page.set_repeat_rows(0, 0).map_err(told)?;
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let page_word = words(sheet.language).page;
    page.set_header(format!(
        "&L{} · {}&R{}",
        escaped(&sheet.title),
        escaped(&sheet.account),
        escaped(&sheet.filter)
    ));
    page.set_footer(format!("&L{}&R{page_word} &P / &N", escaped(&sheet.as_of_text())));
    Ok(texts.contains(&true))
}

struct Pen<'p> {
    page: &'p mut Worksheet,
    row: u32,
    bold: bool,
    /// Per column, whether a figure was written as text.
    texts: Vec<bool>,
}

impl Pen<'_> {
    fn head(&mut self, sheet: &Sheet) -> Result<(), DocumentError> {
        for (index, column) in sheet.columns.iter().enumerate() {
            let align = if column.kind.is_figure() { FormatAlign::Right } else { FormatAlign::Left };
            let format = Format::new().set_bold().set_align(align).set_border_bottom(FormatBorder::Thin);
            self.page.write_string_with_format(0, place(index)?, column.head(), &format).map_err(told)?;
        }
        self.row = 1;
        Ok(())
    }

    fn group(&mut self, title: &str) -> Result<(), DocumentError> {
        let format = Format::new().set_bold();
        self.page.write_string_with_format(self.row, 0, title, &format).map_err(told)?;
        self.row += 1;
        Ok(())
    }

    fn cells(&mut self, sheet: &Sheet, cells: &[Cell]) -> Result<(), DocumentError> {
        for (index, (cell, column)) in cells.iter().zip(&sheet.columns).enumerate() {
            self.cell(index, cell, column)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, index: usize, cell: &Cell, column: &SheetColumn) -> Result<(), DocumentError> {
        let (row, at) = (self.row, place(index)?);
        let plain = self.format();
        match cell {
            Cell::Empty => self.page.write_blank(row, at, &plain).map(drop),
            // Written as a string, it is never a formula.
            Cell::Text(text) => self.page.write_string_with_format(row, at, text, &plain).map(drop),
            Cell::Day(day) => {
                let day = ExcelDateTime::from_ymd(year(day.year())?, month(day.month())?, month(day.day())?);
                let format = plain.set_num_format("d mmm yyyy").set_align(FormatAlign::Left);
                self.page.write_datetime_with_format(row, at, day.map_err(told)?, &format).map(drop)
            }
            Cell::Instant(instant) => {
                let format = plain.set_num_format("d mmm yyyy hh:mm").set_align(FormatAlign::Left);
                self.page.write_datetime_with_format(row, at, excel_time(*instant)?, &format).map(drop)
            }
            Cell::Number(text) => {
                grouped("an exported number", text)?;
                match number::figure(text) {
                    Figure::Number { value, decimals } => {
                        let format = plain.set_num_format(pattern(decimals, column.kind));
                        self.page.write_number_with_format(row, at, value, &format).map(drop)
                    }
                    Figure::TooLong => {
                        self.texts[index] = true;
                        let format = plain.set_num_format("@").set_align(FormatAlign::Right);
                        self.page.write_string_with_format(row, at, text, &format).map(drop)
                    }
                }
            }
        }
        .map_err(told)
    }

    fn format(&self) -> Format {
        if self.bold { Format::new().set_bold().set_border_top(FormatBorder::Thin) } else { Format::new() }
    }
}

/// `#,##0.00`: as many decimals as the figure has. Counts and percentages are not grouped differently.
fn pattern(decimals: usize, kind: ColumnKind) -> String {
    let whole = if kind == ColumnKind::Percent { "0" } else { "#,##0" };
    if decimals == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(decimals)) }
}

/// What the workbook is: a reader of the file alone must be able to tell.
fn about(page: &mut Worksheet, sheet: &Sheet, as_text: bool) -> Result<(), DocumentError> {
    let w = words(sheet.language);
    page.set_name(w.about).map_err(told)?;
    let rows = sheet.row_count().to_string();
    let mut lines = vec![
        (sheet.title.as_str(), String::new()),
        (w.account, sheet.account.clone()),
        (w.shows, sheet.filter.clone()),
        (w.rows, rows),
        ("", sheet.as_of_text()),
        ("", sheet.printed_text()),
    ];
    lines.extend(sheet.notes.iter().map(|note| ("", note.clone())));
    if as_text {
        lines.push(("", w.as_text.to_owned()));
    }
    let bold = Format::new().set_bold();
    for (row, (label, text)) in (0u32..).zip(&lines) {
        page.write_string_with_format(row, 0, *label, &bold).map_err(told)?;
        page.write_string(row, 1, text).map_err(told)?;
    }
    page.set_column_width(0, 18).map_err(told)?;
    page.set_column_width(1, 90).map_err(told)?;
    Ok(())
}

/// In characters: the widest cell, within bounds.
fn width(sheet: &Sheet, index: usize, column: &SheetColumn) -> Result<u16, DocumentError> {
    let mut widest = column.head().chars().count() + 2;
    for cells in sheet.cells().chain(&sheet.totals) {
        if let Some(cell) = cells.get(index) {
            widest = widest.max(sheet::shown(sheet.language, cell)?.chars().count());
        }
    }
    u16::try_from(widest.clamp(NARROWEST, WIDEST) + 2).map_err(DocumentError::internal)
}

/// Without what a sheet's name may not hold.
fn sheet_name(title: &str) -> String {
    let kept =
        title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(NAME_MAX).collect::<String>();
    let kept = kept.trim();
    if kept.is_empty() { "Sheet".to_owned() } else { kept.to_owned() }
}

/// `&` starts a field in heads and feet of a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&&").chars().take(80).collect()
}

fn excel_time(at: DateTime<Utc>) -> Result<ExcelDateTime, DocumentError> {
    let day =
        ExcelDateTime::from_ymd(year(at.year())?, month(at.month())?, month(at.day())?).map_err(told)?;
    let (hour, minute) = (at.hour(), at.minute());
    day.and_hms(u16::try_from(hour).map_err(DocumentError::internal)?, month(minute)?, at.second() as u8)
        .map_err(told)
}

fn year(year: i32) -> Result<u16, DocumentError> {
    u16::try_from(year).map_err(DocumentError::internal)
}

fn month(month: u32) -> Result<u8, DocumentError> {
    u8::try_from(month).map_err(DocumentError::internal)
}

fn place(index: usize) -> Result<u16, DocumentError> {
    u16::try_from(index).map_err(DocumentError::internal)
}

fn told(error: XlsxError) -> DocumentError {
    DocumentError::internal(error)
}
