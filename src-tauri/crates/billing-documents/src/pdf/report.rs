//! Any table on paper: title, whose it is, filter line, rows, totals, notes. What the screen shows, printed.

use super::figure::figure;
use super::flow::{BODY, Flow, Furniture, SMALL};
use super::ink;
use super::invoice::InvoiceChart;
use super::page::{Align, Page, TextStyle};
use super::table::{Column, GAP, Row, Table, TextLine, cell, flow_table, natural_width, total_row};
use super::{FileInfo, flow, write};
use crate::error::DocumentError;
use crate::export::Cell;
use crate::export::sheet::{Sheet, SheetRow, shown};
use crate::language::Language;

const TITLE: TextStyle = TextStyle::strong(17.0, ink::TEXT);
const FILTER: TextStyle = TextStyle::regular(9.0, ink::TEXT_2);
const TOTAL: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);
/// Characters of the filter in the head of later pages.
const HEAD_MAX: usize = 80;
/// The narrowest column of words.
const WORDS_MIN: f32 = 60.0;

/// A table to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// The table and what a reader must know of it.
    pub sheet: Sheet,
    /// Drawn above the table.
    pub chart: Option<InvoiceChart>,
}

/// Prints a report as PDF 1.7; pages lie when the columns do not fit upright. The same report gives the same bytes.
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number cell that is none, [`DocumentError::MissingGlyph`],
/// [`DocumentError::Internal`] for a row that is not as long as the head.
pub fn render_report(report: &ReportDocument) -> Result<Vec<u8>, DocumentError> {
    let sheet = &report.sheet;
    let info = FileInfo {
        title: sheet.title.clone(),
        author: sheet.account.clone(),
        language: sheet.language.tag(),
        created: sheet.printed_at.or(sheet.as_of).map(|at| at.date_naive()),
    };
    write(&pages(report)?, &info)
}

/// A sheet alone.
///
/// # Errors
/// As [`render_report`].
pub fn render_sheet(sheet: Sheet) -> Result<Vec<u8>, DocumentError> {
    render_report(&ReportDocument { sheet, chart: None })
}

fn pages(report: &ReportDocument) -> Result<Vec<Page>, DocumentError> {
    let sheet = &report.sheet;
    sheet.check()?;
    let mut columns = natural(sheet)?;
    let upright = Page::a4();
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    let wide = columns.iter().map(|column| column.width).sum::<f32>() + gaps;
    let lies = wide > upright.width - 2.0 * flow::MARGIN_X;
    let mut flow = Flow::new(if lies { Page::a4_landscape() } else { upright }, furniture(sheet));
    flow.paragraph(TITLE, &sheet.title)?;
    flow.paragraph(FILTER, &said(&[&sheet.account, &sheet.filter]))?;
    flow.y += 10.0;
    if let Some(chart) = &report.chart {
        figure(&mut flow, chart)?;
        flow.y += 10.0;
    }
    fit(&mut columns, flow.width());
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        rows.push(match row {
            SheetRow::Group(title) => Row {
                title: Some(TextLine { style: TOTAL, text: title.clone() }),
                cells: vec![Vec::new(); columns.len()],
                ..Row::default()
            },
            SheetRow::Cells(cells) => printed(sheet.language, cells, &columns, BODY)?,
        });
    }
    let totals = sheet.totals.iter().map(|cells| printed(sheet.language, cells, &columns, TOTAL));
    let totals = totals.collect::<Result<Vec<_>, _>>()?;
    let tail = totals.iter().map(|row| row.height() + 4.0).sum();
    flow_table(&mut flow, Table { columns: columns.clone(), rows, carry: None }, tail)?;
    for (index, total) in totals.iter().enumerate() {
        total_row(&mut flow, &columns, total, index + 1 == totals.len())?;
    }
    if !sheet.notes.is_empty() {
        flow.y += 10.0;
    }
    for note in &sheet.notes {
        flow.paragraph(SMALL, note)?;
    }
    flow.finish()
}

