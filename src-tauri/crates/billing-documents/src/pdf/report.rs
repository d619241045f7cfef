//! Any table on paper: title, filter line, rows, totals. What the screen shows, printed.

use super::figure::figure;
use super::flow::{BODY, Flow, Furniture, SMALL, baseline};
use super::ink;
use super::invoice::InvoiceChart;
use super::page::{Align, Page, TextStyle};
use super::table::{Column, GAP, Row, Table, TextLine, cell, flow_table, natural_width};
use super::{FileInfo, write};
use crate::error::DocumentError;
use crate::export::Cell;
use crate::figures::grouped;
use crate::language::Language;

const TITLE: TextStyle = TextStyle::strong(17.0, ink::TEXT);
const FILTER: TextStyle = TextStyle::regular(9.0, ink::TEXT_2);
const TOTAL: TextStyle = TextStyle::strong(BODY.size, ink::TEXT);
/// The narrowest column of words.
const WORDS_MIN: f32 = 60.0;

/// A table to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDocument {
    /// Language of page numbers.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// Account, period, filters, zone: what a reader must know to read it.
    pub filter: String,
    /// How old the data is; stands at the foot of every page.
    pub as_of: String,
    /// Lying pages, for many columns.
    pub landscape: bool,
    /// Drawn above the table.
    pub chart: Option<InvoiceChart>,
    /// Column heads. A column is right-aligned when it has a number.
    pub head: Vec<String>,
    /// One cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// A last row between rules; empty for none.
    pub totals: Vec<Cell>,
}

/// Prints a report as PDF 1.7. The same report gives the same bytes.
///
/// # Errors
/// [`DocumentError::BadFigure`] for a number cell that is none, [`DocumentError::MissingGlyph`],
/// [`DocumentError::Internal`] for a row that is not as long as the head.
pub fn render_report(report: &ReportDocument) -> Result<Vec<u8>, DocumentError> {
    let info = FileInfo {
        title: report.title.clone(),
        author: String::new(),
        language: report.language.tag(),
        created: None,
    };
    write(&pages(report)?, &info)
}

fn pages(report: &ReportDocument) -> Result<Vec<Page>, DocumentError> {
    let odd = |row: &Vec<Cell>| row.len() != report.head.len();
    let totals = Some(&report.totals).filter(|totals| !totals.is_empty());
    if report.rows.iter().chain(totals).any(odd) {
        return Err(DocumentError::internal("a row is not as long as the head"));
    }
    let page = if report.landscape { Page::a4_landscape() } else { Page::a4() };
    let mut flow = Flow::new(page, furniture(report));
    let base = baseline(flow.y, TITLE);
    let left = flow.span().0;
    flow.page().text((left, base), Align::Left, TITLE, &report.title)?;
    flow.y += TITLE.line_height();
    flow.paragraph(FILTER, &report.filter)?;
    flow.y += 10.0;
    if let Some(chart) = &report.chart {
        figure(&mut flow, chart)?;
        flow.y += 10.0;
    }
    let columns = columns(report, flow.width())?;
    let rows = report.rows.iter().map(|row| printed(row, &columns, BODY)).collect::<Result<_, _>>()?;
    let total = totals.map(|row| printed(row, &columns, TOTAL)).transpose()?;
    let tail = total.as_ref().map_or(0.0, |row| row.height() + 4.0);
    let table = Table { columns: columns.clone(), rows, carry: None };
    flow_table(&mut flow, table, tail)?;
    if let Some(total) = total {
        total_row(&mut flow, &columns, &total)?;
    }
    flow.finish()
}

fn furniture(report: &ReportDocument) -> Furniture {
    let foot_right = match report.language {
        Language::En => "Page {page} of {pages}",
        Language::Th => "หน้า {page} จาก {pages}",
    };
    Furniture {
        head_left: report.title.clone(),
        head_right: report.filter.clone(),
        foot_left: report.as_of.clone(),
        foot_right: foot_right.to_owned(),
        watermark: String::new(),
    }
}

fn shown(cell: &Cell) -> Result<String, DocumentError> {
    match cell {
        Cell::Text(text) => Ok(text.clone()),
        Cell::Number(text) => grouped("a figure of the report", text),
        Cell::Empty => Ok("—".to_owned()),
    }
}

/// Figures get the width they need, words share what is left.
fn columns(report: &ReportDocument, width: f32) -> Result<Vec<Column>, DocumentError> {
    let mut columns = Vec::with_capacity(report.head.len());
    for (index, heading) in report.head.iter().enumerate() {
        let cells = || report.rows.iter().chain([&report.totals]).filter_map(|row| row.get(index));
        let figures = cells().any(|cell| matches!(cell, Cell::Number(_)));
        let texts = cells().map(shown).collect::<Result<Vec<_>, _>>()?;
        let natural = natural_width(TOTAL, texts.iter().map(String::as_str))?;
        let natural = natural.max(natural_width(SMALL, [heading.as_str()])?);
        let align = if figures { Align::Right } else { Align::Left };
        columns.push(Column { heading: heading.clone(), align, width: natural });
    }
    fit(&mut columns, width);
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

fn printed(row: &[Cell], columns: &[Column], style: TextStyle) -> Result<Row, DocumentError> {
    let mut cells = Vec::with_capacity(row.len());
    for (value, column) in row.iter().zip(columns) {
        // A hair more than the natural width: rounding must not break a figure in two.
        cells.push(cell(style, &shown(value)?, column.width + 0.5)?);
    }
    Ok(Row { cells, amount: None })
}

/// Between a single and a double rule, as in a ledger.
fn total_row(flow: &mut Flow, columns: &[Column], row: &Row) -> Result<(), DocumentError> {
    let (span, top) = (flow.span(), flow.y);
    flow.page().rule(span, top, 0.9, ink::RULE);
    let mut left = span.0;
    for (column, lines) in columns.iter().zip(&row.cells) {
        let x = if column.align == Align::Right { left + column.width } else { left };
        let mut y = top + 2.8;
        for TextLine { style, text } in lines {
            flow.page().text((x, baseline(y, *style)), column.align, *style, text)?;
            y += style.line_height();
        }
        left += column.width + GAP;
    }
    flow.y = top + row.height();
    let y = flow.y;
    flow.page().double_rule(span, y);
    Ok(())
}