fn furniture(sheet: &Sheet) -> Furniture {
    let foot_right = match sheet.language {
        Language::En => "Page {page} of {pages}",
        Language::Th => "หน้า {page} จาก {pages}",
    };
    Furniture {
        head_left: sheet.title.clone(),
        head_right: shortened(&sheet.filter),
        foot_left: said(&[&sheet.account, &sheet.as_of_text(), &sheet.printed_text()]),
        foot_right: foot_right.to_owned(),
        watermark: String::new(),
    }
}

/// What fits beside the title on later pages; the first page has all of it.
fn shortened(filter: &str) -> String {
    if filter.chars().count() <= HEAD_MAX {
        return filter.to_owned();
    }
    let kept: String = filter.chars().take(HEAD_MAX).collect();
    format!("{} …", kept.rsplit_once(' ').map_or(kept.as_str(), |(whole, _)| whole))
}

/// Those that say something, parted by a dot.
fn said(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// Every column as wide as its widest cell.
fn natural(sheet: &Sheet) -> Result<Vec<Column>, DocumentError> {
    let mut columns = Vec::with_capacity(sheet.columns.len());
    for (index, column) in sheet.columns.iter().enumerate() {
        // The words of a total may run over the empty cells beside them; they widen no column.
        let totals = sheet.totals.iter().filter(|_| index > 0);
        let cells = sheet.cells().chain(totals).filter_map(|row| row.get(index));
        let texts = cells.map(|cell| shown(sheet.language, cell)).collect::<Result<Vec<_>, _>>()?;
        let width = natural_width(TOTAL, texts.iter().map(String::as_str))?;
        let heading = column.head();
        let width = width.max(natural_width(SMALL, [heading.as_str()])?);
        let align = if column.kind.is_figure() { Align::Right } else { Align::Left };
        columns.push(Column { heading, align, width });
    }
    Ok(columns)
}

/// Shares the width out: too much goes to the words, too little is taken from them first, then from all.
fn fit(columns: &mut [Column], width: f32) {
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    let sum = |columns: &[Column], align: Align| {
        columns.iter().filter(|column| column.align == align).map(|column| column.width).sum::<f32>()
    };
    let (words, figures) = (sum(columns, Align::Left), sum(columns, Align::Right));
    let least = WORDS_MIN * columns.iter().filter(|column| column.align == Align::Left).count() as f32;
    let room = (width - gaps - figures).max(least);
    if words > 0.0 {
        let share = room / words;
        columns
            .iter_mut()
            .filter(|column| column.align == Align::Left)
            .for_each(|column| column.width *= share);
    }
    let all: f32 = columns.iter().map(|column| column.width).sum();
    if all > width - gaps {
        let share = (width - gaps) / all;
        columns.iter_mut().for_each(|column| column.width *= share);
    }
}

/// The cells of a row, wrapped; words of the first cell run over empty cells beside it.
fn printed(
    language: Language,
    row: &[Cell],
    columns: &[Column],
    style: TextStyle,
) -> Result<Row, DocumentError> {
    let mut cells = Vec::with_capacity(row.len());
    for (index, (value, column)) in row.iter().zip(columns).enumerate() {
        let is_total = style == TOTAL;
        if is_total && index > 0 && *value == Cell::Empty {
            cells.push(Vec::new());
            continue;
        }
        let beside = row.iter().skip(1).take_while(|cell| is_total && **cell == Cell::Empty).count();
        let more = columns.iter().skip(1).take(beside).map(|column| column.width + GAP).sum::<f32>();
        let own = if index == 0 { column.width + more } else { column.width };
        // A hair more than the natural width: rounding must not break a figure in two.
        cells.push(cell(style, &shown(language, value)?, own + 0.5)?);
    }
    Ok(Row { cells, ..Row::default() })
}
